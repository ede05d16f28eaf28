import Testing

@testable import Neural

/// One look at the whole oracle, for whoever wants to know how close the numbers are.
@Suite struct OracleTests {
  @Test("The largest deviation from the oracle is printed, and is within the tolerance")
  func largestDeviation() throws {
    let deviations = try [
      ("convolution", convolution()), ("max pooling", maxPooling()),
      ("average pooling", averagePooling()), ("fully connected", fullyConnected()),
      ("transposed convolution", transposedConvolution()),
      ("activation functions", LayerCase.activations.get().map { try $0.deviation() }.max()),
      ("padding modes", LayerCase.paddingModes.get().map { try $0.deviation() }.max()),
      ("one dimension", LayerCase.oneDimensional.get().map { try $0.deviation() }.max()),
      ("network", NetworkCase.all.get().map(NetworkTests.deviation).max()),
    ]
    for (name, deviation) in deviations {
      let deviation = try #require(deviation)
      print("largest relative deviation from the oracle, \(name): \(deviation * 1e-12)")
      #expect(deviation <= 1)
    }
  }

  private func convolution() throws -> Double? {
    try ConvolutionCase.all.get().flatMap { example in
      let backward = try example.backward()
      let maps = backward.forward.result
      return try [
        (maps.z, example.rawActivation), (maps.a, example.activationValues),
        (backward.biasGradient.result.components, example.biasGradientComponents),
        (backward.biasGradient.result.gradient, example.biasGradient),
        (backward.biasGradientCorrelation.result, example.biasGradient),
        (backward.weightGradient.result, example.weightGradient),
        (backward.weightGradientCorrelation.result, example.weightGradient),
        (backward.activationGradient.result, example.inputGradient),
        (backward.activationGradientConvolution.result, example.inputGradient),
      ].map { try $0.deviation(from: $1.tensor) }
    }.max()
  }

  private func maxPooling() throws -> Double? {
    try PoolingCase.all("max-pooling").flatMap { example in
      let forward = try example.maxPooling()
      let backward = try forward.backward(upstreamGradient: example.upstreamGradient.tensor)
      return try [
        forward.result.deviation(from: example.output.tensor),
        backward.activationGradient.result.deviation(from: example.inputGradient.tensor),
      ]
    }.max()
  }

  private func averagePooling() throws -> Double? {
    try PoolingCase.all("average-pooling").flatMap { example in
      let forward = try example.averagePooling()
      let backward = try forward.backward(upstreamGradient: example.upstreamGradient.tensor)
      return try [
        forward.result.deviation(from: example.output.tensor),
        backward.activationGradient.result.deviation(from: example.inputGradient.tensor),
      ]
    }.max()
  }

  private func fullyConnected() throws -> Double? {
    try FullyConnectedCase.all.get().flatMap { example in
      let forward = try example.forward()
      let gradients = try forward.backward(
        upstreamGradient: example.upstreamGradient.tensor
      ).gradients()
      return try [
        (forward.result.z, example.rawActivation), (forward.result.a, example.activationValues),
        (gradients.biasGradient, example.biasGradient),
        (gradients.weightGradient, example.weightGradient),
        (gradients.activationGradient, example.inputGradient),
      ].map { try $0.deviation(from: $1.tensor) }
    }.max()
  }

  private func transposedConvolution() throws -> Double? {
    try TransposedConvolutionCase.all.get().flatMap { example in
      let forward = try example.forward()
      let gradients = try forward.backward(
        upstreamGradient: example.upstreamGradient.tensor
      ).gradients()
      return try [
        (forward.result.z, example.rawActivation),
        (gradients.biasGradient, example.biasGradient),
        (gradients.weightGradient, example.weightGradient),
        (gradients.activationGradient, example.inputGradient),
      ].map { try $0.deviation(from: $1.tensor) }
    }.max()
  }
}
