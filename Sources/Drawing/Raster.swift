/// A grid of coloured pixels.
public struct Raster: Sendable, Hashable {
  /// The number of pixel columns.
  public let width: Int
  /// The number of pixel rows.
  public let height: Int
  /// The opaque pixels row by row, three bytes (red, green, blue) each.
  public let pixels: [UInt8]

  /// A raster; there must be 3 · width · height bytes.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == 3 * width * height, "three bytes a pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}

extension Raster {
  /// A matrix of values, one pixel each, in the colours of a scale.
  ///
  /// The colours are taken at 511 evenly spaced places of a signed scale, 0 among them, and at 256
  /// of any other, so no component of a pixel is more than about one of 255 levels from
  /// `scale.color(of:)`.
  ///
  /// - Parameters:
  ///   - values: The values row by row; whole rows of them.
  ///   - columns: The number of values in a row, at least 1.
  ///   - scale: What gives each value its colour.
  public init(values: [Double], columns: Int, scale: ValueScale) {
    precondition(columns > 0 && values.count.isMultiple(of: columns), "whole rows of values")
    let zero = scale.kind == .signed ? 255 : 0
    let table = (-zero...255).map { scale.color(at: Double($0) / 255).bytes }
    let half = Double(zero) + 0.5
    var pixels = [UInt8](repeating: 0, count: 3 * values.count)
    var offset = 0
    for value in values {
      let color = table[Int(scale.position(of: value) * 255 + half)]
      pixels[offset] = color.red
      pixels[offset + 1] = color.green
      pixels[offset + 2] = color.blue
      offset += 3
    }
    self.init(width: columns, height: values.count / columns, pixels: pixels)
  }
}
