import Neural
import Testing

@testable import ArrayFiles
@testable import Models

@Suite("Networks from ONNX")
struct ONNXNetworkTests {
  private typealias Fixture = ONNXFixture

  private func file(
    _ fixture: ONNXFixture, given: [String: Tensor] = [:]
  ) throws -> NetworkFile {
    try ONNXNetwork.file(fixture.bytes, source: "m.onnx", given: given)
  }

  /// What comes out for an input of the network's shape that counts from 0.
  private func output(_ file: NetworkFile, from first: Double = 0) throws -> Tensor {
    let network = try file.plan.network(parameters: file.embedded)
    let count = network.inputShape.reduce(1, *)
    let input = try Tensor(
      shape: network.inputShape, values: (0..<count).map { first + Double($0) })
    return try network.forward([input]).outputs[0]
  }

  @Test("Stages keep their nodes' names, made legal and unique")
  func names() throws {
    var fixture = Fixture()
    fixture.nodes = [
      Fixture.node("Relu", ["x"], "a", name: "/block.1/Relu"),
      Fixture.node("Relu", ["a"], "b", name: "block_1_Relu"),
      Fixture.node("Relu", ["b"], "input"), Fixture.node("Relu", ["input"], "y", name: "::"),
    ]
    let file = try file(fixture)
    #expect(file.plan.stages.map(\.name) == ["block_1_Relu", "block_1_Relu_2", "input_2", "stage"])
    #expect(
      file.plan.stages.map(\.sources) == [
        ["input"], ["block_1_Relu"], ["block_1_Relu_2"], ["input_2"],
      ])
    #expect(file.plan.name == "m")
    // As YAML it reads as the same plan.
    let again = try NetworkFile(reading: Array(file.yaml.utf8))
    #expect(again.plan == file.plan)
  }

  @Test("A batch that is open is one item; one that is told is as many")
  func batch() throws {
    for length in [0, 1, 3] {
      var fixture = Fixture(inputs: [("x", [length, 2, 4, 4])])
      fixture.nodes = [Fixture.node("GlobalAveragePool", ["x"], "y")]
      let file = try file(fixture)
      #expect(file.plan.inputShape == [2, 4, 4])
      #expect(try output(file).values == [7.5, 23.5])
    }
  }

  @Test("Lengths that are open are those of what is given")
  func open() throws {
    var fixture = Fixture(inputs: [("x", [0, 1, 0, 0])])
    fixture.nodes = [Fixture.node("Relu", ["x"], "y")]
    #expect(try file(fixture, given: ["": Tensor(shape: [5, 6])]).plan.inputShape == [1, 5, 6])
    let error = #expect(throws: ModelError.self) { try file(fixture) }
    let message = "dimension 2, 'n', of its input 'x' has no fixed length"
    #expect(error?.description.contains(message) == true)
  }

  @Test("What mixes the items of a batch is computed as one")
  func whole() throws {
    var fixture = Fixture(inputs: [("x", [2, 3])])
    fixture.nodes = [Fixture.node("Softmax", ["x"], "y", ["axis": .whole(0)])]
    let file = try file(fixture)
    #expect(file.plan.inputShape == [2, 3])
    #expect(file.plan.stages[0].settings.whole("axis") == 0)
  }

  @Test("A convolution's weights are parameters, with padding, stride and groups")
  func convolution() throws {
    var fixture = Fixture(inputs: [("x", [1, 2, 3, 3])])
    fixture.initialisers = [
      ("w", [2, 1, 2, 2], [1, 0, 0, 0, 0, 0, 0, 1]), ("b", [2], [10, 20]),
    ]
    fixture.nodes = [
      Fixture.node(
        "Conv", ["x", "w", "b"], "y",
        ["group": .whole(2), "pads": .wholes([1, 0, 0, 0]), "strides": .wholes([1, 1])])
    ]
    let file = try file(fixture)
    #expect(file.embedded["y.weight"]?.shape == [2, 1, 2, 2])
    let output = try output(file)
    #expect(output.shape == [2, 3, 2])
    #expect(output.values == [10, 10, 10, 11, 13, 14, 30, 31, 33, 34, 36, 37])
  }

  @Test("Weights that go in are parameters, and may be given by name")
  func given() throws {
    var fixture = Fixture(inputs: [("x", [1, 1, 2, 2]), ("w", [1, 1, 2, 2])])
    fixture.nodes = [Fixture.node("Conv", ["x", "w"], "y")]
    let open = try file(fixture)
    #expect(open.parameterInputs == ["w"])
    #expect(open.embedded.isEmpty)
    let file = try file(fixture, given: ["w": Tensor(repeating: 2, shape: [1, 1, 2, 2])])
    #expect(try output(file).values == [12])
    let error = #expect(throws: ModelError.self) {
      try self.file(fixture, given: ["w": Tensor(shape: [3])])
    }
    #expect(error?.description.contains("'w' is 1 × 1 × 2 × 2, not 3") == true)
  }

  @Test(
    "Softmax before opset 13 is over all that follows, after it along one axis",
    arguments: [(12, [0.25, 0.25, 0.25, 0.25]), (13, [0.5, 0.5, 0.5, 0.5])] as [(Int, [Double])])
  func softmax(version: Int, values: [Double]) throws {
    var fixture = Fixture(inputs: [("x", [1, 2, 2])], version: version)
    fixture.nodes = [
      Fixture.node("Clip", ["x"], "z", ["min": .number(0), "max": .number(0)]),
      Fixture.node("Softmax", ["z"], "y", ["axis": .whole(1)]),
    ]
    let file = try file(fixture)
    #expect(try output(file).values == values)
  }

  @Test("Constants are added and multiplied, alone or repeated")
  func arithmetic() throws {
    var fixture = Fixture(inputs: [("x", [1, 2, 1, 2])])
    fixture.initialisers = [
      ("k", [], [2]), ("c", [2, 1, 1], [10, 100]), ("d", [1, 1, 1, 2], [1, 2]),
    ]
    fixture.nodes = [
      Fixture.node("Mul", ["x", "k"], "a"), Fixture.node("Add", ["a", "c"], "b"),
      Fixture.node("Sub", ["k", "b"], "e"), Fixture.node("Div", ["e", "d"], "f"),
      Fixture.node("Add", ["f", "x"], "y"),
    ]
    let file = try file(fixture)
    #expect(
      file.plan.stages.map(\.kind) == ["scale", "affine", "scale", "affine", "add"])
    #expect(try output(file).values == [-8, -4, -100, -49])
  }

  @Test("Shapes that are computed are known when the graph is read")
  func folding() throws {
    var fixture = Fixture(inputs: [("x", [0, 2, 3])])
    fixture.initialisers = [("zero", [1], [0]), ("rest", [1], [-1])]
    fixture.nodes = [
      Fixture.node("Shape", ["x"], "shape"), Fixture.node("Gather", ["shape", "zero"], "batch"),
      Fixture.node("Concat", ["batch", "rest"], "target", ["axis": .whole(0)]),
      Fixture.node("Reshape", ["x", "target"], "flat"), Fixture.node("Relu", ["flat"], "y"),
    ]
    let file = try file(fixture)
    #expect(file.plan.stages.map(\.kind) == ["flatten", "relu"])
    #expect(try output(file).shape == [6])
  }

  @Test("What the output does not need is left out")
  func needed() throws {
    var fixture = Fixture()
    fixture.nodes = [
      Fixture.node("Relu", ["x"], "y"), Fixture.node("Sigmoid", ["x"], "z"),
      Fixture.node("Tanh", ["y"], "w"),
    ]
    #expect(try file(fixture).plan.stages.map(\.name) == ["y"])
  }

  @Test(
    "What is not known is named with its stage, and what comes before it stays",
    arguments: [
      ("LSTM", "", "stage 'odd' (LSTM): the operator is not known"),
      ("Convv", "", "those that are like it are Conv"),
      ("Relu", "com.acme", "the operator of the domain 'com.acme' is not known"),
    ])
  func unknown(kind: String, domain: String, message: String) throws {
    var fixture = Fixture()
    fixture.nodes = [
      Fixture.node("Relu", ["x"], "a"),
      Fixture.node(kind, ["a"], "b", name: "odd", domain: domain), Fixture.node("Relu", ["b"], "y"),
    ]
    let file = try file(fixture)
    #expect(file.plan.stages.map(\.name) == ["a"])
    #expect(file.incompleteness?.contains(message) == true, "\(file.incompleteness ?? "")")
  }

  @Test(
    "What cannot be is said",
    arguments: [
      (["Conv", "x"], "its input 1 is missing"), (["Relu", "nothing"], "no node before it gives"),
      (["MaxPool", "x"], "'kernel_shape' is missing"), (["Add", "x"], "it takes two inputs"),
    ])
  func refused(node: [String], message: String) {
    var fixture = Fixture()
    fixture.nodes = [Fixture.node(node[0], [node[1]], "y")]
    let error = #expect(throws: ModelError.self) { try file(fixture) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("Damaged files are read or refused")
  func damaged() {
    var fixture = Fixture(inputs: [("x", [1, 2, 3, 3])])
    fixture.initialisers = [("w", [2, 2, 1, 1], [1, 2, 3, 4]), ("s", [2], [1, -1])]
    fixture.nodes = [
      Fixture.node("Conv", ["x", "w"], "a", ["pads": .wholes([1, 1, 1, 1])]),
      Fixture.node("MaxPool", ["a"], "b", ["kernel_shape": .wholes([2, 2])]),
      Fixture.node("Reshape", ["b", "s"], "y"),
    ]
    let bytes = fixture.bytes
    for place in bytes.indices {
      for change in [UInt8(1), 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] ^= change
        guard let file = try? ONNXNetwork.file(damaged, source: "m.onnx") else { continue }
        #expect(!file.plan.stages.isEmpty)
      }
    }
  }
}
