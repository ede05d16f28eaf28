import CPNG
import Neural

/// PNG images: grey, RGB and palette, 1 to 16 bits, with or without transparency, interlaced or not.
///
/// A sample s of a depth of d bits becomes s / (2ᵈ − 1); no gamma is applied. Palette images are RGB.
/// What becomes of the samples: see ``PictureCanvas``.
enum PNGFile {
  /// What every PNG file begins with.
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The image that the file holds, or one channel of it.
  static func tensor(
    from bytes: [UInt8], channel: Selection.Channel? = nil
  ) throws(Fault) -> Tensor {
    try checkSize(bytes)
    return try bytes.withUnsafeBufferPointer { file throws(Fault) in
      let image = try Image(file)
      return try PictureCanvas.tensor(image.header, channel: channel) { canvas throws(Fault) in
        try image.decode(onto: canvas)
      }
    }
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
    try PictureHeader.checkSize(width: width, height: height, at: [.byte(16)])
    // Deflate shrinks 1032 bytes to one at the very best, so a short file cannot fill a large image.
    let samplesPerPixel = [2: 3, 4: 2, 6: 4][bytes[25]] ?? 1
    let rowBytes = (width * samplesPerPixel * Int(bytes[24]) + 7) / 8 + 1
    guard rowBytes * height / 1032 <= bytes.count else { throw endsEarly(at: bytes.count) }
  }

  fileprivate static func endsEarly(at offset: Int) -> Fault {
    Fault("the image ends early", at: [.byte(offset)], remedy: "copy or save it again")
  }
}

/// An image that is open in libpng, closed at the end of its scope.
private final class Image {
  /// libpng keeps the address.
  private let image: UnsafeMutablePointer<convlens_png_image>
  private let count: Int

  /// An image whose header has been read; the bytes must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
    image = .allocate(capacity: 1)
    image.initialize(to: convlens_png_image())
    count = bytes.count
    image.pointee.bytes = bytes.baseAddress
    image.pointee.count = bytes.count
    guard convlens_png_open(image, UInt32(TensorSource.maximumPixels)) == 1 else { throw fault }
  }

  deinit {
    convlens_png_close(image)
    image.deallocate()
  }

  var header: PictureHeader {
    PictureHeader(
      width: Int(image.pointee.width), height: Int(image.pointee.height),
      channels: Int(image.pointee.channels), isWide: image.pointee.bit_depth == 16)
  }

  /// First row, first column, and the distances of rows and columns in each pass of Adam7.
  private static let passes = [
    (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
    (1, 0, 2, 1),
  ]

  /// Puts every row on the canvas.
  func decode(onto canvas: PictureCanvas) throws(Fault) {
    let header = header
    var row = [UInt8](repeating: 0, count: image.pointee.row_bytes)
    for (first, column, rows, columns) in image.pointee.is_interlaced == 1
      ? Image.passes : [(0, 0, 1, 1)]
    where column < header.width {
      for index in stride(from: first, to: header.height, by: rows) {
        guard row.withUnsafeMutableBufferPointer({ convlens_png_row(image, $0.baseAddress) }) == 1
        else { throw fault }
        row.withUnsafeBufferPointer {
          canvas.put($0, row: index, column: column, step: columns)
        }
      }
    }
    guard convlens_png_end(image) == 1 else { throw fault }
    let rest = count - image.pointee.position
    guard rest == 0 else {
      throw Fault(
        "\(rest) bytes follow the end of the image", at: [.byte(image.pointee.position)],
        remedy: "save the image again as PNG")
    }
  }

  private var fault: Fault {
    let image = image.pointee
    if image.ended_early == 1 { return PNGFile.endsEarly(at: image.position) }
    let message = withUnsafeBytes(of: image.message) { buffer in
      String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
    return Fault(
      "the image is damaged (libpng says \(message.quoted(limit: 96)))",
      at: [.byte(image.position)], remedy: "copy or save it again")
  }
}
