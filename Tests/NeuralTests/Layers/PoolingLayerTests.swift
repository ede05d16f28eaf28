import Testing

@testable import Neural

@Suite("A pooling layer")
struct PoolingLayerTests {
  /// A random window over a random input.
  static func trial(_ kind: String, seed: UInt64) throws -> LayerTrial {
    var random = Generator(seed: seed)
    let input = try random.tensor([
      random.integer(1...2), random.integer(3...7), random.integer(3...7),
    ])
    let rules: [PaddingRule] = [.valid, .same, .full]
    var settings = Settings([
      "window": .extent(random.extent(1...3)), "padding": .padding(rules[random.integer(0...2)]),
    ])
    if random.integer(0...1) == 0 { settings["stride"] = .extent(random.extent(1...4)) }
    return try LayerTrial(kind: kind, settings: settings, inputs: [input], seed: seed)
  }

  @Test(
    "accounts for every value of its passes", arguments: ["max-pooling", "average-pooling"],
    0..<40)
  func accounts(kind: String, seed: UInt64) throws {
    try PoolingLayerTests.trial(kind, seed: seed).expectAccounts()
  }

  @Test(
    "has the gradients of its output", arguments: ["max-pooling", "average-pooling"], 0..<40)
  func gradients(kind: String, seed: UInt64) throws {
    try PoolingLayerTests.trial(kind, seed: seed).expectGradients()
  }

  @Test("moves by its window unless it is told otherwise")
  func stride() throws {
    let wide = try MaxPooling(window: Extent(rows: 2, columns: 3))
    #expect(wide.geometry.stride == Extent(rows: 2, columns: 3))
    #expect(try AveragePooling(window: Extent(3)).geometry.stride == Extent(3))
    #expect(try AveragePooling(window: Extent(3), stride: Extent(1)).geometry.stride == Extent(1))
    #expect(try wide.outputShape(of: [[4, 6, 6]]) == [4, 3, 2])
  }

  @Test("takes a matrix as one channel, and four dimensions as a batch")
  func batches() throws {
    let fit = MaxPooling.declaration.fit
    let matrix = try fit(LayerOperands(inputs: [Tensor(shape: [4, 6])]))
    #expect(matrix.items.map { $0.map(\.shape) } == [[[1, 4, 6]]])
    let batch = try fit(LayerOperands(inputs: [Tensor(shape: [3, 2, 4, 6])]))
    #expect(batch.items.map { $0.map(\.shape) } == Array(repeating: [[2, 4, 6]], count: 3))
    #expect(throws: LayerError.inputRank([1, 1, 1, 1, 1])) {
      try fit(LayerOperands(inputs: [Tensor(shape: [1, 1, 1, 1, 1])]))
    }
  }
}
