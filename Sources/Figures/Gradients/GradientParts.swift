import Drawing
import Neural
import Wording

/// The blocks that figures of gradients share: a quantity of each neuron of a map, its slope on the
/// curve, and a total.
struct GradientParts: Sendable {
  let values: GradientValues
  let map: Int
  /// The neuron that stands out; nil where all are alike.
  let current: Int?
  let spellings: Spellings
  let notation: Notation
  let theme: Theme
  let labels: Labels

  init(
    _ subject: GradientSubject, map: Int, _ spellings: Spellings, _ pen: Pen
  ) {
    values = GradientValues(subject.backward, stage: subject.forward.stage)
    self.map = map
    current = subject.step
    self.spellings = spellings
    notation = Notation(
      subject.forward.pass.layer, pen.style.voice.notation, number: subject.forward.layerNumber)
    theme = pen.theme
    labels = pen.style.labels
  }

  private var pass: Convolution.ForwardPass { values.backward.forward }
  private var extent: Extent { pass.sweep.extent }
  /// The map's neurons.
  var neurons: Range<Int> { map * values.count..<(map + 1) * values.count }

  /// A few neurons have a colour each, by their position; many are coloured by their values.
  var havePositions: Bool { values.count <= 4 && current == nil }

  /// The look of a neuron's position.
  func position(_ neuron: Int) -> PositionStyle {
    theme.position(current == nil ? neuron - neurons.lowerBound : 0)
  }

  /// A symbol or number in the colour of its neuron, where neurons have one.
  func colored(_ formula: Formula, _ neuron: Int, on ground: Color) -> Formula {
    havePositions || neuron == current
      ? .colored(theme.text(in: position(neuron).color, on: ground), formula) : formula
  }

  /// The scale of a quantity, over the whole map.
  func scale(_ values: Tensor) -> ValueScale {
    let isSigned = values.values.contains { $0 < 0 }
    return ValueScale(isSigned ? .signed : .ink, over: values.values, theme: theme)
  }

  /// One quantity of every neuron of the map, below its name and symbol.
  ///
  /// - Parameters:
  ///   - filled: how many neurons of the map have it already.
  func quantity(
    _ name: String, _ words: String, _ tensor: String, of all: Tensor, filled: Int? = nil,
    _ datum: @escaping @Sendable (Int) -> Datum
  ) -> any Block {
    let scale = scale(all)
    let filled = filled ?? values.count
    let isNeurons = extent.rows <= 6 && extent.columns <= 6
    let place = words.isEmpty ? say("upstream gradient") : words
    var matrix = Matrix(name: name, place: place, rows: extent.rows, columns: extent.columns) {
      row, column in
      guard row >= 0, column >= 0, row < extent.rows, column < extent.columns else { return nil }
      let inMap = row * extent.columns + column
      let neuron = neurons.lowerBound + inMap
      var face = CellFace()
      if havePositions || neuron == current {
        face.outline = position(neuron).stroke(Measures().overlay)
        face.identity = position(neuron).color
      }
      guard inMap < filled else {
        face.isDashed = true
        face.identity = nil
        return face
      }
      let datum = datum(neuron)
      face.number = spellings.number(datum)
      face.symbol = notation.symbol(datum)
      face.mark = datum.mark
      face.heat = scale.color(of: datum.value)
      face.isNegative = datum.value < 0
      face.isHeat = values.count > 4
      face.isQuiet = current != nil && neuron != current && values.count <= 4
      return face
    }
    matrix.isNeurons = isNeurons
    if !ConvolutionValues.areNumbersPrinted(extent), filled == values.count {
      matrix.raster = (neurons.map { all.values[$0] }, scale)
    }
    let legend: [any Block] =
      values.count > 4 ? [Legend(scale, format: spellings.format(tensor))] : []
    return Titled(words, notation.general(tensor), below: legend, matrix)
  }

  /// The curve of σ′ with the neurons on it.
  var slopes: any Block {
    let activation = pass.layer.activation
    let shown = current.map { [$0] } ?? Array(neurons.prefix(9))
    return Titled(
      "", .row([.function(activation), .math("′")]),
      CurveBox(
        name: "slopes",
        curve: ActivationCurve(
          function: { activation.derivative($0) }, points: shown.map { values.z($0).value },
          color: theme.positions[0])))
  }

  /// A total in a strong frame.
  func total(_ words: String, _ datum: Datum, hasSymbol: Bool = true) -> any Block {
    let symbol = notation.symbol(datum)
    return Titled(
      words, hasSymbol && labels != .symbols ? symbol : nil,
      Pill(
        "total",
        text: labels == .symbols && hasSymbol ? symbol : spellings.number(datum, .bold),
        stroke: Stroke(color: theme.ink, width: 2.6)))
  }
}

/// A function's curve in a box.
struct CurveBox: Block {
  let name: String
  let curve: ActivationCurve

  var share: Size { Size(1, 1) }

  func least(_ pen: Pen) -> Size { Size(110, 110) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let side = min(room.width, room.height, 190)
    let box = Rectangle(0, 0, side, side)
    let outline = Item.rectangle(
      box, radius: 8,
      Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.frame, width: 1.4)))
    var layout = Layout(
      size: box.size,
      items: [.group(Tag("curve", name), [outline] + curve.items(in: box.inset(18), pen))])
    layout.anchors[name] = box
    layout.content = side * side * 0.3
    if side < 70 { layout.loss += 20 }
    return layout
  }
}
