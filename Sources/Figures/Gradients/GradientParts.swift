import Drawing
import Neural
import Wording

/// The blocks that figures of gradients share: a quantity of each neuron of a map, its slope on the
/// curve, δ times something, and totals.
struct GradientParts: Sendable {
  let subject: GradientSubject
  let values: GradientValues
  let map: Int
  /// The neuron that stands out; nil where all are alike.
  let current: Int?
  /// The neurons that have a colour of their own, in the order of the colours.
  let marked: [Int]
  let spellings: Spellings
  let notation: Notation
  let pen: Pen

  var theme: Theme { pen.theme }
  var labels: Labels { pen.style.labels }

  /// - Parameter marked: the neurons that have a colour of their own; by default those of a map of
  ///   few, or the subject's.
  init(
    _ subject: GradientSubject, map: Int, marked: [Int]? = nil, _ spellings: Spellings, _ pen: Pen
  ) {
    self.subject = subject
    values = GradientValues(subject.backward, stage: subject.forward.stage)
    self.map = map
    current = subject.step
    let all = map * values.count..<(map + 1) * values.count
    self.marked = marked ?? current.map { [$0] } ?? (all.count <= 4 ? Array(all) : [])
    self.spellings = spellings
    notation = Notation(
      subject.forward.pass.layer, pen.style.voice.notation, number: subject.forward.layerNumber)
    self.pen = pen
  }

  var pass: Convolution.ForwardPass { values.backward.forward }
  private var extent: Extent { pass.sweep.extent }
  /// The map's neurons.
  var neurons: Range<Int> { map * values.count..<(map + 1) * values.count }

  /// The look of a neuron's position, where it has one.
  func position(_ neuron: Int) -> PositionStyle? {
    marked.firstIndex(of: neuron).map { theme.position($0) }
  }

  /// A symbol or number in the colour of its neuron, where neurons have one.
  func colored(_ formula: Formula, _ neuron: Int, on ground: Color) -> Formula {
    position(neuron).map { .colored(theme.text(in: $0.color, on: ground), formula) } ?? formula
  }

  /// A neuron’s name: with its map where there are several.
  func name(_ neuron: Int) -> String {
    let index = values.index(of: neuron)
    return pass.layer.maps > 1
      ? say("neuron \(index: index[0]),\(index: index[1]),\(index: index[2])")
      : say("neuron \(index: index[1]),\(index: index[2])")
  }

  /// The scale of a quantity of a map’s neurons.
  func scale(_ values: Tensor) -> ValueScale {
    let isSigned = values.values.contains { $0 < 0 }
    return ValueScale(isSigned ? .signed : .ink, over: values.values, theme: theme)
  }

  /// A number with its symbol, as the labels want it.
  func formula(_ datum: Datum, _ weight: FontWeight = .bold) -> Formula {
    labels == .symbols
      ? notation.symbol(datum)
      : .row([
        notation.symbol(datum), spellings.relation(datum), spellings.number(datum, weight),
      ])
  }

  /// A total as a sum of products, one for a neuron: in symbols above its numbers.
  ///
  /// - Parameters:
  ///   - products: those that are written out; a symbol stands for the factors where there is one.
  ///   - count: how many there are in all; the others are counted before the last.
  ///   - number: the number of the total's equation, where all products are written.
  ///   - own: the neuron that stands out, and its colour; by default each has that of its position.
  func equation(
    _ total: Datum, _ products: [(neuron: Int, factors: [Datum], symbol: Formula?)], of count: Int,
    number: Int?, lead: Formula? = nil, own: (neuron: Int, color: Color)? = nil
  ) -> Band.Part {
    func colored(_ formula: Formula, _ neuron: Int) -> Formula {
      guard let own else { return self.colored(formula, neuron, on: theme.band) }
      return own.neuron == neuron
        ? .colored(theme.text(in: own.color, on: theme.band), formula) : formula
    }
    var terms = products.enumerated().map { index, product in
      BandEquation.Term(
        colored(product.symbol ?? notation.product(product.factors), product.neuron),
        colored(spellings.product(product.factors, isFirst: index == 0), product.neuron))
    }
    if count > terms.count, !terms.isEmpty {
      terms.insert(
        .init(.math("⋯"), .words(say("\(count - terms.count) more"))), at: terms.count - 1)
    }
    return .equation(
      BandEquation(
        lead: lead ?? notation.symbol(total), terms: terms,
        result: [
          number.map { spellings.relation(of: $0) } ?? spellings.relation(total),
          spellings.number(total, .bold),
        ]))
  }

  // MARK: - Quantities of neurons

  /// One quantity of every neuron of the map, below its name and symbol.
  ///
  /// - Parameters:
  ///   - filled: how many neurons of the map have it already.
  func quantity(
    _ name: String, _ words: String, _ tensor: String, of all: Tensor, filled: Int? = nil,
    _ datum: @escaping @Sendable (Int) -> Datum
  ) -> any Block {
    let scale = scale(all)
    let matrix = neuronMap(name, words, of: all, filled: filled ?? values.count, datum)
    let legend: [any Block] =
      values.count > 4 ? [Legend(scale, of: tensor, spellings)] : []
    return Titled(words, notation.general(tensor), below: legend, matrix)
  }

