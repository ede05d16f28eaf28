import Testing

@testable import ArrayFiles

@Suite struct ProtobufMessageTests {
  private func fields(_ bytes: [UInt8]) throws -> [(Int, ProtobufMessage.Value)] {
    var message = ProtobufMessage(bytes, 0..<bytes.count)
    var fields: [(Int, ProtobufMessage.Value)] = []
    while let field = try message.next() { fields.append((field.number, field.value)) }
    return fields
  }

  @Test(
    "Each sort of field is read, whatever the number",
    arguments: [
      ([0x08, 0x96, 0x01], 1, .whole(150)), ([0x10, 0], 2, .whole(0)),
      (
        [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], 1, .whole(.max)
      ),
      ([0x1D, 0, 0, 0x80, 0x3F], 3, .single(0x3F80_0000)),
      ([0x21, 1, 0, 0, 0, 0, 0, 0, 0x80], 4, .double(0x8000_0000_0000_0001)),
      ([0x2A, 2, 7, 8], 5, .bytes(2..<4)), ([0xA2, 0x06, 0], 100, .bytes(3..<3)),
    ] as [([UInt8], Int, ProtobufMessage.Value)])
  func field(bytes: [UInt8], number: Int, value: ProtobufMessage.Value) throws {
    let fields = try fields(bytes)
    #expect(fields.count == 1)
    #expect(fields.first?.0 == number)
    #expect(fields.first?.1 == value)
  }

  @Test("Fields follow each other, and numbers stand side by side")
  func several() throws {
    #expect(try fields([0x08, 1, 0x08, 2, 0x12, 0]).map(\.0) == [1, 1, 2])
    var wholes: [UInt64] = []
    try ProtobufMessage.wholes(in: [1, 0x80, 1, 0], 0..<4) { wholes.append($0) }
    #expect(wholes == [1, 128, 0])
  }

  @Test(
    "What is no field is refused with its byte, and no length is believed",
    arguments: [
      ([0x08], 1), ([0x08, 0x80], 1), ([0x0B, 0], 0), ([0x00, 1], 0),
      ([0x2A, 3, 7, 8], 0),
      ([0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], 0),
      ([0x1D, 0, 0], 1), ([0x21, 0, 0, 0, 0], 1),
      ([0x08] + [UInt8](repeating: 0xFF, count: 10), 1),
    ] as [([UInt8], Int)])
  func refused(bytes: [UInt8], place: Int) {
    let fault = #expect(throws: Fault.self) { try fields(bytes) }
    #expect(fault?.location == [.byte(place)])
  }
}
