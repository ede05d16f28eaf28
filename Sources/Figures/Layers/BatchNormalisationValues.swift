import Drawing
import Neural

/// What a figure of batch normalisation shows: one channel of a pass, over the items of a batch in
/// training, over one item in inference.
struct BatchNormalisationSubject: FigureSubject {
  let run: StageRun
  let pass: BatchNormalisation.ForwardPass
  let backward: BatchNormalisation.BackwardPass?
  /// Whether the statistics are those of what went in.
  let isTraining: Bool
  /// The element that is followed, by its number in the pass's input.
  let followed: Int

  init?(_ exhibit: Exhibit, focus: Focus) {
    let stages = exhibit.run.stages
    func isOne(_ index: Int) -> Bool { stages[index].stage.layer is BatchNormalisation }
    let chosen =
      exhibit.isStageChosen || isOne(exhibit.stageIndex)
      ? exhibit.stageIndex : stages.indices.first(where: isOne)
    guard let chosen,
      let pass = stages[chosen].pass(ofItem: focus.item)
        as? BatchNormalisation.ForwardPass
    else { return nil }
    run = stages[chosen]
    self.pass = pass
    backward = run.backwardPass(ofItem: focus.item) as? BatchNormalisation.BackwardPass
    isTraining = run.isCoupled
    let count = run.stage.outputShape.reduce(1, *)
    if let step = focus.step {
      followed = (isTraining ? focus.item * count : 0) + step % count
    } else {
      // What stands out most from the others of its channel.
      let values = pass.normalised.values
      followed =
        values.indices.max { (abs(values[$0]), $1) < (abs(values[$1]), $0) } ?? 0
    }
  }
}

/// The values of one channel with their addresses.
struct BatchNormalisationValues: Sendable {
  let subject: BatchNormalisationSubject
  /// The channel.
  let channel: Int
  /// Rows and columns of the channel of an item.
  let extent: Extent
  let items: Int
  let channels: Int

  var pass: BatchNormalisation.ForwardPass { subject.pass }
  var stage: String { subject.run.stage.name }
  var isTraining: Bool { subject.isTraining }

  init(_ subject: BatchNormalisationSubject) {
    self.subject = subject
    let shape =
      subject.isTraining
      ? Array(subject.pass.input.shape.dropFirst()) : subject.pass.input.shape
    items = subject.isTraining ? subject.pass.input.shape[0] : 1
    channels = shape[0]
    let rest = shape.dropFirst()
    extent =
      rest.count > 1
      ? Extent(
        rows: rest.dropLast().reduce(1, *), columns: rest[rest.count])
      : Extent(rows: 1, columns: rest.first ?? 1)
    channel = subject.followed / max(1, extent.count) % channels
  }

