import Neural
import Testing

@testable import ArrayFiles

@Suite struct NPZFileTests {
  private func tensor(_ bytes: [UInt8], _ selections: ArrayFiles.Selection...) throws -> Tensor {
    try FileFormat.npz.reading(from: bytes, selections).tensor
  }

  @Test("An array is chosen by its name, and a part of it behind that")
  func names() throws {
    let weight = try tensor(FileFixture.layers, .name("conv1.weight"))
    #expect(try weight == Tensor(shape: [1, 2, 3], values: [0, 1, 2, 3, 4, 5]))
    #expect(try tensor(FileFixture.layers, .name("conv1.bias")).values == [0.5, -2])
    #expect(try tensor(FileFixture.layers, .name("steps")) == Tensor(rows: [[7]]))
    #expect(
      try tensor(FileFixture.compressed, .name("x_train"), .item(2))
        == Tensor(rows: [[8, 9], [10, 11]]))
  }

  @Test("The only array needs no name")
  func unnamed() throws {
    #expect(try tensor(FileFixture.unnamed) == Tensor(rows: [[1, 2], [3, 4]]))
    #expect(try tensor(FileFixture.unnamed, .item(1)).values == [3, 4])
    #expect(try tensor(FileFixture.unnamed, .name("arr_0"), .row(0)).values == [1, 2])
  }

  @Test("Several arrays, and names that are not there, are told with what is there")
  func refused() {
    #expect(
      message { try tensor(FileFixture.layers) }
        == ": it holds 3 arrays: conv1.weight (1 × 2 × 3), conv1.bias (2), steps (a scalar); write "
        + "#conv1.weight behind the path")
    #expect(
      message { try tensor(FileFixture.layers, .name("conv1.weights")) }
        == ": there is no array “conv1.weights” among conv1.weight (1 × 2 × 3), conv1.bias (2), steps "
        + "(a scalar); did you mean #conv1.weight?")
    #expect(
      message { try tensor(FileFixture.unnamed, .name("w")) }?.contains("among arr_0") == true)
  }

  @Test("What is wrong with an array names it")
  func wrongArray() {
    #expect(
      message { try tensor(FileFixture.compressed, .name("names")) }?
        .hasPrefix(", array “names”, byte 10: the type “<U1” cannot be read") == true)
  }

  @Test("A ZIP archive without arrays is told by what is in it")
  func otherArchives() {
    #expect(
      message { try tensor(FileFixture.texts) }
        == ": it is a ZIP archive of “notes.txt”, “a/b.csv”, without a NumPy array; unpack it and name "
        + "a file, or write arrays with numpy.savez")
    #expect(
      message { try tensor(FileFixture.torch) }?
        .hasPrefix(", array “data.pkl”, byte 0: the opcode 0x78 does not belong") == true)
    #expect(
      message { try tensor(FileFixture.empty) }
        == ": it is a ZIP archive with nothing in it; write it with numpy.savez")
  }

  @Test("A file cut off anywhere, and one with a wrong checksum, is refused")
  func damaged() {
    let file = FileFixture.layers
    for count in stride(from: 0, to: file.count, by: 7) {
      #expect(throws: Fault.self) { try tensor(Array(file.prefix(count)), .name("steps")) }
    }
    var wrong = FileFixture.unnamed
    if let value = wrong.firstIndex(of: 0x40) { wrong[value] ^= 1 }
    #expect(message { try tensor(wrong) }?.contains("the ZIP archive cannot be read") == true)
  }

  @Test("Damaged archives are read or refused")
  func mutated() {
    var generator = SeededGenerator(seed: 8)
    for file in [FileFixture.layers, FileFixture.compressed, FileFixture.safetensors] {
      for _ in 0..<500 {
        var bytes = file
        for _ in 0..<3 {
          bytes[Int.random(in: bytes.indices, using: &generator)] =
            UInt8.random(in: .min ... .max, using: &generator)
        }
        guard let archive = try? ArrayArchive(bytes, source: "file") else { continue }
        for name in archive.names {
          guard let tensor = try? archive.tensor(named: name) else { continue }
          #expect(tensor.count == tensor.shape.reduce(1, *))
        }
      }
    }
  }
}
