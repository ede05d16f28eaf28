import Drawing
import Neural
import Wording

/// One layer of a network as a column of a figure: what comes out of it, and what there is to say.
struct NetworkColumn: Sendable {
  /// What stands in it.
  enum Content: Sendable, Equatable {
    /// Feature maps, or the channels of the input.
    case maps
    /// The elements of a vector.
    case values
    /// The probabilities of classes.
    case chances
    /// What came out beside what should have, an element a row.
    case differences
    /// The cost.
    case cost
    /// So many layers that there is no room for.
    case folded(Int)
  }

  var content: Content
  /// The stage whose output it shows; nil for the network's input.
  let stage: Int?
  /// The stages that it stands for, up to that one.
  var stages: [Int] = []
  /// The number L of the layer.
  let number: Int
  /// What stands above: the name of the stage.
  let title: String
  /// The symbol of what it shows.
  var symbol: Formula?
  /// What stands below, the shape first.
  let facts: [String]
  /// What it shows: [maps, rows, columns], or a vector.
  let tensor: Tensor
  /// Where that is.
  let address: (stage: String, tensor: String)
  /// Whether it shows gradients, which have signs.
  var isGradient = false
  /// How it came about, which is said below it instead of the facts.
  var rule: BackwardRule?
  /// How it hangs together with the column before it.
  var links = BackwardLinks.all

  /// Whether it shows no layer but what is made of the last one.
  var isHead: Bool { [.chances, .differences, .cost].contains(content) }

  /// The value with a number.
  func datum(_ index: Int) -> Datum {
    Datum(
      .init(
        stage: address.stage, tensor: address.tensor,
        index: Array(Indices(of: index, in: tensor.shape))),
      tensor.values[index])
  }

  /// The number of maps or elements.
  var count: Int { tensor.shape[0] }
  /// Rows and columns of a map.
  var extent: Extent {
    tensor.rank == 3
      ? Extent(rows: tensor.shape[1], columns: tensor.shape[2]) : Extent(1)
  }
}

extension NetworkColumn {
  /// The columns of a run: the input, each layer with the stages that belong to it, and where the last
  /// of them give probabilities those.
  static func columns(of exhibit: Exhibit, item: Int) -> [NetworkColumn] {
    let (run, network) = (exhibit.run, exhibit.run.network)
    var groups: [[Int]] = []
    var places: [Int: Int] = [:]
    for (index, stage) in network.stages.enumerated() {
      if index > 0, !stage.layer.declaration.countsAsLayer, stage.sources.count == 1,
        case .stage(let fed) = stage.sources[0], network.consumers(of: fed).count == 1,
        let place = places[fed]
      {
        groups[place].append(index)
        places[index] = place
      } else {
        places[index] = groups.count
        groups.append([index])
      }
    }
    let shape = Tensor.describe(network.inputShape)
    var columns = [
      NetworkColumn(
        content: network.inputShape.count > 1 ? .maps : .values, stage: nil, number: 0,
        title: say("input"), symbol: .symbol("a", sup: "0"),
        facts: [shape, say("\(NumberFormat.grouped(run.items[item].count)) numbers")],
        tensor: planes(run.items[item]), address: (NetworkPlan.input, Tensors.output))
    ]
    for group in groups {
      columns.append(column(of: group, run, item: item))
    }
    if let chances = chances(exhibit, columns, item: item) {
      // What probabilities are made of is z.
      let last = columns.count - 1
      columns[last].symbol = .symbol("z", sup: String(columns[last].number))
      columns.append(chances)
    }
    return columns
  }

