import Drawing
import Wording
import Neural

/// The blocks that figures of a convolution share: the input under its overlays, filters, feature
/// maps and the inside of a neuron.
struct ConvolutionParts: Sendable {
  let subject: Subject
  let values: ConvolutionValues
  let spellings: Spellings
  let notation: Notation
  let theme: Theme
  let labels: Labels
  /// The scale of the input's values, the same for all channels.
  let inputScale: ValueScale
  /// The scale of the weights of a layer.
  let weightScale: ValueScale
  /// The scale of a layer's activations: ink where they cannot be negative.
  let outputScale: ValueScale

  init(_ subject: Subject, _ spellings: Spellings, _ pen: Pen) {
    self.subject = subject
    self.spellings = spellings
    values = ConvolutionValues(subject.pass, stage: subject.stage)
    notation = Notation(
      subject.pass.layer, pen.style.voice.notation, number: subject.layerNumber)
    theme = pen.theme
    labels = pen.style.labels
    inputScale = subject.inputScale(theme)
    weightScale = ValueScale(.signed, over: subject.pass.layer.weights.values, theme: theme)
    let isSigned = !subject.pass.layer.activation.isNeverNegative
    outputScale = ValueScale(isSigned ? .signed : .ink, over: subject.activations, theme: theme)
  }

  var pass: Convolution.ForwardPass { subject.pass }
  var layer: Convolution { pass.layer }

  // MARK: - Input

  /// How the input's cells are coloured.
  enum Fill: Sendable {
    /// Those under the overlay by the weight that lies on each.
    case weights
    /// All by their value.
    case heat
    /// Not at all.
    case none
  }

  /// The weight over a cell at an overlay position.
  private func covering(_ position: OverlayPosition) -> [Cell: Cell] {
    let kernel = layer.kernel
    return Dictionary(
      uniqueKeysWithValues: (0..<kernel.count).map { index in
        let cell = Cell(index / kernel.columns, index % kernel.columns)
        return (pass.sweep.cell(under: cell, at: position), layer.weightCell(under: cell))
      })
  }

  /// One channel of the input.
  ///
  /// - Parameters:
  ///   - position: the position whose cells bear their weights; none for no position.
  ///   - marks: the overlays, by their positions.
  ///   - fill: how cells are coloured.
  ///   - hasCorners: whether the weights stand small on the cells that they multiply.
  func input(
    channel: Int, map: Int, position: OverlayPosition?,
    marks: [(position: OverlayPosition, style: PositionStyle, badge: String?)], fill: Fill,
    hasCorners: Bool = true, hasIndices: Bool = true, window: Window? = nil
  ) -> Matrix {
    let under = pass.sweep.underlay
    let window = window ?? Window(rows: 0..<under.rows, columns: 0..<under.columns)
    let span = pass.sweep.geometry.span
    let covered = position.map(covering) ?? [:]
    let shownMarks = marks.map { mark in
      OverlayMark(
        name: "\(Tensors.overlay) \(channel) \(mark.position.index)",
        row: mark.position.origin.row - window.rows.lowerBound,
        column: mark.position.origin.column - window.columns.lowerBound, rows: span.rows,
        columns: span.columns,
        dilation: (layer.geometry.dilation.rows, layer.geometry.dilation.columns),
        style: mark.style, badge: mark.badge)
    }
    let outside = Set(
      marks.flatMap { mark in
        covering(mark.position).keys.filter { !pass.sweep.contains($0) }
      })
    let first = layer.firstChannel(ofMap: map)
    let scale = inputScale
    let isQuiet = position != nil
    let name = layer.channels > 1 ? "input \(channel)" : "input"
    var matrix = Matrix(
      name: name, place: say("input"), rows: window.rows.count, columns: window.columns.count
    ) { row, column in
      let cell = Cell(row + window.rows.lowerBound, column + window.columns.lowerBound)
      var face = CellFace()
      let weight = covered[cell]
      if let weight, hasCorners {
        let datum = values.weight(weight, channel: channel - first, map: map)
        face.corner = corner(datum)
      }
      if let weight, case .weights = fill {
        face.identity = theme.weight(weightIndex(weight, channel: channel - first))
      }
      guard pass.sweep.contains(cell) else {
        guard outside.contains(cell) else { return nil }
        let source = pass.source(of: cell)
        face.isDashed = true
        face.isQuiet = true
        guard layer.paddingMode != .zeros else {
          face.number = .number("0", .regular)
          return face
        }
        // What a padding repeats is the same value at a second place.
        let datum = values.input(source, channel: channel)
        face.number = spellings.number(datum, .regular)
        face.symbol = notation.symbol(datum)
        face.heat = scale.color(of: datum.value)
        return face
      }
      let datum = values.input(cell, channel: channel)
      face.number = spellings.number(datum, weight == nil ? .regular : .medium)
      face.symbol = notation.symbol(datum)
      face.heat = scale.color(of: datum.value)
      face.isHeat = if case .heat = fill { true } else { false }
      face.isNegative = datum.value < 0
      face.mark = datum.mark
      face.isQuiet = isQuiet && weight == nil
      return face
    }
    matrix.indices =
      hasIndices ? (window.rows.lowerBound, window.columns.lowerBound) : nil
    matrix.overlays = shownMarks
    matrix.ring = (
      max(0, -(outside.map(\.row).min() ?? 0)),
      max(0, (outside.map(\.row).max() ?? 0) - under.rows + 1),
      max(0, -(outside.map(\.column).min() ?? 0)),
      max(0, (outside.map(\.column).max() ?? 0) - under.columns + 1)
    )
    matrix.isCut = (
      window.rows.lowerBound > 0, window.rows.upperBound < under.rows,
      window.columns.lowerBound > 0, window.columns.upperBound < under.columns
    )
    if window.rows.count == under.rows, window.columns.count == under.columns,
      !ConvolutionValues.areNumbersPrinted(under)
    {
      let size = under.count
      matrix.raster = (
        Array(pass.input.values[(channel * size)..<((channel + 1) * size)]), scale
      )
    }
    matrix.mark = Source(
      .init(stage: values.stage, tensor: Tensors.input, index: [channel]), form: .mark)
    return matrix
  }

