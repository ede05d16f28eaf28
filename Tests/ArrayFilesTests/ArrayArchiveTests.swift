import Neural
import Testing

@testable import ArrayFiles

@Suite struct ArrayArchiveTests {
  @Test(
    "Names keep the order of the file, and arrays come by them",
    arguments: [
      (FileFixture.layers, ["conv1.weight", "conv1.bias", "steps"], [[1, 2, 3], [2], []]),
      (FileFixture.safetensors, ["n", "w", "b", "h"], [[2], [2, 2], [2], [2]]),
      (compressed(FileFixture.unnamed), ["arr_0"], [[2, 2]]),
    ] as [([UInt8], [String], [[Int]])])
  func names(bytes: [UInt8], names: [String], shapes: [[Int]]) throws {
    let archive = try ArrayArchive(bytes, source: "w")
    #expect(archive.names == names)
    #expect(names.map { archive.shape(of: $0) } == shapes)
    #expect(archive.shape(of: "nothing") == nil)
    let tensors = try archive.tensors()
    #expect(tensors.map(\.name.rawValue) == names)
    for name in names {
      #expect(try tensors[TensorName(rawValue: name)] == archive.tensor(named: name))
    }
  }

  @Test("A file is read by its path, under the role that it is given")
  func path() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("w.npz", FileFixture.layers)
    #expect(try ArrayArchive(path: path).names.count == 3)
    let missing = #expect(throws: DataError.self) { try ArrayArchive(path: path + "x") }
    #expect(missing?.kind == .missing)
    let other = try folder.file("w.csv", Array("1,2\n".utf8))
    let error = #expect(throws: DataError.self) { try ArrayArchive(path: other, role: "weights") }
    #expect(
      error?.description
        == "weights “\(other)”: it is no archive of arrays; give a .npz of numpy.savez, a "
        + ".safetensors file, a .pth of PyTorch or an .onnx")
    let name = #expect(throws: DataError.self) {
      try ArrayArchive(path: path).tensor(named: "conv1.bia")
    }
    #expect(name?.remedy == "did you mean #conv1.bias?")
  }

  @Test("One array is a tensor anywhere, by its name behind the path")
  func source() throws {
    let folder = try TemporaryFolder()
    for (file, bytes, name) in [
      ("w.npz", FileFixture.layers, "conv1.bias"), ("w.safetensors", FileFixture.safetensors, "h"),
    ] {
      let path = try folder.file(file, bytes)
      let source = TensorSource("\(path)#\(name)")
      #expect(source.path == path)
      #expect(source.name == "\(file), \(name)")
      let tensor = try source.read(as: "filter") { [] }
      #expect(try TensorSource("-#\(name)").read(as: "filter") { bytes } == tensor)
      #expect(tensor.count == 2)
    }
    // The name of an array may end as that of a file does.
    #expect(TensorSource("w.npz#a.npy").path == "w.npz")
    #expect(TensorSource("w.npz").path == "w.npz")
  }
}
