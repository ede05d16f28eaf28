import Neural
import Testing

@testable import Training

@Suite struct LayerBatchTests {
  @Test("A layer over several items is the layer over each of them")
  func items() throws {
    var random = SeededGenerator(seed: 4)
    let layer = try Convolution(
      weights: Tensor(shape: [3, 2, 2, 3], values: random.values(36)), activation: .sigmoid,
      padding: .same)
    let (shape, count) = ([2, 5, 7], 3)
    var batch = try LayerBatch(layer, over: shape, items: count)
    let input = random.values(shape.reduce(count, *))
    let gradient = random.values(batch.output.count)
    try batch.forward(input)
    try batch.backward(gradient)
    var weights = [Double](repeating: 0, count: 36)
    for item in 0..<count {
      let pass = try layer.forward(Tensor(shape: shape, values: input.item(item, 70)))
      let back = try pass.backward(
        upstreamGradient: Tensor(shape: pass.shape, values: gradient.item(item, 105))
      ).gradients()
      #expect(distance(batch.output.item(item, 105), pass.result.a.values) <= 1e-13)
      #expect(distance(batch.inputGradient.item(item, 70), back.activationGradient.values) <= 1e-12)
      weights.add(back.weightGradient.values, count: 36)
    }
    #expect(distance(batch.parameterGradients[0], weights) <= 1e-12)
  }

  @Test("Any kind of layer can be had so")
  func anyKind() throws {
    var batch = try LayerBatch(Softmax(), over: [3], items: 2)
    try batch.forward([0, 0, 0, 1, 1, 1])
    try batch.backward([1, 0, 0, 0, 0, 0])
    #expect(distance(batch.output, [Double](repeating: 1.0 / 3, count: 6)) <= 1e-15)
    #expect(distance(batch.inputGradient, [2.0 / 9, -1.0 / 9, -1.0 / 9, 0, 0, 0]) <= 1e-15)
  }
}
