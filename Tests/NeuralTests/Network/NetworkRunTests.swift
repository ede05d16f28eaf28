import Testing

@testable import Neural

@Suite("A run of a network")
struct NetworkRunTests {
  /// A convolution that feeds an addition directly and through another one, then neurons.
  static func residual(seed: UInt64 = 3) throws -> Network {
    func convolution(_ maps: Int) -> Settings {
      Settings([
        "maps": .whole(maps), "kernel": .extent(Extent(3)), "padding": .padding(.same),
        "activation": .activation(.tanh),
      ])
    }
    return try NetworkPlan(
      name: "residual", inputShape: [1, 4, 4],
      stages: [
        .init("stem", kind: "convolution", settings: convolution(2), from: ["input"]),
        .init("branch", kind: "convolution", settings: convolution(2), from: ["stem"]),
        .init("sum", kind: "add", from: ["stem", "branch"]),
        .init("pool", kind: "max-pooling", from: ["sum"]),
        .init("flat", kind: "flatten", from: ["pool"]),
        .init(
          "fc", kind: "fully-connected", settings: Settings(["neurons": .whole(3)]), from: ["flat"]),
      ]
    ).network(seed: seed)
  }

  private func batch(_ items: Int = 3) throws -> Tensor {
    var random = Generator(seed: 8)
    return try random.tensor([items, 1, 4, 4])
  }

  private let targets: [Target] = [.class(0), .class(2), .class(1)]

  @Test("takes four dimensions as a batch, each item as if it were alone")
  func batches() throws {
    let (network, batch) = (try NetworkRunTests.residual(), try batch())
    let run = try network.forward(batch).backward(from: .crossEntropy, targets)
    #expect(run.items.count == 3)
    var sums: [Tensor] = []
    for item in 0..<3 {
      let alone = try network.forward(batch[slice: item])
        .backward(from: .crossEntropy, targets[item])
      #expect(alone.outputs == [run.outputs[item]])
      #expect(try alone.inputGradients == [#require(run.inputGradients)[item]])
      let gradients = alone.parameterGradients.map(\.tensor)
      sums = sums.isEmpty ? gradients : zip(sums, gradients).map { $0.adding($1) }
    }
    #expect(run.parameterGradients.map(\.tensor) == sums)
    #expect(run.parameterGradients.map(\.name) == network.parameters.map(\.name))
    let costs = try #require(run.costs).map(\.value)
    #expect(run.cost == costs[0] + costs[1] + costs[2])
    #expect(try network.forward(self.batch(1)).items.count == 1)
  }

  @Test("averages the cost and the gradients of parameters where it is asked to")
  func reduction() throws {
    let network = try NetworkRunTests.residual()
    let forward = try network.forward(batch())
    let sum = try forward.backward(from: .crossEntropy, targets)
    let mean = try forward.backward(from: .crossEntropy, targets, reduction: .mean)
    #expect(try mean.cost == #require(sum.cost) / 3)
    for (left, right) in zip(mean.parameterGradients, sum.parameterGradients) {
      #expect(left.tensor.values == right.tensor.values.map { $0 / 3 })
    }
    #expect(mean.inputGradients == sum.inputGradients)
  }

