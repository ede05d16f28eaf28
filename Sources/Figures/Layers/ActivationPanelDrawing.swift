import Drawing

/// One panel.
struct ActivationPanelDrawing {
  let panel: ActivationPanels.Panel
  let plan: ActivationPanels.Plan
  let reach: Double
  let all: ActivationPanels
  let pen: Pen

  private var theme: Theme { pen.theme }
  private var small: Double { pen.measures.numberFloor + 0.1 }
  private var unit: Double { plan.width / (2 * reach) }
  func x(_ z: Double) -> Double { (min(max(z, -reach), reach) + reach) * unit }

  /// The zero line of the curve: lower where nothing is below 0.
  var base: Double { plan.curve.maxY - min(1.45 * unit, plan.curve.height * 0.3) }
  func y(_ a: Double) -> Double { base - a * unit }

  var steps: [Double] { (0...320).map { -reach + 2 * reach * Double($0) / 320 } }
  private var slopes: [Double] { steps.map(panel.slope) }
  private var high: Double { max(1, slopes.filter(\.isFinite).max() ?? 1) }
  private var low: Double { min(0, slopes.filter(\.isFinite).min() ?? 0) }
  func ySlope(_ value: Double) -> Double {
    let room = plan.slope.height - 4
    return plan.slope.maxY - room * (value - low) / (high - low)
  }
  private var slopeColor: Color { theme.positions[1] }
  private var markColor: Color { theme.positions[0] }

  var items: [Item] {
    let isShown = abs(all.marked) <= reach
    let place = x(all.marked)
    let a = Point(place, min(max(y(panel.function(all.marked)), plan.curve.minY), plan.curve.maxY))
    let s = Point(place, ySlope(panel.slope(all.marked)))
    let shown = isShown && all.marked.isFinite
    let stems = shown ? [Rectangle(place, min(a.y, s.y), 0, plan.rug.maxY + 3 - min(a.y, s.y))] : []
    let curves = shown ? curveLines : []
    var taken = oneBox.map { [$0] } ?? []
    func label(_ formula: Formula, at point: Point, _ color: Color, within box: Rectangle)
      -> [Item]
    {
      let text = pen.formula(
        formula.weighted(.bold), size: pen.legible(17, formula), color: color)
      let (w, h) = (text.bounds.width, text.bounds.height)
      let places = places(around: point, Size(w, h))
      let best = places.first { place in
        box.contains(place, tolerance: 3) && !taken.contains { $0.overlaps(place) }
          && !isCrossed(place, stems + curves)
      }
      // A number that a curve would run through is left to the lines below.
      guard let best else { return [] }
      taken.append(best)
      return text.placed(at: best.origin).items
    }
    var items = hatches + axes
    items += [polyline(panel.function, in: plan.curve, theme.ink, width: 2.6) { y($0) }]
    items += [
      polyline(panel.slope, in: plan.slope.inset(-2), slopeColor, width: 2.4) { ySlope($0) }
    ]
    items += rug + ticks
    if shown {
      // The title of the slopes interrupts the line where it has no other place.
      let title = Rectangle(slopeTitleLeft, plan.slope.minY - 26, slopeTitle.bounds.width, 20)
      let isCut = title.minX - 4 < place && title.maxX + 4 > place && min(a.y, s.y) < title.minY
      let ends =
        [min(a.y, s.y)] + (isCut ? [title.minY, title.maxY + 4] : []) + [plan.rug.maxY + 3]
      for index in stride(from: 0, to: ends.count, by: 2) {
        items.append(
          .path(
            .line(Point(place, ends[index]), Point(place, ends[index + 1])),
            .stroke(markColor, 1.7, dash: [3, 4])))
      }
      for point in [a, s] {
        items.append(
          .circle(
            center: point, radius: 6,
            Paint(fill: markColor, stroke: Stroke(color: theme.paper, width: 1.6))))
      }
      let color = theme.text(in: markColor, on: ground)
      items += label(panel.labels.a, at: a, color, within: plan.curve)
      items += label(
        panel.labels.slope, at: s, color,
        within: Rectangle(0, plan.slope.minY - 4, plan.width, plan.slope.height + 4))
    }
    return items + titles + (plan.hasShare ? flat : []) + (plan.hasLines ? lines : [])
  }

  /// The lightest ground that a label can stand on.
  private var ground: Color { theme.band }

