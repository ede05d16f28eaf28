import Figures
import Neural
import Testing

@testable import Studio

@Suite struct ComputationTests {
  private func layer(
    _ kind: String, _ settings: [String: SettingValue] = [:], weight: [[Double]]? = nil,
    bias: [Double]? = nil, over input: [[Double]], upstream: Upstream? = nil
  ) throws -> Computation {
    var parameters: [TensorName: TitledTensor] = [:]
    if let weight { parameters[.weight] = try TitledTensor(rows: weight) }
    if let bias { parameters[.bias] = try TitledTensor(shape: [bias.count], bias) }
    return try Computation(
      ComputationRequest(
        .layer(LayerRequest(kind, settings: Settings(settings), parameters: parameters)),
        input: TitledTensor(rows: input), upstream: upstream))
  }

  /// The smallest example, with an upstream gradient.
  private func smallest(_ upstream: Upstream) throws(RequestError) -> Computation {
    var request = try ComputationRequest.smallest
    request.upstream = upstream
    return try Computation(request)
  }

  /// The gradient that the backward pass of the smallest example begins with.
  private func gradient(_ upstream: Upstream) throws -> Tensor {
    try #require(try smallest(upstream).stage.backwardPass()).outputGradient
  }

  @Test("Without an upstream gradient there is no backward pass")
  func forwardOnly() throws {
    let computation = try Computation(.smallest)
    #expect(!computation.stage.hasGradients)
    #expect(computation.run.outputs[0].values == [370, 470, 670, 770])
    #expect(computation.stepCount == 4)
  }

