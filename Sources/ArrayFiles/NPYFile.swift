import Neural

/// NumPy's NPY format, versions 1 to 3: a header that is a Python dictionary, then the values.
///
/// Types b1, i1–i8, u1–u8, f2, f4 and f8, in C and Fortran order and both byte orders; the tensor has
/// the array's shape and is row-major whatever the order in the file. NumPy has no bfloat16 of its own
/// and writes that of the package ml_dtypes as V2, two bytes of unknown meaning; it is taken for
/// bfloat16, and remarked upon.
/// Source: NumPy documentation, `numpy.lib.format`.
enum NPYFile {
  /// What every NPY file begins with.
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The most bytes that come before the values of an array as NumPy writes it.
  static let longestHeader = 1 << 17

  /// The shape that the header declares; what follows the header is not looked at.
  static func shape(declaredBy bytes: [UInt8]) throws(Fault) -> [Int] {
    try NPYHeader(bytes, headerRange(of: bytes)).shape
  }

  /// The array that the file holds.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    try reading(from: bytes).tensor
  }

  /// The array that the file holds, and what there is to say about it.
  static func reading(from bytes: [UInt8]) throws(Fault) -> Reading {
    let text = try headerRange(of: bytes)
    let header = try NPYHeader(bytes, text)
    let (type, isBigEndian) = try element(header.descriptor, at: text.lowerBound)
    let count = try Tensor.declaredCount(of: header.shape, at: [.byte(text.lowerBound)])
    let data = text.upperBound..<bytes.count
    guard data.count == count * type.size else {
      throw .length(promised: count * type.size, found: data.count, at: data.lowerBound)
    }
    let values = type.values(in: bytes, data, isBigEndian: isBigEndian)
    var remarks: [Remark] = []
    if type == .bfloat16 {
      remarks.append(
        Remark(text: "the type \(header.descriptor.quoted()) is taken for bfloat16"))
    }
    let ordered = header.isFortranOrder ? try rowMajor(values, shape: header.shape) : values
    return Reading(tensor: try Tensor(reading: header.shape, ordered), remarks: remarks)
  }

  /// Values in Fortran order put into row order: the first index runs fastest in them, as the last
  /// one does in the transpose.
  private static func rowMajor(_ values: [Double], shape: [Int]) throws(Fault) -> [Double] {
    do {
      let transpose = try Tensor(shape: shape.reversed(), values: values)
      return transpose.permuted(transpose.shape.indices.reversed()).values
    } catch {
      throw Fault("\(error)", remedy: "check its shape")
    }
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
      case "f2": .float16
      case "V2": .bfloat16
      case "f4": .float32
      case "f8": .float64
      default: nil
      }
    guard let type, let order = descriptor.first, "<>|=".contains(order),
      order != "|" || type.size == 1 || type == .bfloat16
    else {
      throw unsupported("the type \(descriptor.quoted())", at: offset)
    }
    return (type, order == ">")
  }

  static func unsupported(_ type: String, at offset: Int) -> Fault {
    Fault(
      "\(type) cannot be read", at: [.byte(offset)],
      remedy: "convert it, for example with .astype(\"<f8\"); b1, i1–i8, u1–u8, f2, f4 and f8 are "
        + "read")
  }
}