  @Test(
    "says which item a term of a parameter's gradient comes from", arguments: Reduction.allCases)
  func itemsOfGradients(reduction: Reduction) throws {
    let run = try NetworkRunTests.residual().forward(batch())
      .backward(from: .crossEntropy, targets, reduction: reduction)
    let stage = try run.stage("fc")
    let account = try #require(stage.account(.overItems(.gradient(of: .weight)), ofItem: 1))
    #expect(account.fold == stage.parameterGradients[.weight])
    let step = account[5]
    #expect(step.rule == (reduction == .mean ? .mean(divisor: 3) : .sum))
    let indices = Indices(of: 5, in: account.resultShape)
    #expect(step.target == Address(stage: "fc", .gradient(of: .weight), indices))
    for (item, term) in step.terms.enumerated() {
      #expect(
        term.value.address
          == Address(stage: "fc", .gradient(of: .weight), indices, item: item))
      // The term is what the item's own account comes to.
      let own = try #require(stage.account(.weightGradientCorrelation, ofItem: item)).fold
      #expect(own.values[5] == term.value.value)
    }
    #expect(stage.account(.forward, ofItem: 2)?[0].target.item == 2)
  }

  @Test("adds up the gradient of a stage that feeds several, term by term")
  func consumers() throws {
    let run = try NetworkRunTests.residual().forward(batch())
      .backward(from: .crossEntropy, targets)
    let stem = try run.stage("stem")
    let account = try #require(stem.account(.outputGradient, ofItem: 1))
    #expect(account.fold == stem.outputGradients[1])
    #expect(
      account[3].terms.map(\.value.address) == [
        Address(stage: "branch", .activationGradient, Indices(0, 0, 3), item: 1),
        Address(stage: "sum", .activationGradient, Indices(0, 0, 3), item: 1),
      ])
    #expect(try run.stage("branch").account(.outputGradient) == nil)
    let sum = try run.stage("sum")
    #expect(sum.account("activation_gradient.1", ofItem: 1)?.fold == sum.inputGradients(1)[1])
  }

  @Test("has the gradients of its cost", arguments: Cost.allCases)
  func finiteDifferences(cost: Cost) throws {
    let network = try NetworkRunTests.residual()
    let target = Target.tensor(try CostTests.target(cost, count: 3))
    let input = try batch()[slice: 0]
    let run = try network.forward(input).backward(from: cost, target)
    let slopes = try centralDifferences(at: input) {
      try cost.value(of: network.forward($0).outputs[0], target: target)
    }
    #expect(try #require(run.inputGradients)[0].distance(to: slopes) < 1e-8)
  }

  @Test("says where its cost comes from")
  func costs() throws {
    let run = try NetworkRunTests.residual().forward(batch())
      .backward(from: .crossEntropy, targets, reduction: .mean)
    let accounts = run.costAccounts(ofItem: 2)
    #expect(accounts.map(\.name).prefix(2) == [.cost, .outputGradient])
    let gradient = accounts[1]
    #expect(gradient.fold == (try run.stage("fc").outputGradients[2]))
    #expect(gradient[1].target == Address(stage: "fc", .outputGradient, Indices(1), item: 2))
    #expect(
      gradient[1].terms[0].value.address
        == Address(stage: "cost", .probabilities, Indices(1), item: 2))
    let total = try #require(accounts.last)
    #expect(total.name == .overItems(.cost) && total.fold.values[0] == run.cost)
    #expect(total[0].terms.map(\.value.address?.item) == [0, 1, 2])
    let probabilities = try #require(accounts.first { $0.result == .probabilities })
    #expect(
      probabilities[0].terms[2].value.address == Address(stage: "fc", .a, Indices(2), item: 2))
    #expect(try NetworkRunTests.residual().forward(batch()).costAccounts().isEmpty)
  }

  @Test("adds up the gradient of an input that feeds several stages")
  func inputs() throws {
    let network = try NetworkPlan(
      name: "twice", inputShape: [2],
      stages: [
        .init("double", kind: "scale", settings: Settings(["factor": .number(2)]), from: ["input"]),
        .init("both", kind: "concatenate", from: ["input", "double"]),
      ]
    ).network()
    let input = Tensor(uncheckedShape: [2], values: [3, 5])
    let run = try network.forward(input).backward(
      outputGradient: [Tensor(uncheckedShape: [4], values: [1, 10, 100, 1000])])
    #expect(run.outputs[0].values == [3, 5, 6, 10])
    #expect(run.inputGradients?[0].values == [201, 2010])
    let account = try #require(run.inputGradientAccount())
    #expect(account.fold.values == [201, 2010])
    #expect(account[0].target == Address(stage: "input", .outputGradient, Indices(0)))
  }

  @Test("refuses what does not go together, saying what would")
  func refusals() throws {
    let network = try NetworkRunTests.residual()
    let run = try network.forward(batch())
    var error = #expect(throws: NetworkError.self) {
      try run.backward(from: .crossEntropy, [.class(0)])
    }
    #expect(error?.description == "there are 1 targets for 3 items; give one for each")
    error = #expect(throws: NetworkError.self) {
      try run.backward(from: .crossEntropy, [.class(0), .class(3), .class(0)])
    }
    #expect(error?.description.contains("the classes are 0 to 2") == true)
    #expect(error?.stage == "fc")
    #expect(throws: NetworkError.self) { try network.forward(Tensor(shape: [2, 4, 4])) }
  }

  @Test("refuses a softmax of what is softmax already", arguments: ["softmax", "log-softmax"])
  func twice(kind: String) throws {
    let network = try NetworkPlan(
      name: "probabilities", inputShape: [3],
      stages: [.init("last", kind: kind, from: ["input"])]
    ).network()
    let run = try network.forward(Tensor(shape: [3]))
    let error = #expect(throws: NetworkError.self) {
      try run.backward(from: .crossEntropy, .class(0))
    }
    #expect(error?.description.contains("leave the \(kind) out") == true)
    #expect(throws: Never.self) { try run.backward(from: .quadratic, .class(0)) }
  }
}
