import Drawing
import Neural
import Wording

/// The levels of a network side by side on one scale: a cell is as many pixels wide as neighbouring
/// neurons are apart, and every neuron stands level with the middle of what it sees.
struct FieldPanels: Block {
  /// One level that is drawn.
  struct Panel: Sendable {
    let level: Int
    let title: Formula
    let map: Int
    let scale: ValueScale
    /// The outlines, the widest first.
    let outlines: [(region: ReceptiveFieldSubject.Region, style: PositionStyle)]
  }

  let subject: ReceptiveFieldSubject
  let panels: [Panel]
  let spellings: Spellings

  var share: Size { Size(24, 10) }
  func least(_ pen: Pen) -> Size { Size(300, 100) }

  private static let gap = 58.0
  /// How much smaller each outline is drawn than the one around it where they share an edge.
  private static let inset = 5.0

  private func level(_ panel: Panel) -> ReceptiveFieldSubject.Level { subject.levels[panel.level] }

  /// The pixels from the first row or column of a level to behind its last, where a cell without a
  /// jump is as large as what it sees.
  private static func reach(
    _ span: ReceptiveFieldSubject.Span, _ range: ClosedRange<Int>
  ) -> ClosedRange<Double> {
    let cell = span.jump > 0 ? span.jump : Double(span.size) / 4
    let (first, last) = (span.middle(range.lowerBound), span.middle(range.upperBound))
    return (first - cell / 2)...(last + cell / 2)
  }

  /// The rows of a panel, those beyond its edges included that an outline holds.
  private func rows(_ panel: Panel) -> ClosedRange<Int> {
    let rows = panel.outlines.map(\.region.rows)
    let last = level(panel).extent.rows - 1
    return min(0, rows.map(\.lowerBound).min() ?? 0)...max(last, rows.map(\.upperBound).max() ?? 0)
  }

  private func columns(_ panel: Panel) -> ClosedRange<Int> {
    let columns = panel.outlines.map(\.region.columns)
    let last = level(panel).extent.columns - 1
    return min(
      0, columns.map(\.lowerBound).min() ?? 0)...max(last, columns.map(\.upperBound).max() ?? 0)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let titles = panels.map { pen.formula($0.title, size: pen.measures.heading) }
    let head = pen.measures.heading + 12
    let wides = panels.map { FieldPanels.reach(level($0).columns, columns($0)) }
    let highs = panels.map { FieldPanels.reach(level($0).rows, rows($0)) }
    let top = highs.map(\.lowerBound).min() ?? 0
    let bottom = highs.map(\.upperBound).max() ?? 1
    let lengths = wides.map { $0.upperBound - $0.lowerBound }
    // A pixel is as large as the room lets it; titles wider than their panel ask for room of their own.
    func widths(_ pixel: Double) -> [Double] {
      zip(lengths, titles).map { max($0 * pixel + 4, $1.bounds.width) }
    }
    let gaps = FieldPanels.gap * Double(panels.count - 1)
    var pixel = min(44, (room.height - head - 6) / (bottom - top))
    for _ in 0..<30 where widths(pixel).reduce(0, +) + gaps > room.width { pixel *= 0.94 }
    let used = widths(pixel)
    let spare = room.width - used.reduce(0, +)
    let gap =
      panels.count > 1 ? min(130, max(24, spare / (Double(panels.count - 1) + 0.1))) : 0
    var result = Layout(size: .zero)
    var frames: [Rectangle] = []
    var panelFrames: [Rectangle] = []
    var x = 0.0
    var drawn: [[Item]] = []
    for (index, panel) in panels.enumerated() {
      let left = x + (used[index] - lengths[index] * pixel) / 2
      func place(_ column: Double, _ row: Double) -> Point {
        Point(left + (column - wides[index].lowerBound) * pixel, head + 2 + (row - top) * pixel)
      }
      func box(_ region: ReceptiveFieldSubject.Region) -> Rectangle {
        let wide = FieldPanels.reach(level(panel).columns, region.columns)
        let high = FieldPanels.reach(level(panel).rows, region.rows)
        let origin = place(wide.lowerBound, high.lowerBound)
        return Rectangle(
          origin: origin,
          size: Size(
            (wide.upperBound - wide.lowerBound) * pixel, (high.upperBound - high.lowerBound) * pixel
          ))
      }
      let extent = level(panel).extent
      let frame = box(.init(rows: 0...extent.rows - 1, columns: 0...extent.columns - 1))
      result.add(matrix(panel, in: frame, pen))
      var items = beyond(panel, box, pen)
      let (marks, outer) = outlines(panel, box, pen)
      items += marks
      frames.append(outer)
      panelFrames.append(frame)
      result.anchors["field \(index)"] = outer
      drawn.append(items)
      let above = min(frame.minY, box(.init(rows: rows(panel), columns: columns(panel))).minY)
      result.items +=
        titles[index].moved(
          min(
            max(x, frame.midX - titles[index].bounds.width / 2),
            x + max(used[index], titles[index].bounds.width) - titles[index].bounds.width),
          above - 14
        ).items
      x += used[index] + gap
    }
    result.items += cones(frames, over: panelFrames, pen) + drawn.flatMap { $0 }
    result.size = Size(max(0, x - gap), head + 4 + (bottom - top) * pixel)
    result.body = Rectangle(origin: .zero, size: result.size)
    result.content = zip(lengths, highs).reduce(0) {
      $0 + $1.0 * ($1.1.upperBound - $1.1.lowerBound) * pixel * pixel
    }
    if (bottom - top) * pixel < 90 { result.loss += 150 }
    if result.size.width > room.width + 0.5 { result.loss += 1000 }
    return result
  }

