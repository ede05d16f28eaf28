import Drawing

extension Raster {
  /// The raster as a PNG file.
  ///
  /// What is too large for shapes stands in a document as an image, and PNG is what every viewer
  /// reads. Heat maps have at most 256 colours, so one byte a pixel is enough there. The data are
  /// stored, not compressed: that keeps the encoder within this file and a heat map of 512 × 512
  /// near 350 kB of text.
  /// Source: PNG specification, third edition; RFC 1950 (zlib) and RFC 1951 (deflate).
  var png: [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let indexed = self.indexed
    let colorType: UInt8 = indexed == nil ? 2 : 3
    PNGChunk.append(
      "IHDR", bigEndian(width) + bigEndian(height) + [8, colorType, 0, 0, 0], to: &file)
    if let indexed { PNGChunk.append("PLTE", indexed.palette, to: &file) }
    let samples = indexed?.indices ?? pixels
    PNGChunk.append("IDAT", zlibStored(scanlines(of: samples)), to: &file)
    PNGChunk.append("IEND", [], to: &file)
    return file
  }

  /// The colours in order of appearance and each pixel's place among them, where they are 256 or
  /// fewer.
  private var indexed: (palette: [UInt8], indices: [UInt8])? {
    var places: [UInt32: UInt8] = [:]
    var palette: [UInt8] = []
    var indices: [UInt8] = []
    indices.reserveCapacity(width * height)
    for start in stride(from: 0, to: pixels.count, by: 3) {
      let (red, green, blue) = (pixels[start], pixels[start + 1], pixels[start + 2])
      let color = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      if let place = places[color] {
        indices.append(place)
      } else {
        guard let place = UInt8(exactly: places.count) else { return nil }
        places[color] = place
        palette += [red, green, blue]
        indices.append(place)
      }
    }
    return (palette, indices)
  }

  /// The samples row by row, each row led by filter type 0 (none).
  private func scanlines(of samples: [UInt8]) -> [UInt8] {
    guard height > 0 else { return [] }
    let length = samples.count / height
    var lines: [UInt8] = []
    lines.reserveCapacity(samples.count + height)
    for row in 0..<height {
      lines.append(0)
      lines += samples[(row * length)..<((row + 1) * length)]
    }
    return lines
  }
}

/// The parts that a PNG file consists of.
private enum PNGChunk {
  /// Appends a chunk: length, type, data and the checksum of the last two.
  static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
    file += bigEndian(data.count)
    let start = file.count
    file += type.utf8
    file += data
    file += bigEndian(Int(crc32(file[start...])))
  }

  /// The remainders of all bytes by the polynomial that PNG divides by.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { remainder, _ in
      remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1
    }
  }

  private static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { remainder, byte in
      remainders[Int((remainder ^ UInt32(byte)) & 0xFF)] ^ (remainder >> 8)
    }
  }
}

/// A zlib stream that holds the bytes as they are, in blocks of up to 65,535.
private func zlibStored(_ bytes: [UInt8]) -> [UInt8] {
  var stream: [UInt8] = [0x78, 0x01]
  stream.reserveCapacity(bytes.count + bytes.count / 65_535 * 5 + 16)
  var start = 0
  repeat {
    let end = min(start + 65_535, bytes.count)
    let length = UInt16(end - start)
    stream.append(end == bytes.count ? 1 : 0)
    for half in [length, ~length] {
      stream += [UInt8(truncatingIfNeeded: half), UInt8(truncatingIfNeeded: half >> 8)]
    }
    stream += bytes[start..<end]
    start = end
  } while start < bytes.count
  return stream + bigEndian(Int(adler32(bytes)))
}

private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (low, high): (UInt32, UInt32) = (1, 0)
  for byte in bytes {
    low = (low + UInt32(byte)) % 65_521
    high = (high + low) % 65_521
  }
  return high << 16 | low
}

private func bigEndian(_ value: Int) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
