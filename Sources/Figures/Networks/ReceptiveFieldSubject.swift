import Drawing
import Neural

/// What the figure of receptive fields shows: one neuron of a network, and what it sees of each layer
/// before it, back to the input.
struct ReceptiveFieldSubject: FigureSubject {
  /// A layer on the way from the input to the neuron.
  struct Level: Sendable {
    /// The stage whose window looks at the level before; nil for the input.
    let stage: Int?
    /// The stage whose output is shown: the last that keeps the place of every neuron.
    let shown: Int?
    /// The rows and columns of neurons.
    let extent: Extent
    /// What a neuron sees of the input, along rows and columns.
    let rows: Span
    let columns: Span

    /// What a neuron sees, as it is written: 3 × 3.
    var size: String { "\(rows.size) × \(columns.size)" }
  }

  /// What a neuron sees of the input along one of its dimensions, in pixels.
  struct Span: Sendable, Equatable {
    var size = 1
    var jump = 1.0
    var start = 0
    /// The jump as it is written: a whole number, or a fraction.
    var jumpWords = "1"

    /// What a pixel sees: itself.
    init() {}

    init(_ axis: ReceptiveField.Axis) {
      (size, start, jumpWords) = (axis.size, axis.start, axis.jump.description)
      jump = Double(axis.jump.cells) / Double(axis.jump.neurons)
    }

    /// The middle of what the neuron of that number sees.
    func middle(_ index: Int) -> Double { Double(start) + Double(index) * jump + Double(size) / 2 }
  }

  /// Rows and columns of a level, some of which may lie beyond its edges.
  struct Region: Sendable, Equatable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>

    var extent: Extent { Extent(rows: rows.count, columns: columns.count) }

    /// The smallest region that holds both.
    func joined(_ other: Region) -> Region {
      Region(
        rows: min(
          rows.lowerBound, other.rows.lowerBound)...max(
            rows.upperBound, other.rows.upperBound),
        columns: min(
          columns.lowerBound, other.columns.lowerBound)...max(
            columns.upperBound, other.columns.upperBound))
    }

