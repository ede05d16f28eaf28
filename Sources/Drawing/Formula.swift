/// A formula, set by a small box layout: runs, scripts, fractions and rows.
public indirect enum Formula: Sendable, Equatable {
  /// Letters set as mathematical italics: 𝑎, 𝑤, 𝜎; everything else upright.
  case math(String)
  /// Words, in the label font.
  case words(String)
  /// A number, in the label font, of the given weight.
  case number(String, FontWeight)
  /// A binary operator or relation with room on both sides.
  case relation(String)
  /// A base with a subscript, a superscript or both.
  case scripts(Formula, sub: Formula?, sup: Formula?)
  /// A fraction.
  case fraction(Formula, Formula)
  /// Formulas side by side on one baseline.
  case row([Formula])
  /// A formula in a colour of its own.
  case colored(Color, Formula)
  /// Empty room, in ems.
  case space(Double)
  /// A number or a symbol, and what it stands for; set as the formula itself.
  case sourced(Source, Formula)
  /// What only written formulas have: accents, roots, matrices.
  case construct(FormulaConstruct)
}

extension Formula {
  /// A letter with a subscript and a superscript, each set only where it is given: a_{0,1}^{L−1}.
  public static func symbol(_ letter: String, sub: String? = nil, sup: String? = nil) -> Formula {
    guard sub != nil || sup != nil else { return .math(letter) }
    return .scripts(.math(letter), sub: sub.map(Formula.math), sup: sup.map(Formula.math))
  }

  /// ∂C/∂x on one line.
  public static func partial(_ denominator: Formula) -> Formula {
    .row([.math("∂C/∂"), denominator])
  }

  /// What its numbers and symbols stand for, from left to right.
  public var sources: [Source] {
    switch self {
    case .math, .words, .number, .relation, .space: []
    case .scripts(let base, let sub, let sup): [base, sub, sup].flatMap { $0?.sources ?? [] }
    case .fraction(let top, let bottom): top.sources + bottom.sources
    case .row(let parts): parts.flatMap(\.sources)
    case .colored(_, let formula): formula.sources
    case .sourced(let source, let formula): [source] + formula.sources
    case .construct(let construct): construct.parts.flatMap(\.sources)
    }
  }

  /// The formula as plain text, for alt text and for tests: `a_0,1^L−1`.
  public var plainText: String {
    switch self {
    case .math(let text), .words(let text), .number(let text, _): text
    case .relation(let text): " \(text) "
    case .scripts(let base, let sub, let sup):
      base.plainText + (sub.map { "_\($0.plainText)" } ?? "")
        + (sup.map { "^\($0.plainText)" } ?? "")
    case .fraction(let top, let bottom): "(\(top.plainText))/(\(bottom.plainText))"
    case .row(let parts): parts.map(\.plainText).joined()
    case .colored(_, let formula), .sourced(_, let formula): formula.plainText
    case .construct(let construct): construct.plainText
    case .space: " "
    }
  }

  /// The formula set at a size, with its baseline at y = 0 and its left end at x = 0.
  public func picture(size: Double, color: Color, metrics: any TextMetrics) -> Picture {
    switch self {
    case .math(let text):
      return .text(Formula.italics(text), .math(size), color, metrics: metrics)
    case .words(let text):
      return Formula.label(text, .regular, size: size, color: color, metrics: metrics)
    case .number(let text, let weight):
      return Formula.label(text, weight, size: size, color: color, metrics: metrics)
    case .relation(let text):
      return Picture.text(text, .math(size), color, metrics: metrics).padded(size * 0.34, 0)
    case .space(let ems):
      return Picture(bounds: Rectangle(0, 0, ems * size, 0))
    case .colored(let own, let formula):
      return formula.picture(size: size, color: own, metrics: metrics)
    case .sourced(let source, let formula):
      return formula.picture(size: size, color: color, metrics: metrics)
        .standing(for: source, named: formula.plainText)
    case .construct(let construct):
      return FormulaSetter(size: size, color: color, metrics: metrics).picture(of: construct)
    case .row(let parts):
      return .row(
        parts.map { $0.picture(size: size, color: color, metrics: metrics) }, alignment: .origin)
    case .scripts(let base, let sub, let sup):
      return Formula.scripts(
        base.picture(size: size, color: color, metrics: metrics),
        sub: sub?.picture(size: size * Formula.scriptScale, color: color, metrics: metrics),
        sup: sup?.picture(size: size * Formula.scriptScale, color: color, metrics: metrics),
        size: size, isTall: base.isConstruct)
    case .fraction(let top, let bottom):
      return Formula.fraction(
        top.picture(size: size * Formula.fractionScale, color: color, metrics: metrics),
        bottom.picture(size: size * Formula.fractionScale, color: color, metrics: metrics),
        size: size, color: color)
    }
  }

