import Neural
import Testing

@testable import ArrayFiles

@Suite struct SafetensorsFileTests {
  /// A file of any header and values.
  private static func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    stored([UInt64(header.utf8.count)]) + Array(header.utf8) + data
  }

  private func tensor(_ bytes: [UInt8], _ name: String) throws -> Tensor {
    try SafetensorsFile(bytes).place(name).tensor
  }

  @Test("Arrays come by name and in the order of their values; metadata are none")
  func names() throws {
    let file = try SafetensorsFile(FileFixture.safetensors)
    #expect(file.names == ["n", "w", "b", "h"])
    #expect(file.shape(of: "w") == [2, 2])
    #expect(try tensor(FileFixture.safetensors, "n").values == [-1, 300_000])
    #expect(try tensor(FileFixture.safetensors, "w") == Tensor(rows: [[0, 1], [2, 3]]))
    #expect(try tensor(FileFixture.safetensors, "b").values == [1.5, -3.25])
    #expect(try tensor(FileFixture.safetensors, "h").values == [1.5, -2])
  }

  @Test(
    "Every type is read",
    arguments: [
      ("F64", stored([1.5] as [Double]), 1.5), ("F32", stored([1.5] as [Float]), 1.5),
      ("F16", [0, 0x3E], 1.5), ("BF16", [0xC0, 0x3F], 1.5), ("BOOL", [1], 1), ("I8", [0xFF], -1),
      ("U8", [0xFF], 255), ("I16", [0xFE, 0xFF], -2), ("U16", [1, 1], 257),
      ("I32", stored([-3] as [Int32]), -3), ("U32", stored([3] as [UInt32]), 3),
      ("I64", stored([-4] as [Int64]), -4), ("U64", stored([4] as [UInt64]), 4),
    ] as [(String, [UInt8], Double)])
  func types(type: String, data: [UInt8], value: Double) throws {
    let header = #"{"a": {"dtype": "\#(type)", "shape": [1], "data_offsets": [0, \#(data.count)]}}"#
    #expect(try tensor(SafetensorsFileTests.file(header, data: data), "a").values == [value])
  }

  @Test(
    "A header that does not fit is refused, and nothing is allocated on its word",
    arguments: [
      (
        [UInt8](repeating: 0xFF, count: 9),
        ", byte 0: its header is 18446744073709551615 bytes long, of which 1 are there"
      ),
      ([1, 2], ", byte 2: the file ends within its header"),
      (file("{}"), ": there is no array in it"),
      (file("[1]"), ", byte 8: its header is not the JSON"),
      (file("{\"a\": 1}"), ", byte 8: its header is not the JSON"),
      (
        file(
          #"{"a": {"dtype": "F32", "shape": [4000000000, 4000000000], "data_offsets": [0, 4]}}"#),
        ", array “a”, byte 8: its shape 4000000000 × 4000000000 is too large"
      ),
      (
        file(#"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#),
        ", array “a”, byte 8: its bytes are said to be [0, 4] of 0"
      ),
      (
        file(
          #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}"#, data: [0, 0, 0, 0]),
        ", array “a”, byte 8: its bytes are said to be [-4, 0] of 4"
      ),
      (
        file(
          #"{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}"#, data: [0, 0, 0, 0]),
        ", array “a”, byte 69: the file ends early: its header promises 8 bytes of values and 4 "
      ),
      (
        file(#"{"a": {"dtype": "F8_E4M3", "shape": [1], "data_offsets": [0, 1]}}"#, data: [0]),
        ", array “a”, byte 8: the type “F8_E4M3” cannot be read"
      ),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], expected: String) {
    let found = message { try tensor(bytes, "a") }
    #expect(found?.hasPrefix(expected) == true, "\(found ?? "read")")
  }

  @Test("A header nested a hundred thousand deep is refused")
  func deep() {
    let header = #"{"a": "# + String(repeating: "[", count: 100_000)
    #expect(throws: Fault.self) { try SafetensorsFile(SafetensorsFileTests.file(header)) }
  }

  @Test("It is told from IDX by its first bytes")
  func sniffing() {
    #expect(FileFormat(of: FileFixture.safetensors) == .safetensors)
    #expect(FileFormat(of: [0, 0, 8, 1, 0, 0, 0, 1, 0x7B]) == .idx)
  }
}
