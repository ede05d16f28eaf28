import Neural

/// NumPy's NPY format, versions 1 to 3: a header that is a Python dictionary, then the values.
///
/// Types b1, i1–i8, u1–u8, f4 and f8, in C and Fortran order and both byte orders; the tensor has
/// the array's shape and is row-major whatever the order in the file.
/// Source: NumPy documentation, `numpy.lib.format`.
enum NPYFile {
  /// What every NPY file begins with.
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array that the file holds.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    let text = try headerRange(of: bytes)
    let header = try NPYHeader(bytes, text)
    let (type, isBigEndian) = try element(header.descriptor, at: text.lowerBound)
    let count = try Tensor.declaredCount(of: header.shape, at: [.byte(text.lowerBound)])
    let data = text.upperBound..<bytes.count
    guard data.count == count * type.size else {
      throw .length(promised: count * type.size, found: data.count, at: data.lowerBound)
    }
    let values = type.values(in: bytes, data, isBigEndian: isBigEndian)
    guard header.isFortranOrder else { return try Tensor(reading: header.shape, values) }
    // The first index runs fastest, as the last one does of the transpose.
    let transpose = try Tensor(reading: header.shape.reversed(), values)
    return transpose.permuted(transpose.shape.indices.reversed())
  }

  /// Where the header's text lies: behind signature, version and its own length.
  private static func headerRange(of bytes: [UInt8]) throws(Fault) -> Range<Int> {
    guard bytes.starts(with: signature) else {
      throw Fault(
        "it does not begin as an NPY file", at: [.byte(0)],
        remedy: "write it with numpy.save, or give the file the ending of its format")
    }
    guard bytes.count >= 12 else {
      throw NPYHeader.fault("is cut off", at: bytes.count)
    }
    let (major, minor) = (bytes[6], bytes[7])
    guard (1...3).contains(major), minor == 0 else {
      throw Fault(
        "version \(major).\(minor) of the NPY format is unknown", at: [.byte(6)],
        remedy: "versions 1.0, 2.0 and 3.0 are read")
    }
    let start = major == 1 ? 10 : 12
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else {
      throw NPYHeader.fault("of \(length) bytes is cut off", at: bytes.count)
    }
    return start..<(start + length)
  }

  /// The element type and byte order that a descriptor such as `<f8` or `|u1` names.
  private static func element(
    _ descriptor: String, at offset: Int
  ) throws(Fault) -> (ElementType, isBigEndian: Bool) {
    let type: ElementType? =
      switch descriptor.dropFirst() {
      case "b1": .bool
      case "i1": .int8
      case "i2": .int16
      case "i4": .int32
      case "i8": .int64
      case "u1": .uint8
      case "u2": .uint16
      case "u4": .uint32
      case "u8": .uint64
      case "f4": .float32
      case "f8": .float64
      default: nil
      }
    guard let type, let order = descriptor.first, "<>|=".contains(order),
      order != "|" || type.size == 1
    else {
      throw unsupported("the type \(descriptor.quoted())", at: offset)
    }
    return (type, order == ">")
  }

  static func unsupported(_ type: String, at offset: Int) -> Fault {
    Fault(
      "\(type) cannot be read", at: [.byte(offset)],
      remedy: "convert it, for example with .astype(\"<f8\"); b1, i1–i8, u1–u8, f4 and f8 are read")
  }
}
