/// A minimal PNG encoder: no filters, no compression, every colour type and depth.
struct PNGFixture {
  /// The colour types of the format.
  enum ColorType: UInt8 {
    case grey = 0
    case rgb = 2
    case palette = 3
    case greyAlpha = 4
    case rgba = 6
  }

  var width: Int
  var height: Int
  var depth = 8
  var type = ColorType.grey
  /// The samples row by row, one after the other.
  var samples: [Int]
  /// The entries of the palette, three bytes each.
  var palette: [UInt8] = []
  /// The content of the tRNS chunk.
  var transparency: [UInt8] = []
  var isInterlaced = false

  /// The chunks between signature and end, each a name and a content.
  var chunks: [(name: String, content: [UInt8])] {
    var chunks = [("IHDR", header)]
    if !palette.isEmpty { chunks.append(("PLTE", palette)) }
    if !transparency.isEmpty { chunks.append(("tRNS", transparency)) }
    return chunks + [("IDAT", PNGFixture.stored(scanlines)), ("IEND", [])]
  }

  /// The whole file.
  var file: [UInt8] { PNGFixture.file(chunks) }

  /// A file of any chunks, with correct checksums.
  static func file(_ chunks: [(name: String, content: [UInt8])]) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunks.flatMap { name, content in
        let body = Array(name.utf8) + content
        return number(content.count) + body + number(Int(crc(body)))
      }
  }

  /// The content of the IHDR chunk.
  var header: [UInt8] {
    PNGFixture.number(width) + PNGFixture.number(height)
      + [UInt8(depth), type.rawValue, 0, 0, isInterlaced ? 1 : 0]
  }

  private var channels: Int {
    switch type {
    case .grey, .palette: 1
    case .greyAlpha: 2
    case .rgb: 3
    case .rgba: 4
    }
  }

  /// The filter bytes and packed samples, pass by pass.
  private var scanlines: [UInt8] {
    // First row, first column, and the distances of rows and columns in the passes of Adam7.
    let passes =
      isInterlaced
      ? [
        (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
        (1, 0, 2, 1),
      ] : [(0, 0, 1, 1)]
    return passes.flatMap { firstRow, firstColumn, rowStep, columnStep in
      stride(from: firstRow, to: height, by: rowStep).flatMap { row in
        let columns = Array(stride(from: firstColumn, to: width, by: columnStep))
        let line = columns.flatMap { column in
          let start = (row * width + column) * channels
          return samples[start..<(start + channels)]
        }
        return line.isEmpty ? [] : [0] + packed(line)
      }
    }
  }

  private func packed(_ line: [Int]) -> [UInt8] {
    if depth == 16 { return line.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let perByte = 8 / depth
    return stride(from: 0, to: line.count, by: perByte).map { start in
      (0..<perByte).reduce(0) { byte, offset in
        let sample = start + offset < line.count ? line[start + offset] : 0
        return byte << depth | UInt8(sample)
      }
    }
  }

  /// A zlib stream of uncompressed blocks.
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = data[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let length = [UInt8(block.count & 0xFF), UInt8(block.count >> 8)]
      stream += [rest.isEmpty ? 1 : 0] + length + length.map { ~$0 } + block
    } while !rest.isEmpty
    var (low, high) = (1, 0)
    for byte in data {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return stream + number(high << 16 | low)
  }

  private static func number(_ value: Int) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1) * 0xEDB8_8320 }
    }
  }
}
