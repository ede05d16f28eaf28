import Testing

@testable import Neural

/// The formulas of PyTorch's documentation of `PReLU`: max(0, x) + w · min(0, x).
@Suite("The parametric rectified linear unit")
struct ParametricReLUTests {
  private static let input = try? Tensor(
    shape: [2, 2, 2], values: [-2, 0, 0.5, 3, -1.5, 4, -0.25, -8])
  private static let gradient = try? Tensor(
    shape: [2, 2, 2], values: [1, 2, -3, 0.5, 4, -1, 2, 0.125])

  @Test(
    "is max(0, x) + w · min(0, x), and its gradients are those of that",
    arguments: [[0.25], [0.25, -2]])
  func values(slopes: [Double]) throws {
    let (input, gradient) = (try #require(Self.input), try #require(Self.gradient))
    let isShared = slopes.count == 1
    let layer = try ParametricReLU(
      weight: Tensor(shape: [slopes.count], values: slopes), isShared: isShared)
    func slope(_ index: Int) -> Double { slopes[isShared ? 0 : index / 4] }
    let forward = try layer.forward([input], mode: .training)
    #expect(
      forward.output.values
        == input.values.enumerated().map { max(0, $1) + slope($0) * min(0, $1) })
    let backward = try forward.backward(outputGradient: gradient)
    let pairs = zip(input.values, gradient.values)
    #expect(
      backward.inputGradients[0].values
        == pairs.enumerated().map { $1.0 > 0 ? $1.1 : slope($0) * $1.1 })
    let products = pairs.map { min(0, $0) * $1 }
    let halves = [products[..<4].reduce(0, +), products[4...].reduce(0, +)]
    #expect(
      backward.parameterGradients[.weight]?.values
        == (isShared ? [halves[0] + halves[1]] : halves))
  }

  @Test("begins with slopes of ¼, one for all channels unless told otherwise")
  func beginning() throws {
    let declaration = try #require(LayerRegistry["prelu"])
    var generator = SeededGenerator(seed: 0)
    for (shared, count) in [(nil, 1), (true, 1), (false, 3)] as [(Bool?, Int)] {
      let settings = shared.map { Settings(["shared": .flag($0)]) } ?? Settings()
      let layer = try declaration.layer(
        settings: settings, parameters: [], inputs: [[3, 2]], generator: &generator)
      #expect(layer.parameters[.weight]?.values == Array(repeating: 0.25, count: count))
    }
  }

  @Test("takes several slopes as those of channels, and refuses another number of them")
  func fitting() throws {
    let input = Tensor(shape: [3, 2])
    let slopes = try Tensor(shape: [1, 3], values: [1, 2, 3])
    let fitted = try ParametricReLU.declaration.fit(
      LayerOperands(inputs: [input], parameters: [NamedTensor(.weight, slopes)]))
    #expect(fitted.settings["shared"] == .flag(false))
    #expect(fitted.parameters[.weight]?.shape == [3])
    let layer = try ParametricReLU(weight: Tensor(shape: [2]), isShared: false)
    #expect(throws: LayerError.self) { try layer.forward([input], mode: .inference) }
    #expect(throws: LayerError.self) {
      try ParametricReLU(weight: Tensor(shape: [2]), isShared: true)
    }
  }
}