  /// Inter's letters are larger than Latin Modern's at the same size; this makes them agree.
  public static let labelScale = 0.88
  /// How large indices and exponents are beside what they stand at.
  public static let scriptScale = 0.68
  /// How large the parts of a fraction are beside what it stands in.
  public static let fractionScale = 0.92

  /// The size of the smallest letters in the formula, where its own size is 1.
  public var leastScale: Double {
    switch self {
    case .math, .relation, .space: 1
    case .words, .number: Formula.labelScale
    case .scripts(let base, let sub, let sup):
      min(
        base.leastScale,
        Formula.scriptScale * min(sub?.leastScale ?? 1, sup?.leastScale ?? 1))
    case .fraction(let top, let bottom):
      Formula.fractionScale * min(top.leastScale, bottom.leastScale)
    case .row(let parts): parts.map(\.leastScale).min() ?? 1
    case .colored(_, let formula), .sourced(_, let formula): formula.leastScale
    case .construct(let construct): construct.leastScale
    }
  }

  /// Words in the label font, with the operators that it lacks from the math font.
  private static func label(
    _ text: String, _ weight: FontWeight, size: Double, color: Color, metrics: any TextMetrics
  ) -> Picture {
    let label = Font.label(size * labelScale, weight)
    guard text.contains(where: operators.contains) else {
      return .text(text, label, color, metrics: metrics)
    }
    return .row(
      families(of: text).map { run in
        let font = run.family == .math ? Font.math(size) : label
        return .text(run.text, font, color, metrics: metrics)
      }, alignment: .origin)
  }

  /// The runs of a text and the family that sets each: the label font, or for the operators that
  /// it lacks the math font.
  public static func families(of text: String) -> [(family: FontFamily, text: String)] {
    text.reduce(into: []) { runs, character in
      let family = operators.contains(character) ? FontFamily.math : .label
      if runs.last?.family == family {
        runs[runs.count - 1].text.append(character)
      } else {
        runs.append((family, String(character)))
      }
    }
  }

  /// The operators that Inter lacks.
  private static let operators: Set<Character> = ["⋆", "∗", "⋯", "⊙", "⌊", "⌋"]

  private var isConstruct: Bool { if case .construct = self { true } else { false } }

  private static func scripts(
    _ base: Picture, sub: Picture?, sup: Picture?, size: Double, isTall: Bool
  ) -> Picture {
    let x = base.bounds.maxX + size * 0.03
    var parts = [base]
    var subTop = -Double.infinity
    if let sup {
      // At brackets and integrals, at their upper ends.
      let rise = isTall ? max(size * 0.40, -base.bounds.minY - size * 0.42) : size * 0.40
      let raised = sup.moved(x - sup.bounds.minX + size * 0.04, -rise)
      parts.append(raised)
      subTop = raised.bounds.maxY + size * 0.05
    }
    if let sub {
      // A subscript gives way to a superscript that reaches down to it.
      let least = isTall ? max(size * 0.20, base.bounds.maxY - size * 0.08) : size * 0.20
      let drop = max(least, subTop - sub.bounds.minY)
      parts.append(sub.moved(x - sub.bounds.minX, drop))
    }
    return .joined(parts)
  }

  private static func fraction(
    _ top: Picture, _ bottom: Picture, size: Double, color: Color
  ) -> Picture {
    let axis = -size * 0.25
    let gap = size * 0.16
    let width = max(top.bounds.width, bottom.bounds.width) + size * 0.2
    let over = top.moved(width / 2 - top.bounds.midX, axis - gap - top.bounds.maxY)
    let under = bottom.moved(width / 2 - bottom.bounds.midX, axis + gap - bottom.bounds.minY)
    let bar = Item.path(
      .line(Point(0, axis), Point(width, axis)), .stroke(color, max(0.8, size * 0.045)))
    let bounds = over.bounds.union(under.bounds).union(Rectangle(0, axis, width, 0))
    return Picture(bounds: bounds, items: over.items + under.items + [bar])
      .padded(size * 0.06, 0)
  }

  /// The text with Latin and small Greek letters replaced by their mathematical italics.
  public static func italics(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let code = scalar.value
      let italic: UInt32 =
        switch code {
        case 0x68: 0x210E  // ℎ has a place of its own
        case 0x61...0x7A: 0x1D44E + code - 0x61
        case 0x41...0x5A: 0x1D434 + code - 0x41
        case 0x3B1...0x3C9: 0x1D6FC + code - 0x3B1
        default: code
        }
      result.append(Unicode.Scalar(italic) ?? scalar)
    }
    return String(result)
  }
}
