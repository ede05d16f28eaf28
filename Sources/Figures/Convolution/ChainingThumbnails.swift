import Drawing
import Neural

/// The maps and filters of a chaining figure as small matrices: heat, and numbers where they fit.
struct ChainingThumbnails {
  let pen: Pen
  let subject: Subject
  let plan: ChainingPlan
  let inputScale: ValueScale
  let filterScale: ValueScale
  let resultScale: ValueScale
  let outputScale: ValueScale
  private let z: Tensor
  private let a: Tensor

  private var pass: Convolution.ForwardPass { subject.pass }
  private var theme: Theme { pen.theme }

  init(pen: Pen, subject: Subject, plan: ChainingPlan) {
    self.pen = pen
    self.subject = subject
    self.plan = plan
    let theme = pen.theme
    let maps = plan.maps.compactMap(\.shown)
    let features = subject.pass.featureMaps()
    z = features.z
    a = features.a
    inputScale = subject.inputScale(theme)
    filterScale = ValueScale(.signed, over: subject.pass.layer.weights.values, theme: theme)
    // Separate results and sums are compared with one another, so they share a scale.
    var results: [Double] = []
    for map in maps {
      results += features.z[slice: map].values
      results += plan.separate[map]?.results.flatMap { $0 } ?? []
    }
    resultScale = ValueScale(.signed, over: results, theme: theme)
    let outputs = maps.flatMap { features.a[slice: $0].values }
    outputScale = ValueScale(
      outputs.contains { $0 < 0 } ? .signed : subject.shade, over: outputs, theme: theme)
  }

  func input(_ channel: Int, cell: Double) -> Panel {
    panel(
      pass.input[slice: channel].values, .input, pass.sweep.underlay, cell, inputScale,
      tag: "input \(channel)", frame: frame(channel, 2.6))
  }

  func filter(_ map: Int, _ channel: Int, cell: Double) -> Panel {
    panel(
      plan.weights(map: map, channel: channel), .filter, pass.layer.kernel, cell, filterScale,
      tag: "filter \(map),\(channel)", frame: frame(channel, 2.2))
  }

  func result(_ map: Int, _ channel: Int, cell: Double) -> Panel {
    panel(
      result(map, channel), .result, pass.sweep.extent, cell, resultScale,
      tag: "result \(map),\(channel)", frame: frame(channel, 2.2))
  }

  func sum(_ map: Int, cell: Double) -> Panel {
    panel(
      z[slice: map].values, .sum, pass.sweep.extent, cell, resultScale, tag: "sum \(map)",
      frame: Stroke(color: theme.ink, width: 2))
  }

  func output(_ map: Int, cell: Double) -> Panel {
    panel(
      a[slice: map].values, .output, pass.sweep.extent, cell, outputScale, tag: "output \(map)",
      frame: Stroke(color: theme.ink, width: 2.6))
  }

  private func frame(_ channel: Int, _ width: Double) -> Stroke {
    theme.position(plan.order(channel)).stroke(width)
  }

  private func result(_ map: Int, _ channel: Int) -> [Double] {
    plan.separate[map].map { $0.results[channel - $0.channels.lowerBound] } ?? []
  }

  /// What a column of the figure holds.
  private enum Column {
    case input, filter, result, sum, output
  }

  /// Everything that a column shows, so that its numbers are all written alike.
  private func values(_ column: Column) -> [Double] {
    let maps = plan.maps.compactMap(\.shown)
    func filters(_ values: (Int, Int) -> [Double]) -> [Double] {
      maps.flatMap { map in
        (plan.stacks[map] ?? []).compactMap(\.shown).flatMap { values(map, $0) }
      }
    }
    return switch column {
    case .input: plan.inputs.compactMap(\.shown).flatMap { pass.input[slice: $0].values }
    case .filter: filters { plan.weights(map: $0, channel: $1) }
    case .result: filters { result($0, $1) }
    case .sum: maps.flatMap { z[slice: $0].values }
    case .output: maps.flatMap { a[slice: $0].values }
    }
  }

  /// One matrix of a column.
  private func panel(
    _ values: [Double], _ column: Column, _ extent: Extent, _ cell: Double, _ scale: ValueScale,
    tag: String, frame: Stroke
  ) -> Panel {
    pen.thumbnail(
      values, column: self.values(column), extent: extent, cell: cell, scale: scale, tag: tag,
      frame: frame)
  }
}
