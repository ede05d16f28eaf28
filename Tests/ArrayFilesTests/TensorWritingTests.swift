import Neural
import Testing

@testable import ArrayFiles

@Suite struct TensorWritingTests {
  @Test(
    "What is written reads back to the last bit",
    arguments: TensorWriting.allCases, [[1], [3], [2, 3], [2, 1, 3], [1, 2, 3, 4]])
  func roundTrip(format: TensorWriting, shape: [Int]) throws {
    var generator = SeededGenerator(seed: 7)
    let values = (0..<shape.reduce(1, *)).map { _ in generator.nextFraction() * 1e3 - 500 }
    let tensor = try Tensor(shape: shape, values: values)
    let bytes = format.bytes(of: tensor)
    let read = try format == .npy ? NPYFile.tensor(from: bytes) : JSONFile.tensor(from: bytes)
    #expect(read == tensor)
  }

  @Test("The values of an NPY file begin at a multiple of 64 bytes, behind a line break")
  func alignment() throws {
    let bytes = TensorWriting.npy.bytes(of: Tensor(repeating: 1, shape: [12, 345, 2]))
    let start = bytes.count - 8 * 12 * 345 * 2
    #expect(start.isMultiple(of: 64))
    #expect(bytes[start - 1] == UInt8(ascii: "\n"))
    #expect(Int(bytes[8]) + Int(bytes[9]) << 8 == start - 10)
  }

  @Test("What is no finite number is written as text")
  func notFinite() throws {
    let tensor = try Tensor(shape: [3], values: [.infinity, -.infinity, .nan])
    let text = String(decoding: TensorWriting.json.bytes(of: tensor), as: UTF8.self)
    #expect(text == "[\"Infinity\", \"-Infinity\", \"NaN\"]\n")
  }

  @Test("JSON is nested lists, each number as short as it can be")
  func json() throws {
    let tensor = try Tensor(shape: [2, 2], values: [1, -0.5, 1e300, 0.1])
    #expect(
      String(decoding: TensorWriting.json.bytes(of: tensor), as: UTF8.self)
        == "[[1, -0.5], [1e+300, 0.1]]\n")
  }
}