  /// The map of a level in the colours of its values.
  private func matrix(_ panel: Panel, in frame: Rectangle, _ pen: Pen) -> Layout {
    let (level, map) = (panel.level, panel.map)
    let extent = subject.levels[level].extent
    var matrix = Matrix.heat(
      "level \(level)", say("feature map"), extent, scale: panel.scale, spellings, nil,
      hasNumbers: false
    ) { subject.datum(level, map: map, $0) }
    matrix.largest = 10_000
    matrix.aspect =
      frame.width / Double(extent.columns) / max(1e-9, frame.height / Double(extent.rows))
    matrix.leastSide = 0
    let drawn = matrix.layout(in: Size(frame.width + 2, frame.height + 2), pen)
    return drawn.moved(frame.minX - drawn.body.minX, frame.minY - drawn.body.minY)
  }

  /// Cells of outlines that lie beyond the level's edges, dashed.
  private func beyond(
    _ panel: Panel, _ box: (ReceptiveFieldSubject.Region) -> Rectangle, _ pen: Pen
  ) -> [Item] {
    guard let widest = panel.outlines.first?.region else { return [] }
    let extent = level(panel).extent
    var elements: [Path.Element] = []
    for row in widest.rows {
      for column in widest.columns
      where row < 0 || column < 0 || row >= extent.rows || column >= extent.columns {
        guard elements.count < 4000 else { break }
        let cell = box(.init(rows: row...row, columns: column...column))
        guard cell.width >= 5 else { continue }
        let inner = cell.inset(1.5)
        elements += [
          .move(inner.origin), .line(Point(inner.maxX, inner.minY)),
          .line(Point(inner.maxX, inner.maxY)), .line(Point(inner.minX, inner.maxY)), .close,
        ]
      }
    }
    guard !elements.isEmpty else { return [] }
    return [
      .group(
        Tag("beyond", "\(panel.level)"),
        [.path(Path(elements), .stroke(pen.theme.frame, 1, dash: [3, 3]))])
    ]
  }