  private static func column(of group: [Int], _ run: NetworkRun, item: Int) -> NetworkColumn {
    // What is flattened is better seen before.
    let whole = group.last { run.stages[$0].outputs[item].rank > 1 }
    let logits = group.last { !(run.stages[$0].stage.layer is Softmax) }
    let shown = whole ?? logits ?? group[group.count - 1]
    let stage = run.stages[shown]
    let output = stage.outputs[item]
    return NetworkColumn(
      content: output.rank > 1 ? .maps : .values, stage: shown,
      stages: group.filter { $0 <= shown }, number: stage.number,
      title: run.stages[group[0]].stage.name,
      symbol: .symbol("a", sup: String(stage.number)),
      facts: facts(of: group, run), tensor: planes(output),
      address: (stage.stage.name, stage.outputName.rawValue))
  }

  /// The probabilities that the output stands for; nil where it is none.
  private static func chances(
    _ exhibit: Exhibit, _ columns: [NetworkColumn], item: Int
  ) -> NetworkColumn? {
    let run = exhibit.run
    let output = run.outputs[item]
    guard let last = columns.last, output.count > 1, output.rank == 1 else { return nil }
    let values: [Double]
    let address: (stage: String, tensor: String)
    if let stage = run.stages.last, stage.stage.layer is Softmax {
      values = output.values
      address = (stage.stage.name, stage.outputName.rawValue)
    } else if exhibit.cost == .crossEntropy {
      values = Softmax.probabilities(output.values)
      address = (NetworkPlan.cost, TensorName.probabilities.rawValue)
    } else {
      return nil
    }
    guard let tensor = try? Tensor(shape: [values.count], values: values) else { return nil }
    return NetworkColumn(
      content: .chances, stage: nil, number: last.number, title: say("softmax"),
      symbol: .symbol("a", sup: String(last.number)),
      facts: [Tensor.describe(tensor.shape), say("probabilities, sum 1"), say("no parameters")],
      tensor: tensor, address: address)
  }

  /// A tensor as maps of rows and columns, or a vector.
  static func planes(_ tensor: Tensor) -> Tensor {
    guard tensor.rank > 1, tensor.rank != 3 else { return tensor }
    let shape = tensor.shape
    let maps = tensor.rank == 2 ? shape[0] : shape.dropLast(2).reduce(1, *)
    let plane = tensor.rank == 2 ? [1, shape[1]] : Array(shape.suffix(2))
    return (try? tensor.reshaped([maps] + plane)) ?? tensor
  }

  /// What there is to say of the stages of a layer: the shape, how it computes, what it learns.
  private static func facts(of group: [Int], _ run: NetworkRun) -> [String] {
    let stages = group.map { run.network.stages[$0] }
    let main = stages[0]
    var ways: [String] = []
    if let weight = main.layer.parameters[.weight] {
      let shape = weight.shape
      ways.append(
        shape.count > 2
          ? say("\(Tensor.describe(Array(shape.suffix(2)))) filters")
          : say("\(NumberFormat.grouped(shape[shape.count - 1])) inputs each"))
    } else if let window = main.layer.settings.extent("window") {
      ways.append(say("windows of \(window)"))
    } else {
      ways.append(main.layer.kind)
    }
    let own = main.layer.settings.activation("activation")
    if let own, own != .identity { ways.append(own.title) }
    for stage in stages.dropFirst() {
      if let layer = stage.layer as? ActivationLayer {
        ways.append(layer.activation.title)
      } else if !(stage.layer is Softmax), !(stage.layer is Flatten) {
        ways.append(stage.layer.kind)
      }
    }
    let learnt = stages.reduce(0) { $0 + $1.layer.learntCount(over: $1.inputShapes) }
    return [
      Tensor.describe(stages[stages.count - 1].outputShape), ways.joined(separator: ", "),
      learnt == 0 ? say("no parameters") : say("\(NumberFormat.grouped(learnt)) parameters"),
    ]
  }

}

extension Layer {
  /// The number of parameters that are learnt.
  func learntCount(over inputShapes: [[Int]]) -> Int {
    let declared = (try? declaration.parameters(settings, inputShapes)) ?? []
    return declared.reduce(0) { $0 + ($1.isBuffer ? 0 : $1.shape.reduce(1, *)) }
  }
}
