import Testing

@testable import Neural

@Suite("A pooling layer")
struct PoolingLayerTests {
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

  @Test("counts what lies inside where padding is the same, unless it is told otherwise")
  func divisors() throws {
    #expect(try AveragePooling(window: Extent(3), padding: .same).divisor == .inside)
    #expect(try AveragePooling(window: Extent(3), padding: .full).divisor == .window)
    let told = try AveragePooling(window: Extent(3), padding: .same, divisor: .window)
    #expect(told.divisor == .window)
    let ones = Tensor(repeating: 1, shape: [1, 2, 2])
    let inside = try AveragePooling(window: Extent(3), stride: Extent(1), padding: .same)
    #expect(try inside.forward(ones).result.values == [1, 1, 1, 1])
    let window = try AveragePooling(
      window: Extent(3), stride: Extent(1), padding: .same, divisor: .window)
    #expect(try window.forward(ones).result.values.allSatisfy { $0 == 4.0 / 9 })
  }

  @Test("refuses a window that would lie in the padding alone", arguments: [1, 2, 3])
  func emptyWindows(dilation: Int) throws {
    let layer = try MaxPooling(
      window: Extent(2), stride: Extent(1), padding: .explicit(Padding(dilation)),
      dilation: Extent(dilation))
    #expect(throws: Never.self) { try layer.forward(Tensor(shape: [1, 8, 8])) }
    // Of the two cells that the window has along a side, one lies before an input that is short and
    // the other behind it.
    let short = Tensor(shape: [1, 8, dilation - 1 > 0 ? dilation - 1 : 1])
    if dilation > 1 {
      #expect(throws: LayerError.self) { try layer.forward(short) }
      #expect(throws: LayerError.self) { try layer.outputShape(of: [short.shape]) }
    }
    let mean = try AveragePooling(
      window: Extent(2), stride: Extent(1), padding: .explicit(Padding(2)), divisor: .inside)
    #expect(throws: LayerError.windowInPadding(window: Extent(2), padding: Padding(2))) {
      try mean.forward(Tensor(shape: [1, 3, 3]))
    }
  }

  @Test(
    "gives cells at the end a window of their own where it rounds up",
    arguments: [
      // length, window, stride, padding, neurons rounded down and up
      (5, 2, 2, 0, 2, 3), (4, 2, 2, 0, 2, 2), (5, 3, 3, 1, 2, 2), (2, 3, 2, 0, 0, 1),
      (7, 1, 3, 0, 3, 3), (8, 1, 3, 0, 3, 3), (9, 2, 4, 0, 2, 3),
    ])
  func rounding(length: Int, window: Int, stride: Int, padding: Int, down: Int, up: Int) throws {
    func neurons(_ rounding: Rounding) -> Int {
      let layer = try? MaxPooling(
        window: Extent(window), stride: Extent(stride), padding: .explicit(Padding(padding)),
        rounding: rounding)
      return (try? layer?.outputShape(of: [[1, length, length]])[2]) ?? 0
    }
    #expect(neurons(.down) == down)
    #expect(neurons(.up) == up)
  }

  @Test("agrees with the oracle in all of its options", arguments: try PoolingOptionsCase.all.get())
  func oracle(example: PoolingOptionsCase) throws {
    let deviations = try example.deviations()
    #expect(deviations.max() ?? .infinity <= 1)
  }

  @Test("prints its largest deviation from the oracle's options")
  func largestDeviation() throws {
    let largest = try PoolingOptionsCase.all.get().flatMap { try $0.deviations() }.max()
    let deviation = try #require(largest)
    print("largest relative deviation from the oracle, options of pooling: \(deviation * 1e-12)")
    #expect(deviation <= 1)
  }
}

/// A case of `pooling-options.json`; the file lists padding as rows, columns, the same on both sides.
struct PoolingOptionsCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let kind: String
  let window: [Int]
  let stride: [Int]
  let padding: [Int]
  let dilation: [Int]
  let ceilMode: Bool
  let countIncludesPadding: Bool
  let input: OracleTensor
  let output: OracleTensor
  let upstreamGradient: OracleTensor
  let inputGradient: OracleTensor

  static let all = Result { try Oracle.cases(PoolingOptionsCase.self, in: "pooling-options") }

  var testDescription: String { name }

  private func settings() -> Settings {
    func extent(_ lengths: [Int]) -> SettingValue {
      .extent(Extent(rows: lengths[0], columns: lengths[1]))
    }
    var settings = Settings([
      "window": extent(window), "stride": extent(stride), "ceil-mode": .flag(ceilMode),
      "padding": .padding(
        .explicit(
          Padding(top: padding[0], bottom: padding[0], left: padding[1], right: padding[1]))),
    ])
    if kind == "max-pooling" {
      settings["dilation"] = extent(dilation)
    } else {
      settings["divisor"] = .choice(countIncludesPadding ? "window" : "inside")
    }
    return settings
  }

  /// How far output and gradient are from those expected, in each way that they can be had.
  func deviations() throws -> [Double] {
    var generator = SeededGenerator(seed: 0)
    let layer = try #require(LayerRegistry[kind]).layer(
      settings: settings(), parameters: [], inputs: [input.shape], generator: &generator)
    let forward = try layer.forward([input.tensor], mode: .inference)
    let backward = try forward.backward(outputGradient: upstreamGradient.tensor)
    let gradients =
      backward.accounts.filter { $0.result == .activationGradient }.map(\.fold)
      + backward.inputGradients
    #expect(gradients.count == 3)
    let outputs = [forward.output] + forward.accounts.map(\.fold)
    return try outputs.map { $0.deviation(from: try output.tensor) }
      + gradients.map { $0.deviation(from: try inputGradient.tensor) }
  }
}
