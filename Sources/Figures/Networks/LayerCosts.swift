import Drawing
import Neural
import Wording

/// What the figure of costs shows: what each layer of a network has to keep and to do.
struct LayerCosts: FigureSubject {
  /// What a layer costs.
  enum Quantity: Int, Sendable, CaseIterable {
    case parameters, multiplications, memory
  }

  /// A layer, or several that there is no room for.
  struct Row: Sendable {
    /// The name of the stage; nil for the network's input.
    let stage: String?
    /// The shape of what comes out.
    let shape: [Int]
    /// How many parameters, multiplications and values there are.
    let counts: [Int]
    /// How a count comes about, factors and summands; empty where it is no short product.
    let sums: [[[Int]]]
    /// How many layers it stands for.
    var layers = 1

    var name: String { stage ?? say("input") }

    subscript(_ quantity: Quantity) -> Int { counts[quantity.rawValue] }

    /// How a count comes about: 256 · 120 + 120; nil where that is not short, or not the count.
    func expression(_ quantity: Quantity) -> String? {
      let terms = sums[quantity.rawValue]
      guard !terms.isEmpty, terms.count <= 3, terms.contains(where: { $0.count > 1 }),
        terms.reduce(0, { $0 + $1.reduce(1, *) }) == self[quantity]
      else { return nil }
      return terms.map { $0.map(NumberFormat.grouped).joined(separator: " · ") }
        .joined(separator: " + ")
    }
  }

  let network: String
  /// The input and the layers.
  let rows: [Row]

  init?(_ exhibit: Exhibit, focus: Focus) {
    let (run, network) = (exhibit.run, exhibit.run.network)
    guard !run.stages.isEmpty else { return nil }
    self.network = network.name
    var groups: [[Int]] = []
    for index in network.stages.indices {
      if let last = groups.last, run.stages[last[0]].number == run.stages[index].number,
        !network.stages[index].layer.declaration.countsAsLayer
      {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
      }
    }
    let input = Row(
      stage: nil, shape: network.inputShape,
      counts: [0, 0, network.inputShape.reduce(1, *)],
      sums: [[], [], [LayerCosts.factors(network.inputShape)]])
    rows = [input] + groups.map { LayerCosts.row(of: $0.map { network.stages[$0] }) }
  }

  private static func row(of stages: [Network.Stage]) -> Row {
    let shape = stages[stages.count - 1].outputShape
    var parameters: [[Int]] = []
    var multiplications: [[Int]] = []
    for stage in stages {
      let declared =
        (try? stage.layer.declaration.parameters(stage.layer.settings, stage.inputShapes)) ?? []
      parameters += declared.filter { !$0.isBuffer }.map { factors($0.shape) }
      let count = stage.layer.multiplications(over: stage.inputShapes)
      guard count > 0 else { continue }
      let own = product(of: stage)
      multiplications.append(own.reduce(1, *) == count ? own : [count])
    }
    return Row(
      stage: stages[0].name, shape: shape,
      counts: [
        stages.reduce(0) { $0 + $1.layer.learntCount(over: $1.inputShapes) },
        multiplications.reduce(0) { $0 + $1.reduce(1, *) }, shape.reduce(1, *),
      ],
      sums: [parameters, multiplications, [factors(shape)]])
  }

  /// The factors of a shape that are worth a word.
  private static func factors(_ shape: [Int]) -> [Int] {
    let factors = shape.filter { $0 != 1 }
    return factors.isEmpty ? [1] : factors
  }

  /// Maps, neurons of a map, and products of a neuron.
  private static func product(of stage: Network.Stage) -> [Int] {
    guard let weight = stage.layer.parameters[.weight], let maps = stage.outputShape.first else {
      return [0]
    }
    let neurons = stage.outputShape.dropFirst().reduce(1, *)
    return factors([maps, neurons, weight.count / max(1, weight.shape[0])])
  }

  /// The sum of a column.
  func total(_ quantity: Quantity) -> Int { rows.reduce(0) { $0 + $1[quantity] } }

  /// The row with the most; nil where there is none with anything.
  func largest(_ quantity: Quantity) -> Int? {
    rows.indices.filter { rows[$0][quantity] > 0 }.max { rows[$0][quantity] < rows[$1][quantity] }
  }

  /// At most so many rows: the first, the last and those with the largest shares stay, others that
  /// follow one another become one.
  func folded(to most: Int) -> [Row] {
    guard rows.count > most else { return rows }
    var isKept = rows.map { _ in false }
    isKept[0] = true
    isKept[rows.count - 1] = true
    func share(_ index: Int) -> Double {
      Quantity.allCases.map { quantity in
        Double(rows[index][quantity]) / Double(max(1, total(quantity)))
      }.max() ?? 0
    }
    let order = rows.indices.sorted { (share($0), $1) > (share($1), $0) }
    for index in Quantity.allCases.compactMap(largest) { isKept[index] = true }
    for index in order where !isKept[index] {
      isKept[index] = true
      let folds = isKept.indices.count { !isKept[$0] && ($0 == 0 || isKept[$0 - 1]) }
      if isKept.count(where: { $0 }) + folds > most { isKept[index] = false }
    }
    var result: [Row] = []
    var hidden: [Row] = []
    func fold() {
      guard let last = hidden.last else { return }
      result.append(
        hidden.count == 1
          ? last
          : Row(
            stage: say("\(hidden.count) more layers"), shape: last.shape,
            counts: Quantity.allCases.map { quantity in hidden.reduce(0) { $0 + $1[quantity] } },
            sums: [[], [], []], layers: hidden.count))
      hidden = []
    }
    for (row, isKept) in zip(rows, isKept) {
      if isKept {
        fold()
        result.append(row)
      } else {
        hidden.append(row)
      }
    }
    return result
  }
}
