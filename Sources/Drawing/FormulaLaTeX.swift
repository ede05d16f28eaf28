extension Formula {
  /// The formula in LaTeX, as pandoc and MathJax read it; its characters mean nothing in Markdown
  /// that they do not mean in a formula.
  public var latex: String { written.trimmed }

  /// The same, with spaces at its ends.
  fileprivate var written: String {
    switch self {
    case .math(let text): text.map(Formula.spelled).joined()
    case .words(let text), .number(let text, _):
      Formula.functionNames.contains(text)
        ? "\\\(text) "
        : text.hasPrefix("arg ")
          ? "\\operatorname*{\(text.replacing(" ", with: "\\,"))} "
          : "\\text{\(text.map(Formula.escaped).joined())}"
    case .relation(let text): " " + text.map(Formula.spelled).joined() + " "
    case .space(let ems): Formula.spacing(ems)
    case .scripts(let base, let sub, let sup):
      "{\(base.latex)}" + (sub.map { "_{\($0.latex)}" } ?? "")
        + (sup.map { "^{\($0.latex)}" } ?? "")
    case .fraction(let top, let bottom): "\\frac{\(top.latex)}{\(bottom.latex)}"
    case .row(let parts): parts.map(\.written).joined()
    case .colored(_, let formula), .sourced(_, let formula): formula.written
    case .construct(let construct): construct.latex
    }
  }

  /// The functions that LaTeX knows by their names.
  private static let functionNames = Set(FormulaCommand.functions + FormulaCommand.limitFunctions)

  private static func spacing(_ ems: Double) -> String {
    switch ems {
    case ..<0: "\\!"
    case ..<0.2: "\\,"
    case ..<0.25: "\\:"
    case ..<0.5: "\\;"
    case ..<1.5: "\\quad "
    default: "\\qquad "
    }
  }

  /// A character of a formula.
  fileprivate static func spelled(_ character: Character) -> String {
    if let name = FormulaCommand.names[character] { return "\\\(name) " }
    if let (alphabet, letter) = FormulaAlphabet.letters[character] {
      return "\\\(alphabet.rawValue){\(letter)}"
    }
    switch character {
    case "<": return "\\lt "
    case ">": return "\\gt "
    case "−": return "-"
    case "|": return "\\vert "
    case "′": return "'"
    case "{", "}", "$", "%", "&", "#", "_": return "\\\(character)"
    case "\\": return "\\backslash "
    case "^", "~", "`": return escaped(character)
    default: return String(character)
    }
  }

  /// A character of words.
  private static func escaped(_ character: Character) -> String {
    switch character {
    case "{", "}", "$", "%", "&", "#", "_": "\\\(character)"
    case "\\": "\\textbackslash{}"
    case "<": "\\textless{}"
    case ">": "\\textgreater{}"
    case "~": "\\textasciitilde{}"
    case "^": "\\textasciicircum{}"
    case "`": "\\textasciigrave{}"
    case "*": "\\ast{}"
    default: character.isNewline ? " " : String(character)
    }
  }
}

extension FormulaConstruct {
  fileprivate var latex: String {
    switch self {
    case .accent(let accent, let inner): return "\\\(accent.rawValue){\(inner.latex)}"
    case .root(let inner, let index):
      return "\\sqrt" + (index.map { "[\($0.latex)]" } ?? "") + "{\(inner.latex)}"
    case .fenced(let left, let inner, let right):
      func bracket(_ sign: String) -> String {
        sign.isEmpty ? "." : ["(", ")", "[", "]"].contains(sign) ? sign : Formula.math(sign).latex
      }
      return "\\left\(bracket(left)) \(inner.latex) \\right\(bracket(right)) "
    case .grid(let rows, let columns):
      // All at their left, or in their middles, are arrays.
      let name = columns == .aligned ? "aligned" : "array"
      let letter = columns == .leading ? "l" : "c"
      let count = rows.map(\.count).max() ?? 0
      let spec = columns == .aligned ? "" : "{\(String(repeating: letter, count: count))}"
      let lines = rows.map { $0.map(\.latex).joined(separator: " & ") }
      return "\\begin{\(name)}\(spec) \(lines.joined(separator: " \\\\ ")) \\end{\(name)}"
    case .limits(let base, let below, let above):
      return base.latex + (below.map { "_{\($0.latex)}" } ?? "")
        + (above.map { "^{\($0.latex)}" } ?? "")
    case .large(let sign): return Formula.math(sign).latex
    case .noted(let inner): return inner.latex
    }
  }
}

extension String {
  /// Without spaces at both ends, of which a backslash's own stays.
  fileprivate var trimmed: String {
    var text = Substring(self).drop { $0 == " " }
    while text.last == " ", text.dropLast().last != "\\" { text.removeLast() }
    return String(text)
  }
}
