import Neural

/// The IDX format of the MNIST files: a magic number, the dimensions, then the values, all
/// big-endian.
///
/// Bytes 0 and 1 are 0, byte 2 is the type code, byte 3 the rank; a 32-bit length follows for each
/// dimension. Values are taken as they are, without scaling.
/// Source: Y. LeCun, C. Cortes and C. Burges, *The MNIST database of handwritten digits*.
struct IDXFile {
  private let bytes: [UInt8]
  private let type: ElementType
  private let dataStart: Int
  /// The dimensions that the header declares and the size of the file confirms.
  let shape: [Int]

  /// The file whose header has been read and found to fit the number of bytes.
  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.count >= 4 else {
      throw Fault(
        "the file ends within its header", at: [.byte(bytes.count)],
        remedy: "an IDX file begins with 0, 0, a type code and a rank")
    }
    guard bytes[0] == 0, bytes[1] == 0 else {
      throw Fault(
        "it does not begin as an IDX file", at: [.byte(0)],
        remedy: "an IDX file begins with two bytes of 0, a type code and a rank")
    }
    guard let type = IDXFile.types[bytes[2]] else {
      throw Fault(
        "the type code 0x\(String(bytes[2], radix: 16, uppercase: true)) is unknown",
        at: [.byte(2)],
        remedy: "IDX has 0x08 (UInt8), 0x09 (Int8), 0x0B (Int16), 0x0C (Int32), 0x0D (Float32) "
          + "and 0x0E (Float64)")
    }
    let rank = Int(bytes[3])
    let dataStart = 4 + 4 * rank
    guard bytes.count >= dataStart else {
      throw Fault(
        "the file ends within its header: \(rank) dimensions do not fit", at: [.byte(bytes.count)],
        remedy: "copy or write it again")
    }
    let shape = (0..<rank).map { dimension in
      bytes[(4 + 4 * dimension)..<(8 + 4 * dimension)].reduce(0) { $0 << 8 | Int($1) }
    }
    let count = try Tensor.declaredCount(of: shape, at: [.byte(4)])
    guard bytes.count - dataStart == count * type.size else {
      throw .length(promised: count * type.size, found: bytes.count - dataStart, at: dataStart)
    }
    (self.bytes, self.type, self.dataStart, self.shape) = (bytes, type, dataStart, shape)
  }

  /// Whether its numbers are bytes from 0 to 255.
  var holdsBytes: Bool { type == .uint8 }

  /// Whether a file can begin like this: only what ``init(_:)`` refuses by these bytes cannot.
  static func canBegin(with bytes: [UInt8]) -> Bool {
    bytes.count < 4 || bytes[0] == 0 && bytes[1] == 0 && types[bytes[2]] != nil
  }

  /// The whole file as one tensor.
  func tensor() throws(Fault) -> Tensor {
    try Tensor(
      reading: shape,
      type.values(in: bytes, dataStart..<bytes.count, isBigEndian: true))
  }

  /// One item of the first dimension, without reading the others.
  func item(_ index: Int) throws(Fault) -> Tensor {
    try Selection.check(index, in: shape)
    let size = (bytes.count - dataStart) / shape[0]
    let start = dataStart + index * size
    return try Tensor(
      reading: shape.dropFirst(),
      type.values(in: bytes, start..<(start + size), isBigEndian: true))
  }

  private static let types: [UInt8: ElementType] = [
    0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
  ]
}