  private var titles: [Item] {
    let name = pen.formula(.number(panel.name, .semibold), size: 20)
    let formula = pen.formula(
      panel.formula, size: pen.measures.symbolFloor + 0.1, color: theme.muted)
    var items = name.moved(-name.bounds.minX, 20).items
    if name.bounds.width + formula.bounds.width + 14 <= plan.width {
      items += formula.moved(plan.width - formula.bounds.maxX, 20).items
    }
    return items
      + slopeTitle.moved(slopeTitleLeft - slopeTitle.bounds.minX, plan.slope.minY - 10).items
  }

  private var slopeTitle: Picture {
    pen.formula(all.slopeTitle, size: 17, color: theme.text(in: slopeColor, on: theme.paper))
  }

  /// Where the title of the slopes begins: beside the line down from the followed neuron’s dots,
  /// where there is room.
  private var slopeTitleLeft: Double {
    let (stem, width) = (x(all.marked), slopeTitle.bounds.width)
    return stem <= width + 6 && stem + 34 + width <= plan.width ? stem + 12 : 0
  }

  /// The stretches where the slope is small, over curve, slope and rug.
  private var hatches: [Item] {
    var stretches: [(Double, Double)] = []
    for (z, slope) in zip(steps, slopes) where abs(slope) < all.flatness {
      if let last = stretches.last, z - last.1 < 2.5 * reach / 160 {
        stretches[stretches.count - 1].1 = z
      } else {
        stretches.append((z, z))
      }
    }
    return stretches.flatMap { low, high -> [Item] in
      let columns = [
        plan.curve, Rectangle(0, plan.slope.minY, plan.width, plan.rug.maxY - plan.slope.minY),
      ]
      return columns.flatMap { column -> [Item] in
        let box = Rectangle(x(low), column.minY, max(1, x(high) - x(low)), column.height)
        return [.rectangle(box, radius: 0, .fill(theme.band))]
          + Picture.hatch(in: box, color: theme.hairline, spacing: 6).items
      }
    }
  }

  /// Where the 1 of the upper axis stands; nil where there is no room for it.
  private var oneBox: Rectangle? {
    let box = Rectangle(x(0) - 19, y(1) - 7, 11, 13)
    // Near the dot the number that stands beside it says as much.
    let isNear =
      abs(y(panel.function(all.marked)) - y(1)) <= 30 && abs(x(all.marked) - x(0)) <= 60
    guard y(1) > plan.curve.minY + 8, !isNear, !isCrossed(box, curveLines, hasAxes: false) else {
      return nil
    }
    return box
  }

  private var axes: [Item] {
    let one = ySlope(1)
    func tick(_ text: String, right: Double, _ baseline: Double) -> [Item] {
      let label = pen.formula(.number(text, .regular), size: small, color: theme.muted)
      return label.moved(right - label.bounds.maxX, baseline).items
    }
    var items: [Item] = [
      .path(.line(Point(0, base), Point(plan.width, base)), .stroke(theme.frame, 1.2)),
      .path(
        .line(Point(x(0), plan.curve.minY), Point(x(0), plan.curve.maxY)),
        .stroke(theme.frame, 1.2)),
      .path(
        .line(Point(0, ySlope(0)), Point(plan.width, ySlope(0))), .stroke(theme.frame, 1.2)),
      .path(
        .line(Point(0, one), Point(plan.width, one)), .stroke(theme.hairline, 1.2, dash: [4, 4])),
    ]
    if y(1) > plan.curve.minY + 8 {
      items.append(
        .path(.line(Point(x(0) - 4, y(1)), Point(x(0) + 4, y(1))), .stroke(theme.frame, 1.2)))
      if oneBox != nil { items += tick("1", right: x(0) - 8, y(1) + 5) }
    }
    return items + tick("1", right: plan.width - 1, min(one, plan.slope.minY + 4) - 7)
  }

  /// A curve cut to a box, with a dotted line where the function jumps.
  private func polyline(
    _ function: (Double) -> Double, in box: Rectangle, _ color: Color, width: Double,
    _ place: (Double) -> Double
  ) -> Item {
    var elements: [Path.Element] = []
    var jumps: [Path.Element] = []
    var last: Point?
    for z in steps {
      let value = function(z)
      guard value.isFinite else {
        last = nil
        continue
      }
      let point = Point(x(z), place(value))
      defer { last = point }
      guard let before = last else { continue }
      guard let (from, to) = cut(before, point, box) else { continue }
      if abs(point.y - before.y) > 0.3 * box.height, abs(point.x - before.x) < 4 {
        jumps += [.move(from), .line(to)]
        continue
      }
      if case .line(let end)? = elements.last, end == from {
        elements.append(.line(to))
      } else {
        elements += [.move(from), .line(to)]
      }
    }
    return .group(
      Tag("curve"),
      [.path(Path(elements), .stroke(color, width))]
        + (jumps.isEmpty ? [] : [.path(Path(jumps), .stroke(color, 1.4, dash: [1, 4]))]))
  }

