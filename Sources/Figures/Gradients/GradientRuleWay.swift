import Drawing
import Neural
import Wording

/// One connection of one neuron from the input to the cost, and below it the gradient on its way
/// back, as far as a rule takes it.
struct GradientRuleWay {
  let pen: Pen
  let sample: GradientRuleSample
  let rule: GradientRule

  private var theme: Theme { pen.theme }
  private var notation: PassNotation { sample.notation }
  /// The colours of result, local factor and incoming gradient.
  private var colors: [Color] { GradientRulePage.colors(theme) }

  /// Whether there is no room at the left for the names of the two ways.
  private var isNarrow: Bool { pen.style.isNarrow }

  /// Where things stand along the way.
  private struct Places {
    let input, weight, z, a, cost: Double
    let forward, back, radius: Double
  }

  func picture(in room: Rectangle) -> Picture {
    func x(_ share: Double) -> Double { room.minX + room.width * share }
    // The neuron's box, the factor over the arrow back and half a chip stand below the middle.
    let radius = min(44, (room.height - 88) / 2)
    let apart = radius + 50 + min(60, room.height - 2 * radius - 88)
    let top = room.midY - (apart + 21 - radius - 14) / 2
    let shares =
      isNarrow ? [0.08, 0.225, 0.43, 0.655, 0.94] : [0.14, 0.285, 0.46, 0.63, 0.9]
    let places = Places(
      input: x(shares[0]), weight: x(shares[1]), z: x(shares[2]), a: x(shares[3]),
      cost: x(shares[4]), forward: top, back: top + apart, radius: radius)
    return Picture.joined([forward(places, room), back(places)]).tagged("way")
  }

  // MARK: - Forward

  private func forward(_ at: Places, _ room: Rectangle) -> Picture {
    let (y, r) = (at.forward, at.radius)
    let gap = 8.0
    func arrow(_ from: Double, _ to: Double) -> Item {
      pen.arrow(from: Point(from, y), to: Point(to, y))
    }
    let isWeight = rule.way == .toInput
    let isSlope = rule.way == .throughActivation
    let wire = Picture(
      bounds: Rectangle(at.input + r, y - 2, at.z - at.input - 2 * r, 4),
      items: [
        pen.arrow(
          from: Point(at.input + r + gap, y), to: Point(at.z - r - gap, y),
          color: isWeight ? colors[1] : nil, width: isWeight ? 2.6 : 1.8)
      ])
    let box = Rectangle(at.z - r - 22, y - r - 14, at.a - at.z + 2 * r + 44, 2 * r + 28)
    let neuron = Picture(
      bounds: box,
      items: [.rectangle(box, radius: 14, .stroke(theme.frame, 1.2, dash: [5, 5]))])
    let others = Picture(
      bounds: box,
      items: [-0.62, 0.62].map { slope in
        .path(
          .line(
            Point(at.z - r - (isNarrow ? 46 : 70), y + slope * (isNarrow ? 44 : 60)),
            Point(at.z - r * 0.92, y + slope * r * 0.72)),
          .stroke(theme.hairline, 1.6))
      })
    return .joined([
      others, neuron, wire,
      says(row(say("forward")), at: Point(room.minX, y), color: theme.muted),
      node(
        at.input, y, r, isSquare: true, symbol: sample.inputSymbol, value: sample.weight.value,
        color: rule.way == .toWeight ? colors[1] : nil),
      above(
        label(sample.weightSymbol, sample.activation.value), at: Point(at.weight, y - 12),
        color: isWeight ? colors[1] : nil),
      node(
        at.z, y, r, symbol: sample.zSymbol, value: sample.step.z, color: isSlope ? colors[1] : nil),
      Picture(
        bounds: Rectangle(at.z + r, y - 2, at.a - at.z - 2 * r, 4),
        items: [arrow(at.z + r + gap, at.a - r - gap)]),
      above(
        .math("σ"), at: Point((at.z + at.a) / 2, y - 12), color: isSlope ? colors[1] : nil),
      node(at.a, y, r, symbol: sample.aSymbol, value: sample.step.a, color: nil),
      Picture(
        bounds: Rectangle(at.a + r, y - 2, at.cost - at.a - 2 * r, 4),
        items: [arrow(box.maxX + gap, at.cost - r - gap)]),
      above(
        .words(say("next layers")), at: Point((box.maxX + at.cost - r) / 2, y - 12), size: 17,
        color: theme.muted, width: at.cost - r - box.maxX - 8),
      node(at.cost, y, r, isSquare: true, symbol: .math("C"), value: nil, color: nil),
    ])
  }

