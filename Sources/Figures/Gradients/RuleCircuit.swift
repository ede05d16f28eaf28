import Drawing
import Neural
import Wording

/// The way through one neuron, from an activation and its weight to the cost: forward thin and above,
/// back thick and below, both with their numbers on the same wires; and the rule in a box.
struct RuleCircuit: Block {
  /// The places on the way.
  enum Place: Int, Sendable, CaseIterable {
    case input, times, plus, z, activation, a, cost
  }

  let rule: GradientRule
  let parts: GradientParts
  /// What the box says: the rule in symbols, and what it gives.
  let meaning: [Formula]
  /// The places that are shown.
  let shown: ClosedRange<Int>
  let color: Color

  static let radius = 23.0
  private static let back = 5.5

  /// The texts on the wire behind a place.
  private struct Link {
    var above: Picture
    var below: Picture
    var isStrong = false
    var least = 44.0
    var width: Double { max(least, above.bounds.width + 16, below.bounds.width + 16) }
  }

  var share: Size { Size(1, 1) }

  var labels: Labels { parts.labels }
  var theme: Theme { parts.theme }
  var isSymbols: Bool { labels == .symbols }

  // MARK: - Texts

  func set(_ formula: Formula, _ size: Double, _ color: Color? = nil, _ pen: Pen) -> Picture {
    pen.formula(
      formula, size: max(size, (pen.measures.floor + 0.1) / formula.leastScale), color: color)
  }

  /// A symbol with its number, on one line or on two.
  private func value(
    _ datum: Datum, before: String = "", _ color: Color?, inLines: Bool, _ pen: Pen
  ) -> Picture {
    let symbol = parts.notation.symbol(datum)
    let lead: [Formula] = before.isEmpty ? [symbol] : [.math(before), .space(0.25), symbol]
    let number: [Formula] = [
      parts.spellings.relation(datum), parts.spellings.number(datum, .bold),
    ]
    if isSymbols { return set(.row(lead), 19.2, color, pen) }
    guard inLines else { return set(.row(lead + number), 19.2, color, pen) }
    return .column(
      [set(.row(lead), 19.2, color, pen), set(.row(number), 18, color, pen)], spacing: 6)
  }

  private func link(_ place: Place, inLines: Bool, _ pen: Pen) -> Link {
    let none = Picture.empty
    let (notation, muted) = (parts.notation, theme.muted)
    switch place {
    case .input:
      let isOwn = rule.way == .activation
      let symbol = set(
        notation.product([rule.weight, rule.delta]), 19.2, isOwn ? ink : theme.quiet, pen)
      let number: [Picture] =
        isOwn && !isSymbols
        ? [
          set(
            .row([
              parts.spellings.relation(rule.component),
              parts.spellings.number(rule.component, .bold),
            ]), 18, ink, pen)
        ] : []
      return Link(above: none, below: .column([symbol] + number, spacing: 6), isStrong: isOwn)
    case .times:
      // What hangs below × and + must not touch.
      let halves = [Place.times, .plus].map { hanging($0, pen).bounds.width / 2 }
      return Link(
        above: isSymbols ? none : set(parts.spellings.number(rule.product), 18, muted, pen),
        below: set(notation.general(Tensors.delta), 19.2, nil, pen),
        least: halves[0] + halves[1] + 14 - 2 * RuleCircuit.radius)
    case .plus:
      return Link(
        above: none,
        below: value(
          rule.delta, rule.way == .bias ? ink : nil, inLines: inLines, pen))
    case .z:
      return Link(above: none, below: value(rule.slope, before: "×", muted, inLines: inLines, pen))
    case .activation: return Link(above: none, below: none)
    case .a:
      return Link(
        above: set(.words(say("next layers")), 15, muted, pen),
        below: value(rule.upstream, nil, inLines: inLines, pen))
    case .cost: return Link(above: none, below: none)
    }
  }

  var ink: Color { theme.text(in: color, on: theme.paper) }

