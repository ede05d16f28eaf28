import Neural

/// A tensor that an ONNX file holds: an initialiser, or the value of a constant.
///
/// Other than a ``Tensor`` it may be a scalar, have no elements, and hold what is not finite, such as the
/// bound of a Clip that clips nothing.
public struct ONNXTensor: Sendable, Equatable {
  /// The name; empty for the value of a constant.
  public let name: String
  /// The lengths of its dimensions, none for a scalar.
  public let shape: [Int]
  /// The elements in row order.
  public let values: [Double]
  /// Whether its type is a whole number, as that of shapes and axes.
  public let isWhole: Bool

  /// A tensor; there must be as many values as the shape asks for.
  public init(name: String = "", shape: [Int], values: [Double], isWhole: Bool = false) {
    precondition(values.count == Self.product(of: shape), "\(values.count) values for \(shape)")
    (self.name, self.shape, self.values, self.isWhole) = (name, shape, values, isWhole)
  }

  /// The number of elements of a shape, in which a 0 makes all others be of no account.
  private static func product(of shape: [Int]) -> Int {
    shape.contains(0) ? 0 : shape.reduce(1, *)
  }

  /// The elements as whole numbers, such as axes; those that are none or too large are nil.
  public var wholes: [Int?] {
    values.map { abs($0) <= 9e15 ? Int(exactly: $0) : $0 > 0 ? .max : nil }
  }

  /// The elements as a tensor; a scalar becomes one of one element.
  ///
  /// - Throws: ``DataError`` where there are no elements, or one is not finite.
  public func tensor(role: String, source: String) throws(DataError) -> Tensor {
    do {
      _ = try Tensor.declaredCount(of: shape)
      return try Tensor(reading: shape.isEmpty ? [1] : shape, values)
    } catch {
      var fault = error
      fault.location.insert(.array(name), at: 0)
      throw fault.error(role: role, source: source)
    }
  }
}

extension ONNXTensor {
  /// The types of elements by the number that ONNX has for each.
  private static let types: [Int: ElementType] = [
    1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool,
    10: .float16, 11: .float64, 12: .uint32, 13: .uint64, 16: .bfloat16,
  ]

  /// What a type is called that is not read.
  private static let otherTypes: [Int: String] = [
    0: "undefined", 8: "string", 14: "complex64", 15: "complex128", 17: "float8e4m3fn",
    18: "float8e4m3fnuz", 19: "float8e5m2", 20: "float8e5m2fnuz", 21: "uint4", 22: "int4",
    23: "float4e2m1",
  ]

  /// Whether numbers of a type are whole.
  static func isWhole(_ type: Int) -> Bool {
    switch types[type] {
    case .float16, .bfloat16, .float32, .float64, nil: false
    default: true
    }
  }

  /// The tensor that a message holds: raw bytes, or a field for each type of number.
  init(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    var (name, shape, number) = ("", [Int](), 0)
    var raw: Range<Int>?
    var values: [Double] = []
    // Numbers of 16 bits are kept by their bits.
    var bits: [UInt64] = []
    while let field = try message.next() {
      switch (field.number, field.value) {
      case (1, .whole(let length)): shape.append(Int(bitPattern: UInt(length)))
      case (1, .bytes(let range)):
        try ProtobufMessage.wholes(in: bytes, range) { shape.append(Int(bitPattern: UInt($0))) }
      case (2, .whole(let type)): number = Int(truncatingIfNeeded: type)
      case (4, .single(let value)): values.append(Double(Float(bitPattern: value)))
      case (4, .bytes(let range)):
        guard range.count.isMultiple(of: 4) else { throw ONNXFile.fault(at: field.place) }
        values += ElementType.float32.values(in: bytes, range, isBigEndian: false)
      case (10, .double(let value)): values.append(Double(bitPattern: value))
      case (10, .bytes(let range)):
        guard range.count.isMultiple(of: 8) else { throw ONNXFile.fault(at: field.place) }
        values += ElementType.float64.values(in: bytes, range, isBigEndian: false)
      case (5, .whole(let value)), (7, .whole(let value)), (11, .whole(let value)):
        bits.append(value)
      case (5, .bytes(let range)), (7, .bytes(let range)), (11, .bytes(let range)):
        try ProtobufMessage.wholes(in: bytes, range) { bits.append($0) }
      case (8, .bytes(let range)): name = String(decoding: bytes[range], as: UTF8.self)
      case (9, .bytes(let range)): raw = range
      case (14, .whole(1)):
        throw Fault(
          "the values of \(name.quoted(limit: 64)) are in a file of their own",
          at: [.byte(field.place)],
          remedy: "save the model with its values in it: onnx.save(model, \"m.onnx\")")
      default: break
      }
    }
    guard let type = ONNXTensor.types[number] else {
      let name = ONNXTensor.otherTypes[number] ?? "number \(number)"
      throw Fault(
        "the type \(name) cannot be read", at: [.byte(range.lowerBound)],
        remedy: "float16, bfloat16, float, double, bool and whole numbers are")
    }
    let count = try ONNXTensor.count(of: shape, at: range.lowerBound)
    if let raw {
      guard raw.count == count * type.size else {
        throw .length(promised: count * type.size, found: raw.count, at: raw.lowerBound)
      }
      values = type.values(in: bytes, raw, isBigEndian: false)
    } else if !bits.isEmpty {
      values += bits.map { type.value(ofField: $0) }
    }
    guard values.count == count else {
      throw Fault(
        "a tensor of \(Tensor.describe(shape)) has \(values.count) values",
        at: [.byte(range.lowerBound)], remedy: "write the file again")
    }
    self.init(name: name, shape: shape, values: values, isWhole: ONNXTensor.isWhole(number))
  }

  private static func count(of shape: [Int], at place: Int) throws(Fault) -> Int {
    guard shape.contains(0) else { return try Tensor.declaredCount(of: shape, at: [.byte(place)]) }
    guard shape.allSatisfy({ $0 >= 0 }), shape.count <= TensorSource.maximumRank else {
      throw ONNXFile.fault(at: place)
    }
    return 0
  }
}

extension ElementType {
  /// The value of a number that a field of whole numbers holds: 16-bit floats are kept by their bits.
  fileprivate func value(ofField bits: UInt64) -> Double {
    switch self {
    case .float16, .bfloat16:
      values(
        in: [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)], 0..<2,
        isBigEndian: false)[0]
    case .bool: bits == 0 ? 0 : 1
    case .uint8, .uint16, .uint32, .uint64: Double(bits)
    default: Double(Int64(bitPattern: bits))
    }
  }
}
