import Drawing
import Neural
import Wording

/// What a figure of a whole network shows: a run, and one neuron with what it depends on.
struct NetworkSubject: FigureSubject {
  let exhibit: Exhibit
  let focus: Focus

  init?(_ exhibit: Exhibit, focus: Focus) {
    guard !exhibit.run.stages.isEmpty else { return nil }
    (self.exhibit, self.focus) = (exhibit, focus)
  }

  /// The stage of the neuron: the one that was asked for, or the last that still has maps.
  var stage: Int {
    let stages = exhibit.run.network.stages
    guard !exhibit.isStageChosen else { return exhibit.stageIndex }
    return stages.lastIndex { $0.outputShape.count == 3 && $0.outputShape.dropFirst() != [1, 1] }
      ?? stages.count - 1
  }

  /// The neuron, as a number in the stage's output: the one that was asked for, or of those at the
  /// right, from which a line leads on, the one that adds most to the largest output.
  func neuron(of stage: Int) -> Int {
    let run = exhibit.run
    let output = run.stages[stage].outputs[focus.item]
    if let step = focus.step, step < output.count { return step }
    let columns = output.rank > 2 ? output.shape[output.rank - 1] : 1
    let atRight = (0..<output.count).filter { $0 % columns == columns - 1 }
    let worth = contributions(of: stage) ?? output.values
    return atRight.max { worth[$0] < worth[$1] } ?? 0
  }

  /// What each neuron of a stage adds to the largest output, a ∂z/∂a; nil where there is no way back.
  private func contributions(of stage: Int) -> [Double]? {
    let run = exhibit.run
    let outputs = run.outputs
    guard stage < run.stages.count - 1, let last = outputs[focus.item].values.max(),
      let winner = outputs[focus.item].values.firstIndex(of: last)
    else { return nil }
    let gradients = outputs.indices.map { item in
      var values = [Double](repeating: 0, count: outputs[item].count)
      if item == focus.item { values[winner] = 1 }
      return try? Tensor(shape: outputs[item].shape, values: values)
    }
    guard let back = try? run.backward(outputGradient: gradients.compactMap { $0 }),
      back.stages[stage].hasGradients
    else { return nil }
    return zip(
      back.stages[stage].outputGradients[focus.item].values,
      run.stages[stage].outputs[focus.item].values
    ).map { $0 * $1 }
  }
}

/// One input through the whole network: the maps of every layer, their shapes and parameters, and one
/// neuron with all that it sees, back to the input.
struct NetworkFigure: ComposedFigure {
  private let subject: NetworkSubject
  private let columns: [NetworkColumn]
  private let trail: NetworkTrail

  /// The most elements of a vector that are written out.
  static let most = 10

  init(subject: NetworkSubject) {
    self.subject = subject
    columns = NetworkColumn.columns(of: subject.exhibit, item: subject.focus.item)
    let stage = subject.stage
    trail = NetworkTrail(
      subject.exhibit.run, stage: stage, neuron: subject.neuron(of: stage),
      item: subject.focus.item)
  }

  /// The neuron's value and place.
  private var neuron: Datum {
    let run = subject.exhibit.run.stages[trail.stage]
    let output = run.outputs[subject.focus.item]
    return Datum(
      .init(
        stage: run.stage.name, tensor: run.outputName.rawValue,
        index: Array(Indices(of: trail.neuron, in: output.shape))),
      output.values[trail.neuron])
  }

  /// The elements of a column that are written out, in order.
  static func shown(_ column: NetworkColumn) -> [Int] {
    guard column.count > most else { return Array(0..<column.count) }
    func worth(_ index: Int) -> Double {
      let value = column.tensor.values[index]
      return column.isGradient ? abs(value) : value
    }
    let order = (0..<column.count).sorted { (worth($0), -$0) > (worth($1), -$1) }
    return order.prefix(5).sorted()
  }

  /// Whether a column's elements are written out.
  static func isWritten(_ column: NetworkColumn, in columns: [NetworkColumn]) -> Bool {
    guard column.content == .values else { return column.isHead }
    let isLast = columns.last { $0.content == .values }?.stage == column.stage
    return column.count <= most || isLast
  }

