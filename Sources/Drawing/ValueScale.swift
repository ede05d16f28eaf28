/// Turns a value into the fill of its cell.
public struct ValueScale: Sendable, Equatable {
  /// The kinds of scale.
  public enum Kind: String, Sendable, CaseIterable {
    /// Blue for positive, red for negative, exactly the paper's colour for zero.
    case signed
    /// From the paper at the lowest value to ink at the highest: a pencil's greys.
    case ink
    /// From black at the lowest value to white at the highest: a screen's greys.
    case light
    /// From dark blue over grey to yellow, even to every kind of colour vision.
    /// Source: J. R. Nuñez, C. R. Anderton, R. S. Renslow, *Optimizing colormaps with
    /// consideration for color vision deficiency* (2018).
    case cividis
  }

  /// The kind.
  public let kind: Kind
  /// The lowest value of the scale; for a signed scale minus the highest.
  public let low: Double
  /// The highest value of the scale.
  public let high: Double
  private let theme: Theme

  /// A scale over the given values; a signed one reaches from −max |x| to max |x|, the others from
  /// 0, or the least value where that is negative, to the greatest.
  public init(_ kind: Kind, over values: some Sequence<Double>, theme: Theme) {
    var least = 0.0
    var greatest = 0.0
    for value in values {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    self.kind = kind
    self.theme = theme
    self.high = kind == .signed ? max(greatest, -least) : greatest
    self.low = kind == .signed ? -max(greatest, -least) : least
  }

  /// The place of a value on the scale: −1 to 1 on a signed one, else 0 to 1.
  public func position(of value: Double) -> Double {
    switch kind {
    case .signed: high == 0 ? 0 : min(max(value / high, -1), 1)
    case .ink, .light, .cividis:
      high == low ? 0 : min(max((value - low) / (high - low), 0), 1)
    }
  }

  /// The fill of a cell with the given value.
  public func color(of value: Double) -> Color {
    let position = position(of: value)
    switch kind {
    case .signed:
      return theme.paper.mixed(
        with: position < 0 ? theme.negative : theme.positive, abs(position) * theme.heat)
    case .ink: return theme.paper.mixed(with: theme.ink, position * theme.shade)
    case .light: return Color.black.mixed(with: .white, position)
    case .cividis: return ValueScale.cividis(position)
    }
  }

  /// The stops of cividis, evenly spaced.
  private static let stops: [Color] = [
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55,
    0xFEE838,
  ].map(Color.init(hex:))

  private static func cividis(_ position: Double) -> Color {
    let place = position * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], place - Double(index))
  }
}

extension Theme {
  /// The colour of text on a fill: ink or paper where it reaches a contrast of 4.5 : 1, else black
  /// or white, one of which always does.
  public func text(on fill: Color) -> Color {
    [ink, paper].first { $0.contrast(with: fill) >= 4.5 }
      ?? (Color.black.contrast(with: fill) >= 4.5 ? .black : .white)
  }
}