  /// Whether the rule is about what hangs below a place.
  private func isOwn(_ place: Place) -> Bool {
    place == .times ? rule.way == .weight : rule.way == .bias
  }

  /// The weight below ×, or the bias below +; in the rule's colour where it is its own.
  private func hanging(_ place: Place, _ pen: Pen) -> Picture {
    let isOwn = isOwn(place)
    return round(
      place == .times ? rule.weight : rule.bias, isOwn ? color : theme.frame, isOwn ? 3.4 : 1.6,
      pen, fill: isOwn ? theme.paper.mixed(with: color, theme.tint) : nil,
      radius: isOwn ? 36 : 27, hasName: false)
  }

  // MARK: - Layout

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let places = shown.compactMap(Place.init)
    let nodes = places.map { node($0, pen) }
    func links(inLines: Bool) -> [Link] {
      places.filter { $0 != .cost }.map { link($0, inLines: inLines, pen) }
    }
    func length(_ links: [Link]) -> Double {
      nodes.map(\.bounds.width).reduce(0, +) + links.map(\.width).reduce(0, +)
    }
    let onOne = links(inLines: false)
    let links = length(onOne) <= room.width ? onOne : links(inLines: true)
    let extra = max(0, min(40, (room.width - length(links)) / Double(links.count)))
    var sketch = RuleSketch(pen: pen)
    let hasPlus = shown.contains(Place.plus.rawValue)
    let top = hasPlus && rule.others != nil ? 94.0 : isSymbols ? 46 : 74
    let low = 62 + (links.map(\.below.bounds.height).max() ?? 0 > 40 ? 16.0 : 0)
    var x = 0.0
    var middles: [Place: Double] = [:]
    for (index, place) in places.enumerated() {
      let picture = nodes[index]
      let middle = x + picture.bounds.width / 2
      middles[place] = middle
      sketch.items += picture.moved(middle, top).items
      x += picture.bounds.width
      guard index < links.count else { continue }
      let width = links[index].width + extra
      sketch.double(
        from: x, to: x + width, y: top, color: links[index].isStrong ? color : nil)
      let (above, below) = (links[index].above, links[index].below)
      let center = x + width / 2
      sketch.items += above.moved(center - above.bounds.midX, top - 14 - above.bounds.maxY).items
      sketch.items += below.moved(center - below.bounds.midX, top + 16 - below.bounds.minY).items
      x += width
    }
    let right = x
    var free = right
    // What hangs above and below: the other products, the bias, the weight.
    if let plus = middles[.plus] {
      if let others = rule.others {
        let count = rule.step.terms.count - 1
        let words = count == 1 ? say("1 more product") : say("\(count) more products")
        let text = set(
          isSymbols
            ? .words(words)
            : .row([
              .words(words), .relation(parts.spellings.isExact(others) ? "=" : "≈"),
              parts.spellings.number(others, .regular),
            ]), 15, theme.muted, pen)
        free = max(0, plus - text.bounds.width / 2)
        sketch.items += text.moved(free - text.bounds.minX, 13 - text.bounds.midY).items
        sketch.arrow(Point(plus, 26), Point(plus, top - RuleCircuit.radius - 2))
      }
    }
    if shown.lowerBound == 0, top > 60 {
      let words = [
        (say("forward"), theme.muted, 1.6, false), (say("back"), theme.ink, 3.0, true),
      ].map { words, color, width, isBack in
        let text = set(.words(words), 15, color, pen)
        let (start, end) = (Point(0, 0), Point(34, 0))
        let arrow = Picture(
          bounds: Rectangle(0, -5, 34, 10),
          items: [
            pen.arrow(
              from: isBack ? end : start, to: isBack ? start : end, color: color, width: width)
          ])
        return Picture.row(
          [arrow, text.moved(0, -text.bounds.midY)], spacing: 8, alignment: .origin)
      }
      let legend = Picture.column(words, spacing: 8, alignment: .start)
      if legend.bounds.width + 16 < free { sketch.items += legend.placed(at: Point(0, 2)).items }
    }
    var deepest = top + 44
    var start = Point(0, top)
    let hang = top + RuleCircuit.radius + low
    let stretch = max(0, min(110, (room.height - hang - 190) * 0.5))
    let boxTop = hang + 48 + stretch
    var box = box(width: room.width, pen)
    for place in [Place.times, .plus] {
      guard let middle = middles[place] else { continue }
      let (isOwn, datum) = (isOwn(place), place == .times ? rule.weight : rule.bias)
      let (radius, picture) = (isOwn ? 36.0 : 27, hanging(place, pen))
      if isOwn { box = self.box(width: room.width - middle - picture.bounds.width / 2 - 30, pen) }
      let center = Point(middle, isOwn ? boxTop + box.bounds.height / 2 : hang)
      let (from, to) = (
        Point(middle, center.y - radius - 2), Point(middle, top + RuleCircuit.radius + 2)
      )
      if isOwn {
        sketch.arrow(from.moved(-RuleCircuit.back, 0), to.moved(-RuleCircuit.back, 0))
        sketch.arrow(
          to.moved(RuleCircuit.back, 0), from.moved(RuleCircuit.back, 0), color: color, width: 3)
        start = Point(middle + picture.bounds.width / 2, center.y)
        if place == .times, !isSymbols {
          let factor = set(
            .row([.math("×"), .space(0.25), parts.spellings.operand(rule.input)]), 17, theme.muted,
            pen)
          sketch.items +=
            factor.moved(
              middle - 16 - factor.bounds.maxX, (from.y + to.y) / 2 + 12 - factor.bounds.midY
            ).items
        }
      } else {
        sketch.arrow(from, to)
      }
      sketch.items += picture.moved(center.x, center.y).items
      if !isSymbols {
        let name = set(parts.notation.symbol(datum), 19.2, theme.muted, pen)
        let isLeft = place == .times || isOwn
        let beside = picture.bounds.width / 2 + 8
        sketch.items +=
          name.moved(
            isLeft
              ? center.x - beside - name.bounds.maxX : center.x + beside - name.bounds.minX,
            center.y - name.bounds.midY
          ).items
      }
      deepest = max(deepest, center.y + radius)
    }
    var layout = Layout(size: .zero)
    let isActivation = rule.way == .activation
    let left = isActivation ? 0 : start.x + 30
    let place = Point(
      left, isActivation ? max(boxTop, deepest + 16) : start.y - box.bounds.height / 2)
    if isActivation, let input = middles[.input] {
      sketch.line(Point(input, top + (nodes[0].bounds.height / 2)), Point(input, place.y), color)
    } else {
      sketch.line(start, Point(left, start.y), color)
    }
    sketch.items += box.moved(place.x, place.y).items
    let boxes = sketch.items.compactMap(\.bounds)
    let bounds = boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }.union(
      Rectangle(0, 0, right, deepest))
    layout.items = [.group(Tag("circuit"), sketch.items.map { $0.moved(-bounds.minX, 0) })]
    layout.size = Size(bounds.width, bounds.maxY + 2)
    layout.body = Rectangle(origin: .zero, size: layout.size)
    layout.content = layout.size.width * layout.size.height * 0.5
    return layout
  }
}

/// The wires of a circuit as they are drawn.
private struct RuleSketch {
  let pen: Pen
  var items: [Item] = []

  init(pen: Pen) { self.pen = pen }

  mutating func arrow(_ start: Point, _ end: Point, color: Color? = nil, width: Double = 1.6) {
    items.append(pen.arrow(from: start, to: end, color: color, width: width))
  }

  mutating func line(_ start: Point, _ end: Point, _ color: Color) {
    items.append(.path(.line(start, end), .stroke(color, 2.6)))
  }

  /// The way forward above the way back.
  mutating func double(from left: Double, to right: Double, y: Double, color: Color?) {
    arrow(Point(left + 3, y - 5.5), Point(right - 3, y - 5.5))
    arrow(
      Point(right - 3, y + 5.5), Point(left + 3, y + 5.5), color: color ?? pen.theme.ink, width: 3)
  }
}
