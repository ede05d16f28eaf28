import Testing

@testable import Neural

@Suite("Networks")
struct NetworkPlanTests {
  static func plan(_ stages: [NetworkPlan.Stage], input: [Int] = [1, 5, 5]) -> NetworkPlan {
    NetworkPlan(name: "test", inputShape: input, stages: stages)
  }

  static let two = plan([
    .init("first", kind: "convolution", settings: convolution(2, 2), from: ["input"]),
    .init("second", kind: "convolution", settings: convolution(3, 3), from: ["first"]),
  ])

  static func convolution(_ maps: Int, _ kernel: Int) -> Settings {
    Settings([
      "maps": .whole(maps), "kernel": .extent(Extent(kernel)), "activation": .activation(.tanh),
    ])
  }

  @Test("have parameters that are the same for the same seed, and others for another")
  func seeds() throws {
    let first = try NetworkPlanTests.two.network(seed: 1).parameters
    let again = try NetworkPlanTests.two.network(seed: 1).parameters
    let other = try NetworkPlanTests.two.network(seed: 2).parameters
    #expect(first.map(\.name) == ["first.weight", "first.bias", "second.weight", "second.bias"])
    #expect(first.map(\.tensor) == again.map(\.tensor))
    #expect(first.map(\.tensor) != other.map(\.tensor))
  }

  @Test("run forward and backward, each stage as if it were alone")
  func chain() throws {
    let network = try NetworkPlanTests.two.network(seed: 3)
    let input = Tensor(repeating: 0.5, shape: [1, 5, 5])
    let run = try network.forward(input).backward(
      outputGradient: [Tensor(repeating: 1, shape: network.outputShape)])
    #expect(run.outputs[0].shape == [3, 2, 2])
    let second = try run.stage("second")
    let alone = try second.stage.layer.forward([run.stages[0].outputs[0]], mode: .inference)
    #expect(alone.output == run.outputs[0])
    // The change of the input by a little changes the sum of the outputs by the gradient.
    let gradient = try #require(run.inputGradients?[0])
    var moved = input
    moved[0, 2, 2] += 1e-6
    let change =
      try network.forward(moved).outputs[0].values.reduce(0, +)
      - run.outputs[0].values.reduce(0, +)
    #expect(abs(change / 1e-6 - gradient[0, 2, 2]) < 1e-5)
  }

  @Test("call a value by the stage that it comes from")
  func addresses() throws {
    let network = try NetworkPlanTests.two.network(seed: 3)
    let run = try network.forward(Tensor(repeating: 0.5, shape: [1, 5, 5]))
    let account = try #require(try run.stage("second").account(.forward))
    let term = try #require(account[0].terms.first)
    #expect(term.value.address == Address(stage: "first", .a, Indices(0, 0, 0)))
    #expect(term.factor?.address == Address(stage: "second", .weight, Indices(0, 0, 0, 0)))
    #expect(try run.stage("first").account(.forward)?[0].terms[0].value.address?.stage == "input")
  }

  @Test(
    "refuse what does not fit, naming the stage",
    arguments: [
      (plan([.init("a", kind: "convolutoin", from: ["input"])]), "there is no kind of layer"),
      (plan([.init("a", kind: "convolution", from: ["b"])]), "no stage before it is called 'b'"),
      (plan([.init("a", kind: "convolution", from: ["input"])]), "needs the number of its maps"),
      (plan([.init("input", kind: "convolution", from: ["input"])]), "the network's input"),
      (
        plan([.init("a", kind: "convolution", settings: convolution(1, 9), from: ["input"])]),
        "the filter spans 9 × 9"
      ),
      (
        plan([
          .init(
            "a", kind: "convolution", settings: Settings(["strid": .extent(Extent(1))]),
            from: ["input"])
        ]), "has no setting 'strid'"
      ),
    ])
  func refusals(plan: NetworkPlan, message: String) {
    let error = #expect(throws: NetworkError.self) { try plan.network() }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}
