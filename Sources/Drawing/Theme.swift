/// The colours of a figure; light, dark and print are the same figures with another palette.
public struct Theme: Sendable, Equatable {
  /// The theme's name on the command line.
  public let name: String
  /// The page.
  public internal(set) var paper: Color
  /// Text and strong lines.
  public internal(set) var ink: Color
  /// Quiet text.
  public internal(set) var muted: Color
  /// Text that must be there but not noticed: cells outside of the overlay, earlier results.
  public internal(set) var quiet: Color
  /// Thin lines between cells.
  public internal(set) var hairline: Color
  /// Lines around matrices.
  public internal(set) var frame: Color
  /// The ground of the explanation band.
  public internal(set) var band: Color
  /// The colours of overlay positions and the neurons that they feed; see `position(_:)`.
  public internal(set) var positions: [Color]
  /// The colours of single weights; see `weight(_:)`.
  public internal(set) var weights: [Color]
  /// The strong end of the scale of positive values.
  public internal(set) var positive: Color
  /// The strong end of the scale of negative values.
  public internal(set) var negative: Color
  /// How much of a weight's colour goes into its cells' fill.
  public let tint: Double
  /// How strong the fill of a signed value may get, from 0 to 1.
  public let heat: Double
  /// How strong the grey of an image may get, from 0 to 1.
  public let shade: Double
  /// How much of the colours of the `light` and `cividis` scales goes into a fill, from 0 to 1.
  public let strength: Double
  /// Whether negative cells are hatched, so that the sign shows without colour.
  public let hatchesNegative: Bool
  /// Whether positions are told apart by dashes from the first one on, not by colour alone.
  public let dashesPositions: Bool
}

/// How an overlay position and the neuron that it feeds are outlined.
public struct PositionStyle: Sendable, Hashable {
  /// The colour.
  public var color: Color
  /// Lengths of dashes and gaps in turn, for a line 4 wide with round caps; empty for a solid one.
  public var dash: [Double]

  /// A style.
  public init(color: Color, dash: [Double] = []) {
    self.color = color
    self.dash = dash
  }

  /// An outline in this style; the dashes grow and shrink with its width.
  public func stroke(_ width: Double) -> Stroke {
    Stroke(color: color, width: width, dash: dash.map { $0 * width / 4 })
  }
}

extension Theme {
  /// The outline of an overlay position, counted from 0.
  ///
  /// The colours are used in turn, first solid, then dashed, dotted, and dashed and dotted; then
  /// they begin again. Where the theme dashes positions, the dashes change with every position.
  public func position(_ index: Int) -> PositionStyle {
    precondition(index >= 0, "positions count from 0")
    let round = index / positions.count + (dashesPositions ? index : 0)
    return PositionStyle(
      color: positions[index % positions.count], dash: Theme.dashes[round % Theme.dashes.count])
  }

  /// The colour of a weight, counted from 0 in row order; past the palette's end it begins again.
  public func weight(_ index: Int) -> Color {
    precondition(index >= 0, "weights count from 0")
    return weights[index % weights.count]
  }

  /// The dashes of the rounds through the position colours. Round caps add a line's width to every
  /// dash and take it from the gap, so that on a line 4 wide 8, 8 shows as 12, 4.
  private static let dashes: [[Double]] = [[], [8, 8], [1, 7], [12, 8, 1, 8]]

  /// The colour of text on a fill: ink or paper where it reaches a contrast of 4.5 : 1, else black
  /// or white, one of which always does.
  public func text(on fill: Color) -> Color {
    [ink, paper].first { $0.contrast(with: fill) >= 4.5 }
      ?? (Color.black.contrast(with: fill) >= 4.5 ? .black : .white)
  }

  /// A colour for text that keeps as much of the given one as a contrast of 4.5 : 1 with the fill
  /// allows; the rest is `text(on:)`.
  public func text(in color: Color, on fill: Color) -> Color {
    let legible = text(on: fill)
    let mixes = (0...32).lazy.map { color.mixed(with: legible, Double($0) / 32) }
    return mixes.first { $0.contrast(with: fill) >= 4.5 } ?? legible
  }
}
