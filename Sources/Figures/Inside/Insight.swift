#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural
import Wording

/// What the figures that look inside a network show: one input, a class, and what it depends on.
///
/// The class is that of the target where there is one, else the most probable one. Its score is what
/// comes out for it: the logit, or in a network that ends in a softmax the probability.
struct Insight: FigureSubject {
  let exhibit: Exhibit
  /// The run over the input alone, as the network answers.
  let run: NetworkRun
  /// The class that is looked at.
  let target: Int
  /// Whether the class was given, so that the network can be wrong.
  let isGiven: Bool
  /// The probability of each class.
  let chances: [Double]
  let inputName: String
  let shade: ValueScale.Kind
  let isPicture: Bool

  init?(_ exhibit: Exhibit, focus: Focus) {
    let network = exhibit.run.network
    let item = exhibit.run.items[focus.item]
    guard NetworkColumn.planes(item).rank == 3, item.values.allSatisfy(\.isFinite),
      let run = try? network.forward([item], mode: .inference), run.outputs[0].rank == 1,
      run.outputs[0].count > 1, run.outputs[0].values.allSatisfy(\.isFinite),
      let chances = Insight.chances(of: run, exhibit)
    else { return nil }
    (self.exhibit, self.run, self.chances) = (exhibit, run, chances)
    let given = exhibit.run.costs?[focus.item].target.values
    let isClass = given?.count(where: { $0 != 0 }) == 1
    let class_ = isClass ? given?.firstIndex { $0 != 0 } : nil
    isGiven = class_ != nil
    target = class_ ?? Insight.largest(chances)
    (inputName, isPicture) = (focus.inputName, PicturePlane.isPicture(item, focus))
    shade = focus.shade
  }

  /// The probabilities that an answer stands for; nil where it is no answer of classes.
  private static func chances(of run: NetworkRun, _ exhibit: Exhibit) -> [Double]? {
    let output = run.outputs[0].values
    let cost = exhibit.run.costs?.first?.cost ?? exhibit.cost
    switch run.network.stages.last?.layer {
    case is Softmax: return output
    case is LogSoftmax: return output.map { exp($0) }
    default: return cost == nil || cost == .crossEntropy ? Softmax.probabilities(output) : nil
    }
  }

  /// The class with the largest probability, the first of several.
  static func largest(_ chances: [Double]) -> Int {
    chances.indices.reduce(0) { chances[$1] > chances[$0] ? $1 : $0 }
  }

  /// What the network says.
  var said: Int { Insight.largest(chances) }
  var input: Tensor { run.items[0] }
  /// The input as [channels, rows, columns].
  var planes: Tensor { NetworkColumn.planes(input) }
  var channels: Int { planes.shape[0] }
  var extent: Extent { Extent(rows: planes.shape[1], columns: planes.shape[2]) }

  /// The probabilities of the classes for another input; nil where they are no numbers.
  func chances(of values: [Double]) -> [Double]? {
    guard let tensor = try? Tensor(shape: input.shape, values: values),
      let run = try? run.network.forward([tensor], mode: .inference),
      let chances = Insight.chances(of: run, exhibit), chances.allSatisfy(\.isFinite)
    else { return nil }
    return chances
  }

  /// The score of the class for another input.
  func score(of values: [Double]) -> Double? {
    guard let tensor = try? Tensor(shape: input.shape, values: values) else { return nil }
    return (try? run.network.forward([tensor], mode: .inference))?.outputs[0].values[target]
  }

  /// The run with every slope of the score; nil where it has none.
  var slopes: NetworkRun? {
    var values = [Double](repeating: 0, count: chances.count)
    values[target] = 1
    guard let gradient = try? Tensor(shape: run.outputs[0].shape, values: values) else {
      return nil
    }
    return try? run.backward(outputGradient: [gradient])
  }

  // MARK: - Addresses and symbols

  private var last: StageRun { run.stages[run.stages.count - 1] }

  /// The score.
  var score: Datum {
    Datum(
      .init(stage: last.stage.name, tensor: last.outputName.rawValue, index: [target]),
      run.outputs[0].values[target])
  }

  /// Whether the score is a number that a softmax makes a probability of.
  var isOfLogits: Bool {
    !(last.stage.layer is Softmax) && !(last.stage.layer is LogSoftmax)
  }

  /// The symbol of the score: zᴸ_k, or aᴸ_k.
  var scoreSymbol: Formula {
    .symbol(isOfLogits ? "z" : "a", sub: String(target), sup: String(last.number))
  }

  /// A pixel.
  func pixel(_ channel: Int, _ cell: Cell) -> Datum {
    Datum(
      .init(
        stage: NetworkPlan.input, tensor: Tensors.output, index: [channel, cell.row, cell.column]),
      planes[channel, cell.row, cell.column])
  }

  /// The symbol of a pixel.
  func pixelSymbol(_ channel: Int, _ cell: Cell) -> Formula {
    let place = (channels > 1 ? "\(channel)," : "") + "\(cell.row),\(cell.column)"
    return .symbol("a", sub: place, sup: "0")
  }

  /// The probability of a class for the input, or for one that was changed.
  ///
  /// - Parameter change: what the changed input is called.
  func chance(_ number: Int, _ chances: [Double], change: String? = nil) -> Datum {
    Datum(
      .init(
        stage: change ?? last.stage.name, tensor: TensorName.probabilities.rawValue,
        index: [number]), chances[number])
  }

  /// The input as a picture.
  func picture(_ name: String, theme: Theme) -> PicturePlane {
    PicturePlane(name, of: input, isPicture: isPicture, shade: shade, theme: theme)
  }

  /// Which class it is about, for subtitles.
  var classWords: String {
    isGiven
      ? said == target
        ? say("class \(index: target), which is what the network says")
        : say("class \(index: target); the network says \(index: said)")
      : say("class \(index: target), the most probable one")
  }
}
