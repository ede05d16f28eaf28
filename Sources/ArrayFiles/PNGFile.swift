import CPNG
import Neural

/// PNG images: grey, RGB and palette, 1 to 16 bits, with or without transparency, interlaced or not.
///
/// A sample s of a depth of d bits becomes s / (2ᵈ − 1), 0 is black and 1 is white; no gamma is
/// applied. Whatever is transparent is laid over white: α·s + (1 − α)·1, which leaves an opaque
/// image as it is. Grey images are [rows, columns]; RGB and palette images [3, rows, columns], or
/// as grey [rows, columns] with the luma 0.299 R + 0.587 G + 0.114 B of ITU-R BT.601.
enum PNGFile {
  /// What every PNG file begins with.
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The image that the file holds.
  static func tensor(from bytes: [UInt8], asGrey: Bool = false) throws(Fault) -> Tensor {
    try checkSize(bytes)
    let (image, pixels) = try decode(bytes)
    let samples = Samples(image, pixels)
    let shape = [Int(image.height), Int(image.width)]
    if image.channels < 3 {
      return try Tensor(reading: shape, samples.overWhite(channel: 0))
    }
    if asGrey {
      return try Tensor(reading: shape, samples.luma())
    }
    return try Tensor(
      reading: [3] + shape, (0..<3).flatMap { samples.overWhite(channel: $0) })
  }

  /// Checks signature and header, and that the file is long enough for the pixels it declares.
  private static func checkSize(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.starts(with: signature) else {
      throw Fault(
        "it is not a PNG image", at: [.byte(0)],
        remedy: "save it as PNG, or give the file the ending of its format")
    }
    guard bytes.count >= 33 else { throw endsEarly(at: bytes.count) }
    guard bytes[12..<16].elementsEqual("IHDR".utf8) else {
      throw Fault(
        "the image header is missing", at: [.byte(8)], remedy: "save the image again as PNG")
    }
    let width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
    let height = bytes[20..<24].reduce(0) { $0 << 8 | Int($1) }
    guard width > 0, height > 0 else {
      throw Fault(
        "the image is \(width) × \(height) pixels large", at: [.byte(16)],
        remedy: "an image needs at least one pixel")
    }
    guard height <= TensorSource.maximumPixels / width else {
      throw Fault(
        "the image is \(width) × \(height) pixels large", at: [.byte(16)],
        remedy: "at most \(TensorSource.maximumPixels) pixels are read; make it smaller")
    }
    // Deflate shrinks 1032 bytes to one at the very best, so a short file cannot fill a large image.
    let samplesPerPixel = [2: 3, 4: 2, 6: 4][bytes[25]] ?? 1
    let rowBytes = (width * samplesPerPixel * Int(bytes[24]) + 7) / 8 + 1
    guard rowBytes * height / 1032 <= bytes.count else { throw endsEarly(at: bytes.count) }
  }

  private static func decode(_ bytes: [UInt8]) throws(Fault) -> (convlens_png_image, [UInt8]) {
    var image = convlens_png_image()
    var pixels: [UInt8] = []
    let isRead = bytes.withUnsafeBufferPointer { file in
      image.bytes = file.baseAddress
      image.count = file.count
      let maximumSide = UInt32(TensorSource.maximumPixels)
      guard convlens_png_read(&image, nil, 0, maximumSide) == 1 else { return false }
      // Not filled with zeros first: the pages of an image that ends early are never touched.
      pixels = [UInt8](unsafeUninitializedCapacity: image.row_bytes * Int(image.height)) {
        buffer, initializedCount in
        let isRead =
          convlens_png_read(&image, buffer.baseAddress, buffer.count, maximumSide) == 1
        initializedCount = isRead ? buffer.count : 0
      }
      return !pixels.isEmpty
    }
    // The file's buffer is no longer valid here.
    image.bytes = nil
    guard isRead else {
      throw image.ended_early == 1 ? endsEarly(at: image.position) : damaged(image)
    }
    guard image.position == bytes.count else {
      throw Fault(
        "\(bytes.count - image.position) bytes follow the end of the image",
        at: [.byte(image.position)], remedy: "save the image again as PNG")
    }
    return (image, pixels)
  }

  private static func endsEarly(at offset: Int) -> Fault {
    Fault("the image ends early", at: [.byte(offset)], remedy: "copy or save it again")
  }

  private static func damaged(_ image: convlens_png_image) -> Fault {
    let message = withUnsafeBytes(of: image.message) { buffer in
      String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
    return Fault(
      "the image is damaged (libpng says \(message.quoted(limit: 96)))",
      at: [.byte(image.position)], remedy: "copy or save it again")
  }
}

/// The decoded samples of an image, one pixel after the other.
private struct Samples {
  private let pixels: [UInt8]
  private let count: Int
  private let channels: Int
  private let isWide: Bool

  init(_ image: convlens_png_image, _ pixels: [UInt8]) {
    self.pixels = pixels
    self.count = Int(image.width) * Int(image.height)
    self.channels = Int(image.channels)
    self.isWide = image.bit_depth == 16
  }

  /// The largest sample.
  private var maximum: Int { isWide ? 65_535 : 255 }

  /// One colour channel over white, 0 to 1.
  func overWhite(channel: Int) -> [Double] {
    let scale = Double(maximum * maximum)
    return (0..<count).map { Double(scaled(pixel: $0, channel: channel)) / scale }
  }

  /// The luma over white, 0 to 1. The weights are whole thousandths, so that equal red, green and
  /// blue give exactly the value that they have themselves.
  func luma() -> [Double] {
    let scale = Double(1000 * maximum * maximum)
    return (0..<count).map { pixel in
      let sum =
        299 * scaled(pixel: pixel, channel: 0) + 587 * scaled(pixel: pixel, channel: 1)
        + 114 * scaled(pixel: pixel, channel: 2)
      return Double(sum) / scale
    }
  }

  /// α·s + (max − α)·max: the sample over white in units of 1 / max².
  private func scaled(pixel: Int, channel: Int) -> Int {
    let sample = sample(pixel * channels + channel)
    guard channels.isMultiple(of: 2) else { return sample * maximum }
    let alpha = self.sample(pixel * channels + channels - 1)
    return alpha * sample + (maximum - alpha) * maximum
  }

  private func sample(_ index: Int) -> Int {
    isWide ? Int(pixels[2 * index]) << 8 | Int(pixels[2 * index + 1]) : Int(pixels[index])
  }
}
