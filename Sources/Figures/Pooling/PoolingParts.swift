import Drawing
import Neural
import Wording

/// The blocks of a figure of a pooling layer.
struct PoolingParts: Sendable {
  let figure: PoolingFigure
  let spellings: Spellings
  let notation: Notation
  let theme: Theme
  let labels: Labels
  let inputScale: ValueScale
  let gradientScale: ValueScale

  init(_ figure: PoolingFigure, _ spellings: Spellings, _ pen: Pen) {
    self.figure = figure
    self.spellings = spellings
    let channels = figure.subject.channels
    notation = Notation(
      channels: channels, maps: channels, components: pen.style.voice.notation.components)
    theme = pen.theme
    labels = pen.style.labels
    // What is pooled lies between the values that it is made of, so that one scale serves both.
    let input = figure.values.forward.input.values
    inputScale = ValueScale(
      input.contains { $0 < 0 } ? .signed : .ink, over: input, theme: pen.theme)
    let gradients = figure.values.backward.map { $0.upstream.values + $0.total.values } ?? []
    gradientScale = ValueScale(.signed, over: gradients, theme: pen.theme)
  }

  /// The largest side of a cell of the input and of its gradient, which are of one shape.
  private static let largest = 92.0

  var values: PoolingValues { figure.values }
  var sweep: Sweep { values.sweep }
  var underlay: Extent { values.underlay }
  var isStep: Bool { figure.subject.step != nil }

  /// The look of a window and its neuron.
  func style(_ position: Int) -> PositionStyle {
    theme.position(figure.marked.firstIndex(of: position) ?? 0)
  }

  // MARK: - Matrices over the input

  /// A matrix in the shape of the input under some windows, with the padding that they reach.
  private func matrix(
    _ name: String, _ place: String, under positions: [Int], hasBadges: Bool = false,
    _ face: @escaping @Sendable (Cell) -> CellFace
  ) -> Matrix {
    let (underlay, geometry) = (underlay, sweep.geometry)
    let windows = positions.map(values.neuron)
    let outside = Set(windows.flatMap { $0.window.map(\.cell) }.filter { !sweep.contains($0) })
    let counted = Set(windows.flatMap(values.counted))
    var matrix = Matrix(name: name, place: place, rows: underlay.rows, columns: underlay.columns) {
      row, column in
      let cell = Cell(row, column)
      guard !sweep.contains(cell) else { return face(cell) }
      guard outside.contains(cell) else { return nil }
      var face = CellFace()
      // Only what the divisor counts adds its 0 to the sum.
      face.number = .number(counted.contains(cell) ? "0" : "", .regular)
      face.isDashed = true
      face.isQuiet = true
      return face
    }
    matrix.ring = (
      max(0, -(outside.map(\.row).min() ?? 0)),
      max(0, (outside.map(\.row).max() ?? 0) - underlay.rows + 1),
      max(0, -(outside.map(\.column).min() ?? 0)),
      max(0, (outside.map(\.column).max() ?? 0) - underlay.columns + 1)
    )
    matrix.overlays = windows.reversed().map { neuron in
      let position = neuron.position
      return OverlayMark(
        name: "\(name) \(Tensors.overlay) \(position.index)", row: position.origin.row,
        column: position.origin.column, rows: geometry.span.rows, columns: geometry.span.columns,
        dilation: (geometry.dilation.rows, geometry.dilation.columns),
        style: style(position.index), badge: hasBadges ? String(position.index + 1) : nil)
    }
    return matrix
  }

  var hasBadges: Bool { !isStep && figure.marked.count > 1 && values.count > 4 }

  /// The input as a whole, under the windows that have a colour.
  func input(isHeat: Bool, hasLegend: Bool = true) -> any Block {
    let current = isStep ? values.neuron(figure.focus) : nil
    let window = Set(current.map { $0.window.map(\.cell) } ?? [])
    let winners = Set(
      (isStep ? [figure.focus] : figure.marked).compactMap { values.neuron($0).winner })
    var matrix = matrix(
      "input", say("input"), under: figure.marked, hasBadges: hasBadges
    ) { cell in
      var face = value(cell)
      face.isHeat = isHeat && current == nil
      face.isQuiet = current != nil && !window.contains(cell)
      face.isStrong = winners.contains(cell)
      if current != nil, winners.contains(cell) || current?.winner == nil && window.contains(cell) {
        face.identity = style(figure.focus).color
      }
      return face
    }
    matrix.largest = PoolingParts.largest
    if isStep, figure.subject.channels == 1 { matrix.indices = (0, 0) }
    if !ConvolutionValues.areNumbersPrinted(underlay) {
      let size = underlay.count
      let all = values.forward.input.values
      matrix.raster = (Array(all[values.map * size..<(values.map + 1) * size]), inputScale)
    }
    return Titled(
      say("input"), notation.general(Tensors.input),
      below: (isStep || !hasLegend) && matrix.raster == nil
        ? [] : [Legend(inputScale, of: Tensors.input, spellings)], matrix)
  }

