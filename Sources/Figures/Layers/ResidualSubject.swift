import Drawing
import Neural

/// An addition whose addends go back to one source: a block with a shortcut around it, or several
/// ways that add.
struct ResidualSubject: FigureSubject {
  /// One way from the source to the addition.
  struct Way: Sendable {
    /// Which input of the addition it is.
    let input: Int
    /// The stages on it, in the network's order; none where the source goes past unchanged.
    let stages: [Int]

    var isShortcut: Bool { stages.isEmpty }
  }

  /// What is handed back to the source.
  struct Return: Sendable {
    /// The stage that hands it back, and of which of its inputs.
    let consumer: (stage: Int, input: Int)
    /// The way that the stage is on; nil where it is on none.
    let way: Int?
  }

  let run: NetworkRun
  /// The stage of the addition.
  let stage: Int
  let item: Int
  /// What all ways begin with.
  let source: Network.Source
  let ways: [Way]
  let returns: [Return]
  /// The element of the sum that is followed.
  private(set) var followed: Int

  init?(_ exhibit: Exhibit, focus: Focus) {
    let network = exhibit.run.network
    let isAddition = { (index: Int) in
      network.stages[index].layer is Add && network.stages[index].sources.count > 1
    }
    let chosen =
      exhibit.isStageChosen || isAddition(exhibit.stageIndex)
      ? exhibit.stageIndex : network.stages.indices.first(where: isAddition)
    guard let stage = chosen, isAddition(stage) else { return nil }
    (run, self.stage, item) = (exhibit.run, stage, focus.item)
    (source, ways) = ResidualSubject.ways(to: stage, network)
    let all = ways
    let consumers = ResidualSubject.consumers(of: source, network)
    returns = consumers.map { consumer in
      Return(
        consumer: consumer,
        way: all.firstIndex { way in
          consumer.stage == stage
            ? way.isShortcut && way.input == consumer.input : way.stages.contains(consumer.stage)
        })
    }
    let count = network.stages[stage].outputShape.reduce(1, *)
    followed = focus.step.map { $0 % count } ?? 0
    if focus.step == nil { followed = telling }
  }

  // MARK: - Ways

  /// The source that all addends are made of, and the ways from there.
  private static func ways(to stage: Int, _ network: Network) -> (Network.Source, [Way]) {
    let sources = network.stages[stage].sources
    let behind = sources.map { ancestors(of: $0, network) }
    let shared = behind.dropFirst().reduce(behind[0]) { $0.intersection($1) }.sorted(by: >)
    for candidate in shared {
      let ways = behind.enumerated().map { input, behind in
        Way(
          input: input,
          stages: behind.filter {
            $0 > candidate && ancestors(of: .stage($0), network).contains(candidate)
          }.sorted())
      }
      // Nothing on a way may be fed by what lies before its source.
      let isClosed = ways.allSatisfy { way in
        way.stages.allSatisfy { index in
          network.stages[index].sources.allSatisfy { source in
            let number = number(of: source)
            return number == candidate || way.stages.contains(number)
          }
        }
          && (way.stages.isEmpty
            ? number(of: sources[way.input]) == candidate
            : way.stages.contains(number(of: sources[way.input])))
      }
      if isClosed { return (source(candidate), ways) }
    }
    return (
      .input,
      behind.enumerated().map { Way(input: $0, stages: $1.filter { $0 >= 0 }.sorted()) }
    )
  }

  private static func number(of source: Network.Source) -> Int {
    if case .stage(let number) = source { number } else { -1 }
  }
  private static func source(_ number: Int) -> Network.Source {
    number < 0 ? .input : .stage(number)
  }

  /// A source and all that it is made of; −1 is the network's input.
  private static func ancestors(of source: Network.Source, _ network: Network) -> Set<Int> {
    var found: Set<Int> = []
    var open = [number(of: source)]
    while let next = open.popLast() {
      guard found.insert(next).inserted, next >= 0 else { continue }
      open += network.stages[next].sources.map(number(of:))
    }
    return found
  }

  private static func consumers(
    of source: Network.Source, _ network: Network
  ) -> [(stage: Int, input: Int)] {
    network.stages.indices.flatMap { stage in
      network.stages[stage].sources.indices
        .filter { network.stages[stage].sources[$0] == source }.map { (stage, $0) }
    }
  }

