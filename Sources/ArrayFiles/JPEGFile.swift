import CJPEG
import Neural

/// JPEG images, baseline and progressive, grey and colour, 8 bits a sample.
///
/// A sample s becomes s / 255. The pixels are as they are stored: a camera's note on which side is up
/// is remarked upon, not followed. What becomes of the samples: see ``PictureCanvas``.
enum JPEGFile {
  /// What every JPEG file begins with.
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// What libjpeg may take for an image that comes in several scans: two bytes for each sample of
  /// the largest image, and something for its tables.
  private static let maximumMemory = 6 * TensorSource.maximumPixels + 1 << 24

  /// The image that the file holds, or one channel of it.
  static func reading(
    from bytes: [UInt8], channel: Selection.Channel? = nil
  ) throws(Fault) -> Reading {
    let tensor = try bytes.withUnsafeBufferPointer { file throws(Fault) in
      let image = try Image(file, memory: maximumMemory)
      return try PictureCanvas.tensor(image.header, channel: channel) { canvas throws(Fault) in
        try image.decode(onto: canvas)
      }
    }
    var reading = Reading(tensor: tensor, isPicture: true)
    if ExifOrientation.isTurned(bytes) {
      reading.remarks.append(
        Remark(text: "the camera has noted that the picture is to be turned; it is read as stored"))
    }
    return reading
  }
}

/// An image that is open in libjpeg, closed at the end of its scope.
private final class Image {
  /// libjpeg keeps the address.
  private let image: UnsafeMutablePointer<convlens_jpeg_image>

  /// An image whose header has been read; the bytes must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>, memory: Int) throws(Fault) {
    image = .allocate(capacity: 1)
    image.initialize(to: convlens_jpeg_image())
    image.pointee.bytes = bytes.baseAddress
    image.pointee.count = bytes.count
    guard convlens_jpeg_open(image, memory) == 1 else { throw fault }
    try PictureHeader.checkSize(width: header.width, height: header.height, at: [])
    guard image.pointee.has_four_colours == 0 else {
      throw Fault(
        "the image has the four colours of printing (CMYK)", remedy: "save it as RGB")
    }
  }

  deinit {
    convlens_jpeg_close(image)
    image.deallocate()
  }

  var header: PictureHeader {
    PictureHeader(
      width: Int(image.pointee.width), height: Int(image.pointee.height),
      channels: Int(image.pointee.channels), isWide: false)
  }

  /// Puts every row on the canvas.
  func decode(onto canvas: PictureCanvas) throws(Fault) {
    let header = header
    guard convlens_jpeg_start(image) == 1 else { throw fault }
    var row = [UInt8](repeating: 0, count: header.width * header.channels)
    for index in 0..<header.height {
      guard row.withUnsafeMutableBufferPointer({ convlens_jpeg_row(image, $0.baseAddress) }) == 1
      else { throw fault }
      row.withUnsafeBufferPointer { canvas.put($0, row: index) }
    }
    guard convlens_jpeg_end(image) == 1 else { throw fault }
  }

  private var fault: Fault {
    let image = image.pointee
    if image.ended_early == 1 {
      return Fault(
        "the image ends early", at: [.byte(image.count)], remedy: "copy or save it again")
    }
    let message = withUnsafeBytes(of: image.message) { buffer in
      String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
    return Fault(
      "the image is damaged (libjpeg says \(message.quoted(limit: 96)))",
      remedy: "copy or save it again")
  }
}