  func value(_ cell: Cell) -> CellFace {
    CellFace(values.input(cell), spellings, notation, inputScale, isHeat: false)
  }

  /// One window over the input and its neuron below; where there is a gradient, that beside the
  /// neuron, and below what comes back to the cells.
  func column(_ position: Int) -> any Block {
    let neuron = values.neuron(position)
    let place = neuron.position.neuron
    let receivers = Set(neuron.winner.map { [$0] } ?? values.counted(neuron))
    let window = Set(neuron.window.map(\.cell))
    let color = style(position).color
    func end(_ name: String) -> Wire.End {
      .left(
        neuron.winner.map { "\(name) \($0.row),\($0.column)" }
          ?? "\(name) \(Tensors.overlay) \(position)")
    }
    let (into, out) = ("window \(position)", "back \(position)")
    var forward = matrix(into, say("window"), under: [position]) { cell in
      var face = value(cell)
      face.isQuiet = !window.contains(cell)
      if receivers.contains(cell) {
        face.identity = color
        face.isStrong = neuron.winner != nil
      }
      return face
    }
    // Numbers are wider than they are high.
    forward.aspect = 1.3
    let circle = self.neuron(position, isBack: false)
    let titled = Titled(say("window \(index: place.row),\(index: place.column)"), nil, forward)
    let wire = Wire(end(into), .left(circle.name), .around(into), color: color, width: 2)
    guard values.backward != nil else {
      return Wired(Stack.column([titled, circle], gap: 26), [wire])
    }
    var back = matrix(out, say("gradient"), under: [position]) { cell in
      handed(position, isReceived: receivers.contains(cell))
    }
    back.aspect = 1.3
    let upstream = self.neuron(position, isBack: true)
    var column = Stack.column(
      [titled, Stack.row([circle, upstream], gap: 8, widest: 24), back], gap: 24, widest: 40)
    column.leading = 2
    return Wired(
      column, [wire, Wire(.left(upstream.name), end(out), .around(out), color: color, width: 2.8)])
  }

  private func handed(_ position: Int, isReceived: Bool) -> CellFace {
    var face = CellFace()
    guard isReceived, let datum = values.handed(position) else {
      face.number = .number("0", .regular)
      face.isQuiet = true
      return face
    }
    face = CellFace(datum, spellings, notation, gradientScale)
    face.symbol = shareSymbol(position)
    return face
  }

  /// What a neuron hands to a cell: ∂C/∂a, in average pooling divided by what counts.
  func shareSymbol(_ position: Int) -> Formula? {
    guard let upstream = values.upstream(position) else { return nil }
    guard let mean = values.neuron(position).mean else { return notation.symbol(upstream) }
    return .row([notation.symbol(upstream), .math("/"), .number("\(mean.divisor)", .regular)])
  }

  private func neuron(_ position: Int, isBack: Bool) -> Matrix {
    let datum = isBack ? values.upstream(position) : values.a(position)
    let style = style(position)
    var matrix = Matrix(
      name: "\(isBack ? "upstream" : "neuron") \(position)", place: say("neuron"), rows: 1,
      columns: 1
    ) { row, column in
      guard row == 0, column == 0, let datum else { return nil }
      var face = CellFace(datum, spellings, notation, weight: .semibold)
      face.identity = style.color
      face.outline = style.stroke(3)
      return face
    }
    matrix.isNeurons = true
    matrix.largest = 92
    matrix.importance = 1.5
    return matrix
  }

  /// The gradient of the input: what has been added up to each cell.
  var total: any Block {
    let isWhole = figure.added == values.count
    let windows = isStep ? [figure.focus] : []
    let ring = isStep ? values.neuron(figure.focus) : nil
    let receivers = Set(
      ring.map { neuron in neuron.winner.map { [$0] } ?? values.counted(neuron) } ?? [])
    var matrix = matrix("gradient", say("gradient"), under: windows) { cell in
      let datum = values.total(cell, first: figure.added)
      var face = CellFace(
        datum, spellings, notation, gradientScale, isHeat: !isStep, weight: .semibold)
      if !isWhole { face.symbol = nil }
      face.isQuiet = datum.value == 0
      face.isStrong = receivers.contains(cell)
      if isStep, receivers.contains(cell) { face.identity = style(figure.focus).color }
      return face
    }
    matrix.frame = Stroke(color: theme.ink, width: 2.6)
    matrix.largest = PoolingParts.largest
    if !ConvolutionValues.areNumbersPrinted(underlay), isWhole, let total = values.backward?.total {
      let size = underlay.count
      matrix.raster = (
        Array(total.values[values.map * size..<(values.map + 1) * size]), gradientScale
      )
    }
    return Titled(
      isWhole ? say("sum") : say("total so far"),
      isWhole ? notation.general(Tensors.inputGradient) : nil,
      below: isStep && matrix.raster == nil
        ? [] : [Legend(gradientScale, of: Tensors.inputGradient, spellings)], matrix)
  }
}
