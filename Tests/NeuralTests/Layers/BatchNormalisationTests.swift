import Testing

@testable import Neural

@Suite("Batch normalisation")
struct BatchNormalisationTests {
  /// A case of `batch-normalisation.json`.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let training: Bool
    let epsilon: Double
    let momentum: Double
    let runningMean: OracleTensor
    let runningVariance: OracleTensor
    let runningMeanAfter: OracleTensor
    let runningVarianceAfter: OracleTensor
    let input: OracleTensor
    let output: OracleTensor
    let upstreamGradient: OracleTensor
    let inputGradient: OracleTensor
    let parameters: [String: OracleTensor]
    let gradients: [String: OracleTensor]

    static let all = Result { try Oracle.cases(Case.self, in: "batch-normalisation") }

    var testDescription: String { name }

    func layer() throws -> BatchNormalisation {
      try BatchNormalisation(
        weight: #require(parameters["weight"]).tensor, bias: #require(parameters["bias"]).tensor,
        runningMean: runningMean.tensor, runningVariance: runningVariance.tensor,
        epsilon: epsilon, momentum: momentum)
    }

    /// The run of a network of this one stage over the batch.
    func run() throws -> NetworkRun {
      let item = Array(input.shape.dropFirst())
      return try Network(layer: layer(), inputShape: item)
        .forward(input.tensor, mode: training ? .training : .inference)
        .backward(outputGradient: upstreamGradient.tensor.unstacked)
    }

    func deviations() throws -> [Double] {
      let run = try run()
      let stage = run.stages[0]
      let last = try #require(stage.passes.last as? BatchNormalisation.ForwardPass)
      let inputGradients = try #require(run.inputGradients)
      var pairs = try [
        (Tensor.stacked(run.outputs), output.tensor),
        (Tensor.stacked(inputGradients), inputGradient.tensor),
        (last.nextRunningMean, runningMeanAfter.tensor),
        (last.nextRunningVariance, runningVarianceAfter.tensor),
      ]
      for (name, gradient) in gradients {
        let own = stage.parameterGradients[TensorName(rawValue: name)]
        pairs.append((try #require(own), try gradient.tensor))
      }
      return pairs.map { $0.deviation(from: $1) }
    }
  }

  @Test("agrees with the oracle, in training and in inference", arguments: try Case.all.get())
  func oracle(example: Case) throws {
    #expect(try example.deviations().max() ?? .infinity <= 1)
  }

  @Test("prints its largest deviation from the oracle")
  func largestDeviation() throws {
    let deviation = try #require(try Case.all.get().flatMap { try $0.deviations() }.max())
    print("largest relative deviation from the oracle, batch normalisation: \(deviation * 1e-12)")
    #expect(deviation <= 1)
  }

  private func layer(channels: Int = 2) throws -> BatchNormalisation {
    try BatchNormalisation(
      weight: Tensor(repeating: 2, shape: [channels]),
      bias: Tensor(repeating: -1, shape: [channels]),
      runningMean: Tensor(shape: [channels]),
      runningVariance: Tensor(repeating: 1, shape: [channels]),
      epsilon: 1e-9)
  }

  @Test("brings each channel to the mean β and the deviation γ in training")
  func normalises() throws {
    var random = Generator(seed: 2)
    let pass = try layer().forward([random.tensor([3, 2, 4, 4])], mode: .training)
    for channel in 0..<2 {
      let values = (0..<3).flatMap { pass.output[slice: $0][slice: channel].values }
      let mean = values.reduce(0, +) / 48
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 48
      #expect(abs(mean + 1) < 1e-12 && abs(variance - 4) < 1e-6)
    }
  }

  @Test("couples the items of a batch in training alone, and says which item a value is of")
  func items() throws {
    var random = Generator(seed: 6)
    let batch = try random.tensor([3, 2, 2, 2])
    let network = try Network(layer: layer(), inputShape: [2, 2, 2])
    let run = try network.forward(batch, mode: .training)
      .backward(outputGradient: (0..<3).map { _ in try random.tensor([2, 2, 2]) })
    let stage = run.stages[0]
    #expect(stage.isCoupled && stage.passes.count == 1)
    let account = try #require(stage.account(.activationGradient, ofItem: 2))
    #expect(account.fold.distance(to: stage.inputGradients(0)[2]) < 1e-14)
    #expect(account[5].target.item == 2)
    #expect(account[5].target.indices == Indices(1, 0, 1))
    let mean = try #require(stage.account("mean"))
    #expect(mean[1].terms.count == 12)
    #expect(mean[1].terms.map(\.value.address?.item) == (0..<12).map { $0 / 4 })
    #expect(mean[1].terms[7].value.address?.indices == Indices(1, 1, 1))
    #expect(try !network.forward(batch, mode: .inference).stages[0].isCoupled)
  }

  @Test("refuses parameters and inputs that cannot be")
  func refusals() throws {
    let two = Tensor(repeating: 1, shape: [2])
    #expect(throws: LayerError.shape(of: "running_var", expected: [2], found: [3])) {
      try BatchNormalisation(
        weight: two, bias: two, runningMean: two, runningVariance: Tensor(shape: [3]))
    }
    var error = #expect(throws: LayerError.self) {
      try BatchNormalisation(
        weight: two, bias: two, runningMean: two,
        runningVariance: Tensor(repeating: -1, shape: [2]))
    }
    #expect(error?.subject == "running_var")
    error = #expect(throws: LayerError.self) {
      try BatchNormalisation(
        weight: two, bias: two, runningMean: two, runningVariance: two, epsilon: 0)
    }
    #expect(error?.subject == "epsilon")
    error = #expect(throws: LayerError.self) {
      try layer().forward([Tensor(shape: [1, 2])], mode: .training)
    }
    #expect(error?.description.contains("two or more values") == true)
    #expect(throws: LayerError.self) {
      try layer().forward([Tensor(shape: [3, 1, 1])], mode: .inference)
    }
  }
}
