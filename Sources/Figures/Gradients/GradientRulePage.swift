import Drawing
import Neural
import Wording

/// The page of a rule: the formula with each of its factors named, the numbers of one neuron below
/// it, and the way that the gradient takes through the neuron.
struct GradientRulePage {
  let pen: Pen
  let sample: GradientRuleSample
  let rule: GradientRule

  private var theme: Theme { pen.theme }
  private var factors: [GradientRule.Factor] { [rule.result, rule.local, rule.incoming] }

  /// The colours of result, local factor and incoming gradient.
  static func colors(_ theme: Theme) -> [Color] {
    [theme.positions[2], theme.positions[0], theme.positions[1]].map {
      theme.text(in: $0, on: theme.paper)
    }
  }
  private var colors: [Color] { GradientRulePage.colors(theme) }

  func scene() -> Scene {
    let stage = Stage(
      pen: pen, title: .number(rule.title, .semibold), subtitle: .words(rule.subtitle),
      band: [summary])
    let room = stage.room
    guard pen.style.panel == nil else {
      return stage.scene(pictures(inPanel: room), description: description)
    }
    // The formula and its labels take what they need, and the way the rest.
    let scale = min(1.5, room.height / 458)
    let share = pen.style.labels == .both ? 284.0 : 264
    let top = Rectangle(room.x, room.y + 8, room.width, share * scale)
    let way = GradientRuleWay(pen: pen, sample: sample, rule: rule)
    return stage.scene(
      formula(in: top, scale: scale) + [
        way.picture(
          in: Rectangle(room.x, top.maxY + 14, room.width, room.maxY - top.maxY - 14))
      ], description: description)
  }

  /// The formula and, where that leaves enough for it, the way.
  private func pictures(inPanel room: Rectangle) -> [Picture] {
    let isNarrow = pen.style.isNarrow
    let widest = isNarrow ? 0.9 * room.width / width(scale: 1) : 1.5
    let captions = pen.style.labels == .both ? 20.0 : 0
    func height(_ scale: Double) -> Double {
      isNarrow ? labels(in: room).height + 30 + 172 * scale + captions : (264 + captions) * scale
    }
    let least = min(widest, isNarrow ? 0.6 : 0.85)
    let shortest = 134.0
    let hasWay = room.width >= 640 && room.height - height(least) >= shortest
    let free = room.height - (hasWay ? max(shortest, room.height * 0.38) : 0)
    let scale = max(
      min(widest, isNarrow ? 1.2 : 1.5, (free - height(0)) / (height(1) - height(0))),
      hasWay ? least : 0.4)
    let top = Rectangle(room.x, room.y, room.width, height(scale))
    guard hasWay else {
      return formula(in: top.moved(0, max(0, room.height - top.height) / 2), scale: scale)
    }
    let way = GradientRuleWay(pen: pen, sample: sample, rule: rule)
    return formula(in: top, scale: scale) + [
      way.picture(
        in: Rectangle(room.x, top.maxY + 6, room.width, room.maxY - top.maxY - 6))
    ]
  }

  /// The band: one line, or in a narrow panel as many as its words take.
  private var summary: Picture {
    let (size, width) = (20.0, pen.bandWidth)
    let line = pen.formula(.row(rule.summary), size: size, width: width)
    guard pen.style.isNarrow, case .words(let text)? = rule.summary.first else { return line }
    let lines = pen.lines(of: text, size: 17, width: width)
    return .column(
      lines.enumerated().map { index, words in
        let isLast = index == lines.count - 1
        return pen.formula(
          .row([.words(isLast ? words + " " : words)] + (isLast ? rule.summary.dropFirst() : [])),
          size: 17, width: width)
      }, spacing: 7, alignment: .start)
  }

  // MARK: - The formula

  /// The width that symbols, numbers and signs take.
  private func width(scale: Double) -> Double {
    let symbols = factors.map { pen.formula($0.symbol, size: 52 * scale).bounds.width }
    let numbers = numbers(size: 30 * scale).factors.map(\.bounds.width)
    return zip(symbols, numbers).map(max).reduce(0, +) + (60 * 3.4 + 40) * scale
  }

