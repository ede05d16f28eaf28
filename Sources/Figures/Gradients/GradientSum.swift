import Drawing
import Neural
import Wording

/// A gradient as the sum of what neurons contribute: each neuron's operands, the component that they
/// make, and the total. Of few neurons all are shown; of many the first, the one with the largest
/// |δ| and the last, between them how many are left out.
struct GradientSum: Sendable {
  let parts: GradientParts
  let values: ContributionValues
  /// The neurons that are shown.
  let shown: [Int]

  var pass: Convolution.ForwardPass { parts.pass }
  private var theme: Theme { parts.theme }
  var spellings: Spellings { parts.spellings }
  var notation: Notation { parts.notation }
  private var extent: Extent { values.extent }
  /// The channel that is drawn neuron by neuron.
  var channel: Int { values.channels.lowerBound }
  private var isWhole: Bool { shown.count == values.neurons.count }

  /// The channels whose totals are drawn.
  var shownChannels: [Int] {
    Volume.shown(of: values.channels.count).map { values.channels.lowerBound + $0 }
  }

  // MARK: - Scales

  /// One scale for components and, while all of them are shown, their total.
  var componentScale: ValueScale {
    let components = shown.flatMap {
      values.elements(of: $0, channel: channel).values.map(\.product.value)
    }
    return ValueScale(
      .signed, over: components + (isWhole ? channelTotals : []), theme: theme)
  }
  private var totalScale: ValueScale {
    isWhole ? componentScale : ValueScale(.signed, over: channelTotals, theme: theme)
  }
  private var channelTotals: [Double] {
    shownChannels.flatMap { channel in
      values.cells.map { values.total($0, channel: channel).value }
    }
  }

  // MARK: - Matrices

  /// What one neuron contributes to the channel that is drawn.
  func component(_ neuron: Int, _ scale: ValueScale) -> Matrix {
    let elements = values.elements(of: neuron, channel: channel)
    var matrix = Matrix("component \(neuron)", say("component"), extent) { cell in
      guard let element = elements[cell] else { return .zero }
      let factor = element.factors[0]
      var face = CellFace(element.product, spellings, notation, scale)
      face.symbol = notation.product([factor, values.gradients.delta(neuron)])
      if element.factors.count == 1 {
        face.detail = .row([
          spellings.number(factor, .regular), .space(0.2),
          notation.components == .delta ? .math("δ") : notation.general(Tensors.delta),
        ])
      }
      return face
    }
    matrix.aspect = extent.columns <= 3 ? 1.3 : 1
    if values.kind == .weights {
      matrix.frame = parts.position(neuron)?.stroke(3)
      matrix.importance = 1.5
    } else {
      matrix.overlays = overlays(neuron, "component \(neuron) overlay")
    }
    // Of many numbers the colours tell enough where the total says its own.
    if extent.count > 9 {
      matrix.raster = (values.cells.map { elements[$0]?.product.value ?? 0 }, scale)
    }
    return matrix
  }

  /// The outline of a neuron's overlay, where it lies inside.
  private func overlays(_ neuron: Int, _ name: String) -> [OverlayMark] {
    let position = pass.sweep[neuron % values.gradients.count]
    let (span, under) = (pass.sweep.geometry.span, pass.sweep.underlay)
    let first = Cell(max(0, position.origin.row), max(0, position.origin.column))
    let rows = min(under.rows, position.origin.row + span.rows) - first.row
    let columns = min(under.columns, position.origin.column + span.columns) - first.column
    guard rows > 0, columns > 0, let style = parts.position(neuron) else { return [] }
    let isInside = position.origin == first && rows == span.rows && columns == span.columns
    let dilation = pass.layer.geometry.dilation
    return [
      OverlayMark(
        name: name, row: first.row, column: first.column, rows: rows, columns: columns,
        dilation: isInside ? (dilation.rows, dilation.columns) : (1, 1), style: style)
    ]
  }

  /// A sum of one channel: the gradient, or what the first neurons have added up to.
  func matrix(
    _ name: String, channel: Int, _ scale: ValueScale, frame: Stroke? = nil,
    _ datum: @escaping @Sendable (Cell) -> Datum?
  ) -> Matrix {
    let place = name == "total" ? say("sum") : say("sum before")
    var matrix = Matrix("\(name) \(channel)", place, extent) { cell in
      guard let datum = datum(cell) else { return .zero }
      let isTotal = datum.address.tensor != Tensors.partialSum
      var face = CellFace(
        datum, spellings, notation, scale, weight: isTotal ? .bold : .medium)
      if !isTotal { face.symbol = nil }
      return face
    }
    matrix.frame = frame
    matrix.importance = values.kind == .weights ? 1.3 : 0.8
    matrix.largest = 96
    matrix.aspect = extent.columns <= 3 ? 1.3 : 1
    if !values.arePrinted {
      matrix.raster = (values.cells.map { datum($0)?.value ?? 0 }, scale)
    }
    return matrix
  }

