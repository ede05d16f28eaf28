/// The colours of a theme that somebody's own may take the place of.
public enum ThemeRole: String, Sendable, CaseIterable {
  case paper, ink, muted, quiet, hairline, frame, band, positive, negative

  /// What the colour is for, in a sentence.
  public var summary: String {
    switch self {
    case .paper: "The page."
    case .ink: "Text and strong lines."
    case .muted: "Quiet text."
    case .quiet: "Text that must be there but not noticed."
    case .hairline: "Thin lines between cells."
    case .frame: "Lines around matrices."
    case .band: "The ground of bands and of code."
    case .positive: "The strong end of the scale of positive values."
    case .negative: "The strong end of the scale of negative values."
    }
  }

  fileprivate var color: WritableKeyPath<Theme, Color> {
    switch self {
    case .paper: \.paper
    case .ink: \.ink
    case .muted: \.muted
    case .quiet: \.quiet
    case .hairline: \.hairline
    case .frame: \.frame
    case .band: \.band
    case .positive: \.positive
    case .negative: \.negative
    }
  }
}

extension Theme {
  /// The theme with another colour in a role.
  public func setting(_ role: ThemeRole, to color: Color) -> Theme {
    var theme = self
    theme[keyPath: role.color] = color
    return theme
  }

  /// The theme with other colours of overlay positions; there is at least one.
  public func setting(positions: [Color]) -> Theme {
    precondition(!positions.isEmpty, "at least one position has a colour")
    var theme = self
    theme.positions = positions
    return theme
  }

  /// The theme with other colours of weights; there is at least one.
  public func setting(weights: [Color]) -> Theme {
    precondition(!weights.isEmpty, "at least one weight has a colour")
    var theme = self
    theme.weights = weights
    return theme
  }

  /// Text that is hard to read: its role, what it stands on, its contrast, and the least that there
  /// should be.
  ///
  /// Source: WCAG 2.2, success criterion 1.4.3: 4.5 : 1 for text, 3 : 1 for what is large.
  public var faintText: [(text: ThemeRole, ground: ThemeRole, contrast: Double, least: Double)] {
    let pairs: [(ThemeRole, ThemeRole, Double)] = [
      (.ink, .paper, 4.5), (.ink, .band, 4.5), (.muted, .paper, 4.5), (.quiet, .paper, 3),
    ]
    return pairs.compactMap { text, ground, least in
      let contrast = self[keyPath: text.color].contrast(with: self[keyPath: ground.color])
      return contrast < least ? (text, ground, contrast, least) : nil
    }
  }
}

extension Color {
  /// The colour of six hexadecimal digits, with or without `#` before them; nil of anything else.
  public init?(digits text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : Substring(text)
    guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(hex: value)
  }
}
