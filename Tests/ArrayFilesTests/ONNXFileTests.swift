import Neural
import Testing

@testable import ArrayFiles

/// Writes parts of ONNX files; numbers of fields are below 16.
private enum Part {
  /// A field of bytes.
  static func field(_ number: UInt8, _ body: [UInt8]) -> [UInt8] {
    [[number << 3 | 2], varints([Int64(body.count)]), body].flatMap { $0 }
  }

  static func text(_ number: UInt8, _ text: String) -> [UInt8] {
    field(number, Array(text.utf8))
  }

  static func whole(_ number: UInt8, _ value: Int64) -> [UInt8] {
    [[number << 3], varints([value])].flatMap { $0 }
  }

  static func varints(_ values: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    for value in values {
      var rest = UInt64(bitPattern: value)
      while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    return bytes
  }

  static func joined(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }

  /// A tensor with the given type, shape and fields of values.
  static func tensor(_ type: Int64, _ shape: [Int64], _ values: [UInt8]) -> [UInt8] {
    joined(shape.flatMap { whole(1, $0) }, whole(2, type), text(8, "w"), values)
  }

  /// A model with one initialiser.
  static func model(initialiser: [UInt8]) -> [UInt8] {
    joined(
      whole(1, 8), text(2, "torch"), field(7, joined(text(2, "g"), field(5, initialiser))),
      field(8, whole(2, 17)))
  }
}

@Suite struct ONNXFileTests {
  private func tensor(_ bytes: [UInt8]) throws -> Tensor {
    try ONNXFile(Part.model(initialiser: bytes)).place("w").tensor
  }

  @Test(
    "Values are raw bytes, or numbers of a field for each type",
    arguments: [
      (Part.tensor(1, [2], Part.field(9, [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0])), [1.5, -2]),
      (Part.tensor(1, [2], Part.field(4, [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0])), [1.5, -2]),
      (Part.tensor(1, [1], [0x25, 0, 0, 0xC0, 0x3F]), [1.5]),
      (Part.tensor(10, [2], Part.field(5, Part.varints([0x3E00, 0xC000]))), [1.5, -2]),
      (Part.tensor(10, [1], Part.field(9, [0, 0x3E])), [1.5]),
      (Part.tensor(16, [1], Part.field(9, [0xC0, 0x3F])), [1.5]),
      (Part.tensor(11, [1], Part.field(10, [0, 0, 0, 0, 0, 0, 0xF8, 0x3F])), [1.5]),
      (Part.tensor(7, [2], Part.field(7, Part.varints([3, -1]))), [3, -1]),
      (Part.tensor(6, [1], Part.field(5, Part.varints([-1]))), [-1]),
      (Part.tensor(13, [1], Part.field(11, [5])), [5]),
      (Part.tensor(9, [2], Part.field(9, [0, 1])), [0, 1]),
      (Part.tensor(3, [1], Part.field(9, [0xFE])), [-2]),
    ] as [([UInt8], [Double])])
  func values(bytes: [UInt8], values: [Double]) throws {
    #expect(try tensor(bytes).values == values)
  }

  @Test("Initialisers are arrays by their names")
  func archive() throws {
    let bytes = Part.model(
      initialiser: Part.tensor(6, [1, 2], Part.field(9, [1, 0, 0, 0, 2, 0, 0, 0])))
    #expect(ONNXFile.resembles(bytes))
    #expect(FileFormat(of: bytes) == .onnx)
    let archive = try ArrayArchive(bytes, source: "m.onnx")
    #expect(archive.names == ["w"])
    #expect(archive.shape(of: "w") == [1, 2])
    #expect(try archive.tensor(named: "w") == Tensor(rows: [[1, 2]]))
  }

