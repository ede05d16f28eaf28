import Neural
import Testing

@testable import ArrayFiles

@Suite struct IDXFileTests {
  @Test(
    "Every type code is read in big-endian order",
    arguments: [
      (0x08, stored([1, 200, 3, 4] as [UInt8]), [1, 200, 3, 4]),
      (0x09, stored([1, -2, 3, -128] as [Int8]), [1, -2, 3, -128]),
      (0x0B, stored([1, -2, 300, -32768] as [Int16], isBigEndian: true), [1, -2, 300, -32768]),
      (0x0C, stored([1, -2, 70000, 4] as [Int32], isBigEndian: true), [1, -2, 70000, 4]),
      (0x0D, stored([0.5, -2, 3, 4] as [Float], isBigEndian: true), [0.5, -2, 3, 4]),
      (0x0E, stored([0.1, -2, 3, 4] as [Double], isBigEndian: true), [0.1, -2, 3, 4]),
    ] as [(UInt8, [UInt8], [Double])])
  func types(code: UInt8, data: [UInt8], values: [Double]) throws {
    let tensor = try IDXFile([0, 0, code, 2, 0, 0, 0, 2, 0, 0, 0, 2] + data).tensor()
    #expect(try tensor == Tensor(shape: [2, 2], values: values))
  }

  @Test("An item is the part of the whole that its index selects")
  func items() throws {
    let file = try IDXFile(
      [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2] + Array(1...6))
    #expect(file.shape == [3, 1, 2])
    for index in 0..<3 {
      #expect(try file.item(index) == file.tensor()[slice: index])
    }
    #expect(
      message { try file.item(3) }
        == ": there is no item 3: the first dimension has 3; write #0 to #2")
  }

  @Test("An item of a vector and a file of rank 0 are 1 × 1")
  func scalars() throws {
    let one = try Tensor(rows: [[7]])
    #expect(try IDXFile([0, 0, 8, 1, 0, 0, 0, 2, 5, 7]).item(1) == one)
    #expect(try IDXFile([0, 0, 8, 0, 7]).tensor() == one)
  }

  @Test(
    "A header that is cut off, unknown or untrue is refused",
    arguments: [
      (
        [0, 0, 8],
        ", byte 3: the file ends within its header; "
          + "an IDX file begins with 0, 0, a type code and a rank"
      ),
      (
        [1, 0, 8, 0, 1],
        ", byte 0: it does not begin as an IDX file; "
          + "an IDX file begins with two bytes of 0, a type code and a rank"
      ),
      (
        [0, 0, 0x0A, 1, 0, 0, 0, 1, 1],
        ", byte 2: the type code 0xA is unknown; "
          + "IDX has 0x08 (UInt8), 0x09 (Int8), 0x0B (Int16), 0x0C (Int32), 0x0D (Float32) and "
          + "0x0E (Float64)"
      ),
      (
        [0, 0, 8, 3, 0, 0, 0, 1],
        ", byte 8: the file ends within its header: 3 dimensions do not "
          + "fit; copy or write it again"
      ),
      (
        [0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3],
        ", byte 8: the file ends early: its header promises "
          + "4 bytes of values and 3 follow; copy or write it again"
      ),
      (
        [0, 0, 8, 1, 0, 0, 0, 1, 1, 2, 3],
        ", byte 9: 2 bytes follow the last value; "
          + "the header does not fit the values; write the file again"
      ),
      (
        [0, 0, 8, 1, 0, 0, 0, 0],
        ", byte 4: its shape 0 has no elements; "
          + "every dimension must be 1 or more"
      ),
      (
        [0, 0, 0x0E, 2] + [UInt8](repeating: 255, count: 8),
        ", byte 4: its shape 4294967295 × "
          + "4294967295 is too large; at most 201326592 elements are read"
      ),
      (
        [0, 0, 8, 255] + [UInt8](repeating: 1, count: 4 * 255),
        ", byte 4: it has 255 dimensions; "
          + "at most 16 are read"
      ),
    ] as [([UInt8], String)])
  func headers(bytes: [UInt8], expected: String) {
    #expect(message { try IDXFile(bytes).tensor() } == expected)
  }

  @Test("NaN and infinities are refused with their indices")
  func notFinite() {
    let data = stored([1, 2, .infinity, 4] as [Float], isBigEndian: true)
    #expect(
      message { try IDXFile([0, 0, 0x0D, 2, 0, 0, 0, 2, 0, 0, 0, 2] + data).tensor() }
        == ", element [1, 0]: the value is inf; every value must be finite; replace it, "
        + "for example by 0")
  }
}