  /// The element that says most: that whose smallest addend is large, and the smallest gradient that
  /// is handed back.
  private var telling: Int {
    func least(_ tensors: [Tensor]) -> [Double]? {
      let count = sum.tensor.count
      guard !tensors.isEmpty, tensors.allSatisfy({ $0.count == count }) else { return nil }
      // Of very many elements the first are enough.
      return (0..<min(count, 100_000)).map { index in
        tensors.map { abs($0.values[index]) }.min() ?? 0
      }
    }
    let forward = least(ways.map { addend($0).tensor }) ?? [0]
    let back = least(returns.compactMap { handed($0)?.tensor }) ?? []
    let both = forward.indices.map { back.indices.contains($0) ? forward[$0] * back[$0] : 0 }
    let values = both.contains { $0 > 0 } ? both : forward
    return values.indices.max { (values[$0], $1) < (values[$1], $0) } ?? 0
  }
}

// MARK: - Values

extension ResidualSubject {
  /// A tensor that is shown: its values, where it stands, and the element that is followed.
  struct Shown: Sendable {
    let tensor: Tensor
    let stage: String
    let name: String
    let index: Int

    var plane: TensorPlane { TensorPlane(of: tensor.shape, around: index) }

    func datum(_ index: Int) -> Datum {
      Datum(
        .init(stage: stage, tensor: name, index: Array(Indices(of: index, in: tensor.shape))),
        tensor.values[index])
    }
    /// The element that is followed.
    var followed: Datum { datum(index) }
  }

  private var addition: StageRun { run.stages[stage] }

  /// The sum.
  var sum: Shown {
    Shown(
      tensor: addition.outputs[item], stage: addition.stage.name,
      name: addition.outputName.rawValue, index: followed)
  }

  /// What comes out of a way.
  func addend(_ way: Way) -> Shown {
    let tensor = run.inputs(of: stage, item: item)[way.input]
    let name = addition.sourceNames[way.input]
    // A smaller addend is repeated over the sum.
    let term = addition.account(.forward, ofItem: item)?[followed].terms[way.input]
    let index = term?.value.address.map { $0.indices.offset(in: tensor.shape) } ?? followed
    return Shown(
      tensor: tensor, stage: name.stage, name: name.tensor.rawValue,
      index: min(index, tensor.count - 1))
  }

  /// What all ways begin with.
  var origin: Shown {
    let tensor: Tensor
    let address: (String, String)
    switch source {
    case .input: (tensor, address) = (run.items[item], (NetworkPlan.input, Tensors.output))
    case .stage(let number):
      let stage = run.stages[number]
      (tensor, address) = (stage.outputs[item], (stage.stage.name, stage.outputName.rawValue))
    }
    return Shown(
      tensor: tensor, stage: address.0, name: address.1, index: originIndex(tensor.shape))
  }

  /// The element of the source at the place of the followed one; where the shapes differ, the one
  /// whose gradient is largest.
  private func originIndex(_ shape: [Int]) -> Int {
    if shape == sum.tensor.shape { return followed }
    let values = gradient?.values ?? [0]
    return values.indices.max { (abs(values[$0]), $1) < (abs(values[$1]), $0) } ?? 0
  }

  private var gradient: Tensor? {
    switch source {
    case .input: run.inputGradients?[item]
    case .stage(let number):
      run.stages[number].outputGradients.isEmpty
        ? nil : run.stages[number].outputGradients[item]
    }
  }

  /// ∂C/∂z of the sum; nil before the run went backward.
  var arriving: Shown? {
    guard !addition.outputGradients.isEmpty else { return nil }
    return Shown(
      tensor: addition.outputGradients[item], stage: addition.stage.name,
      name: Tensors.outputGradient, index: followed)
  }

  /// ∂C/∂x of the source; nil before the run went backward.
  var total: Shown? {
    let origin = origin
    return gradient.map {
      Shown(
        tensor: $0, stage: origin.stage, name: Tensors.outputGradient, index: origin.index)
    }
  }

  /// What a stage hands back to the source.
  func handed(_ back: Return) -> Shown? {
    let run = run.stages[back.consumer.stage]
    let gradients = run.inputGradients(back.consumer.input)
    guard !gradients.isEmpty else { return nil }
    return Shown(
      tensor: gradients[item], stage: run.stage.name,
      name: TensorName.activationGradient(back.consumer.input).rawValue, index: origin.index)
  }
}
