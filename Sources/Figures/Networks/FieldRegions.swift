import Neural

extension ReceptiveFieldSubject {
  /// What some neurons of a level see of each level before it, from the input to themselves.
  func regions(of own: Region, at level: Int) -> [Region] {
    let stages = run.network.stages
    var known: [Int: Region] = [:]
    var input: Region?
    guard let top = levels[level].shown ?? levels[level].stage else { return [own] }
    known[top] = own
    for stage in stages.indices.reversed() where stage <= top {
      guard let region = known[stage] else { continue }
      for (source, shape) in zip(stages[stage].sources, stages[stage].inputShapes) {
        let before = Reached(stages[stage], over: shape).before(region)
        switch source {
        case .input: input = input.map { $0.joined(before) } ?? before
        case .stage(let number): known[number] = known[number].map { $0.joined(before) } ?? before
        }
      }
    }
    return levels[...level].map { level in
      (level.shown ?? level.stage).flatMap { known[$0] } ?? (level.stage == nil ? input : nil)
        ?? own
    }
  }

  /// The neurons of each level, from the input on, that see some of its pixels; nil where there is
  /// none.
  func fed(by pixels: Region) -> [Region?] {
    let stages = run.network.stages
    var known: [Int: Region] = [:]
    for stage in stages.indices {
      let fed = stages[stage].sources.indices.compactMap { source -> Region? in
        let before: Region? =
          switch stages[stage].sources[source] {
          case .input: pixels
          case .stage(let number): known[number]
          }
        let shape = stages[stage].inputShapes[source]
        return before.flatMap { Reached(stages[stage], over: shape).behind($0) }
      }
      guard let first = fed.first else { continue }
      known[stage] = fed.dropFirst().reduce(first) { $0.joined($1) }
    }
    return levels.map { level in
      level.shown.map { known[$0] } ?? pixels
    }
  }
}

/// How regions of what a stage takes and of what it gives belong together.
private struct Reached {
  private let reach: Reach
  private let input: Extent
  private let output: Extent

  init(_ stage: Network.Stage, over shape: [Int]) {
    func extent(_ shape: [Int]) -> Extent {
      Extent(rows: shape.count > 1 ? shape[shape.count - 2] : 1, columns: shape.last ?? 1)
    }
    (reach, input, output) = (stage.layer.reach, extent(shape), extent(stage.outputShape))
  }

  /// The cells from the first that the first of some windows covers to the last of the last one's.
  private static func covered(
    _ range: ClosedRange<Int>, span: Int, stride: Int, padding: Int
  ) -> ClosedRange<Int> {
    (range.lowerBound * stride - padding)...(range.upperBound * stride - padding + span - 1)
  }

  /// The windows that cover some of the cells; the first may lie behind the last where there are none.
  private static func covering(
    _ range: ClosedRange<Int>, span: Int, stride: Int, padding: Int
  ) -> (first: Int, last: Int) {
    let first = Double(range.lowerBound + padding - span + 1) / Double(stride)
    let last = Double(range.upperBound + padding) / Double(stride)
    return (Int(first.rounded(.up)), Int(last.rounded(.down)))
  }

  private static func all(_ extent: Extent) -> ReceptiveFieldSubject.Region {
    .init(rows: 0...max(0, extent.rows - 1), columns: 0...max(0, extent.columns - 1))
  }

  /// What the neurons of a region of the output see of the input, beyond its edges too.
  func before(_ region: ReceptiveFieldSubject.Region) -> ReceptiveFieldSubject.Region {
    switch reach {
    case .element: return region
    case .everything: return Reached.all(input)
    case .window(let geometry):
      let padding = geometry.padding(over: input)
      return .init(
        rows: Reached.covered(
          region.rows, span: geometry.span.rows, stride: geometry.stride.rows,
          padding: padding.top),
        columns: Reached.covered(
          region.columns, span: geometry.span.columns, stride: geometry.stride.columns,
          padding: padding.left))
    case .stamp(let geometry):
      let padding = geometry.padding(over: output)
      let rows = Reached.covering(
        region.rows, span: geometry.span.rows, stride: geometry.stride.rows, padding: padding.top)
      let columns = Reached.covering(
        region.columns, span: geometry.span.columns, stride: geometry.stride.columns,
        padding: padding.left)
      return .init(
        rows: rows.first...max(rows.first, rows.last),
        columns: columns.first...max(columns.first, columns.last))
    }
  }

  /// The neurons of the output that see some of a region of the input; nil where there are none.
  func behind(_ region: ReceptiveFieldSubject.Region) -> ReceptiveFieldSubject.Region? {
    func inside(_ rows: (first: Int, last: Int), _ columns: (first: Int, last: Int))
      -> ReceptiveFieldSubject.Region?
    {
      let (top, bottom) = (max(0, rows.first), min(output.rows - 1, rows.last))
      let (left, right) = (max(0, columns.first), min(output.columns - 1, columns.last))
      guard top <= bottom, left <= right else { return nil }
      return .init(rows: top...bottom, columns: left...right)
    }
    func ends(_ range: ClosedRange<Int>) -> (first: Int, last: Int) {
      (range.lowerBound, range.upperBound)
    }
    switch reach {
    case .element: return inside(ends(region.rows), ends(region.columns))
    case .everything: return Reached.all(output)
    case .window(let geometry):
      let padding = geometry.padding(over: input)
      return inside(
        Reached.covering(
          region.rows, span: geometry.span.rows, stride: geometry.stride.rows,
          padding: padding.top),
        Reached.covering(
          region.columns, span: geometry.span.columns, stride: geometry.stride.columns,
          padding: padding.left))
    case .stamp(let geometry):
      let padding = geometry.padding(over: output)
      return inside(
        ends(
          Reached.covered(
            region.rows, span: geometry.span.rows, stride: geometry.stride.rows,
            padding: padding.top)),
        ends(
          Reached.covered(
            region.columns, span: geometry.span.columns, stride: geometry.stride.columns,
            padding: padding.left)))
    }
  }
}
