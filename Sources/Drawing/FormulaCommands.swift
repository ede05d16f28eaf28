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
  /// `\left`, whose bracket grows with what stands up to `\right`.
  case left
  /// `\right`, which ends what `\left` began.
  case right
  /// `\big` and its like, before a bracket that is as large as others.
  case bracket
  /// A mark over or under the group that follows.
  case accent(FormulaAccent)
  /// The group that follows in an alphabet.
  case alphabet(FormulaAlphabet)
  /// A root of the group that follows, with its index in brackets before it.
  case root
  /// A sum, a product or an integral.
  case big(String)
  /// A word with what stands below it: `lim`, `max`.
  case limit(String)
  /// One of two groups over or under the other, which comes second.
  case stack(isOver: Bool)
  /// One of two groups above the other, in brackets.
  case binomial
  /// What `\begin` names, up to its `\end`.
  case begin
  /// `\end`, which ends what `\begin` began.
  case end
  /// The group that follows is in the article's notation.
  case notation
  /// Nothing that is seen: how large or where things stand.
  case silent

  /// The commands by name, without the backslash.
  static let all: [String: FormulaCommand] = {
    var commands: [String: FormulaCommand] = [
      "frac": .fraction, "dfrac": .fraction, "tfrac": .fraction,
      "text": .words, "mathrm": .words, "operatorname": .words, "textrm": .words,
      "mathsf": .words, "mathtt": .words, "mbox": .words,
      "left": .left, "right": .right, "sqrt": .root, "begin": .begin, "end": .end,
      "notation": .notation, "binom": .binomial,
      "overset": .stack(isOver: true), "stackrel": .stack(isOver: true),
      "underset": .stack(isOver: false),
      "displaystyle": .silent, "textstyle": .silent, "limits": .silent, "nolimits": .silent,
      "!": .space(-0.17), "thinspace": .space(0.17),
      ",": .space(0.17), ":": .space(0.22), ";": .space(0.28), " ": .space(0.33),
      "quad": .space(1), "qquad": .space(2),
    ]
    for (name, symbol) in symbols { commands[name] = .symbol(symbol) }
    for (name, symbol) in relations { commands[name] = .relation(symbol) }
    for name in functions { commands[name] = .function(name) }
    for name in limitFunctions { commands[name] = .limit(name) }
    for (name, sign) in bigSigns { commands[name] = .big(sign) }
    for (name, words) in [("argmax", "arg max"), ("argmin", "arg min")] {
      commands[name] = .limit(words)
    }
    for accent in FormulaAccent.allCases { commands[accent.rawValue] = .accent(accent) }
    commands["widehat"] = .accent(.hat)
    commands["widetilde"] = .accent(.tilde)
    commands["overrightarrow"] = .accent(.vec)
    for (name, alphabet) in FormulaAlphabet.commands { commands[name] = .alphabet(alphabet) }
    for size in ["big", "Big", "bigg", "Bigg"] {
      for side in ["", "l", "r", "m"] { commands[size + side] = .bracket }
    }
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
    ("Omega", "Ω"), ("partial", "∂"), ("nabla", "∇"), ("infty", "∞"), ("ell", "ℓ"),
    ("prime", "′"), ("dots", "…"), ("ldots", "…"), ("cdots", "⋯"), ("vdots", "⋮"), ("ddots", "⋱"),
    ("lfloor", "⌊"), ("rfloor", "⌋"), ("lceil", "⌈"), ("rceil", "⌉"), ("langle", "⟨"),
    ("rangle", "⟩"), ("lbrace", "{"), ("rbrace", "}"), ("lbrack", "["), ("rbrack", "]"),
    ("vert", "|"), ("lvert", "|"), ("rvert", "|"), ("Vert", "‖"), ("lVert", "‖"),
    ("rVert", "‖"), ("|", "‖"), ("backslash", "\\"), ("colon", ":"),
    ("top", "⊤"), ("intercal", "⊤"), ("bot", "⊥"), ("forall", "∀"), ("exists", "∃"),
    ("emptyset", "∅"), ("varnothing", "∅"), ("Re", "ℜ"), ("Im", "ℑ"), ("hbar", "ℏ"),
    ("neg", "¬"), ("lnot", "¬"), ("angle", "∠"), ("dagger", "†"), ("vartheta", "ϑ"),
    ("varrho", "ϱ"), ("varsigma", "ς"), ("Upsilon", "Υ"), ("uparrow", "↑"), ("downarrow", "↓"),
    ("degree", "°"), ("square", "□"), ("triangle", "△"),
  ]

  /// The signs that stand before terms and are larger in a formula of its own.
  private static let bigSigns: [(String, String)] = [
    ("sum", "∑"), ("prod", "∏"), ("coprod", "∐"), ("int", "∫"), ("iint", "∬"), ("oint", "∮"),
    ("bigcup", "⋃"), ("bigcap", "⋂"), ("bigoplus", "⨁"), ("bigotimes", "⨂"),
  ]

  /// Whether a sign stands a little off from its terms.
  static func isBig(_ sign: String) -> Bool { bigSigns.contains { $0.1 == sign } }

  /// The signs whose limits stand beside them everywhere.
  static let integrals: Set<String> = ["∫", "∬", "∮"]

  private static let relations: [(String, String)] = [
    ("cdot", "·"), ("times", "×"), ("star", "⋆"), ("ast", "∗"), ("odot", "⊙"), ("circ", "∘"),
    ("div", "÷"), ("pm", "±"), ("leq", "≤"), ("lt", "<"), ("gt", ">"), ("le", "≤"), ("geq", "≥"),
    ("ge", "≥"),
    ("ll", "≪"), ("gg", "≫"), ("neq", "≠"), ("ne", "≠"), ("approx", "≈"), ("equiv", "≡"),
    ("sim", "∼"), ("propto", "∝"), ("in", "∈"), ("to", "→"), ("rightarrow", "→"),
    ("leftarrow", "←"), ("gets", "←"), ("Rightarrow", "⇒"), ("mapsto", "↦"),
    ("leftrightarrow", "↔"), ("Leftrightarrow", "⇔"), ("Leftarrow", "⇐"), ("iff", "⟺"),
    ("implies", "⟹"), ("longrightarrow", "⟶"), ("longmapsto", "⟼"), ("hookrightarrow", "↪"),
    ("subset", "⊂"), ("subseteq", "⊆"), ("supset", "⊃"), ("supseteq", "⊇"), ("notin", "∉"),
    ("ni", "∋"), ("cup", "∪"), ("cap", "∩"), ("setminus", "∖"), ("wedge", "∧"), ("land", "∧"),
    ("vee", "∨"), ("lor", "∨"), ("otimes", "⊗"), ("oplus", "⊕"), ("ominus", "⊖"),
    ("bullet", "∙"), ("mid", "∣"), ("parallel", "∥"), ("perp", "⟂"), ("simeq", "≃"),
    ("cong", "≅"), ("coloneqq", "≔"), ("triangleq", "≜"), ("leqslant", "⩽"), ("geqslant", "⩾"),
    ("prec", "≺"), ("succ", "≻"), ("mp", "∓"), ("diamond", "⋄"),
  ]

  /// The functions that stand before what they are of.
  static let functions = [
    "exp", "log", "ln", "lg", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos",
    "arctan", "arg", "deg", "dim", "ker", "hom",
  ]

  /// The functions with something below them in a formula of its own.
  static let limitFunctions = [
    "max", "min", "lim", "sup", "inf", "limsup", "liminf", "det", "gcd", "Pr",
  ]

  /// The name of each sign that a command stands for, the first where there are several.
  static let names: [Character: String] = {
    var names: [Character: String] = [:]
    for (name, sign) in symbols + relations + bigSigns {
      guard let character = sign.first, name.allSatisfy(\.isLetter),
        names[character] == nil, !character.isASCII
      else { continue }
      names[character] = name
    }
    return names
  }()

  /// The operators and relations that may be written without a command.
  static let operators: [Character: String] = {
    var operators: [Character: String] = [
      "+": "+", "-": "−", "−": "−", "=": "=", "<": "<", ">": ">", "*": "∗",
    ]
    for (_, symbol) in relations where symbol.first?.isASCII == false {
      if let character = symbol.first { operators[character] = symbol }
    }
    return operators
  }()
}
