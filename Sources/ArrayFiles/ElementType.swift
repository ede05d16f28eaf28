/// How a binary file stores one number.
enum ElementType: Sendable, Equatable {
  case bool
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, bfloat16, float32, float64

  /// The number of bytes of one element.
  var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// The elements stored in `range`, whose length is a multiple of ``size``.
  ///
  /// A 64-bit integer beyond 2⁵³ is rounded to the nearest `Double`; any byte but 0 is a true bool.
  func values(in bytes: [UInt8], _ range: Range<Int>, isBigEndian: Bool) -> [Double] {
    precondition(range.count.isMultiple(of: size) && range.upperBound <= bytes.count)
    func decode<Stored: FixedWidthInteger>(_ value: (Stored) -> Double) -> [Double] {
      bytes.withUnsafeBytes { buffer in
        stride(from: range.lowerBound, to: range.upperBound, by: size).map { offset in
          let stored = buffer.loadUnaligned(fromByteOffset: offset, as: Stored.self)
          return value(isBigEndian ? stored.bigEndian : stored.littleEndian)
        }
      }
    }
    switch self {
    case .bool: return decode { (stored: UInt8) in stored == 0 ? 0 : 1 }
    case .int8: return decode { (stored: Int8) in Double(stored) }
    case .int16: return decode { (stored: Int16) in Double(stored) }
    case .int32: return decode { (stored: Int32) in Double(stored) }
    case .int64: return decode { (stored: Int64) in Double(stored) }
    case .uint8: return decode { (stored: UInt8) in Double(stored) }
    case .uint16: return decode { (stored: UInt16) in Double(stored) }
    case .uint32: return decode { (stored: UInt32) in Double(stored) }
    case .uint64: return decode { (stored: UInt64) in Double(stored) }
    case .float16: return decode(ElementType.value(ofHalf:))
    // The upper half of a Float.
    case .bfloat16:
      return decode { (stored: UInt16) in Double(Float(bitPattern: UInt32(stored) << 16)) }
    case .float32: return decode { (stored: UInt32) in Double(Float(bitPattern: stored)) }
    case .float64: return decode { (stored: UInt64) in Double(bitPattern: stored) }
    }
  }
}

extension ElementType {
  /// The value of a half-precision number of IEEE 754: a sign, 5 bits of exponent, 10 of fraction.
  ///
  /// `Float16` is not there on every machine that Swift runs on.
  private static func value(ofHalf bits: UInt16) -> Double {
    let sign = bits >> 15 == 0 ? 1.0 : -1.0
    let fraction = Double(bits & 0x3FF) / 1024
    let exponent = Int(bits >> 10 & 0x1F)
    switch exponent {
    case 0: return sign * Double(sign: .plus, exponent: -14, significand: fraction)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
    }
  }
}

extension Fault {
  /// The header promises more or fewer bytes than there are.
  ///
  /// Every binary reader compares the two before it allocates anything.
  static func length(promised: Int, found: Int, at start: Int) -> Fault {
    found < promised
      ? Fault(
        "the file ends early: its header promises \(promised) bytes of values and "
          + "\(found) follow", at: [.byte(start)], remedy: "copy or write it again")
      : Fault(
        "\(found - promised) bytes follow the last value", at: [.byte(start + promised)],
        remedy: "the header does not fit the values; write the file again")
  }
}
