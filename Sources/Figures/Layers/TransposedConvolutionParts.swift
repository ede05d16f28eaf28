import Drawing
import Neural
import Wording

/// The blocks of a figure of a transposed convolution.
struct TransposedConvolutionParts: Sendable {
  let values: TransposedConvolutionValues

  /// The colour of a cell whose stamp meets the others; nil for the other cells, and where there are
  /// too many to be told apart.
  func color(_ cell: Cell, _ pen: Pen) -> Color? {
    let meeting = values.meeting
    guard let number = meeting.firstIndex(of: cell), meeting.count <= 4 else { return nil }
    return pen.theme.position(number).color
  }

  func face(_ datum: Datum, _ spellings: Spellings, hasSymbol: Bool = true) -> CellFace {
    var face = CellFace()
    face.number = spellings.number(datum)
    face.symbol = hasSymbol ? values.symbol(datum) : nil
    face.mark = datum.mark
    face.isNegative = datum.value < 0
    return face
  }

  func input(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let extent = values.pass.input.extent
    let meeting = Set(values.meeting)
    let scale = ValueScale(.signed, over: values.pass.input.values, theme: pen.theme)
    var matrix = Matrix("input", say("input"), extent) { cell in
      let datum = values.input(cell, channel: values.channel)
      var face = face(datum, spellings)
      face.heat = scale.color(of: datum.value)
      face.identity = color(cell, pen)
      face.isQuiet = !meeting.contains(cell)
      if meeting.contains(cell), face.identity == nil { face.isStrong = true }
      return face
    }
    if !ConvolutionValues.areNumbersPrinted(extent) {
      let first = values.channel * extent.count
      matrix.raster = (Array(values.pass.input.values[first..<first + extent.count]), scale)
    }
    matrix.largest = 60
    matrix.leastSide = 60
    return Titled(
      say("input"), values.notation.general(Tensors.input), below: channelWords, matrix)
  }

  var channelWords: [any Block] {
    values.channelsInGroup > 1
      ? [Fixed.words(say("channel \(index: values.channel) of \(values.layer.channels)"))] : []
  }

  func filter(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let kernel = values.geometry.kernel
    let scale = ValueScale(.signed, over: values.layer.weights.values, theme: pen.theme)
    var matrix = Matrix("filter", say("filter"), kernel) { cell in
      let datum = values.weight(cell, channel: values.channel)
      var face = face(datum, spellings)
      face.heat = scale.color(of: datum.value)
      return face
    }
    if !ConvolutionValues.areNumbersPrinted(kernel) {
      matrix.raster = (
        (0..<kernel.count).map {
          values.weight(
            Cell($0 / kernel.columns, $0 % kernel.columns), channel: values.channel
          ).value
        }, scale
      )
    }
    matrix.largest = 48
    matrix.leastSide = 60
    return Titled(say("filter"), values.notation.general(Tensors.weight), matrix)
  }

  /// value × filter, for each cell whose stamp meets the others.
  func stamps(_ spellings: Spellings, _ pen: Pen) -> [any Block] {
    let meeting = values.meeting
    let kernel = values.geometry.kernel
    guard kernel.count <= 25 else { return [] }
    let scale = ValueScale(
      .signed,
      over: values.stamps().flatMap { stamp in
        (0..<kernel.count).map {
          values.product(meeting[stamp], Cell($0 / kernel.columns, $0 % kernel.columns)).value
        }
      }, theme: pen.theme)
    return values.stamps().map { stamp in
      let cell = meeting[stamp]
      let style = color(cell, pen).map { PositionStyle(color: $0) }
      // The weight that lies on the followed neuron.
      let weight = values.terms.first {
        $0.channel == values.channel && values.cell(of: $0) == cell
      }?.weightCell
      var matrix = Matrix("stamp \(stamp)", say("stamps"), kernel) { place in
        let datum = values.product(cell, place)
        var face = CellFace()
        face.number = spellings.number(datum)
        let factors = [
          values.input(cell, channel: values.channel),
          values.weight(place, channel: values.channel),
        ]
        face.symbol = .row([values.symbol(factors[0]), .space(0.1), values.symbol(factors[1])])
        face.heat = scale.color(of: datum.value)
        face.isNegative = datum.value < 0
        face.mark = datum.mark
        if place == weight {
          face.isStrong = true
          face.identity = style?.color
          face.outline = Stroke(color: pen.theme.ink, width: 2.4)
        }
        return face
      }
      matrix.frame = style.map { $0.stroke(3) }
      matrix.largest = 52
      let value = values.input(cell, channel: values.channel)
      let text =
        pen.style.labels == .symbols ? values.symbol(value) : spellings.number(value, .medium)
      let title = Formula.row([
        text, .space(0.25), .words("×"), .space(0.25), .words(say("filter")),
      ])
      return Titled(
        "",
        style.map { .colored(pen.theme.text(in: $0.color, on: pen.theme.paper), title) } ?? title,
        matrix)
    }
  }