  /// One quantity of every neuron of the map.
  ///
  /// - Parameter isPlain: whether it is a matrix without outlines, an operand.
  func neuronMap(
    _ name: String, _ words: String, of all: Tensor, filled: Int, isPlain: Bool = false,
    _ datum: @escaping @Sendable (Int) -> Datum
  ) -> Matrix {
    let scale = scale(all)
    let isNeurons = !isPlain && extent.rows <= 6 && extent.columns <= 6
    let place = words.isEmpty ? say("upstream gradient") : words
    var matrix = Matrix(name, place, extent) { cell in
      let inMap = cell.row * extent.columns + cell.column
      let neuron = neurons.lowerBound + inMap
      var face = CellFace()
      if inMap < filled {
        face = CellFace(datum(neuron), spellings, notation, scale, isHeat: values.count > 4)
        face.isQuiet = current != nil && neuron != current && values.count <= 4
      } else {
        face.isDashed = true
      }
      if isNeurons || isPlain, let style = position(neuron) {
        face.outline = isPlain ? nil : style.stroke(Measures().overlay)
        face.identity = inMap < filled ? style.color : nil
      }
      return face
    }
    matrix.isNeurons = isNeurons
    if !isNeurons, !isPlain {
      matrix.overlays = marked.filter(neurons.contains).compactMap { neuron in
        let index = values.index(of: neuron)
        return position(neuron).map {
          OverlayMark(
            name: "\(name) overlay \(neuron)", row: index[1], column: index[2], rows: 1,
            columns: 1, style: $0)
        }
      }
    }
    if !ConvolutionValues.areNumbersPrinted(extent), filled == values.count {
      matrix.raster = (neurons.map { all.values[$0] }, scale)
    }
    return matrix
  }

  /// δ of one neuron, in its colour: round where it is short, and as long as its number.
  func delta(_ neuron: Int) -> any Block {
    let datum = values.delta(neuron)
    let color = position(neuron)?.color
    let fill = color.map { theme.paper.mixed(with: $0, theme.tint) } ?? theme.paper
    let ink = color.map { theme.text(in: $0, on: fill) } ?? theme.ink
    let lines =
      labels == .both
      ? [spellings.number(datum), notation.symbol(datum)]
      : [labels == .symbols ? notation.symbol(datum) : spellings.number(datum)]
    return Fixed("delta \(neuron)") { pen in
      let text = Picture.column(
        lines.map {
          pen.formula($0, size: max(18, (pen.measures.floor + 0.1) / $0.leastScale), color: ink)
        }, spacing: 4, alignment: .center)
      let height = max(48, text.bounds.height + 22)
      let box = Rectangle(0, 0, max(height, text.bounds.width + 24), height)
      return Picture(
        bounds: box,
        items: [
          .group(
            Tag("neuron", "delta \(neuron)", source: datum.mark),
            [
              .rectangle(
                box, radius: height / 2,
                Paint(
                  fill: fill,
                  stroke: position(neuron)?.stroke(3.4) ?? Stroke(color: theme.frame, width: 1.4)))
            ] + text.centered(at: box.center).items)
        ])
    }
  }

  /// × δ ≈ 0.126 above an arrow.
  func times(_ neuron: Int, isDown: Bool) -> any Block {
    let ground = theme.paper
    let text = colored(
      .row([.math("×"), .space(0.3), formula(values.delta(neuron))]), neuron, on: ground)
    let color = position(neuron)?.color
    return Fixed { pen in
      let words = pen.formula(text, size: pen.measures.symbolFloor + 0.5)
      let length = isDown ? 20.0 : max(60, words.bounds.width)
      let (start, end) = (Point(0, 0), isDown ? Point(0, length) : Point(length, 0))
      let arrow = Picture(
        bounds: Rectangle(
          isDown ? -5 : 0, isDown ? 0 : -5, isDown ? 10 : length, isDown ? length : 10),
        items: [pen.arrow(from: start, to: end, color: color)])
      return .column([words, arrow], spacing: 8, alignment: .center)
    }
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
          function: { activation.derivative($0) },
          points: shown.map { values.z($0).value },
          color: theme.positions[0],
          colors: shown.map { position($0)?.color ?? theme.positions[0] })))
  }

  /// A total in a strong frame.
  func total(_ words: String, _ datum: Datum, hasSymbol: Bool = true) -> any Block {
    let symbol = notation.symbol(datum)
    return Titled(
      words, hasSymbol && labels != .symbols ? symbol : nil,
      Pill(
        "total",
        text: labels == .symbols && hasSymbol ? symbol : spellings.number(datum, .bold),
        stroke: totalFrame))
  }

  /// The outline of what all contributions add up to.
  var totalFrame: Stroke { Stroke(color: theme.ink, width: 2.6) }
}

/// A function's curve in a box.
struct CurveBox: Block {
  let name: String
  let curve: ActivationCurve

  var share: Size { Size(1.5, 1.5) }

  func least(_ pen: Pen) -> Size { Size(76, 76) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let side = min(room.width, room.height, 190)
    let box = Rectangle(0, 0, side, side)
    let outline = Item.rectangle(
      box, radius: 8,
      Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.frame, width: 1.4)))
    var layout = Layout(
      size: box.size,
      items: [
        .group(Tag("curve", name), [outline] + curve.items(in: box.inset(side * 0.1), pen))
      ])
    layout.anchors[name] = box
    layout.content = side * side * 0.3
    if side < 70 { layout.loss += 20 }
    return layout
  }
}
