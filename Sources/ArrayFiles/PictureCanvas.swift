import Neural

/// What the rows of a picture look like as a decoder gives them.
struct PictureHeader {
  let width: Int
  let height: Int
  /// Grey, grey and alpha, RGB, or RGBA.
  let channels: Int
  /// Whether a sample has two bytes, the higher one first.
  let isWide: Bool

  /// Whether red, green and blue are there.
  var isColour: Bool { channels > 2 }

  /// Checks the size before anything is allocated for it.
  ///
  /// - Throws: ``Fault`` where there is no pixel, or are more than ``TensorSource/maximumPixels``.
  static func checkSize(width: Int, height: Int, at location: [Place]) throws(Fault) {
    guard width > 0, height > 0 else {
      throw Fault(
        "the image is \(width) × \(height) pixels large", at: location,
        remedy: "an image needs at least one pixel")
    }
    guard height <= TensorSource.maximumPixels / width else {
      throw Fault(
        "the image is \(width) × \(height) pixels large", at: location,
        remedy: "at most \(TensorSource.maximumPixels) pixels are read; make it smaller")
    }
  }
}

/// The tensor that a picture becomes, filled row by row, so that one row is all that is held beside
/// it.
///
/// A sample s becomes s / 255 or s / 65535; 0 is black and 1 is white. Whatever is transparent is laid
/// over white: α·s + (1 − α)·1. Grey pictures are [rows, columns], colour pictures [3, rows, columns];
/// of these `red`, `green` and `blue` are one of the three, and `grey` the luma 0.299 R + 0.587 G +
/// 0.114 B of ITU-R BT.601, [rows, columns].
struct PictureCanvas {
  private let header: PictureHeader
  private let planes: [Selection.Channel]
  private let values: UnsafeMutableBufferPointer<Double>

  /// The tensor of a picture, or of a channel of it.
  ///
  /// - Parameter decode: Puts every row on the canvas.
  /// - Throws: ``Fault`` where the picture has no such channel, or `decode` fails.
  static func tensor(
    _ header: PictureHeader, channel: Selection.Channel?,
    decode: (PictureCanvas) throws(Fault) -> Void
  ) throws(Fault) -> Tensor {
    if let channel, channel != .grey, !header.isColour {
      throw Fault(
        "the picture is grey and has no channel #\(channel)", remedy: "leave #\(channel) out")
    }
    let planes = channel.map { [$0] } ?? (header.isColour ? [.red, .green, .blue] : [.grey])
    let size = header.width * header.height
    var fault: Fault?
    // Not filled with zeros first: the pages of a picture that ends early are never touched.
    let values = [Double](unsafeUninitializedCapacity: planes.count * size) { buffer, count in
      let canvas = PictureCanvas(
        header: header, planes: planes,
        values: UnsafeMutableBufferPointer(rebasing: buffer[..<(planes.count * size)]))
      do throws(Fault) {
        try decode(canvas)
        count = planes.count * size
      } catch {
        fault = error
        count = 0
      }
    }
    if let fault { throw fault }
    let rows = [header.height, header.width]
    return try Tensor(reading: planes.count == 1 ? rows : [planes.count] + rows, values)
  }

  /// Puts pixels of one row on the canvas: those at `column`, `column + step` and so on, as many as
  /// there are.
  func put(_ pixels: UnsafeBufferPointer<UInt8>, row: Int, column: Int = 0, step: Int = 1) {
    let samples = Samples(pixels: pixels, channels: header.channels, isWide: header.isWide)
    let positions = stride(from: column, to: header.width, by: step)
    for (plane, channel) in planes.enumerated() {
      let start = (plane * header.height + row) * header.width
      var pixel = 0
      for position in positions {
        values[start + position] =
          header.isColour
          ? samples.value(of: channel, pixel: pixel) : samples.overWhite(pixel, 0)
        pixel += 1
      }
    }
  }
}

/// The decoded samples of a row.
private struct Samples {
  let pixels: UnsafeBufferPointer<UInt8>
  let channels: Int
  let isWide: Bool

  /// The largest sample.
  private var maximum: Int { isWide ? 65_535 : 255 }

  /// A channel of a colour pixel over white, 0 to 1.
  func value(of channel: Selection.Channel, pixel: Int) -> Double {
    switch channel {
    case .red: overWhite(pixel, 0)
    case .green: overWhite(pixel, 1)
    case .blue: overWhite(pixel, 2)
    case .grey: luma(pixel)
    }
  }

  /// One sample over white, 0 to 1.
  func overWhite(_ pixel: Int, _ channel: Int) -> Double {
    Double(scaled(pixel, channel)) / Double(maximum * maximum)
  }

  /// The luma over white, 0 to 1. The weights are whole thousandths, so that equal red, green and
  /// blue give exactly the value that they have themselves.
  private func luma(_ pixel: Int) -> Double {
    let sum = 299 * scaled(pixel, 0) + 587 * scaled(pixel, 1) + 114 * scaled(pixel, 2)
    return Double(sum) / Double(1000 * maximum * maximum)
  }

  /// α·s + (max − α)·max: the sample over white in units of 1 / max².
  private func scaled(_ pixel: Int, _ channel: Int) -> Int {
    let sample = sample(pixel * channels + channel)
    guard channels.isMultiple(of: 2) else { return sample * maximum }
    let alpha = self.sample(pixel * channels + channels - 1)
    return alpha * sample + (maximum - alpha) * maximum
  }

  private func sample(_ index: Int) -> Int {
    isWide ? Int(pixels[2 * index]) << 8 | Int(pixels[2 * index + 1]) : Int(pixels[index])
  }
}