    /// The cells of it that lie beyond the edges of an extent.
    func outside(_ extent: Extent) -> Int {
      let inner =
        max(0, min(rows.upperBound, extent.rows - 1) - max(rows.lowerBound, 0) + 1)
        * max(0, min(columns.upperBound, extent.columns - 1) - max(columns.lowerBound, 0) + 1)
      return rows.count * columns.count - inner
    }
  }

  let run: NetworkRun
  let item: Int
  /// From the input to the neuron's own level.
  let levels: [Level]
  /// What the neuron's stage is called, where it was asked for.
  let name: String?
  let inputName: String
  let shade: ValueScale.Kind
  /// The neuron: its map, row and column.
  let neuron: (map: Int, cell: Cell)

  init?(_ exhibit: Exhibit, focus: Focus) {
    let run = exhibit.run
    let fields = run.network.receptiveFields
    func isSpatial(_ index: Int) -> Bool { run.network.stages[index].outputShape.count == 3 }
    let target =
      exhibit.isStageChosen || run.stages.count == 1
      ? exhibit.stageIndex
      : run.stages.indices.last { isSpatial($0) && !fields[$0].isEverything }
    guard let target, run.network.inputShape.count == 3, isSpatial(target),
      let levels = ReceptiveFieldSubject.levels(of: run, to: target, fields), levels.count > 1
    else { return nil }
    (self.run, item, self.levels) = (run, focus.item, levels)
    (inputName, shade) = (focus.inputName, focus.shade)
    name = exhibit.isStageChosen ? run.stages[target].stage.name : nil
    let output = run.stages[levels[levels.count - 1].shown ?? target].outputs[focus.item]
    let extent = levels[levels.count - 1].extent
    if let step = focus.step, exhibit.isStageChosen || run.stages.count == 1 {
      let place = step % output.count
      neuron = (
        place / extent.count,
        Cell(place % extent.count / extent.columns, place % extent.columns)
      )
    } else {
      neuron = ReceptiveFieldSubject.strongest(output, extent, levels)
    }
  }

  /// The most active neuron, if possible among those whose field lies inside of the input.
  private static func strongest(
    _ output: Tensor, _ extent: Extent, _ levels: [Level]
  ) -> (map: Int, cell: Cell) {
    let (last, input) = (levels[levels.count - 1], levels[0].extent)
    func isInside(_ place: Int) -> Bool {
      let cell = Cell(place % extent.count / extent.columns, place % extent.columns)
      func fits(_ span: Span, _ index: Int, _ length: Int) -> Bool {
        let start = span.middle(index) - Double(span.size) / 2
        return start >= 0 && start + Double(span.size) <= Double(length)
      }
      return fits(last.rows, cell.row, input.rows) && fits(last.columns, cell.column, input.columns)
    }
    let inside = output.values.indices.filter(isInside)
    let places = inside.isEmpty ? Array(output.values.indices) : inside
    let place = places.reduce(places[0]) { output.values[$1] > output.values[$0] ? $1 : $0 }
    return (
      place / extent.count, Cell(place % extent.count / extent.columns, place % extent.columns)
    )
  }

  /// The levels from the input to a stage: one for each layer that looks through windows, along the
  /// way of the widest field; nil where something on the way is no stack of maps.
  private static func levels(
    of run: NetworkRun, to target: Int, _ fields: [ReceptiveField]
  ) -> [Level]? {
    var path: [Int] = []
    var current: Int? = target
    while let stage = current {
      path.append(stage)
      let stages = run.network.stages
      guard stages[stage].outputShape.count == 3 else { return nil }
      let feeding = stages[stage].sources.compactMap { source -> Int? in
        if case .stage(let number) = source { number } else { nil }
      }
      current = feeding.max {
        (fields[$0].rows.size + fields[$0].columns.size, $0)
          < (fields[$1].rows.size + fields[$1].columns.size, $1)
      }
    }
    path.reverse()
    let input = run.network.inputShape
    var levels = [
      Level(
        stage: nil, shown: nil, extent: Extent(rows: input[1], columns: input[2]), rows: Span(),
        columns: Span())
    ]
    for stage in path {
      let isWindow =
        if case .element = run.network.stages[stage].layer.reach { false } else { true }
      // What comes before the first window and moves no neuron, such as a change of scale, is not shown.
      guard isWindow || levels.count > 1 else { continue }
      let shape = run.network.stages[stage].outputShape
      let window = isWindow ? stage : levels.removeLast().stage
      levels.append(
        Level(
          stage: window, shown: stage, extent: Extent(rows: shape[1], columns: shape[2]),
          rows: Span(fields[stage].rows), columns: Span(fields[stage].columns)))
    }
    return levels
  }

  /// The map of a level that is shown: the neuron's own, else the one most active in a region.
  func map(of level: Int, in region: Region) -> Int {
    if level == levels.count - 1 { return neuron.map }
    let values = self.values(of: level)
    let extent = levels[level].extent
    func activity(_ map: Int) -> Double {
      var sum = 0.0
      for row in max(
        0, region.rows.lowerBound)...max(0, min(extent.rows - 1, region.rows.upperBound))
      {
        for column in max(
          0, region.columns.lowerBound)...max(0, min(extent.columns - 1, region.columns.upperBound))
        {
          sum += abs(values[map, min(row, extent.rows - 1), min(column, extent.columns - 1)])
        }
      }
      return sum
    }
    let sums = (0..<values.shape[0]).map(activity)
    return sums.indices.max { sums[$0] < sums[$1] } ?? 0
  }

  /// What is shown of a level, [maps, rows, columns].
  func values(of level: Int) -> Tensor {
    levels[level].shown.map { run.stages[$0].outputs[item] } ?? run.items[item]
  }

  /// A value of a level.
  func datum(_ level: Int, map: Int, _ cell: Cell) -> Datum {
    let values = values(of: level)
    guard let shown = levels[level].shown else {
      return Datum(
        .init(tensor: Tensors.input, index: [map, cell.row, cell.column]),
        values[map, cell.row, cell.column])
    }
    let stage = run.stages[shown]
    return Datum(
      .init(
        stage: stage.stage.name, tensor: stage.outputName.rawValue,
        index: [map, cell.row, cell.column]), values[map, cell.row, cell.column])
  }
}
