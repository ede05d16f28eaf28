import Drawing
import Neural
import Wording

/// The dot products of a map taken apart: what each channel gives alone, under its own matrix of the
/// filter; of many channels, the first two, the last, and the sum of the others.
struct SeparateResults: Sendable {
  let pass: Convolution.ForwardPass
  let values: ConvolutionValues

  init(_ values: ConvolutionValues) {
    self.values = values
    pass = values.pass
  }

  /// Whether the numbers of a result can be printed.
  var arePrinted: Bool { ConvolutionValues.areNumbersPrinted(pass.sweep.extent) }

  /// The channels of a map that are shown, and how many are not.
  func channels(of map: Int) -> (shown: [Int], hidden: Int) {
    let all = values.channels(ofMap: map)
    let shown =
      all.count <= 3 ? Array(all) : [all.lowerBound, all.lowerBound + 1, all.upperBound - 1]
    return (shown, all.count - shown.count)
  }

  /// The step of a map at a position.
  func step(_ map: Int, _ position: Int) -> DotProduct {
    pass.steps[map * pass.sweep.count + position]
  }

  /// What one channel gives to a neuron alone; without a channel, what all those give together that
  /// are not shown.
  func result(_ map: Int, _ channel: Int?, _ position: Int) -> Datum {
    let step = step(map, position)
    if let channel { return values.subtotal(of: step, channel: channel) }
    let size = pass.layer.kernel.count
    let first = values.channels(ofMap: map).lowerBound
    return values.rest(
      of: step,
      without: channels(of: map).shown.flatMap {
        (($0 - first) * size)..<(($0 - first + 1) * size)
      })
  }

  /// The parts of a neuron's sum that are shown.
  func results(_ map: Int, _ position: Int) -> [Datum] {
    rows(of: map).map { result(map, $0, position) }
  }

  /// How the separate results of a step add up, for alt text; empty where there is only one.
  func words(of step: DotProduct, _ spellings: Spellings) -> String {
    let results = results(step.map, step.position.index).map(spellings.spoken)
    guard results.count > 1 else { return "" }
    let sum = Clause.sum(of: results, is: spellings.spoken(values.sum(of: step)))
    return say("Channel by channel: \(sum)") + "."
  }

  /// The channels of a map from top to bottom; nil where some are left out.
  func rows(of map: Int) -> [Int?] {
    let (shown, hidden) = channels(of: map)
    return shown.map { $0 } + (hidden > 0 ? [nil] : [])
  }

  /// How many channels are not shown, as a block.
  func ellipsis(_ map: Int) -> any Block {
    Fixed.words("⋮  " + say("\(channels(of: map).hidden) more"))
  }

  /// a_c ⋆ w_{m,c}: one channel under its matrix of a map's filter.
  func product(_ map: Int, _ channel: Int, _ notation: Notation) -> Formula {
    let (layer, local) = (pass.layer, channel - values.channels(ofMap: map).lowerBound)
    let index =
      (notation.hasMaps ? ["\(map)"] : []) + (notation.hasFilterChannels ? ["\(local)"] : [])
    return .row([
      notation.general(Tensors.input, notation.hasChannels ? "\(channel)" : nil),
      .relation(layer.operation.sign),
      .symbol("w", sub: index.isEmpty ? nil : index.joined(separator: ",")),
    ])
  }

  /// The product's value at a neuron: (a_c ⋆ w_{m,c})_{i,j}.
  func product(_ map: Int, _ channel: Int, at neuron: Cell, _ notation: Notation) -> Formula {
    .scripts(
      .row([.math("("), product(map, channel, notation), .math(")")]),
      sub: .math("\(neuron.row),\(neuron.column)"), sup: nil)
  }

  /// The scale of the results and of what they add up to.
  func scale(_ maps: [Int], _ theme: Theme) -> ValueScale {
    let positions = pass.sweep.count
    let sums = maps.flatMap { map in
      rows(of: map).flatMap { row in (0..<positions).map { result(map, row, $0).value } }
    }
    return ValueScale(
      .signed, over: sums + maps.flatMap { values.steps(ofMap: $0).map(\.z) }, theme: theme)
  }

  /// A matrix of one value for each position.
  ///
  /// - Parameters:
  ///   - followed: the position that is outlined.
  ///   - hasSymbols: whether the values have symbols of their own.
  func matrix(
    _ name: String, place: String, scale: ValueScale, followed: Int?, hasSymbols: Bool,
    _ parts: ConvolutionParts, _ datum: (Int) -> Datum
  ) -> Matrix {
    let extent = pass.sweep.extent
    let data = (0..<pass.sweep.count).map(datum)
    let isSilent = !hasSymbols && parts.labels == .symbols
    var matrix = Matrix(
      name: name, place: place, rows: extent.rows, columns: extent.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < extent.rows, column < extent.columns else { return nil }
      let index = row * extent.columns + column
      let datum = data[index]
      var face = CellFace()
      face.number =
        isSilent ? nil : parts.spellings.number(datum, index == followed ? .bold : .regular)
      face.symbol = hasSymbols ? parts.notation.symbol(datum) : nil
      face.heat = scale.color(of: datum.value)
      face.isHeat = true
      face.isNegative = datum.value < 0
      face.mark = datum.mark
      face.outline = index == followed ? Stroke(color: parts.theme.ink, width: 3) : nil
      return face
    }
    if !arePrinted { matrix.raster = (data.map(\.value), scale) }
    (matrix.numbersCost, matrix.leastSide) = (25, 40)
    return matrix
  }

  /// Whether the results of a map add up to its dot products.
  func agreement(_ map: Int) -> Agreement {
    let steps = values.steps(ofMap: map)
    let channels = values.channels(ofMap: map)
    let sums = steps.map { step in
      channels.reduce(0) { $0 + values.subtotal(of: step, channel: $1).value }
    }
    let sizes = steps.map { step in step.terms.reduce(0) { $0 + abs($1.product) } }
    return Agreement(
      sums, steps.map(\.dotProduct), terms: channels.count * pass.layer.kernel.count,
      size: sizes.max() ?? 0)
  }
}
