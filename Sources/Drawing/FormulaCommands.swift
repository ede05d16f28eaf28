/// What the commands of a written formula stand for.
enum FormulaCommand: Sendable {
  /// A symbol that is set as a letter is.
  case symbol(String)
  /// An operator or a relation, with room on both sides.
  case relation(String)
  /// The name of a function, set upright.
  case function(String)
  /// Empty room, in ems.
  case space(Double)
  /// A fraction of the two groups that follow.
  case fraction
  /// Words: the group that follows, as it stands.
  case words
  /// `\left` and `\right`, which only announce a bracket.
  case bracket

  /// The commands by name, without the backslash.
  static let all: [String: FormulaCommand] = {
    var commands: [String: FormulaCommand] = [
      "frac": .fraction, "dfrac": .fraction, "tfrac": .fraction,
      "text": .words, "mathrm": .words, "operatorname": .words,
      "left": .bracket, "right": .bracket,
      ",": .space(0.17), ":": .space(0.22), ";": .space(0.28), " ": .space(0.33),
      "quad": .space(1), "qquad": .space(2),
    ]
    for (name, symbol) in symbols { commands[name] = .symbol(symbol) }
    for (name, symbol) in relations { commands[name] = .relation(symbol) }
    for name in functions { commands[name] = .function(name) }
    for character in "{}$%&#_" { commands[String(character)] = .symbol(String(character)) }
    return commands
  }()

  private static let symbols: [(String, String)] = [
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"),
    ("varepsilon", "ε"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("iota", "ι"),
    ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"),
    ("rho", "ρ"), ("sigma", "σ"), ("tau", "τ"), ("upsilon", "υ"), ("phi", "φ"), ("varphi", "φ"),
    ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"),
    ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("Sigma", "Σ"), ("Phi", "Φ"), ("Psi", "Ψ"),
    ("Omega", "Ω"), ("partial", "∂"), ("nabla", "∇"), ("infty", "∞"), ("ell", "ℓ"), ("sum", "∑"),
    ("prod", "∏"), ("prime", "′"), ("dots", "…"), ("ldots", "…"), ("cdots", "⋯"),
    ("lfloor", "⌊"), ("rfloor", "⌋"), ("lceil", "⌈"), ("rceil", "⌉"),
  ]

  private static let relations: [(String, String)] = [
    ("cdot", "·"), ("times", "×"), ("star", "⋆"), ("ast", "∗"), ("odot", "⊙"), ("circ", "∘"),
    ("div", "÷"), ("pm", "±"), ("leq", "≤"), ("le", "≤"), ("geq", "≥"), ("ge", "≥"),
    ("ll", "≪"), ("gg", "≫"), ("neq", "≠"), ("ne", "≠"), ("approx", "≈"), ("equiv", "≡"),
    ("sim", "∼"), ("propto", "∝"), ("in", "∈"), ("to", "→"), ("rightarrow", "→"),
    ("leftarrow", "←"), ("gets", "←"), ("Rightarrow", "⇒"), ("mapsto", "↦"),
  ]

  private static let functions = ["max", "min", "exp", "log", "ln", "sin", "cos", "tanh", "arg"]

  /// The operators and relations that may be written without a command.
  static let operators: [Character: String] = {
    var operators: [Character: String] = [
      "+": "+", "-": "−", "−": "−", "=": "=", "<": "<", ">": ">", "*": "∗",
    ]
    for (_, symbol) in relations {
      if let character = symbol.first { operators[character] = symbol }
    }
    return operators
  }()
}
