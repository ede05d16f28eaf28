import Testing

@testable import Neural

@Suite("Layers over one dimension")
struct OneDimensionTests {
  private static func plan(_ kind: String, _ settings: Settings, _ input: [Int]) -> NetworkPlan {
    NetworkPlan(
      name: kind, inputShape: input,
      stages: [.init(kind, kind: kind, settings: settings, from: [NetworkPlan.input])])
  }

  /// Settings of one dimension, and those that say the same over a single row.
  private static let cases: [(kind: String, line: Settings, row: Settings)] = [
    (
      "max-pooling",
      Settings([
        "window": .extent(Extent(3)), "stride": .extent(Extent(2)),
        "padding": .padding(.explicit(Padding(1))),
      ]),
      Settings([
        "window": .extent(Extent(rows: 1, columns: 3)),
        "stride": .extent(Extent(rows: 1, columns: 2)),
        "padding": .padding(.explicit(Padding(top: 0, bottom: 0, left: 1, right: 1))),
      ])
    ),
    (
      "average-pooling", Settings(),
      Settings(["window": .extent(Extent(rows: 1, columns: 2))])
    ),
    ("global-max-pooling", Settings(), Settings()),
    ("global-average-pooling", Settings(), Settings()),
    (
      "adaptive-average-pooling", Settings(["output-size": .extent(Extent(3))]),
      Settings(["output-size": .extent(Extent(rows: 1, columns: 3))])
    ),
    (
      "transposed-convolution",
      Settings([
        "maps": .whole(3), "kernel": .extent(Extent(3)), "stride": .extent(Extent(2)),
        "output-padding": .extent(Extent(1)), "padding": .padding(.explicit(Padding(1))),
      ]),
      Settings([
        "maps": .whole(3), "kernel": .extent(Extent(rows: 1, columns: 3)),
        "stride": .extent(Extent(rows: 1, columns: 2)),
        "output-padding": .extent(Extent(rows: 0, columns: 1)),
        "padding": .padding(.explicit(Padding(top: 0, bottom: 0, left: 1, right: 1))),
      ])
    ),
  ]

  @Test("are those over a single row, without the row", arguments: cases.indices)
  func rows(index: Int) throws {
    let (kind, line, row) = Self.cases[index]
    let values = (0..<14).map { Double($0 * 5 % 7) - 3 }
    let network = try Self.plan(kind, line, [2, 7]).network(seed: 4)
    let other = try Self.plan(kind, row, [2, 1, 7]).network(seed: 4)
    let run = try network.forward(Tensor(shape: [2, 7], values: values))
    let rows = try other.forward(Tensor(shape: [2, 1, 7], values: values))
    #expect(run.outputs[0].values == rows.outputs[0].values)
    #expect(run.outputs[0].shape == rows.outputs[0].shape.withoutRow)
    let gradient = Tensor(repeating: 0.5, shape: run.outputs[0].shape)
    let back = try run.backward(outputGradient: [gradient])
    let backRows = try rows.backward(outputGradient: [gradient.withOneRow])
    #expect(
      back.stages[0].inputGradients(0)[0].values == backRows.stages[0].inputGradients(0)[0].values)
    for account in back.stages[0].accounts() {
      let twin = try #require(backRows.stages[0].account(account.name))
      #expect(account.count == twin.count)
      #expect(account.fold.values == twin.fold.values)
      #expect(account.shape == twin.shape.withoutRow)
    }
    #expect(network.stages[0].layer.settings["dimensions"] == .whole(1))
  }

  @Test("refuse what has rows and columns")
  func refusals() throws {
    let window = Settings(["window": .extent(Extent(rows: 3, columns: 2))])
    #expect(throws: NetworkError.self) {
      try Self.plan("max-pooling", window, [2, 7]).network()
    }
    for (dimensions, shape) in [(1, [1, 4, 4]), (2, [1, 4]), (3, [1, 4, 4])] {
      let settings = Settings(["dimensions": .whole(dimensions)])
      #expect(throws: NetworkError.self) {
        try Self.plan("max-pooling", settings, shape).network()
      }
    }
  }

  @Test("are what a single layer is where it is told so, or where a filter fits a matrix so")
  func fitting() throws {
    let lengths = Tensor(repeating: 1, shape: [3, 8])
    let pooling = try MaxPooling.declaration.fit(
      LayerOperands(settings: Settings(["dimensions": .whole(1)]), inputs: [lengths]))
    #expect(pooling.items[0][0].shape == [3, 8])
    #expect(try MaxPooling.declaration.fit(LayerOperands(inputs: [lengths])).items[0][0].rank == 3)
    let filter = NamedTensor(.weight, Tensor(repeating: 1, shape: [3, 2, 4]))
    let transposed = try TransposedConvolution.declaration.fit(
      LayerOperands(inputs: [lengths], parameters: [filter]))
    #expect(transposed.settings["dimensions"] == .whole(1))
    #expect(transposed.settings["kernel"] == .extent(Extent(4)))
    #expect(transposed.parameters[.weight]?.shape == [3, 2, 4])
  }
}
