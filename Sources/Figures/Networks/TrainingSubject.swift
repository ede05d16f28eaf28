import Drawing
import Neural

/// What the figure of training shows: the course of a training run, and of a recorded stage one plane
/// of one filter.
struct TrainingSubject: FigureSubject {
  static var needs: Exhibit.Needs { .course }

  let course: TrainingCourse
  /// The filter whose growth is shown; nil where no weights of filters were recorded.
  let filter: Filter?

  /// One plane of a filter after some epochs.
  struct Filter: Sendable {
    let stage: String
    /// The number of the layer; nil where the network has no such stage.
    let number: Int?
    let map: Int
    let channel: Int
    let channels: Int
    let extent: Extent
    /// The weights of the stage after each recorded epoch, [maps, channels, rows, columns].
    let states: [(epoch: Int, weights: Tensor)]

    /// A weight after the recorded epoch of that number among the states.
    func weight(_ state: Int, _ cell: Cell) -> Datum {
      let (epoch, weights) = states[state]
      return Datum(
        .init(
          stage: stage, tensor: TrainingCourse.recorded(Tensors.weight),
          index: [epoch, map, channel, cell.row, cell.column]),
        weights[map, channel, cell.row, cell.column])
    }

    var cells: [Cell] {
      (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
    }
  }

  init?(_ exhibit: Exhibit, focus: Focus) {
    guard let course = exhibit.course, !course.epochs.isEmpty else { return nil }
    self.course = course
    filter = TrainingSubject.filter(of: exhibit, course, focus: focus)
  }

  private static func filter(
    of exhibit: Exhibit, _ course: TrainingCourse, focus: Focus
  ) -> Filter? {
    let name = exhibit.stage.stage.name
    let suffix = ".\(Tensors.weight)"
    var candidates: [String] = []
    for record in course.recorded {
      for tensor in record.tensors where tensor.name.rawValue.hasSuffix(suffix) {
        candidates.append(String(tensor.name.rawValue.dropLast(suffix.count)))
      }
    }
    let isAsked = exhibit.isStageChosen && candidates.contains(name)
    let told = candidates.first { !weights(of: $0, course).isEmpty }
    guard let stage = isAsked ? name : told else { return nil }
    let states = weights(of: stage, course)
    guard let first = states.first?.weights, let last = states.last?.weights else { return nil }
    let number = exhibit.run.stages.first { $0.stage.name == stage }?.number
    // What changed most: a plane, or one of the filter that a step asks for.
    let (maps, channels) = (first.shape[0], first.shape[1])
    let size = first.shape[2] * first.shape[3]
    func change(_ plane: Int) -> Double {
      var sum = 0.0
      for place in (plane * size)..<((plane + 1) * size) {
        let difference = last.values[place] - first.values[place]
        sum += difference * difference
      }
      return sum
    }
    var planes = 0..<(maps * channels)
    if isAsked, let step = focus.step, let layer = exhibit.stage.stage.layer as? Convolution,
      layer.weights.shape == first.shape
    {
      let map = step / (exhibit.stage.outputs[0].count / maps)
      planes = (map * channels)..<((map + 1) * channels)
    }
    let changes = planes.map(change)
    let plane = planes.lowerBound + (changes.indices.max { changes[$0] < changes[$1] } ?? 0)
    return Filter(
      stage: stage, number: number, map: plane / channels, channel: plane % channels,
      channels: channels, extent: Extent(rows: first.shape[2], columns: first.shape[3]),
      states: states)
  }

  /// The weights of filters that were recorded of a stage, all of one shape and in the order of their
  /// epochs.
  private static func weights(
    of stage: String, _ course: TrainingCourse
  ) -> [(epoch: Int, weights: Tensor)] {
    let all = course.parameters(of: stage).compactMap { record in
      record.tensors[.weight].map { (epoch: record.epoch, weights: $0) }
    }
    guard let shape = all.first?.weights.shape, shape.count == 4,
      all.allSatisfy({ $0.weights.shape == shape })
    else { return [] }
    return all.sorted { $0.epoch < $1.epoch }
  }

  /// What is scored: what is learnt from, what is kept apart for choosing, what is held out.
  enum Part: String, CaseIterable, Sendable {
    case training, validation
    case heldOut = "held_out"

    /// The score of an epoch's record.
    func score(of record: EpochRecord) -> Score? {
      switch self {
      case .training: record.training
      case .validation: record.validation
      case .heldOut: record.heldOut
      }
    }
  }

  /// The parts that every epoch has a score for.
  var parts: [Part] {
    Part.allCases.filter { part in course.epochs.allSatisfy { part.score(of: $0) != nil } }
  }

  /// The scores of a part, epoch by epoch.
  func scores(_ part: Part) -> [Score] { course.epochs.compactMap(part.score) }

  /// The cost of a part after the last epoch.
  func lastCost(_ part: Part) -> Datum {
    let epoch = course.epochs.count
    return Datum(
      .init(stage: part.rawValue, tensor: "cost", index: [epoch]),
      scores(part)[epoch - 1].cost)
  }

  /// The share of right answers of a part after the last epoch, in per cent.
  func lastAccuracy(_ part: Part) -> Datum {
    let epoch = course.epochs.count
    // Hits over the count once, so that 273 of 297 is no more rounded than a number can be.
    let score = scores(part)[epoch - 1]
    return Datum(
      .init(stage: part.rawValue, tensor: "accuracy", index: [epoch]),
      score.count > 0 ? 100 * Double(score.hits) / Double(score.count) : 0)
  }
}
