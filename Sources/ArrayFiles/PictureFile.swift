import Neural

/// A picture for people: its colours as they are shown, and the file as it is.
///
/// A picture for a network is a tensor; see ``TensorSource``. Here what is transparent is laid over
/// white and a camera's note on which side is up is followed.
public struct PictureFile: Sendable {
  /// How the picture is written.
  public enum Format: Sendable, Hashable {
    /// Portable Network Graphics.
    case png
    /// JPEG.
    case jpeg
  }

  /// How the file is written.
  public let format: Format
  /// The number of pixel columns.
  public let width: Int
  /// The number of pixel rows.
  public let height: Int
  /// The opaque pixels row by row, three bytes (red, green, blue) each.
  public let pixels: [UInt8]
  /// The file's bytes, where they show the pixels as they are; nil where the picture is turned or
  /// transparent.
  public let bytes: [UInt8]?

  /// The picture that a file holds; one that is larger is scaled until its longer side has
  /// `longest` pixels. `photo:coffee` is the photograph that comes with the program.
  ///
  /// - Throws: ``DataError`` where the file is not there or is neither PNG nor JPEG.
  public init(at path: String, as role: String, longest: Int = 2048) throws(DataError) {
    do {
      let bytes =
        PictureFile.isSample(path)
        ? try Photographs.file(String(path.dropFirst(Photographs.prefix.count)))
        : try FileBytes.read(path)
      try self.init(bytes, longest: longest)
    } catch {
      throw error.error(role: role, source: path)
    }
  }

  /// Whether it names a picture that comes with the program; a file of such a name is `./photo:…`.
  public static func isSample(_ path: String) -> Bool { path.hasPrefix(Photographs.prefix) }

  init(_ bytes: [UInt8], longest: Int) throws(Fault) {
    let tensor: Tensor
    var turn = 1
    var isPlain = true
    if bytes.starts(with: PNGFile.signature) {
      format = .png
      tensor = try PNGFile.tensor(from: bytes)
      isPlain = PictureFile.isOpaque(png: bytes)
    } else if bytes.starts(with: JPEGFile.signature) {
      format = .jpeg
      tensor = try JPEGFile.reading(from: bytes).tensor
      turn = ExifOrientation.value(in: bytes)
      isPlain = turn == 1
    } else {
      throw PictureFile.unknown(bytes)
    }
    let extent = tensor.extent
    let scale = Double(longest) / Double(max(extent.rows, extent.columns))
    func scaled(_ side: Int) -> Int { max(1, Int((Double(side) * scale).rounded())) }
    let small =
      scale < 1
      ? try tensor.resized(to: Extent(rows: scaled(extent.rows), columns: scaled(extent.columns)))
      : tensor
    let upright = Upright(size: small.extent, turn: turn)
    (width, height) = (upright.columns, upright.rows)
    pixels = upright.pixels(of: small)
    self.bytes = isPlain ? bytes : nil
  }

  /// Whether a PNG has neither an alpha channel nor a transparent colour before its pixels.
  private static func isOpaque(png bytes: [UInt8]) -> Bool {
    guard bytes.count > 25, bytes[25] & 4 == 0 else { return false }
    var position = 8
    while position + 8 <= bytes.count {
      let type = bytes[(position + 4)..<(position + 8)]
      if type.elementsEqual("tRNS".utf8) { return false }
      if type.elementsEqual("IDAT".utf8) { return true }
      position += 12 + bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    return true
  }

  private static func unknown(_ bytes: [UInt8]) -> Fault {
    let beginning = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
    let kind =
      beginning.contains("<svg")
      ? "an SVG drawing"
      : beginning.hasPrefix("%pdf") ? "a PDF file" : "neither a PNG nor a JPEG picture"
    return Fault("it is \(kind)", remedy: "save it as PNG or JPEG")
  }
}

/// Where the pixels of a picture belong that a camera has noted to be turned.
private struct Upright {
  private let stored: Extent
  private let turn: Int

  init(size: Extent, turn: Int) {
    stored = size
    self.turn = turn
  }

  private var isOnItsSide: Bool { turn >= 5 }
  var rows: Int { isOnItsSide ? stored.columns : stored.rows }
  var columns: Int { isOnItsSide ? stored.rows : stored.columns }

  /// The pixel of the stored picture that is seen at a place, by the table of CIPA DC-008, 4.6.4.
  private func source(_ row: Int, _ column: Int) -> Int {
    let (lastRow, lastColumn) = (stored.rows - 1, stored.columns - 1)
    let place =
      switch turn {
      case 2: (row, lastColumn - column)
      case 3: (lastRow - row, lastColumn - column)
      case 4: (lastRow - row, column)
      case 5: (column, row)
      case 6: (lastRow - column, row)
      case 7: (lastRow - column, lastColumn - row)
      case 8: (column, lastColumn - row)
      default: (row, column)
      }
    return place.0 * stored.columns + place.1
  }

  /// The pixels as bytes; of a grey picture all three are the same.
  func pixels(of tensor: Tensor) -> [UInt8] {
    let plane = stored.rows * stored.columns
    let planes = tensor.values.count > plane ? [0, plane, 2 * plane] : [0, 0, 0]
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * plane)
    tensor.values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for column in 0..<columns {
          let index = source(row, column)
          for start in planes {
            pixels.append(UInt8((min(max(values[start + index], 0), 1) * 255).rounded()))
          }
        }
      }
    }
    return pixels
  }
}