  /// The total of the channels that are shown, with its legend.
  func total(channels: [Int]? = nil) -> any Block {
    let channels = channels ?? shownChannels
    let scale = totalScale
    let tensor =
      values.kind == .weights ? Tensors.weightGradient : Tensors.inputGradient
    let legend = Legend(scale, of: tensor, spellings)
    func sheet(_ channel: Int) -> Matrix {
      matrix("total", channel: channel, scale, frame: parts.totalFrame) {
        values.total($0, channel: channel)
      }
    }
    let words = isWhole ? say("sum") : say("sum of all \(values.neurons.count)")
    guard channels.count > 1 else {
      let isOneOfMany = values.channels.count > 1
      return Titled(
        isOneOfMany ? words + ", " + say("channel \(index: channels[0])") : words,
        notation.general(tensor), below: [legend], sheet(channels[0]))
    }
    let sheets = channels.map { channel in
      Volume.Channel(
        .row([.math("c"), .relation("="), .math(Voice.current.notation.index(channel))]),
        sheet(channel))
    }
    return Titled(
      words, notation.general(tensor), below: [legend],
      Volume(
        sheets: sheets, hidden: values.channels.count - channels.count, place: say("channels")))
  }

  // MARK: - Operands

  /// The input under a neuron's overlay.
  func input(_ neurons: [Int], largest: Double = 60) -> Matrix {
    let convolution = ConvolutionParts(parts.subject.forward, spellings, parts.pen)
    let marks = neurons.compactMap { neuron -> (OverlayPosition, PositionStyle, String?)? in
      parts.position(neuron).map { (pass.sweep[neuron % values.gradients.count], $0, nil) }
    }
    var input = convolution.input(
      channel: channel, map: parts.map,
      position: neurons.count == 1 ? pass.sweep[neurons[0] % values.gradients.count] : nil,
      marks: marks.reversed(), fill: neurons.count > 1 ? .heat : .none, hasCorners: false,
      hasIndices: false)
    input.largest = largest
    return input
  }

  /// What a neuron saw, enlarged.
  func underlay(_ neuron: Int) -> Matrix {
    let (step, scale) = (values.step(neuron), parts.subject.forward.inputScale(theme))
    var matrix = operand("underlay \(neuron)", say("underlay"), scale, isHeat: true) {
      values.factor(step.terms[$0], map: step.map)
    }
    matrix.frame = parts.position(neuron)?.stroke(3)
    matrix.importance = 1.5
    return matrix
  }

  /// The filter of a neuron's map, as it lay over the input.
  func filter(_ neuron: Int, largest: Double = 56) -> Matrix {
    let step = pass.steps[neuron]
    let scale = ValueScale(.signed, over: pass.layer.weights.values, theme: theme)
    var matrix = operand("filter \(neuron)", say("filter"), scale, isHeat: false) {
      values.gradients.forward.weight(step.terms[$0], map: step.map)
    }
    let kernel = pass.layer.kernel
    matrix.largest = largest
    matrix.aspect = kernel.columns <= 3 ? 1.2 : 1
    matrix.importance = max(1, Double(extent.rows) / (2.5 * Double(kernel.rows)))
    return matrix
  }

  /// What lies at each kernel cell of the channel, by the number of its term.
  private func operand(
    _ name: String, _ place: String, _ scale: ValueScale, isHeat: Bool,
    _ datum: @escaping @Sendable (Int) -> Datum
  ) -> Matrix {
    let kernel = pass.layer.kernel
    let first = (channel - values.channels.lowerBound) * kernel.count
    var matrix = Matrix(name, place, kernel) { cell in
      CellFace(
        datum(first + cell.row * kernel.columns + cell.column), spellings, notation, scale,
        isHeat: isHeat)
    }
    if kernel.count > 9 {
      matrix.raster = ((first..<(first + kernel.count)).map { datum($0).value }, scale)
    }
    return matrix
  }
}

extension GradientSum {
  /// The same by one correlation or convolution: its operands and its result, small.
  var equivalents: [any Block] {
    let gradients = values.gradients
    let isOneMap = values.neurons.count == gradients.count
    guard isOneMap, isWhole, values.arePrinted else { return [] }
    var source =
      values.kind == .weights
      ? input([], largest: 40) : filter(shown[0], largest: 46)
    source.overlays = []
    var deltas = parts.neuronMap(
      "deltas", say("components"), of: gradients.backward.biasGradientComponents,
      filled: gradients.count, isPlain: true, gradients.delta)
    deltas.aspect = 1.5
    var total = matrix("total", channel: channel, totalScale, frame: parts.totalFrame) {
      values.total($0, channel: channel)
    }
    total.aspect = 1.7
    let sign = values.kind == .weights ? "⋆" : "∗"
    return [source, Fixed.sign(sign), deltas, Fixed.sign("="), total]
  }
}