  var ledger: Ledger {
    var ledger = Ledger()
    ledger.register(neuron)
    for column in columns where column.content == .values {
      guard NetworkFigure.isWritten(column, in: columns) else { continue }
      ledger.register(NetworkFigure.shown(column).map(column.datum))
    }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(say("One input through the whole network"), .semibold),
        subtitle: [chain, parameters, verdict].filter { !$0.isEmpty },
        body: FirstThatFits(
          NetworkDiagram.Detail.all.map { detail in
            NetworkDiagram(
              columns: NetworkFigure.folded(columns, to: detail.columns, around: trail.stage),
              trail: trail, neuron: neuron, isPicture: subject.focus.isPicture,
              shade: subject.focus.shade, spellings: spellings, detail: detail)
          }),
        description: description(spellings))
    }
  }

  /// The columns, at most so many; in the middle some are folded into one.
  static func folded(
    _ columns: [NetworkColumn], to most: Int, around stage: Int, isFollowed: Bool = true
  ) -> [NetworkColumn] {
    guard columns.count > most else { return columns }
    let kept = columns.firstIndex { ($0.stage ?? -1) >= stage } ?? columns.count - 1
    let tail = columns.lastIndex { !$0.isHead } ?? columns.count - 1
    // The input, the last ones and, where one is followed, the neuron's stay in any case.
    var isKept = columns.map(\.isHead)
    for index in [0, tail] + (isFollowed ? [kept] : []) { isKept[index] = true }
    for index in [1, kept, kept - 1, 2, tail - 1, 3, kept - 2, kept + 1] + Array(columns.indices)
    where columns.indices.contains(index) && !isKept[index] {
      isKept[index] = true
      let folds = isKept.indices.count { !isKept[$0] && ($0 == 0 || isKept[$0 - 1]) }
      if isKept.count(where: { $0 }) + folds > most { isKept[index] = false }
    }
    var result: [NetworkColumn] = []
    var hidden: [NetworkColumn] = []
    func fold() {
      guard let last = hidden.last else { return }
      result.append(
        NetworkColumn(
          content: .folded(hidden.count), stage: last.stage, number: last.number, title: "",
          symbol: nil, facts: [last.facts[0]], tensor: last.tensor, address: last.address))
      hidden = []
    }
    for (column, isKept) in zip(columns, isKept) {
      if isKept {
        fold()
        result.append(column)
      } else {
        hidden.append(column)
      }
    }
    return result
  }

  // MARK: - Words

  private var chain: String {
    columns.filter { $0.content != .chances }.map { $0.facts[0] }.joined(separator: " → ")
  }

  private var parameters: String {
    let count = subject.exhibit.run.network.stages.reduce(0) {
      $0 + $1.layer.learntCount(over: $1.inputShapes)
    }
    return count == 1 ? say("1 parameter") : say("\(NumberFormat.grouped(count)) parameters")
  }

  /// The class that comes out, and whether it is the one that was asked for.
  private var verdict: String {
    guard let chances = columns.last, chances.content == .chances,
      let top = chances.tensor.values.max(), let winner = chances.tensor.values.firstIndex(of: top)
    else { return "" }
    let share = NetworkDiagram.chance(top)
    let costs = subject.exhibit.run.costs
    guard let target = costs?[subject.focus.item].target.values.firstIndex(of: 1) else {
      return say("class \(winner) with probability \(share)")
    }
    return target == winner
      ? say("class \(winner) with probability \(share), which is right")
      : say("class \(winner) with probability \(share), but it is class \(target)")
  }

  private func description(_ spellings: Spellings) -> String {
    let stages = columns.map { "\($0.title): \($0.facts.joined(separator: ", "))" }
    let sees = trail.input.map { say("It sees \($0.extent) of the input.") } ?? ""
    return [
      stages.joined(separator: "; ") + ".", verdict.isEmpty ? "" : verdict + ".",
      say("The marked neuron of \(neuron.address.stage) is \(spellings.text(neuron)).") + " "
        + sees,
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
