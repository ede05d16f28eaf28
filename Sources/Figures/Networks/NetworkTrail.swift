import Neural

/// What a neuron depends on in every stage before it, and in the network's input: found by following
/// the terms of steps back, so that it holds for every kind of layer and every graph.
struct NetworkTrail: Sendable {
  /// Some neurons of one tensor: a box of rows and columns in some of its channels.
  struct Region: Sendable, Equatable {
    /// The channels, in order; of a vector its elements.
    var channels: [Int]
    /// The rows; one for a vector.
    var rows: ClosedRange<Int>
    /// The columns; one for a vector.
    var columns: ClosedRange<Int>

    /// The number of its rows and columns.
    var extent: Extent { Extent(rows: rows.count, columns: columns.count) }

    fileprivate func union(_ other: Region) -> Region {
      Region(
        channels: Set(channels).union(other.channels).sorted(),
        rows: min(
          rows.lowerBound, other.rows.lowerBound)...max(
            rows.upperBound, other.rows.upperBound),
        columns: min(
          columns.lowerBound, other.columns.lowerBound)...max(
            columns.upperBound, other.columns.upperBound))
    }
  }

  /// The stage of the neuron.
  let stage: Int
  /// The neuron's number in the stage's output.
  let neuron: Int
  /// The neurons of each stage that it depends on; nil where there are none.
  private(set) var regions: [Region?]
  /// What it sees of the network's input; nil where that is nothing.
  private(set) var input: Region?
  /// The stages on the way of which each map is made of the map with its number alone.
  private(set) var stagesApart: Set<Int> = []

  /// Follows a neuron of an item back.
  init(_ run: NetworkRun, stage: Int, neuron: Int, item: Int) {
    (self.stage, self.neuron) = (stage, neuron)
    regions = run.stages.map { _ in nil }
    regions[stage] = NetworkTrail.region(
      of: neuron, in: run.stages[stage].stage.outputShape)
    for index in stride(from: stage, through: 0, by: -1) {
      guard let region = regions[index] else { continue }
      var single = region
      single.channels = [region.channels[0]]
      let fed = NetworkTrail.sources(of: single, run.stages[index], item: item)
      if fed.allSatisfy({ $0.1.channels == single.channels }) { stagesApart.insert(index) }
      for (source, seen) in NetworkTrail.sources(of: region, run.stages[index], item: item) {
        switch source {
        case .input: input = input?.union(seen) ?? seen
        case .stage(let number): regions[number] = regions[number]?.union(seen) ?? seen
        }
      }
    }
  }

  /// Whether each map of a stage is made of the map with its number alone, as by pooling.
  static func keepsApart(_ run: StageRun, item: Int) -> Bool {
    let shape = run.stage.outputShape
    guard let first = shape.first, shape.count > 1 || run.stage.inputShapes[0].count == 1 else {
      return false
    }
    // One map in the middle tells: groups of maps begin at others.
    let map = first / 2
    let plane = shape.dropFirst().reduce(1, *)
    let region = region(of: map * plane + plane / 2, in: shape)
    return sources(of: region, run, item: item).allSatisfy { $0.1.channels == [map] }
  }

  /// The one neuron of that number as a region.
  static func region(of neuron: Int, in shape: [Int]) -> Region {
    let plane = shape.dropFirst().reduce(1, *)
    let columns = shape.count > 2 ? shape[shape.count - 1] : 1
    let (row, column) = (neuron % plane / columns, neuron % columns)
    return Region(
      channels: [neuron / plane], rows: row...row,
      columns: shape.count > 2 ? column...column : 0...0)
  }

  /// What feeds a region of a stage, for each of the stage's inputs.
  private static func sources(
    of region: Region, _ run: StageRun, item: Int
  ) -> [(Network.Source, Region)] {
    let stage = run.stage
    let account = run.account(.forward, ofItem: item)
    return stage.sources.indices.compactMap { input in
      let shape = stage.inputShapes[input]
      let name = run.sourceNames[input]
      var seen: Region?
      for neuron in corners(of: region, in: stage.outputShape) {
        guard let account, neuron < account.count else {
          // A stage without steps hands on what it is fed, in another shape.
          let own = NetworkTrail.region(of: neuron % max(1, shape.reduce(1, *)), in: shape)
          seen = seen?.union(own) ?? own
          continue
        }
        for term in account[neuron].terms where !term.isPadding {
          for address in [term.value.address, term.factor?.address] {
            guard let address, address.tensor == name.tensor, address.stage == name.stage else {
              continue
            }
            let own = NetworkTrail.region(of: address.indices.offset(in: shape), in: shape)
            seen = seen?.widened(by: own) ?? own
          }
        }
      }
      return seen.map { (stage.sources[input], $0.sorted) }
    }
  }

  /// The neurons at the corners of a region, in each of its channels: what they depend on reaches as
  /// far as what all of them do.
  private static func corners(of region: Region, in shape: [Int]) -> [Int] {
    let plane = shape.dropFirst().reduce(1, *)
    let columns = shape.count > 2 ? shape[shape.count - 1] : 1
    let rows = Set([region.rows.lowerBound, region.rows.upperBound])
    let sides = Set([region.columns.lowerBound, region.columns.upperBound])
    return region.channels.flatMap { channel in
      rows.flatMap { row in sides.map { channel * plane + row * columns + $0 } }
    }.sorted()
  }
}

extension NetworkTrail.Region {
  /// The region with one more; the channels are brought into order at the end.
  fileprivate func widened(by other: NetworkTrail.Region) -> NetworkTrail.Region {
    var region = self
    if region.channels.last != other.channels[0], !region.channels.contains(other.channels[0]) {
      region.channels.append(other.channels[0])
    }
    if !rows.contains(other.rows.lowerBound) {
      region.rows =
        Swift.min(
          rows.lowerBound, other.rows.lowerBound)...Swift.max(
          rows.upperBound, other.rows.upperBound)
    }
    if !columns.contains(other.columns.lowerBound) {
      region.columns =
        Swift.min(
          columns.lowerBound, other.columns.lowerBound)...Swift.max(
          columns.upperBound, other.columns.upperBound)
    }
    return region
  }

  fileprivate var sorted: NetworkTrail.Region {
    var region = self
    region.channels.sort()
    return region
  }
}
