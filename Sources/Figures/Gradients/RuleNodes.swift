import Drawing
import Neural
import Wording

// The nodes of a rule's circuit, and the box with the rule.
extension RuleCircuit {
  /// A node around (0, 0), and what stands above it.
  func node(_ place: Place, _ pen: Pen) -> Picture {
    switch place {
    case .input:
      return square(
        rule.input.address.tensor == Tensors.padding ? .math("0") : shown(rule.input),
        isSymbols ? nil : parts.notation.symbol(rule.input),
        rule.way == .activation ? color : nil, pen)
    case .times: return sign("×", pen)
    case .plus: return sign("+", pen)
    case .z: return round(rule.z, theme.ink, 1.8, pen)
    case .activation:
      let activation = rule.pass.layer.activation
      let box = Rectangle(center: .zero, size: Size(64, 64))
      let name = set(.function(activation), 18, nil, pen)
      return Picture(
        bounds: box,
        items: [
          .rectangle(
            box, radius: 6,
            Paint(fill: theme.paper, stroke: Stroke(color: theme.frame, width: 1.6)))
        ]
          + ActivationCurve(
            function: { activation($0) }, points: [rule.z.value],
            color: rule.way == .bias ? color : theme.ink
          ).items(in: box.inset(7), pen)
          + name.moved(-name.bounds.midX, -42).items)
    case .a: return round(rule.a, theme.ink, 3.4, pen)
    case .cost:
      return square(
        .math(Voice.current.notation.gradients == .cost ? "C" : "L"), nil, nil, pen)
    }
  }

  func shown(_ datum: Datum) -> Formula {
    isSymbols ? parts.notation.symbol(datum) : parts.spellings.number(datum, .bold)
  }

  func square(_ main: Formula, _ name: Formula?, _ color: Color?, _ pen: Pen) -> Picture {
    let text = Picture.column(
      [set(main, 23, nil, pen)] + (name.map { [set($0, 19.2, nil, pen)] } ?? []), spacing: 8)
    let box = Rectangle(
      center: .zero, size: Size(max(78, text.bounds.width + 22), max(78, text.bounds.height + 24)))
    return Picture(
      bounds: box,
      items: [
        .rectangle(
          box, radius: 5,
          Paint(
            fill: color.map { theme.paper.mixed(with: $0, theme.tint) } ?? theme.paper,
            stroke: Stroke(color: color ?? theme.ink, width: color == nil ? 1.8 : 3)))
      ] + text.centered(at: .zero).items)
  }

  func sign(_ text: String, _ pen: Pen) -> Picture {
    let r = RuleCircuit.radius
    return Picture(
      bounds: Rectangle(-r, -r, 2 * r, 2 * r),
      items: [
        .circle(
          center: .zero, radius: r,
          Paint(fill: theme.paper, stroke: Stroke(color: theme.muted, width: 1.6)))
      ] + pen.formula(.math(text), size: 26).centered(at: .zero).items)
  }

  /// A value in a circle, or where it is long in a longer shape, below its symbol.
  func round(
    _ datum: Datum, _ stroke: Color, _ width: Double, _ pen: Pen, fill: Color? = nil,
    radius: Double = 36, hasName: Bool = true
  ) -> Picture {
    let text = set(shown(datum), 20, fill == nil ? nil : ink, pen)
    let box = Rectangle(
      center: .zero, size: Size(max(2 * radius, text.bounds.width + 22), 2 * radius))
    var items: [Item] = [
      .rectangle(
        box, radius: radius,
        Paint(fill: fill ?? theme.paper, stroke: Stroke(color: stroke, width: width)))
    ]
    items += text.centered(at: .zero).items
    if hasName, !isSymbols {
      let name = set(parts.notation.symbol(datum), 19.2, nil, pen)
      items += name.moved(-name.bounds.midX, -radius - 10 - name.bounds.maxY).items
    }
    return Picture(bounds: box, items: items)
  }

  // MARK: - The box

  /// The rule: its symbols above its numbers, and what comes out; what that is stands below where
  /// there is no room for it beside.
  func box(width: Double, _ pen: Pen) -> Picture {
    let (notation, spellings) = (parts.notation, parts.spellings)
    let (left, right) = (rule.factors[0], rule.factors[1])
    var columns: [(Formula, Formula?)] = [
      (notation.symbol(left), spellings.number(left, .regular)), (.math("·"), .math("·")),
      (notation.symbol(right), spellings.operand(right)),
      (.relation("="), .relation(isExact ? "=" : "≈")),
    ]
    if isSymbols { columns = columns.map { ($0.0, nil) } }
    var x = 26.0
    var items: [Item] = []
    let (first, second) = (34.0, isSymbols ? 34.0 : 78.0)
    for (symbol, number) in columns {
      let top = set(symbol, 23, nil, pen)
      let bottom = number.map { set($0, 21, nil, pen) }
      let room = max(top.bounds.width, bottom?.bounds.width ?? 0)
      items += top.moved(x + room / 2 - top.bounds.midX, first).items
      if let bottom { items += bottom.moved(x + room / 2 - bottom.bounds.midX, second).items }
      x += room + 14
    }
    let said = set(.row(meaning), 19.2, nil, pen)
    let isBelow = x + said.bounds.width + 26 > width
    let inset = isBelow ? min(26, max(4, (width - said.bounds.width) / 2)) : x
    let line = isBelow ? second + 34 : first
    items += said.moved(inset - said.bounds.minX, line).items
    var end = inset + said.bounds.width
    if !isSymbols {
      let result = set(spellings.number(rule.component, .bold), 25, ink, pen)
      items += result.moved(x - result.bounds.minX, second).items
      end = max(end, x + result.bounds.width)
    }
    let outline = Rectangle(
      0, 0, end + (isBelow ? min(26, inset) : 26), (isBelow ? line : second) + 24)
    return Picture(
      bounds: outline,
      items: [
        .group(
          Tag("rule"),
          [
            .rectangle(
              outline, radius: 8,
              Paint(
                fill: theme.paper.mixed(with: color, theme.tint * 0.5),
                stroke: Stroke(color: color, width: 2.6)))
          ] + items)
      ])
  }

  var isExact: Bool {
    rule.factors.allSatisfy(parts.spellings.isExact) && parts.spellings.isExact(rule.component)
  }
}

/// The box of a rule by itself.
struct RuleBox: Block {
  let circuit: RuleCircuit

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = Layout(circuit.box(width: room.width, pen))
    layout.content = layout.size.width * layout.size.height * 0.5
    return layout
  }
}
