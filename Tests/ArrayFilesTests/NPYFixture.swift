/// Writes NPY files as NumPy does, and ones that NumPy would not write.
enum NPYFixture {
  /// A file with a header and data that need not fit each other.
  static func file(
    descriptor: String = "<f8", isFortranOrder: Bool = false, shape: String, data: [UInt8],
    version: UInt8 = 1
  ) -> [UInt8] {
    let order = isFortranOrder ? "True" : "False"
    return file(
      header: "{'descr': '\(descriptor)', 'fortran_order': \(order), 'shape': \(shape), }",
      data: data, version: version)
  }

  /// A file with any text as its header, padded to a multiple of 64 bytes.
  static func file(header: String, data: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let lengthSize = version == 1 ? 2 : 4
    var text = Array(header.utf8)
    while (8 + lengthSize + text.count + 1) % 64 != 0 { text.append(UInt8(ascii: " ")) }
    text.append(UInt8(ascii: "\n"))
    let length = (0..<lengthSize).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + data
  }
}

/// The bytes of numbers one after the other.
func stored<Number: FixedWidthInteger>(_ numbers: [Number], isBigEndian: Bool = false) -> [UInt8] {
  numbers.flatMap { number in
    withUnsafeBytes(of: isBigEndian ? number.bigEndian : number.littleEndian, Array.init)
  }
}

/// The bytes of 64-bit floating-point numbers one after the other.
func stored(_ numbers: [Double], isBigEndian: Bool = false) -> [UInt8] {
  stored(numbers.map(\.bitPattern), isBigEndian: isBigEndian)
}

/// The bytes of 32-bit floating-point numbers one after the other.
func stored(_ numbers: [Float], isBigEndian: Bool = false) -> [UInt8] {
  stored(numbers.map(\.bitPattern), isBigEndian: isBigEndian)
}