  @Test("A scalar and a tensor without elements are none that a layer can take")
  func scalar() throws {
    let scalar = try ONNXFile(
      Part.model(initialiser: Part.tensor(6, [], Part.field(9, [5, 0, 0, 0]))))
    #expect(scalar.initialisers.first?.shape == [])
    #expect(scalar.initialisers.first?.values == [5])
    let empty = try ONNXFile(Part.model(initialiser: Part.tensor(1, [0], [])))
    #expect(empty.initialisers.first?.values == [])
    #expect(throws: Fault.self) { try empty.place("w") }
  }

  @Test(
    "What does not fit is refused, and nothing is made on the word of a length",
    arguments: [
      (
        Part.model(initialiser: Part.tensor(1, [2], Part.field(9, [0, 0]))),
        "its header promises 8 bytes"
      ),
      (
        Part.model(initialiser: Part.tensor(1, [3], Part.field(4, [0, 0, 0, 0]))),
        "a tensor of 3 has 1 values"
      ),
      (Part.model(initialiser: Part.tensor(8, [1], [])), "the type string cannot be read"),
      (
        Part.model(initialiser: Part.tensor(1, [1], Part.whole(14, 1))),
        "are in a file of their own"
      ),
      (Part.model(initialiser: Part.tensor(1, [-1], [])), "has no elements"),
      (Part.model(initialiser: Part.tensor(1, [1 << 40, 1 << 40], [])), "is too large"),
      (Part.joined(Part.whole(1, 8), Part.text(2, "torch")), "there is no graph in it"),
      ([8, 8, 0x3A, 100], "a field of 100 bytes begins where 0 are left"),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], problem: String) {
    let fault = #expect(throws: Fault.self) { try ONNXFile(bytes) }
    let told = fault.map { "\($0.problem)" } ?? "read"
    #expect(told.contains(problem), "\(told)")
  }

  @Test("Nodes, their settings, what goes in and comes out, and versions")
  func graph() throws {
    func attribute(_ name: String, _ body: [UInt8]) -> [UInt8] {
      Part.field(5, Part.joined(Part.text(1, name), body))
    }
    let node = Part.joined(
      Part.text(1, "x"), Part.text(1, ""), Part.text(2, "y"), Part.text(3, "/a/Conv"),
      Part.text(4, "Conv"), attribute("group", Part.whole(3, 2)),
      attribute("pads", Part.field(8, [1, 2])), attribute("alpha", [0x15, 0, 0, 0, 0x3F]),
      attribute("mode", Part.text(4, "edge")), attribute("zero", [0xA0, 1, 2]))
    // Lengths: 3, one called n, and one that is not known.
    let shape = Part.joined(
      Part.field(1, Part.whole(1, 3)), Part.field(1, Part.text(2, "n")), Part.field(1, []))
    let type = Part.field(1, Part.joined(Part.whole(1, 7), Part.field(2, shape)))
    let port = Part.joined(Part.text(1, "x"), Part.field(2, type))
    let graph = Part.joined(
      Part.field(1, node), Part.field(11, port), Part.field(12, Part.text(1, "y")))
    let file = try ONNXFile(
      Part.joined(
        Part.whole(1, 8), Part.field(7, graph), Part.field(8, Part.whole(2, 13)),
        Part.field(8, Part.joined(Part.text(1, "ai.onnx.ml"), Part.whole(2, 2)))))
    #expect(file.versions == ["": 13, "ai.onnx.ml": 2])
    let read = try #require(file.nodes.first)
    #expect(read.kind == "Conv" && read.name == "/a/Conv" && read.domain.isEmpty)
    #expect(read.inputs == ["x", ""] && read.outputs == ["y"])
    #expect(
      read.attributes
        == [
          "group": .whole(2), "pads": .wholes([1, 2]), "alpha": .number(0.5), "mode": .text("edge"),
          "zero": .whole(0),
        ])
    #expect(file.inputs.first?.shape == [.known(3), .free("n"), .free("")])
    #expect(file.inputs.first?.isWhole == true && file.inputs.first?.isTensor == true)
    #expect(file.outputs.first?.isTensor == false)
  }
}