  /// A weight as it stands on the cell that it multiplies: ×0.5.
  func corner(_ weight: Datum) -> Formula {
    .row([
      .number("×", .medium),
      labels == .symbols ? notation.symbol(weight) : spellings.number(weight, .semibold),
    ])
  }

  /// The number of a weight, which its colour goes by.
  func weightIndex(_ cell: Cell, channel: Int) -> Int {
    channel * layer.kernel.count + cell.row * layer.kernel.columns + cell.column
  }

  // MARK: - Filter

  /// One channel of a map's filter.
  func filter(map: Int, channel: Int, isColored: Bool) -> Matrix {
    let scale = weightScale
    let kernel = layer.kernel
    var matrix = Matrix(
      name: layer.channelsInGroup > 1 ? "filter \(channel)" : "filter", place: say("filter"),
      rows: kernel.rows, columns: kernel.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < kernel.rows, column < kernel.columns else { return nil }
      let datum = values.weight(Cell(row, column), channel: channel, map: map)
      var face = CellFace()
      face.number = spellings.number(datum)
      face.symbol = notation.symbol(datum)
      face.heat = scale.color(of: datum.value)
      face.isHeat = !isColored
      face.isNegative = datum.value < 0
      face.mark = datum.mark
      if isColored {
        face.identity = theme.weight(weightIndex(Cell(row, column), channel: channel))
      }
      return face
    }
    if !ConvolutionValues.areNumbersPrinted(kernel), !isColored {
      let first = (map * layer.channelsInGroup + channel) * kernel.count
      matrix.raster = (Array(layer.weights.values[first..<(first + kernel.count)]), scale)
    }
    matrix.importance = 0.8
    matrix.largest = 60
    return matrix
  }

  // MARK: - Feature map

  /// Whether a map is small enough for circles.
  var areNeurons: Bool { pass.sweep.extent.rows <= 6 && pass.sweep.extent.columns <= 6 }

  /// One feature map.
  ///
  /// - Parameters:
  ///   - filled: how many neurons have been computed; the others are empty.
  ///   - marked: the outlines of neurons that stand out, by their numbers.
  ///   - scale: the scale of the activations, where neurons are coloured by them.
  func featureMap(
    _ map: Int, filled: Int, marked: [Int: PositionStyle], badges: [Int: String] = [:],
    scale: ValueScale?, window: Window? = nil
  ) -> Matrix {
    let extent = pass.sweep.extent
    let window = window ?? Window(rows: 0..<extent.rows, columns: 0..<extent.columns)
    let count = pass.sweep.count
    let isNeurons = window.rows.count <= 6 && window.columns.count <= 6
    var matrix = Matrix(
      name: layer.maps > 1 ? "map \(map)" : "map", place: say("feature map"),
      rows: window.rows.count, columns: window.columns.count
    ) { row, column in
      guard row >= 0, column >= 0, row < window.rows.count, column < window.columns.count else {
        return nil
      }
      let index =
        (row + window.rows.lowerBound) * extent.columns + column + window.columns.lowerBound
      var face = CellFace()
      let style = marked[index]
      face.outline = style.map { $0.stroke(Measures().overlay) }
      face.badge = badges[index]
      guard index < filled else {
        face.isDashed = true
        return face
      }
      let datum = values.a(pass.steps[map * count + index])
      face.number = spellings.number(datum, style == nil ? .regular : .bold)
      face.symbol = notation.symbol(datum)
      face.mark = datum.mark
      face.isNegative = datum.value < 0
      if let scale {
        face.heat = scale.color(of: datum.value)
        face.isHeat = true
      } else {
        face.identity = style?.color
        face.isQuiet = style == nil
      }
      return face
    }
    matrix.isNeurons = isNeurons
    if !ConvolutionValues.areNumbersPrinted(extent), let scale,
      window.rows.count == extent.rows, window.columns.count == extent.columns
    {
      // What is not a number has the paper's colour: neurons that are yet to come.
      let computed = subject.activations(ofMap: map).prefix(filled)
      matrix.raster = (
        computed + Array(repeating: .nan, count: count - computed.count), scale
      )
    }
    if matrix.isRaster {
      // Single pixels have no outlines of their own. The first position lies on top.
      matrix.overlays = marked.sorted { $0.key > $1.key }.map { index, style in
        let (row, column) = index.quotientAndRemainder(dividingBy: extent.columns)
        return OverlayMark(
          name: "\(matrix.name) \(row),\(column)", row: row, column: column, rows: 1, columns: 1,
          style: style, badge: badges[index])
      }
    }
    return matrix
  }

  /// The symbol of a whole map.
  var mapSymbol: Formula { notation.general(Tensors.a) }
}
