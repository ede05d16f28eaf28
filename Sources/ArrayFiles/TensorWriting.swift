import Neural
import Numerals

/// The formats in which tensors are written.
public enum TensorWriting: String, CaseIterable, Sendable {
  /// NumPy's NPY format, version 1.0: 64-bit floats, little-endian, row by row.
  ///
  /// Source: NumPy documentation, `numpy.lib.format`.
  case npy
  /// Nested lists, each number in the fewest digits that read back as the same.
  case json

  /// The bytes of a file that holds a tensor.
  public func bytes(of tensor: Tensor) -> [UInt8] {
    switch self {
    case .npy: TensorWriting.npy(tensor)
    case .json: TensorWriting.json(tensor)
    }
  }

  private static func npy(_ tensor: Tensor) -> [UInt8] {
    let lengths = tensor.shape.map(String.init).joined(separator: ", ")
    // A tuple of one has a comma behind it.
    let shape = tensor.rank == 1 ? "(\(lengths),)" : "(\(lengths))"
    var header = Array("{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }".utf8)
    // Signature, version and length take 10 bytes; the values begin at a multiple of 64.
    let padding = (64 - (10 + header.count + 1) % 64) % 64
    header += Array(repeating: UInt8(ascii: " "), count: padding) + [UInt8(ascii: "\n")]
    var bytes = NPYFile.signature + [1, 0]
    bytes += [UInt8(header.count & 0xFF), UInt8(header.count >> 8)] + header
    bytes.reserveCapacity(bytes.count + 8 * tensor.count)
    for value in tensor.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  private static func json(_ tensor: Tensor) -> [UInt8] {
    var bytes: [UInt8] = []
    var values = tensor.values[...]
    func append(_ shape: ArraySlice<Int>) {
      guard let length = shape.first else {
        if let value = values.popFirst() { append(value) }
        return
      }
      bytes.append(UInt8(ascii: "["))
      for index in 0..<length {
        if index > 0 { bytes += Array(", ".utf8) }
        append(shape.dropFirst())
      }
      bytes.append(UInt8(ascii: "]"))
    }
    func append(_ value: Double) {
      // JSON has no such numbers; they are written as traces have them.
      guard value.isFinite else {
        bytes += Array(
          (value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"").utf8)
        return
      }
      withUnsafeTemporaryAllocation(
        byteCount: DecimalSpelling.maximumLength, alignment: 1
      ) { buffer in
        let count = DecimalSpelling.put(value, into: buffer)
        bytes.append(contentsOf: buffer[..<count])
      }
    }
    append(tensor.shape[...])
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
