import Testing

@testable import Neural

@Suite struct ReceptiveFieldTests {
  private func stage(
    _ name: String, _ kind: String, _ settings: [String: SettingValue], from source: String
  ) -> NetworkPlan.Stage {
    NetworkPlan.Stage(name, kind: kind, settings: Settings(settings), from: [source])
  }

  /// 3 × 2 with stride 2 × 1, then dilated, then pooled, over rows of 31 and columns of 29.
  private var plan: NetworkPlan {
    NetworkPlan(
      name: "n", inputShape: [1, 31, 29],
      stages: [
        stage(
          "a", "convolution",
          [
            "maps": .whole(1), "kernel": .extent(Extent(rows: 3, columns: 2)),
            "stride": .extent(Extent(rows: 2, columns: 1)),
            "padding": .padding(.explicit(Padding(1))),
          ], from: "input"),
        stage(
          "b", "convolution",
          [
            "maps": .whole(1), "kernel": .extent(Extent(3)), "dilation": .extent(Extent(2)),
          ], from: "a"),
        stage("c", "max-pooling", ["window": .extent(Extent(2))], from: "b"),
      ])
  }

  @Test("Size, jump and start follow the recurrence, for rows and columns apart")
  func recurrence() throws {
    let fields = try plan.network().receptiveFields
    #expect(fields.map(\.rows.size) == [3, 11, 13])
    #expect(fields.map(\.rows.jump.cells) == [2, 2, 4])
    #expect(fields.map(\.rows.start) == [-1, -1, -1])
    #expect(fields.map(\.columns.size) == [2, 6, 7])
    #expect(fields.map(\.columns.jump.cells) == [1, 1, 2])
    #expect(fields.map(\.columns.start) == [-1, -1, -1])
  }

  @Test("A neuron changes with the pixels of its field, and with no other")
  func measured() throws {
    var plan = plan
    // Averages, since a largest activation need not change.
    plan.stages[2].kind = "average-pooling"
    let network = try plan.network(seed: 5)
    let field = network.receptiveFields[2]
    let input = Tensor(repeating: 0.5, shape: [1, 31, 29])
    let output = try network.forward(input).outputs[0]
    let neuron = Cell(2, 3)
    let index = neuron.row * output.shape[2] + neuron.column
    for pixel in 0..<input.count {
      var values = input.values
      values[pixel] += 1
      let changed = try network.forward(Tensor(shape: input.shape, values: values)).outputs[0]
      let row = pixel / 29 - (field.rows.start + neuron.row * field.rows.jump.cells)
      let column = pixel % 29 - (field.columns.start + neuron.column * field.columns.jump.cells)
      let isSeen = (0..<field.rows.size).contains(row) && (0..<field.columns.size).contains(column)
      if changed.values[index] != output.values[index] { #expect(isSeen, "pixel \(pixel)") }
      let isCorner =
        [0, field.rows.size - 1].contains(row) && [0, field.columns.size - 1].contains(column)
      if isCorner { #expect(changed.values[index] != output.values[index], "pixel \(pixel)") }
    }
  }

  @Test("A transposed convolution halves the jump, and a neuron sees the cells that reach it")
  func transposed() throws {
    let network = try NetworkPlan(
      name: "n", inputShape: [1, 9, 9],
      stages: [
        stage(
          "up", "transposed-convolution",
          [
            "maps": .whole(1), "kernel": .extent(Extent(5)), "stride": .extent(Extent(2)),
            "padding": .padding(.explicit(Padding(1))),
          ], from: "input")
      ]
    ).network(seed: 2)
    let field = network.receptiveFields[0]
    #expect(field.rows.jump.description == "1/2")
    #expect(field.rows.size == 3)
    #expect(field.rows.start == -1)
    let input = Tensor(repeating: 0.5, shape: [1, 9, 9])
    let output = try network.forward(input).outputs[0]
    // What changes with a cell in the middle, along the row of neurons that changes most.
    var values = input.values
    values[4 * 9 + 4] += 1
    let changed = try network.forward(Tensor(shape: input.shape, values: values)).outputs[0]
    let width = output.shape[2]
    let columns = (0..<width).filter {
      changed.values[7 * width + $0] != output.values[7 * width + $0]
    }
    #expect(columns == [7, 8, 9, 10, 11])
    for neuron in 0..<width {
      // The cells that a neuron sees at most, from the start and the jump.
      let first = field.columns.start + neuron / 2
      let sees = (first...first + field.columns.size).contains(4)
      if columns.contains(neuron) { #expect(sees, "neuron \(neuron)") }
    }
  }
}
