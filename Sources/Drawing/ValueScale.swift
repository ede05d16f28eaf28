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

  /// A scale over the given values, those that are not finite left out.
  ///
  /// A signed one reaches from −max |x| to max |x|, the others from 0, or the least value where
  /// that is negative, to the greatest.
  public init(_ kind: Kind, over values: some Sequence<Double>, theme: Theme) {
    self.init(kind, over: Array(values), theme: theme)
  }

  /// A scale over an array of values, which is walked without a call for each of them.
  public init(_ kind: Kind, over values: [Double], theme: Theme) {
    var least = 0.0
    var greatest = 0.0
    for value in values where value.isFinite {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    self.kind = kind
    self.theme = theme
    self.high = kind == .signed ? max(greatest, -least) : greatest
    // Not −high, which is −0 where all values are 0.
    self.low = kind == .signed ? 0 - high : least
  }

  /// The place of a value on the scale: −1 to 1 on a signed one, else 0 to 1.
  ///
  /// Values beyond the scale are at its ends; what is not a number is at 0.
  public func position(of value: Double) -> Double {
    guard !value.isNaN else { return 0 }
    switch kind {
    case .signed:
      return high == 0 ? 0 : min(max(value / high, -1), 1)
    case .ink, .light, .cividis:
      guard high > low else { return 0 }
      // Halves, because the whole range of a scale may be more than the greatest number.
      let range = high - low
      return range.isFinite
        ? min(max((value - low) / range, 0), 1)
        : min(max((value / 2 - low / 2) / (high / 2 - low / 2), 0), 1)
    }
  }

  /// The fill of a cell with the given value.
  public func color(of value: Double) -> Color { color(at: position(of: value)) }

  /// The fill at a place on the scale, as `position(of:)` gives it: for a legend, for pixels.
  public func color(at position: Double) -> Color {
    switch kind {
    case .signed:
      theme.paper.mixed(
        with: position < 0 ? theme.negative : theme.positive, abs(position) * theme.heat)
    case .ink:
      theme.paper.mixed(with: theme.ink, position * theme.shade)
    case .light:
      theme.paper.mixed(with: Color.black.mixed(with: .white, position), theme.strength)
    case .cividis:
      theme.paper.mixed(with: ValueScale.cividis(position), theme.strength)
    }
  }

  /// The stops of cividis, evenly spaced.
  private static let stops: [Color] = [
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55,
    0xFEE838,
  ].map(Color.init(hex:))

  private static func cividis(_ position: Double) -> Color {
    let place = min(max(position, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], place - Double(index))
  }
}