  @Test(
    "A layer of several inputs takes another beside the first", arguments: ["add", "concatenate"])
  func severalInputs(kind: String) throws {
    var layer = LayerRequest(kind)
    layer.others = [try TitledTensor(rows: [[5, 6], [7, 8]])]
    let computation = try Computation(
      ComputationRequest(
        .layer(layer), input: TitledTensor(rows: [[1, 2], [3, 4]]), upstream: .ones))
    #expect(computation.stage.stage.name == kind)
    #expect(
      computation.run.outputs[0].values
        == (kind == "add" ? [6, 8, 10, 12] : [1, 2, 3, 4, 5, 6, 7, 8]))
    #expect(computation.stage.inputGradients(1)[0].values == [1, 1, 1, 1])
    var relu = LayerRequest("relu")
    relu.others = layer.others
    #expect(throws: RequestError.self) {
      try Computation(ComputationRequest(.layer(relu), input: TitledTensor(rows: [[1, 2]])))
    }
  }

  @Test("Max pooling gives the article's numbers, forward and backward")
  func maxPooling() throws {
    let computation = try Computation(.pooling("max-pooling"))
    #expect(computation.run.outputs[0].values == [0.3, 0.1, 0.5, 0.5])
    let expected = [0, 0, 0, 0.025, 0, 0.035, 0, -0.013 + 0.091, 0]
    #expect(computation.stage.inputGradients(0)[0].values == expected)
  }

  @Test("Average pooling takes the means of its windows")
  func averagePooling() throws {
    let computation = try layer(
      "average-pooling", ["stride": .extent(Extent(rows: 1, columns: 2))],
      over: [[1, 2, 3, 4], [5, 6, 7, 8]], upstream: .ones)
    #expect(computation.run.outputs[0].values == [3.5, 5.5])
    #expect(computation.stage.inputGradients(0)[0].values == Array(repeating: 0.25, count: 8))
  }

  @Test("A fully connected layer takes its input row by row")
  func fullyConnected() throws {
    let computation = try layer(
      "fully-connected", weight: [[1, 10, 100, 1000], [0, 0, 0, 1]], bias: [0, 0.5],
      over: [[1, 2], [3, 4]], upstream: .tensor(Tensor(shape: [2], values: [1, -1])))
    #expect(computation.run.outputs[0].values == [4321, 4.5])
    #expect(computation.stage.parameterGradients[.bias]?.values == [1, -1])
    #expect(computation.stage.inputGradients(0)[0].values == [1, 10, 100, 999])
  }

  @Test("A stage takes the activations of the stage before it, and says whose they are")
  func chained() throws {
    let computation = try Computation(.chaining)
    #expect(computation.stage.stage.name == "layer2")
    #expect(computation.stageInputTitle == "feature maps of digit 2")
    #expect(computation.weightTitle == "random 2 × 3 × 3 × 3, seed 3")
    #expect(computation.stage.pass().inputs[0] == computation.run.stages[0].outputs[0])
  }

  @Test("The gradient of ones, of a seed and of a tensor has the shape of the output")
  func upstream() throws {
    #expect(try gradient(.ones).values == [1, 1, 1, 1])
    let tensor = try gradient(.tensor(Tensor(rows: [[1, 2], [3, 4]])))
    #expect(tensor.shape == [1, 2, 2])
    #expect(tensor.values == [1, 2, 3, 4])
    let random = try gradient(.random(seed: 42))
    #expect(try gradient(.random(seed: 42)) == random)
    #expect(try gradient(.random(seed: 43)) != random)
    #expect(random.values.allSatisfy { abs($0) <= 1 && ($0 * 100).rounded() / 100 == $0 })
  }

  @Test("A target gives the gradient of the cost")
  func target() throws {
    let target = Upstream.Target.tensor(try Tensor(rows: [[370, 471], [670, 700]]))
    #expect(try gradient(.cost(.quadratic, target: target)).values == [0, -1, 0, 70])
    let certain = try gradient(.cost(.crossEntropy, target: .classes([2]))).values
    #expect(certain.reduce(0, +) == 0)
    #expect(certain[2] == -1)
  }

  private static let misfits: [(Upstream, String, String)] = [
    (
      .tensor(Tensor(shape: [1, 3])), "upstream",
      "the upstream gradient is 1 × 3; it must have the shape of the layer's output, 2 × 2"
    ),
    (.tensor(Tensor(shape: [2, 2, 2])), "upstream", "is 2 × 2 × 2; it must have the shape"),
    (
      .cost(.quadratic, target: .tensor(Tensor(repeating: 3, shape: [1, 1]))), "target",
      "the target is 1 × 1; it must have the shape of the layer's output, 2 × 2, or be a class such "
        + "as class:3"
    ),
    (
      .cost(.crossEntropy, target: .classes([4])), "target",
      "there is no class 4 among 4 outputs; the classes are 0 to 3"
    ),
    (
      .cost(.crossEntropy, target: .classes([0, 1])), "target",
      "there are 2 classes for 1 item; give one for each"
    ),
  ]

  @Test("A gradient that does not fit is refused with what does", arguments: misfits)
  func misfit(upstream: Upstream, subject: String, message: String) throws {
    let error = try #require(throws: RequestError.self) { try smallest(upstream) }
    #expect(error.kind == .data)
    #expect(error.subject == subject)
    #expect(error.description.contains(message), "\(error)")
  }

  @Test("A batch has an item to look at, and a target each")
  func batch() throws {
    var request = try ComputationRequest.smallest
    request.input = try TitledTensor(shape: [2, 1, 3, 3], (1...18).map(Double.init))
    request.upstream = .cost(.crossEntropy, target: .classes([0, 3]))
    request.item = 1
    let computation = try Computation(request)
    #expect(computation.run.items.count == 2)
    #expect(computation.stage.pass(ofItem: 1).inputs[0].values == (10...18).map(Double.init))
    #expect(computation.run.costs?.map(\.target.values) == [[1, 0, 0, 0], [0, 0, 0, 1]])
    request.item = 2
    let error = try #require(throws: RequestError.self) { try Computation(request) }
    #expect(error.subject == "item")
    #expect(error.description == "there is no item 2; the items are 0 to 1")
  }

  @Test("What a layer refuses names the option")
  func refusals() throws {
    let wide = try #require(throws: RequestError.self) {
      try layer("max-pooling", ["window": .extent(Extent(9))], over: [[1, 2], [3, 4]])
    }
    #expect(wide.subject == "window")
    let filter = try #require(throws: RequestError.self) {
      try layer("fully-connected", weight: [[1, 2, 3]], over: [[1, 2], [3, 4]])
    }
    #expect(filter.subject == "filter")
    let kind = try #require(throws: RequestError.self) { try layer("dense", over: [[1]]) }
    #expect(kind.description.contains("there is no kind of layer 'dense'"))
  }
}
