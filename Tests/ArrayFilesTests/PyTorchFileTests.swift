import Neural
import Testing

@testable import ArrayFiles

@Suite struct PyTorchFileTests {
  private func tensor(_ bytes: [UInt8], _ name: String) throws -> Tensor {
    try FileFormat(of: bytes).arrays(in: bytes).place(name).tensor
  }

  @Test("Of a checkpoint the network's part is taken, in the order of the file")
  func checkpoint() throws {
    let archive = try ArrayArchive(PyTorchFixture.checkpoint, source: "w.pth")
    #expect(
      archive.names
        == ["conv.weight", "turned", "row", "bias", "half", "steps", "double", "same", "wide"])
    #expect(archive.shape(of: "turned") == [3, 2])
    #expect(archive.shape(of: "nothing") == nil)
  }

  @Test(
    "Types, strides and storages that tensors share are those of PyTorch",
    arguments: [
      ("conv.weight", [2, 3], [0, 1, 2, 3, 4, 5]), ("turned", [3, 2], [6, 9, 7, 10, 8, 11]),
      ("row", [3], [9, 10, 11]), ("bias", [2], [1.5, -3.25]), ("half", [2], [1.5, -2]),
      ("steps", [1, 1], [-4]), ("double", [1], [2.5]), ("same", [2, 2], [7, 7, 7, 7]),
      ("wide", [2], [1, 40000]),
    ] as [(String, [Int], [Double])])
  func values(name: String, shape: [Int], values: [Double]) throws {
    let tensor = try tensor(PyTorchFixture.checkpoint, name)
    #expect(tensor.shape == shape)
    #expect(tensor.values == values)
  }

  @Test("Values in the order of a big-endian machine are read so")
  func bigEndian() throws {
    #expect(try tensor(PyTorchFixture.bigEndian, "w").values == [1.5, -2])
  }

  @Test("One tensor is taken anywhere by its name behind the path")
  func source() throws {
    let folder = try TemporaryFolder()
    for ending in ["pth", "pt"] {
      let path = try folder.file("w.\(ending)", PyTorchFixture.checkpoint)
      let source = TensorSource("\(path)#conv.weight")
      #expect(source.path == path)
      #expect(try source.read(as: "filter") { [] }.shape == [2, 3])
    }
  }

  @Test("A global that tensors do not need is refused by its name, and never called")
  func evil() {
    #expect(
      message { try tensor(PyTorchFixture.evil, "w") }
        == ", array “data.pkl”, byte 13: it asks for “posix.system”, which is no part of a state dict "
        + "of tensors; save its tensors alone, with torch.save(model.state_dict(), \"w.pth\")")
  }

  @Test(
    "A tensor that does not fit is refused, and its neighbours are read",
    arguments: [
      (
        "w",
        ", array “w”: 2 × 3 elements in strides [300, 1] from 0 on do not lie within the 2 values of "
          + "its storage"
      ),
      ("huge", ", array “huge”: 8192 × 8192 elements in strides [0, 0]"),
      ("quantised", ", array “quantised”: the type “torch.QInt8Storage” cannot be read"),
      ("lost", ", array “lost”: its values, “m/data/7”, are not in the file"),
    ])
  func refused(name: String, expected: String) throws {
    let found = message { try tensor(PyTorchFixture.beyond, name) }
    #expect(found?.hasPrefix(expected) == true, "\(found ?? "read")")
    #expect(try tensor(PyTorchFixture.beyond, "w2").values == [1, 2])
  }

  @Test("A file of before 1.6 is told as one")
  func legacy() {
    let bytes = PyTorchFixture.legacy
    let found = message { try FileFormat(of: bytes).tensor(from: bytes) }
    #expect(found?.hasPrefix(", byte 0: it is a file of PyTorch before 1.6; write it") == true)
    let error = #expect(throws: DataError.self) {
      try ArrayArchive(PyTorchFixture.legacy, source: "w.pth")
    }
    #expect(error?.problem == "it is a file of PyTorch before 1.6")
  }
}