  private func labels(in room: Rectangle) -> GradientRuleLabels {
    GradientRuleLabels(pen: pen, factors: factors, colors: colors, room: room)
  }

  private func formula(in room: Rectangle, scale: Double) -> [Picture] {
    let size = 52 * scale
    let gap = 60 * scale
    let symbols = zip(factors, colors).map { pen.formula($0.symbol, size: size, color: $1) }
    let equals = pen.formula(.math("="), size: size * 0.9)
    let numbers = self.numbers(size: 30 * scale)
    // A factor's column holds its symbol and its number.
    let widths = zip(symbols, numbers.factors).map { max($0.bounds.width, $1.bounds.width) }
    let total = widths.reduce(0, +) + 2 * gap + equals.bounds.width + gap * 1.4
    var x = room.midX - total / 2
    var centers: [Double] = []
    var signs: [Double] = []
    for (index, width) in widths.enumerated() {
      centers.append(x + width / 2)
      x += width
      if index == 0 {
        signs.append(x + gap + equals.bounds.width / 2)
        x += 2 * gap + equals.bounds.width
      } else if index == 1 {
        signs.append(x + gap * 0.7)
        x += gap * 1.4
      }
    }
    let baseline =
      room.minY
      + (pen.style.isNarrow ? labels(in: room).height + 30 + 62 * scale : 154 * scale)
    let under = baseline + 82 * scale
    var pictures: [Picture] = [
      equals.moved(signs[0] - equals.bounds.midX, baseline),
      numbers.equals.moved(signs[0] - numbers.equals.bounds.midX, under),
      numbers.dot.moved(signs[1] - numbers.dot.bounds.midX, under),
    ]
    let placed = factors.indices.map { index in
      symbols[index].moved(centers[index] - symbols[index].bounds.midX, baseline)
    }
    let above = labels(in: room).pictures(
      scale: scale, to: zip(centers, placed).map { Point($0, $1.bounds.minY - 10) })
    for index in factors.indices {
      let number = numbers.factors[index]
      pictures += [
        placed[index].tagged("factor", "\(index)"),
        number.moved(centers[index] - number.bounds.midX, under).tagged("number", "\(index)"),
        above[index],
      ]
    }
    return pictures
  }

  // MARK: - The numbers

  private struct Numbers {
    let factors: [Picture]
    let equals: Picture
    let dot: Picture
  }

  private func numbers(size: Double) -> Numbers {
    let labels = pen.style.labels
    let formats = factors.map { NumberFormat(for: [$0.value]) }
    let isExact = zip(formats, factors).allSatisfy { $0.isExact($1.value) }
    let pictures = factors.indices.map { index -> Picture in
      let factor = factors[index]
      let own = pen.formula(factor.own, size: size * 0.8, color: colors[index])
      guard labels != .symbols else { return own }
      let text = formats[index].string(factor.value)
      let isNegative = text.hasPrefix("−") && index == 2
      let number = pen.formula(
        .number(isNegative ? "(\(text))" : text, .semibold), size: size, color: colors[index])
      guard labels == .both else { return number }
      let small = own.moved(number.bounds.midX - own.bounds.midX, size)
      return number.over(small)
    }
    let hasNumbers = labels != .symbols
    return Numbers(
      factors: pictures,
      equals: pen.formula(.math(hasNumbers && !isExact ? "≈" : "="), size: size),
      dot: hasNumbers ? pen.formula(.math("·"), size: size) : .empty)
  }

  // MARK: - Words

  private var description: String {
    let shown = NumberFormat.shortest
    let symbols = factors.map { pen.style.voice.notation.written($0.symbol).plainText }
    func named(_ factor: GradientRule.Factor) -> String {
      "\(factor.name) \(factor.source), \(shown(factor.value))"
    }
    let sentences = [
      say("\(rule.title): \(symbols[0]) = \(symbols[1]) times \(symbols[2])."),
      say(
        """
        At \(sample.place): \(named(rule.local)); times \(named(rule.incoming)); that is \
        \(shown(rule.result.value)), this neuron’s component.
        """),
    ]
    return (sentences + [rule.total].compactMap(\.self)).joined(separator: " ")
  }
}
