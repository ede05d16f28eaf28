import Drawing
import Neural
import Wording

extension PoolingParts {
  // MARK: - Maps

  /// What the layer gives.
  func map(isHeat: Bool, below: [any Block] = []) -> any Block {
    let words = figure.isMax ? say("max pooling") : say("average pooling")
    return Titled(
      words, notation.general(Tensors.output), below: below,
      neurons("map", words, filled: figure.added, isHeat ? inputScale : nil) { values.a($0) })
  }

  /// ∂C/∂a, which comes from the next layer, and what it comes to at the input.
  var back: [any Block] {
    guard values.backward != nil else { return [] }
    let upstream = Titled(
      isStep ? "" : say("upstream gradient"), notation.general(Tensors.outputGradient),
      neurons("upstream", say("upstream gradient"), filled: values.count, gradientScale) {
        values.upstream($0) ?? values.a($0)
      })
    return [
      Wired(
        Stack.row([upstream, total]),
        [
          Wire(.right("upstream"), .left("gradient"), .straight, width: 2)
        ])
    ]
  }

  /// What the two circles of a column are: the left one a, the right one ∂C/∂a.
  var circles: any Block {
    let symbols = [Tensors.output, Tensors.outputGradient].map { notation.general($0) }
    return Fixed { pen in
      let paint = Paint(stroke: Stroke(color: pen.theme.muted, width: 1.4))
      let keys = symbols.enumerated().map { index, symbol -> Picture in
        let pair = (0..<2).map { place in
          Item.circle(
            center: Point(6 + 15 * Double(place), 0), radius: 5.5,
            place == index ? .fill(pen.theme.muted) : paint)
        }
        let text = pen.formula(symbol, size: pen.measures.symbolFloor + 0.1)
        return .row(
          [
            Picture(bounds: Rectangle(0, -6, 27, 12), items: pair),
            text.moved(0, -(text.bounds.minY + text.bounds.maxY) / 2),
          ], spacing: 6)
      }
      return .row(keys, spacing: 16)
    }
  }

  private func neurons(
    _ name: String, _ place: String, filled: Int, _ scale: ValueScale?,
    _ datum: @escaping @Sendable (Int) -> Datum
  ) -> Matrix {
    let extent = sweep.extent
    let areNeurons = extent.rows <= 6 && extent.columns <= 6
    var matrix = Matrix(name: name, place: place, rows: extent.rows, columns: extent.columns) {
      row, column in
      guard row >= 0, column >= 0, row < extent.rows, column < extent.columns else { return nil }
      let position = row * extent.columns + column
      let isMarked = figure.marked.contains(position)
      var face =
        position < filled
        ? CellFace(
          datum(position), spellings, notation, scale, weight: isMarked ? .semibold : .regular)
        : CellFace()
      face.outline = isMarked ? style(position).stroke(areNeurons ? 4 : 3) : nil
      face.badge = hasBadges && isMarked ? String(position + 1) : nil
      guard position < filled else {
        face.isDashed = true
        return face
      }
      face.isHeat = scale != nil && !isStep
      if isStep { face.isQuiet = !isMarked }
      if scale == nil || isStep, isMarked { face.identity = style(position).color }
      return face
    }
    matrix.isNeurons = areNeurons
    if let scale, !ConvolutionValues.areNumbersPrinted(extent), filled == values.count {
      matrix.raster = ((0..<values.count).map { datum($0).value }, scale)
    }
    return matrix
  }

  // MARK: - One window

  /// The explained window, enlarged.
  var lens: any Block {
    let neuron = values.neuron(figure.focus)
    let kernel = sweep.geometry.kernel
    let counted = Set(values.counted(neuron))
    let color = style(figure.focus).color
    var matrix = Matrix(
      name: "lens", place: say("window"), rows: kernel.rows, columns: kernel.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < kernel.rows, column < kernel.columns else { return nil }
      let cell = sweep.cell(under: Cell(row, column), at: neuron.position)
      guard sweep.contains(cell) else {
        var face = CellFace()
        face.number = .number(counted.contains(cell) ? "0" : "", .regular)
        face.isQuiet = true
        face.isDashed = true
        return face
      }
      var face = value(cell)
      face.isQuiet = neuron.winner != nil && neuron.winner != cell
      if neuron.winner == nil || neuron.winner == cell {
        face.identity = color
        face.isStrong = neuron.winner != nil
      }
      return face
    }
    matrix.frame = style(figure.focus).stroke(4)
    matrix.importance = 1.2
    return Titled(say("window"), nil, matrix)
  }

  /// What is made of the window.
  var rule: any Block {
    let neuron = values.neuron(figure.focus)
    let stroke = Stroke(color: theme.muted, width: 1.6)
    guard let mean = neuron.mean else {
      return Pill("rule", text: .words("max"), stroke: stroke)
    }
    let sum = values.sum(neuron)
    return Wired(
      Stack.row(
        [
          Pill("sum", text: .math("∑"), stroke: stroke),
          Pill(
            "rule", text: .row([.math("÷"), .space(0.2), .number("\(mean.divisor)", .medium)]),
            stroke: stroke),
        ], gap: 84, widest: 96),
      [
        Wire(
          .right("sum"), .left("rule"),
          label: labels == .symbols || values.counted(neuron).count > PoolingValues.mostTerms
            ? nil : spellings.number(sum))
      ])
  }

  func lensWires(hasLens: Bool) -> [Wire] {
    guard hasLens else { return [] }
    return [
      .lens(
        "input \(Tensors.overlay) \(figure.focus)", over: "input", to: "lens",
        style(figure.focus).color),
      Wire(.right("lens"), .left(figure.isMax ? "rule" : "sum"), .elbow(0.5)),
    ]
  }

  /// From each window of a strip down to its neuron.
  var downWires: [Wire] {
    figure.marked.map { position in
      let neuron = sweep[position].neuron
      return Wire(
        .bottom("input \(Tensors.overlay) \(position)"), .top("map \(neuron.row),\(neuron.column)"),
        .curve, color: style(position).color, width: 2)
    }
  }

  /// From the explained window to its neuron.
  func wires(hasLens: Bool) -> [Wire] {
    let neuron = sweep[figure.focus].neuron
    let into = Wire.End.left("map \(neuron.row),\(neuron.column)")
    let extent = sweep.extent
    let color = style(figure.focus).color
    // On a line between two rows.
    let rows = sweep.geometry.span.rows
    let share = rows > 1 ? Double(rows / 2) / Double(rows) : 1
    return lensWires(hasLens: hasLens) + [
      hasLens
        ? Wire(
          .right("rule"), into,
          .into(map: "map", isNeurons: extent.rows <= 6 && extent.columns <= 6), color: color,
          width: 2)
        : Wire(
          .right("input \(Tensors.overlay) \(figure.focus)", share), .left("map"), .leave("input"),
          color: color, width: 2)
    ]
  }
}