  func output(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let extent = values.output
    let meeting = values.meeting
    let followed = values.step.position.neuron
    let all = (0..<extent.count).map {
      values.pass.steps[values.map * extent.count + $0].z
    }
    let scale = ValueScale(.signed, over: all, theme: pen.theme)
    var matrix = Matrix("output", say("output"), extent) { cell in
      let datum = values.z(cell.row * extent.columns + cell.column)
      var face = face(datum, spellings)
      face.heat = scale.color(of: datum.value)
      let covering = meeting.count <= 4 ? values.covering(cell, meeting) : []
      if covering.count == 1 { face.identity = pen.theme.position(covering[0]).color }
      if covering.count > 1 {
        face.heat = pen.theme.paper.mixed(with: pen.theme.ink, 0.05 + 0.05 * Double(covering.count))
        face.isHeat = true
      }
      if cell == followed {
        face.outline = Stroke(color: pen.theme.ink, width: 4)
        face.isStrong = true
      }
      return face
    }
    if !ConvolutionValues.areNumbersPrinted(extent) {
      matrix.raster = (all, scale)
      matrix.overlays = [
        OverlayMark(
          name: "followed", row: followed.row, column: followed.column, rows: 1, columns: 1,
          style: PositionStyle(color: pen.theme.ink))
      ]
    }
    matrix.largest = 64
    matrix.importance = 1.4
    return Titled(
      say("output"), values.notation.general(Tensors.z),
      below: meeting.count > 1 && meeting.count <= 4
        ? [Fixed.words(say("grey: stamps overlap"))] : [], matrix)
  }

  /// The input with zeros between its cells and around them, under the rotated filter.
  func gather(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let (geometry, extent) = (values.geometry, values.pass.input.extent)
    let span = geometry.span
    let first = values.pass.steps[0].position.origin
    let last = values.pass.steps[values.output.count - 1].position.origin
    let origin = values.step.position.origin
    func range(_ first: Int, _ last: Int, _ origin: Int, _ span: Int) -> Range<Int> {
      last + span - first <= 9
        ? first..<(last + span) : max(first, origin - 1)..<min(last + span, origin + span + 1)
    }
    let rows = range(first.row, last.row, origin.row, span.rows)
    let columns = range(first.column, last.column, origin.column, span.columns)
    let weights = Dictionary(
      values.step.terms.filter { $0.channel == values.channel }.map { ($0.cell, $0.weightCell) },
      uniquingKeysWith: { first, _ in first })
    // What lies around the cells is a ring, and dashed.
    func inner(_ range: Range<Int>, _ count: Int, _ stride: Int) -> Range<Int> {
      let inner = range.clamped(to: 0..<((count - 1) * stride + 1))
      return inner.isEmpty ? range : inner
    }
    let innerRows = inner(rows, extent.rows, geometry.stride.rows)
    let innerColumns = inner(columns, extent.columns, geometry.stride.columns)
    var matrix = Matrix(
      name: "gather", place: say("gather"), rows: innerRows.count, columns: innerColumns.count
    ) { row, column in
      let cell = Cell(row + innerRows.lowerBound, column + innerColumns.lowerBound)
      guard rows.contains(cell.row), columns.contains(cell.column) else { return nil }
      let stride = geometry.stride
      let isSpread =
        cell.row >= 0 && cell.column >= 0 && cell.row <= (extent.rows - 1) * stride.rows
        && cell.column <= (extent.columns - 1) * stride.columns
      let isCell =
        isSpread && cell.row.isMultiple(of: stride.rows)
        && cell.column.isMultiple(of: stride.columns)
      var result: CellFace
      if isCell {
        let from = Cell(cell.row / stride.rows, cell.column / stride.columns)
        result = face(values.input(from, channel: values.channel), spellings)
        result.identity = weights[cell] == nil ? nil : color(from, pen)
        result.isStrong = weights[cell] != nil
      } else {
        result = .zero
        result.isDashed = !isSpread
      }
      if let weight = weights[cell] {
        let datum = values.weight(weight, channel: values.channel)
        result.corner = .row([
          .number("×", .medium),
          pen.style.labels == .symbols
            ? values.symbol(datum) : spellings.number(datum, .semibold),
        ])
      }
      return result
    }
    matrix.overlays = [
      OverlayMark(
        name: "gather overlay", row: origin.row - innerRows.lowerBound,
        column: origin.column - innerColumns.lowerBound, rows: span.rows, columns: span.columns,
        dilation: (geometry.dilation.rows, geometry.dilation.columns),
        style: PositionStyle(color: pen.theme.ink))
    ]
    matrix.ring = (
      innerRows.lowerBound - rows.lowerBound, rows.upperBound - innerRows.upperBound,
      innerColumns.lowerBound - columns.lowerBound, columns.upperBound - innerColumns.upperBound
    )
    matrix.isCut = (
      rows.lowerBound > first.row, rows.upperBound < last.row + span.rows,
      columns.lowerBound > first.column, columns.upperBound < last.column + span.columns
    )
    matrix.largest = 56
    matrix.importance = 0.95
    return Titled(
      say("zeros between, filter rotated by 180°"), nil, matrix)
  }
}
