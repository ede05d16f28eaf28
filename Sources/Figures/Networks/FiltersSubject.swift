import Drawing
import Neural

/// What the figure of filters shows: a convolution of a network, its filters and the maps of one
/// input, now or before and after training.
struct FiltersSubject: FigureSubject {
  /// The filters at one time, and the maps that they give of the input.
  struct State: Sendable {
    /// The epoch after which they are; nil for those of the run.
    let epoch: Int?
    /// The weights, [maps, channels, rows, columns].
    let weights: Tensor
    /// What the layer gives, [maps, rows, columns].
    let maps: Tensor
  }

  let run: NetworkRun
  /// The number of the stage.
  let index: Int
  /// The stage whose output the maps are: that of the activation function, where there is one.
  let mapStage: StageRun
  let pass: Convolution.ForwardPass
  /// The function behind the sum; nil where what stands behind it is no function of one value.
  let activation: Activation?
  /// The states from the earliest to the latest: one, or two.
  let states: [State]
  /// How the network learnt, where that was brought and tells of this stage.
  let course: TrainingCourse?
  let inputName: String
  let shade: ValueScale.Kind
  let isPicture: Bool

  init?(_ exhibit: Exhibit, focus: Focus) {
    let run = exhibit.run
    guard let index = FiltersSubject.stage(of: exhibit),
      let pass = run.stages[index].pass(ofItem: focus.item) as? Convolution.ForwardPass
    else { return nil }
    (self.run, self.index, self.pass) = (run, index, pass)
    (inputName, shade) = (focus.inputName, focus.shade)
    isPicture = focus.isPicture && run.network.stages[index].sources == [.input]
    let followers = run.followers(of: index)
    mapStage = run.stages[followers.last ?? index]
    let functions = followers.map { run.network.stages[$0].layer as? ActivationLayer }
    switch (pass.layer.activation, functions.count) {
    case (let own, 0): activation = own
    case (.identity, 1): activation = functions[0]?.activation
    default: activation = nil
    }
    let item = focus.item
    func state(_ recorded: (epoch: Int, tensors: NamedTensors)) -> State? {
      guard let weights = recorded.tensors[.weight], weights.shape == pass.layer.weights.shape,
        let layer = run.layer(of: index, with: recorded.tensors)
      else { return nil }
      var output = try? layer.output(of: run.inputs(of: index, item: item), mode: run.mode)
      for stage in followers {
        output = output.flatMap {
          try? run.network.stages[stage].layer.output(of: [$0], mode: .inference)
        }
      }
      return output.map { State(epoch: recorded.epoch, weights: weights, maps: $0) }
    }
    let recorded = exhibit.course?.parameters(of: run.stages[index].stage.name) ?? []
    let last = recorded.last { $0.epoch == exhibit.course?.keptEpoch } ?? recorded.last
    if let first = recorded.first, let last, first.epoch < last.epoch, let before = state(first),
      let after = state(last)
    {
      states = [before, after]
      course = exhibit.course
    } else {
      states = [
        State(
          epoch: nil, weights: pass.layer.weights,
          maps: mapStage.outputs[item])
      ]
      course = nil
    }
  }

  /// The stage that is shown: what was asked for, or that of the same layer which has filters; else
  /// the first with filters of which the course of the training tells, or the first of all.
  private static func stage(of exhibit: Exhibit) -> Int? {
    guard !exhibit.isStageChosen else { return exhibit.chosenConvolution }
    let (run, filters) = (exhibit.run, exhibit.convolutions)
    let told = filters.first {
      exhibit.course?.parameters(of: run.stages[$0].stage.name).isEmpty == false
    }
    return told ?? filters.first
  }

  /// The most filters that are shown.
  static let most = 8

  /// The filters that are shown, in their order: of many those that changed most, or those with the
  /// largest weights.
  func shown(_ most: Int = most) -> [Int] {
    let count = pass.layer.maps
    guard count > most else { return Array(0..<count) }
    let sizes = (0..<count).map(size)
    let order = (0..<count).sorted { (sizes[$0], $1) > (sizes[$1], $0) }
    return order.prefix(most).sorted()
  }

  /// How much a filter changed, or how large its largest weight is.
  private func size(of map: Int) -> Double {
    let count = pass.layer.weights.count / pass.layer.maps
    let places = (map * count)..<((map + 1) * count)
    let last = states[states.count - 1].weights.values
    guard states.count > 1 else { return places.map { abs(last[$0]) }.max() ?? 0 }
    let first = states[0].weights.values
    return places.reduce(0) { $0 + (last[$1] - first[$1]) * (last[$1] - first[$1]) }
  }

  /// The place in the weights of the one that changed most.
  var mostChanged: Int? {
    guard states.count > 1 else { return nil }
    let (first, last) = (states[0].weights.values, states[1].weights.values)
    return first.indices.max { abs(last[$0] - first[$0]) < abs(last[$1] - first[$1]) }
  }

  // MARK: - Values

  private var stage: String { run.stages[index].stage.name }

  /// Where a value of a tensor is in a state; that of the run has the plain name.
  private func address(
    _ stage: String, _ tensor: String, _ state: Int, _ index: [Int]
  ) -> Source.Address {
    guard let epoch = states[state].epoch else {
      return Source.Address(stage: stage, tensor: tensor, index: index)
    }
    return Source.Address(
      stage: stage, tensor: TrainingCourse.recorded(tensor), index: [epoch] + index)
  }

  /// What the tensor of the states is called.
  func name(_ tensor: String) -> String {
    states[0].epoch == nil ? tensor : TrainingCourse.recorded(tensor)
  }

  /// A weight in a state.
  func weight(_ state: Int, map: Int, channel: Int, _ cell: Cell) -> Datum {
    Datum(
      address(stage, Tensors.weight, state, [map, channel, cell.row, cell.column]),
      states[state].weights[map, channel, cell.row, cell.column])
  }

  /// The weight at a place of the weights in a state.
  func weight(_ state: Int, at place: Int) -> Datum {
    let index = Indices(of: place, in: states[state].weights.shape)
    return weight(state, map: index[0], channel: index[1], Cell(index[2], index[3]))
  }

  /// A neuron of a map in a state.
  func neuron(_ state: Int, map: Int, _ cell: Cell) -> Datum {
    Datum(
      address(
        mapStage.stage.name, mapStage.outputName.rawValue, state, [map, cell.row, cell.column]),
      states[state].maps[map, cell.row, cell.column])
  }

  /// A cell of what the layer takes.
  func input(channel: Int, _ cell: Cell) -> Datum {
    Datum(
      .init(stage: stage, tensor: Tensors.input, index: [channel, cell.row, cell.column]),
      pass.input[channel, cell.row, cell.column])
  }

  /// The scale of all weights that are shown, of every state.
  func weightScale(_ theme: Theme) -> ValueScale {
    ValueScale(.signed, over: states.flatMap(\.weights.values), theme: theme)
  }

  /// The scale of all maps, of every state.
  func mapScale(_ theme: Theme) -> ValueScale {
    let values = states.flatMap(\.maps.values)
    return ValueScale(values.contains { $0 < 0 } ? .signed : .ink, over: values, theme: theme)
  }
}