  /// The number of an element in the pass's tensors.
  func number(_ item: Int, _ cell: Cell) -> Int {
    (item * channels + channel) * extent.count + cell.row * extent.columns + cell.column
  }
  /// The item and the cell of the followed element.
  var followed: (item: Int, cell: Cell) {
    let place = subject.followed % extent.count
    return (
      subject.followed / (extent.count * channels),
      Cell(place / extent.columns, place % extent.columns)
    )
  }
  var cells: [Cell] {
    (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
  }

  /// The tensors that have an element for each of the input's.
  enum Part: Hashable, CaseIterable {
    case before, normalised, after, arriving, back
  }

  var parts: [Part] {
    [.before, .normalised, .after] + (subject.backward == nil ? [] : [.arriving, .back])
  }

  func tensor(_ part: Part) -> Tensor {
    switch part {
    case .before: pass.input
    case .normalised: pass.normalised
    case .after: pass.output
    case .arriving: subject.backward?.outputGradient ?? pass.output
    case .back: subject.backward?.inputGradients[0] ?? pass.output
    }
  }

  static func name(_ part: Part) -> String {
    switch part {
    case .before: Tensors.input
    case .normalised: "normalised"
    case .after: Tensors.output
    case .arriving: Tensors.outputGradient
    case .back: Tensors.inputGradient
    }
  }

  func datum(_ part: Part, _ item: Int, _ cell: Cell) -> Datum {
    let tensor = tensor(part)
    let number = number(item, cell)
    return Datum(
      .init(
        stage: stage, tensor: BatchNormalisationValues.name(part),
        index: Array(Indices(of: number, in: tensor.shape))), tensor.values[number])
  }

  func followed(_ part: Part) -> Datum { datum(part, followed.item, followed.cell) }

  // MARK: - Statistics

  private func ofChannel(_ name: String, _ value: Double) -> Datum {
    Datum(.init(stage: stage, tensor: name, index: [channel]), value)
  }
  var mean: Datum { ofChannel(isTraining ? "mean" : "running_mean", pass.mean[channel]) }
  var variance: Datum {
    ofChannel(isTraining ? "variance" : "running_var", pass.variance[channel])
  }
  /// √(v + ε).
  var deviation: Datum {
    ofChannel("standard_deviation", (pass.variance[channel] + pass.layer.epsilon).squareRoot())
  }
  var weight: Datum { ofChannel(Tensors.weight, pass.layer.weight[channel]) }
  var bias: Datum { ofChannel(Tensors.bias, pass.layer.bias[channel]) }

  /// Σ x of an item.
  func sum(_ item: Int) -> Datum {
    Datum(
      .init(stage: stage, tensor: "sum of an item", index: [item, channel]),
      cells.reduce(0) { $0 + datum(.before, item, $1).value })
  }
  /// Σ (x − μ)² of an item.
  func squares(_ item: Int) -> Datum {
    Datum(
      .init(stage: stage, tensor: "squares of an item", index: [item, channel]),
      cells.reduce(0) { sum, cell in
        let deviation = datum(.before, item, cell).value - mean.value
        return sum + deviation * deviation
      })
  }
  /// n, the number of values that have one mean.
  var count: Int { items * extent.count }
  /// Σ g and Σ g x̂, the gradients of β and γ; nil before the run went backward.
  var biasGradient: Datum? {
    subject.backward.map { ofChannel(Tensors.biasGradient, $0.biasGradient[channel]) }
  }
  var weightGradient: Datum? {
    subject.backward.map { ofChannel(Tensors.weightGradient, $0.weightGradient[channel]) }
  }

  // MARK: - Digits

  /// Whether cells bear numbers.
  var isFew: Bool { extent.count <= 9 }
  /// The items that have a row: the followed one among them.
  var shownItems: [Int] {
    guard items > 4 else { return Array(0..<items) }
    return Set([0, 1, followed.item, items - 1]).union([2]).sorted().prefix(3)
      + [max(followed.item, items - 1)]
  }

  /// The equations of the figure, by what they give.
  struct Stated {
    var ledger = Ledger()
    var mean: Int?
    var variance: Int?
    var normalised = 0
    var after = 0
    var back: Int?
  }

  var stated: Stated {
    var stated = Stated()
    for item in shownItems where isFew {
      for part in parts { stated.ledger.register(cells.map { datum(part, item, $0) }) }
    }
    let shown = Set(shownItems)
    if isTraining {
      for item in shownItems {
        let (mean, cells) = (mean, cells.map { datum(.before, item, $0) })
        guard isFew else { continue }
        stated.ledger.state(.sum(sum(item), of: cells))
        stated.ledger.state(
          Equation(
            squares(item), (cells + [mean]).map { .init([$0]) },
            .function { values in
              values.dropLast().reduce(0) { sum, value in
                let deviation = value - values[values.count - 1]
                return sum + deviation * deviation
              }
            }))
      }
      if shown.count == items {
        stated.mean = stated.ledger.state(
          Equation(mean, (0..<items).map { .init([sum($0)]) }, .mean(count)))
        stated.variance = stated.ledger.state(
          Equation(variance, (0..<items).map { .init([squares($0)]) }, .mean(count)))
      }
    }
    stated.ledger.register([mean, variance])
    let epsilon = pass.layer.epsilon
    stated.ledger.state(.function(deviation, of: variance) { ($0 + epsilon).squareRoot() })
    stated.normalised = stated.ledger.state(
      Equation(
        followed(.normalised),
        [followed(.before), mean, deviation].map { .init([$0]) },
        .function { ($0[0] - $0[1]) / $0[2] }))
    stated.after = stated.ledger.state(
      Equation(
        followed(.after), [.init([weight, followed(.normalised)]), .init([bias])]))
    if let biasGradient, let weightGradient {
      let (n, isTraining) = (Double(count), isTraining)
      stated.back = stated.ledger.state(
        Equation(
          followed(.back),
          [
            weight, deviation, followed(.arriving), biasGradient, followed(.normalised),
            weightGradient,
          ].map { .init([$0]) },
          .function { values in
            let shared = (values[3] + values[4] * values[5]) / n
            return values[0] / values[1] * (values[2] - (isTraining ? shared : 0))
          }))
    }
    return stated
  }
}