  private func node(
    _ x: Double, _ y: Double, _ r: Double, isSquare: Bool = false, symbol: Formula, value: Double?,
    color: Color?
  ) -> Picture {
    let bounds = Rectangle(x - r, y - r, 2 * r, 2 * r)
    let fill = color.map { theme.paper.mixed(with: $0, theme.tint) } ?? theme.paper
    let paint = Paint(
      fill: fill, stroke: Stroke(color: color ?? theme.frame, width: color == nil ? 1.6 : 3))
    let numbers = value.map { pen.numbers([$0], cell: 2 * r * (isSquare ? 1 : 0.86)) }
    let ink = color.map { theme.text(in: $0, on: fill) } ?? theme.ink
    var look = CellLook(symbol, color: ink)
    if let number = numbers?.formula(0), pen.style.labels != .symbols {
      look = CellLook(number, caption: symbol, color: ink)
    }
    let side = 2 * r * (isSquare ? 1 : 0.86)
    let inner = Rectangle(center: bounds.center, size: Size(side, side))
    let texts = pen.texts(of: look, in: inner, sizes: pen.textSizes(of: [look], cell: side))
    return Picture(
      bounds: bounds,
      items: [
        isSquare
          ? .rectangle(bounds, radius: 5, paint)
          : .circle(center: bounds.center, radius: r, paint)
      ] + texts)
  }

  // MARK: - Back

  private func back(_ at: Places) -> Picture {
    let y = at.back
    let a = chip(
      notation.upstreamGradient, at: Point(at.a, y),
      color: rule.way == .throughActivation ? colors[2] : nil)
    let b = chip(
      notation.biasGradient, at: Point(at.z, y),
      color: rule.way == .throughActivation ? colors[0] : colors[2])
    let cost = Path([
      .move(Point(at.cost, at.forward + at.radius + 8)),
      .curve(
        Point(at.cost, y), Point(at.cost - 20, y), Point(at.cost - 60, y)),
      .line(Point(at.a + a.bounds.width / 2 + 18, y)),
    ])
    let start = Point(at.a + a.bounds.width / 2 + 18, y)
    var parts = [
      says(row(say("back")), at: Point(Stage.margin, y), color: theme.muted),
      Picture(
        bounds: Rectangle(start.x, y - 2, at.cost - start.x, 4),
        items: [
          .path(cost, .stroke(theme.muted, 1.8)),
          pen.arrow(from: start, to: start.moved(-10, 0)),
        ]),
      a, b, flow(from: a, to: b, y: y, factor: notation.derivative, .throughActivation),
    ]
    switch rule.way {
    case .throughActivation: break
    case .toWeight:
      let w = chip(.partial(notation.filter), at: Point(at.weight, y), color: colors[0])
      parts += [w, flow(from: b, to: w, y: y, factor: notation.input, .toWeight)]
    case .toInput:
      let input = chip(.partial(notation.input), at: Point(at.input, y), color: colors[0])
      parts += [input, flow(from: b, to: input, y: y, factor: notation.filter, .toInput)]
    }
    return .joined(parts)
  }

  /// An arrow from chip to chip with the factor that the gradient takes on.
  private func flow(
    from: Picture, to: Picture, y: Double, factor: Formula, _ way: GradientRule.Way
  ) -> Picture {
    let isShown = way == rule.way
    let start = Point(from.bounds.minX - 8, y)
    let end = Point(to.bounds.maxX + 8, y)
    let arrow = Picture(
      bounds: Rectangle(end.x, y - 2, start.x - end.x, 4),
      items: [
        pen.arrow(
          from: start, to: end, color: isShown ? colors[1] : nil, width: isShown ? 2.6 : 1.8)
      ])
    return above(
      .row([.math("×"), .space(0.2), factor]), at: Point((start.x + end.x) / 2, y - 11), size: 19,
      color: isShown ? colors[1] : theme.muted, width: start.x - end.x - 12
    ).over(arrow)
  }

  /// A gradient in a rounded frame; a coloured one is one of the rule's.
  private func chip(_ symbol: Formula, at center: Point, color: Color?) -> Picture {
    let text = pen.formula(symbol, size: isNarrow ? 18 : 21, color: color ?? theme.muted)
    let bounds = Rectangle(
      center: center, size: Size(text.bounds.width + (isNarrow ? 18 : 26), 42))
    return Picture(
      bounds: bounds,
      items: [
        .rectangle(
          bounds, radius: 21,
          Paint(
            fill: color.map { theme.paper.mixed(with: $0, theme.tint * 0.7) },
            stroke: Stroke(color: color ?? theme.frame, width: color == nil ? 1.2 : 2.6)))
      ]
        + text.moved(center.x - text.bounds.midX, center.y - text.bounds.midY).items
    ).tagged("gradient", symbol.plainText)
  }

  // MARK: - Words

  private func row(_ words: String) -> Picture {
    isNarrow ? .empty : pen.label(words, size: 15, weight: .medium, color: theme.muted)
  }

  private func says(_ picture: Picture, at point: Point, color: Color) -> Picture {
    picture.moved(point.x - picture.bounds.minX, point.y + 5)
  }

  private func label(_ symbol: Formula, _ value: Double) -> Formula {
    let format = NumberFormat(for: [value])
    let number = Formula.number(format.string(value), .medium)
    return switch pen.style.labels {
    case .symbols: symbol
    case .numbers, .both: .row([symbol, .relation(format.isExact(value) ? "=" : "≈"), number])
    }
  }

  private func above(
    _ formula: Formula, at point: Point, size: Double = 21, color: Color?,
    width: Double = .infinity
  ) -> Picture {
    let picture = pen.formula(formula, size: size, color: color, width: width)
    return picture.moved(point.x - picture.bounds.midX, point.y - max(0, picture.bounds.maxY))
  }
}
