import Testing

@testable import Neural

/// A whole network out of the layers: what one hands to the next, forward and backward.
@Suite struct NetworkTests {
  struct Network {
    var first: Convolution
    var second: Convolution
    var third: FullyConnected
    let cost: Cost

    init(_ example: NetworkCase) throws {
      let activation = try #require(Activation(rawValue: example.activation))
      func parameter(_ name: String) throws -> Tensor {
        try #require(example.parameters[name]).tensor
      }
      first = try Convolution(
        weights: parameter("w1"), bias: parameter("b1"), activation: activation)
      second = try Convolution(
        weights: parameter("w2"), bias: parameter("b2"), activation: activation)
      cost = try #require(Cost(rawValue: example.cost))
      third = try FullyConnected(
        weights: parameter("w3"), bias: parameter("b3"),
        activation: Activation(rawValue: example.outputActivation) ?? .identity)
    }
  }

  /// The largest deviation of any number of a case.
  static func deviation(_ example: NetworkCase) throws -> Double {
    var network = try Network(example)
    let target = try example.target.tensor
    let first = try network.first.forward(example.input.tensor)
    let pooling = try MaxPooling(window: Extent(2), stride: Extent(2))
      .forward(first.featureMaps().a)
    let second = try network.second.forward(pooling.result)
    let third = try network.third.forward(second.featureMaps().a)
    let output = third.result.a
    let prediction = network.cost == .crossEntropy ? Cost.softmax(output) : output

    let upstream = try network.cost.gradient(of: output, target: target)
    let thirdGradients = try third.backward(upstreamGradient: upstream).gradients()
    let secondGradients = try second.backward(
      upstreamGradient: thirdGradients.activationGradient
    ).gradients()
    let pooled = try pooling.backward(upstreamGradient: secondGradients.activationGradient)
    let firstGradients = try first.backward(
      upstreamGradient: pooled.activationGradient.result
    ).gradients()

    network.first = try network.first.updated(by: firstGradients, learningRate: example.stepSize)
    network.second = try network.second.updated(by: secondGradients, learningRate: example.stepSize)
    network.third = try network.third.updated(by: thirdGradients, learningRate: example.stepSize)

    let (gradients, after) = (example.gradients, example.parametersAfterStep)
    let pairs: [(Tensor, OracleTensor?)] = [
      (prediction, example.output), (firstGradients.activationGradient, example.inputGradient),
      (firstGradients.weightGradient, gradients["w1"]),
      (firstGradients.biasGradient, gradients["b1"]),
      (secondGradients.weightGradient, gradients["w2"]),
      (secondGradients.biasGradient, gradients["b2"]),
      (thirdGradients.weightGradient, gradients["w3"]),
      (thirdGradients.biasGradient, gradients["b3"]),
      (network.first.weights, after["w1"]), (network.first.bias, after["b1"]),
      (network.second.weights, after["w2"]), (network.second.bias, after["b2"]),
      (network.third.weights, after["w3"]), (network.third.bias, after["b3"]),
    ]
    let cost = try network.cost.value(of: output, target: target)
    return try pairs.map { found, expected in
      try found.deviation(from: #require(expected).tensor)
    }.reduce(NeuralTests.deviation(cost, from: example.costValue), max)
  }

  @Test(
    "Cost, gradients and the parameters after a step agree with the oracle",
    arguments: try NetworkCase.all.get())
  func oracle(example: NetworkCase) throws {
    #expect(try Self.deviation(example) <= 1)
  }
}
