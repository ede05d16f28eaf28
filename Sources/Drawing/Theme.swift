/// The colours of a figure; light, dark and print are the same figures with another palette.
public struct Theme: Sendable, Equatable {
  /// The theme's name on the command line.
  public let name: String
  /// The page.
  public let paper: Color
  /// Text and strong lines.
  public let ink: Color
  /// Quiet text.
  public let muted: Color
  /// Text that must be there but not noticed: cells outside of the overlay, earlier results.
  public let quiet: Color
  /// Thin lines between cells.
  public let hairline: Color
  /// Lines around matrices.
  public let frame: Color
  /// The ground of the explanation band.
  public let band: Color
  /// The colours of overlay positions and the neurons that they feed.
  public let positions: [Color]
  /// The colours of single weights.
  public let weights: [Color]
  /// The strong end of the scale of positive values.
  public let positive: Color
  /// The strong end of the scale of negative values.
  public let negative: Color
  /// How much of a weight's colour goes into its cells' fill.
  public let tint: Double
  /// How strong the fill of a signed value may get, from 0 to 1.
  public let heat: Double
  /// How strong the grey of an image may get, from 0 to 1.
  public let shade: Double
  /// Whether negative cells are hatched, so that the sign shows without colour.
  public let hatchesNegative: Bool

  /// Dark ink on white, the default.
  public static let light = Theme(
    name: "light", paper: .white, ink: Color(hex: 0x171C28), muted: Color(hex: 0x6A7384),
    quiet: Color(hex: 0x858D9B), hairline: Color(hex: 0xD9DEE6), frame: Color(hex: 0x8A93A3),
    band: Color(hex: 0xF5F7FA),
    positions: [0x0072B2, 0xD55E00, 0x009E73, 0xB44A9A].map(Color.init(hex:)),
    weights: [
      0xD81B60, 0x5E35B1, 0xE06C00, 0x2E7D32, 0x8E24AA, 0x8D6E00, 0xC62828, 0x00697B, 0x1B5E9B,
    ].map(Color.init(hex:)),
    positive: Color(hex: 0x2166AC), negative: Color(hex: 0xB2182B), tint: 0.13, heat: 0.72,
    shade: 0.86,
    hatchesNegative: false)

  /// The themes by name.
  public static let all: [Theme] = [.light]

  /// The theme with the given name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