  /// The part of a line that lies between the upper and the lower side of a box.
  private func cut(_ a: Point, _ b: Point, _ box: Rectangle) -> (Point, Point)? {
    func inside(_ p: Point) -> Bool { p.y >= box.minY && p.y <= box.maxY }
    func moved(_ p: Point, to other: Point) -> Point {
      guard !inside(p), p.y != other.y else { return p }
      let edge = p.y < box.minY ? box.minY : box.maxY
      let t = (edge - p.y) / (other.y - p.y)
      return Point(p.x + t * (other.x - p.x), edge)
    }
    guard inside(a) || inside(b) else { return nil }
    return (moved(a, to: b), moved(b, to: a))
  }

  // MARK: - Values

  /// A stroke for each value, or for very many their density.
  private var rug: [Item] {
    let shown = all.values.filter { abs($0) <= reach }
    let box = plan.rug
    guard shown.count > 600 else {
      let color = theme.ink.mixed(with: theme.paper, shown.count > 150 ? 0.45 : 0.15)
      var elements: [Path.Element] = []
      for value in shown {
        elements += [.move(Point(x(value), box.minY)), .line(Point(x(value), box.maxY))]
      }
      guard !elements.isEmpty else { return [] }
      return [.group(Tag("rug"), [.path(Path(elements), .stroke(color, 1.1))])]
    }
    let bins = 120
    var counts = [Double](repeating: 0, count: bins)
    for value in shown {
      counts[min(bins - 1, Int((value + reach) / (2 * reach) * Double(bins)))] += 1
    }
    let most = counts.max() ?? 1
    return [
      .group(
        Tag("rug"),
        counts.indices.filter { counts[$0] > 0 }.map { bin in
          let width = box.width / Double(bins)
          let strength = 0.12 + 0.88 * (counts[bin] / most).squareRoot()
          return .rectangle(
            Rectangle(Double(bin) * width, box.minY, width, box.height), radius: 0,
            .fill(theme.paper.mixed(with: theme.ink, strength * theme.shade)))
        })
    ]
  }

  private var ticks: [Item] {
    let line = plan.rug.maxY + 3
    let step = reach > 5 ? 4.0 : 2
    let marks = stride(from: -(reach / step).rounded(.down) * step, through: reach, by: step)
    return [
      .path(.line(Point(0, line), Point(plan.width, line)), .stroke(theme.frame, 1.2))
    ]
      + marks.flatMap { mark -> [Item] in
        let text = pen.formula(
          .number(mark < 0 ? "−\(Int(-mark))" : "\(Int(mark))", .regular), size: small,
          color: theme.muted)
        let middle = min(
          max(x(mark), text.bounds.width / 2), plan.width - text.bounds.width / 2)
        return [
          .path(
            .line(Point(x(mark), line), Point(x(mark), line + 5)), .stroke(theme.frame, 1.2))
        ] + text.moved(middle - text.bounds.midX, line + 19).items
      }
  }

  private var flat: [Item] {
    let top = plan.rug.maxY + 34
    let box = Rectangle(0.7, top, plan.width - 1.4, 12)
    let part = Rectangle(box.x, top, box.width * panel.flat.share, 12)
    var items: [Item] = []
    if panel.flat.share > 0 {
      items.append(.rectangle(part, radius: 0, .fill(theme.hairline)))
      items += Picture.hatch(in: part, color: theme.muted, spacing: 4).items
    }
    items.append(.rectangle(box, radius: 2, .stroke(theme.frame, 1.2)))
    let number = pen.formula(.number(panel.flat.number, .bold), size: 19)
    let words = pen.formula(
      .words(panel.flat.words), size: pen.measures.numberFloor + 0.1, color: theme.muted)
    items += number.moved(-number.bounds.minX, top + 33).items
    // Where there is no room for the words the bar says it.
    guard words.bounds.width <= plan.width - number.bounds.width - 8 else { return items }
    return items + words.moved(number.bounds.width + 8, top + 33).items
  }

  private var lines: [Item] {
    panel.lines.enumerated().flatMap { index, line -> [Item] in
      let size = pen.legible(18.5, line)
      let text = pen.formula(line, size: size, width: plan.width)
      guard text.bounds.width >= pen.formula(line, size: pen.legible(1, line)).bounds.width else {
        return []
      }
      return text.moved(-text.bounds.minX, plan.total - 36 + 29 * Double(index)).items
    }
  }
}