  /// The outlines of a panel, each with a halo of paper; those inside of others a little smaller.
  private func outlines(
    _ panel: Panel, _ box: (ReceptiveFieldSubject.Region) -> Rectangle, _ pen: Pen
  ) -> (items: [Item], outer: Rectangle) {
    var items: [Item] = []
    var outer = Rectangle(0, 0, 0, 0)
    var around: [Rectangle] = []
    for (index, outline) in panel.outlines.enumerated() {
      var rectangle = box(outline.region)
      if index == 0 { outer = rectangle }
      // Small outlines keep a size that can be seen.
      for other in around {
        let room = min(rectangle.width, rectangle.height) / 4
        let step = min(FieldPanels.inset, room)
        let (left, top) = (
          rectangle.minX < other.minX + step ? step : 0,
          rectangle.minY < other.minY + step ? step : 0
        )
        let (right, bottom) = (
          rectangle.maxX > other.maxX - step ? step : 0,
          rectangle.maxY > other.maxY - step ? step : 0
        )
        rectangle = Rectangle(
          rectangle.minX + left, rectangle.minY + top, rectangle.width - left - right,
          rectangle.height - top - bottom)
      }
      if rectangle.width < 8 || rectangle.height < 8 {
        rectangle = Rectangle(
          center: rectangle.center, size: Size(max(8, rectangle.width), max(8, rectangle.height)))
      }
      around.append(rectangle)
      items.append(
        .group(
          Tag("field", "\(panel.level) \(index)"),
          [
            .rectangle(rectangle, radius: 4, .stroke(pen.theme.paper, index == 0 ? 6.5 : 6)),
            .rectangle(
              rectangle, radius: 4, Paint(stroke: outline.style.stroke(index == 0 ? 4 : 3.2))),
          ]))
    }
    return (items, outer)
  }

  /// The widest field from panel to panel: dashed lines over a tint.
  private func cones(
    _ frames: [Rectangle], over panels: [Rectangle], _ pen: Pen
  ) -> [Item] {
    guard let color = self.panels.first?.outlines.first?.style.color else { return [] }
    return zip(frames, frames.dropFirst()).enumerated().map { index, pair in
      let (from, to) = pair
      guard from.width > 0, to.width > 0 else { return .group(Tag("cone", "\(index)"), []) }
      // The lines go from outline to outline, and are drawn where there is nothing but paper.
      let start = max(from.maxX, panels[index].maxX) + 3
      let end = min(to.minX, panels[index + 1].minX) - 3
      func y(_ x: Double, _ first: Double, _ last: Double) -> Double {
        let share = to.minX > from.maxX ? (x - from.maxX) / (to.minX - from.maxX) : 0
        return first + (last - first) * min(max(share, 0), 1)
      }
      guard end > start else { return .group(Tag("cone", "\(index)"), []) }
      let corners = [
        Point(start, y(start, from.minY, to.minY)), Point(end, y(end, from.minY, to.minY)),
        Point(end, y(end, from.maxY, to.maxY)), Point(start, y(start, from.maxY, to.maxY)),
      ]
      let stroke = Paint.stroke(color, 1.5, dash: [6, 5])
      return .group(
        Tag("cone", "\(index)"),
        [
          .path(.polygon(corners), .fill(pen.theme.paper.mixed(with: color, 0.09))),
          .path(.line(corners[0], corners[1]), stroke),
          .path(.line(corners[3], corners[2]), stroke),
        ])
    }
  }
}

// MARK: - Levels

extension ReceptiveFieldSubject {
  /// The levels that have a panel: the first, the last, and others between them.
  func shown(_ count: Int) -> [Int] {
    guard levels.count > count else { return Array(levels.indices) }
    return (0..<count).map { ($0 * (levels.count - 1) + (count - 1) / 2) / (count - 1) }
  }

  /// The levels that have a row in a table; nil stands for those that are left out.
  var tableLevels: [Int?] {
    let all = Array(1..<levels.count)
    guard all.count > 6 else { return all }
    return all.prefix(3).map { $0 } + [nil] + all.suffix(2).map { $0 }
  }

  /// What a level is called: its stage's name.
  func name(of level: Int) -> String {
    levels[level].stage.map { run.stages[$0].stage.name } ?? say("input")
  }

  /// The number of a level's layer.
  func number(of level: Int) -> String {
    levels[level].shown.map { String(run.stages[$0].number) } ?? "0"
  }

  /// The name of a level and the symbol of a map of it.
  func title(of level: Int, map: Int) -> Formula {
    let hasMaps = values(of: level).shape[0] > 1
    return .row([
      .number(name(of: level), .medium), .space(0.5),
      .symbol(
        "a", sub: hasMaps ? Voice.current.notation.index(map) : nil, sup: number(of: level)),
    ])
  }

  /// The scale of a level's values.
  func scale(of level: Int, _ theme: Theme) -> ValueScale {
    let values = values(of: level).values
    let isSigned = values.contains { $0 < 0 }
    return ValueScale(
      isSigned ? .signed : level == 0 ? shade : .ink, over: values, theme: theme)
  }
}
