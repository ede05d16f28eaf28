/// A message in the wire format of protocol buffers: fields, each a number and a value.
///
/// The fields are found one after the other; nothing is copied, and a length is compared with what is
/// there before it is used.
/// Source: the page *Encoding* of the documentation of protocol buffers.
struct ProtobufMessage {
  /// The value of a field.
  enum Value: Equatable {
    /// A whole number of variable length, its bits.
    case whole(UInt64)
    /// Eight bytes.
    case double(UInt64)
    /// Four bytes.
    case single(UInt32)
    /// Bytes: a text, a message, or numbers side by side.
    case bytes(Range<Int>)
  }

  /// A field.
  struct Field {
    let number: Int
    let value: Value
    /// Where it begins.
    let place: Int
  }

  private let bytes: [UInt8]
  private let end: Int
  private var place: Int

  /// The message that a range of bytes holds.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    (self.bytes, place, end) = (bytes, range.lowerBound, range.upperBound)
  }

  /// The next field; nil at the end.
  ///
  /// - Throws: ``Fault`` with the byte where there is none.
  mutating func next() throws(Fault) -> Field? {
    guard place < end else { return nil }
    let start = place
    let key = try whole()
    guard key >> 3 > 0, key >> 3 < 1 << 29 else { throw damaged(at: start) }
    let number = Int(key >> 3)
    switch key & 7 {
    case 0: return Field(number: number, value: .whole(try whole()), place: start)
    case 1: return Field(number: number, value: .double(try bits(8)), place: start)
    case 2:
      let length = try whole()
      guard length <= UInt64(end - place) else {
        throw Fault(
          "a field of \(length) bytes begins where \(end - place) are left", at: [.byte(start)],
          remedy: "copy or write the file again")
      }
      defer { place += Int(length) }
      return Field(number: number, value: .bytes(place..<(place + Int(length))), place: start)
    case 5: return Field(number: number, value: .single(UInt32(try bits(4))), place: start)
    default: throw damaged(at: start)
    }
  }

  /// The whole numbers that bytes hold side by side.
  static func wholes(
    in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64) -> Void
  ) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    while message.place < message.end { body(try message.whole()) }
  }

  private mutating func whole() throws(Fault) -> UInt64 {
    let start = place
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard place < end else { throw damaged(at: start) }
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw damaged(at: start)
  }

  private mutating func bits(_ count: Int) throws(Fault) -> UInt64 {
    guard count <= end - place else { throw damaged(at: place) }
    defer { place += count }
    return bytes[place..<(place + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func damaged(at place: Int) -> Fault {
    Fault(
      "it is damaged: there is no field of a protocol buffer", at: [.byte(place)],
      remedy: "copy or write the file again")
  }
}
