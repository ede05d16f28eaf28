import CZlib
import Neural

extension TensorWriting {
  /// NumPy's `.npz`: a ZIP archive with an `.npy` for each tensor, in their order, stored as they are.
  ///
  /// The same tensors give the same bytes: each entry carries the first day that the format knows.
  /// Names must differ, and all of it must be shorter than 4 GiB.
  /// Source: PKWARE, *.ZIP File Format Specification*, sections 4.3 and 4.4.
  public static func npz(_ tensors: NamedTensors) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for tensor in tensors {
      let name = Array("\(tensor.name.rawValue).npy".utf8)
      let content = TensorWriting.npy.bytes(of: tensor.tensor)
      let start = bytes.count
      let head = commonHead(name: name, content: content)
      bytes += [0x50, 0x4B, 3, 4] + head + name + content
      directory += [0x50, 0x4B, 1, 2] + littleEndian(20, 2) + head
      // No comment, first disk, no attributes.
      directory += [UInt8](repeating: 0, count: 10) + littleEndian(start, 4) + name
    }
    let start = bytes.count
    bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    bytes += littleEndian(tensors.count, 2) + littleEndian(tensors.count, 2)
    return bytes + littleEndian(directory.count, 4) + littleEndian(start, 4) + [0, 0]
  }

  /// What an entry and its line of the directory have in common: version 2.0, names in UTF-8, stored,
  /// 1 January 1980, checksum, lengths, no extra field.
  private static func commonHead(name: [UInt8], content: [UInt8]) -> [UInt8] {
    let checksum = content.withUnsafeBufferPointer { buffer in
      crc32_z(crc32(0, nil, 0), buffer.baseAddress, buffer.count)
    }
    return littleEndian(20, 2) + littleEndian(1 << 11, 2) + littleEndian(0, 4)
      + littleEndian(1 << 5 | 1, 2) + littleEndian(Int(checksum), 4)
      + littleEndian(content.count, 4) + littleEndian(content.count, 4)
      + littleEndian(name.count, 2) + littleEndian(0, 2)
  }

  private static func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
