/// A grid of coloured pixels.
public struct Raster: Sendable, Hashable {
  /// The number of pixel columns.
  public let width: Int
  /// The number of pixel rows.
  public let height: Int
  /// The opaque pixels row by row, three bytes (red, green, blue) each.
  public let pixels: [UInt8]
  /// Whether neighbouring pixels run into one another where they are stretched, as a photograph's do;
  /// those of numbers have hard edges.
  public let isSmooth: Bool
  /// The picture as a file, where it came as one; formats that hold pictures take it as it is.
  public let file: File?

  /// A picture file: what browsers and office programs show.
  public struct File: Sendable, Hashable {
    /// How a picture is written.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case png, jpeg }

    /// How it is written.
    public let kind: Kind
    /// Its bytes.
    public let bytes: [UInt8]

    /// A file.
    public init(_ kind: Kind, bytes: [UInt8]) {
      (self.kind, self.bytes) = (kind, bytes)
    }

    /// The media type.
    public var mediaType: String { "image/\(kind.rawValue)" }
  }

  /// A raster; there must be 3 · width · height bytes.
  public init(
    width: Int, height: Int, pixels: [UInt8], isSmooth: Bool = false, file: File? = nil
  ) {
    precondition(pixels.count == 3 * width * height, "three bytes a pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
    self.isSmooth = isSmooth
    self.file = file
  }
}

extension Scene {
  /// The picture's file, where the scene is one picture that came as a file, and nothing else.
  public var pictureFile: Raster.File? {
    guard flattened.count == 1, case .image(let raster, let frame) = flattened[0],
      frame == Rectangle(origin: .zero, size: size)
    else { return nil }
    return raster.file
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
