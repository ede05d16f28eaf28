/// The alphabets of mathematics that Unicode has characters for.
///
/// Source: The Unicode Standard, Mathematical Alphanumeric Symbols and Letterlike Symbols.
enum FormulaAlphabet: String, CaseIterable, Sendable {
  case bold = "mathbf"
  case double = "mathbb"
  case script = "mathcal"
  case fraktur = "mathfrak"

  /// The commands that set a group in an alphabet.
  static let commands: [String: FormulaAlphabet] = [
    "mathbf": .bold, "boldsymbol": .bold, "bm": .bold, "mathbb": .double, "mathcal": .script,
    "mathscr": .script, "mathfrak": .fraktur,
  ]

  /// The first capital, the first small letter, and the first digit; 0 where there are none.
  private var starts: (capital: UInt32, small: UInt32, digit: UInt32) {
    switch self {
    case .bold: (0x1D400, 0x1D41A, 0x1D7CE)
    case .double: (0x1D538, 0x1D552, 0x1D7D8)
    case .script: (0x1D49C, 0x1D4B6, 0)
    case .fraktur: (0x1D504, 0x1D51E, 0)
    }
  }

  /// The letters that have places of their own, among the letterlike symbols.
  private var letterlike: [Character: Character] {
    switch self {
    case .bold: [:]
    case .double: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .script:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
        "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    }
  }

  /// The character in this alphabet; itself where the alphabet has none.
  func letter(_ character: Character) -> Character {
    if let letter = letterlike[character] { return letter }
    guard let code = character.unicodeScalars.first?.value, character.unicodeScalars.count == 1
    else { return character }
    let target: UInt32 =
      switch code {
      case 0x41...0x5A: starts.capital + code - 0x41
      case 0x61...0x7A: starts.small + code - 0x61
      case 0x30...0x39 where starts.digit > 0: starts.digit + code - 0x30
      // Bold Greek stands upright, as bold Latin letters do.
      case 0x391...0x3A9 where self == .bold: 0x1D6A8 + code - 0x391
      case 0x3B1...0x3C9 where self == .bold: 0x1D6C2 + code - 0x3B1
      default: code
      }
    return Unicode.Scalar(target).map(Character.init) ?? character
  }

  /// Every letter of an alphabet, and what it is written with.
  static let letters: [Character: (alphabet: FormulaAlphabet, letter: String)] = {
    var letters: [Character: (alphabet: FormulaAlphabet, letter: String)] = [:]
    let plain = (0x30...0x39).map(UInt32.init) + (0x41...0x5A) + (0x61...0x7A)
    let greek = (0x391...0x3A9).map(UInt32.init) + (0x3B1...0x3C9)
    for alphabet in allCases {
      for scalar in (plain + greek).compactMap(Unicode.Scalar.init) {
        let own = Character(scalar)
        let letter = alphabet.letter(own)
        guard letter != own else { continue }
        let name = FormulaCommand.names[own].map { "\\\($0)" } ?? String(own)
        letters[letter] = (alphabet, name)
      }
    }
    return letters
  }()
}
