import Drawing
import Neural

/// One position of the rotated components of ∂C/∂b over a filter, with the zeros that it covers
/// where there is no weight.
struct FullConvolutionPosition {
  let panels: GradientPanels
  let map: Int
  let channel: Int

  private var pen: Pen { panels.pen }
  private var theme: Theme { pen.theme }
  private var notation: PassNotation { panels.notation }
  private var pass: Convolution.ForwardPass { panels.pass }
  private var convolution: Convolution.ActivationGradientConvolution {
    panels.backward.activationGradientConvolution
  }
  /// What the weights and the components take, spread as they are.
  private var underlay: Extent { pass.layer.kernel.spread(by: convolution.spread) }
  private var overlay: Extent { pass.sweep.extent.spread(by: convolution.dilation) }

  /// The rows and columns that filter and overlay take together at a step.
  func box(_ step: GradientDotProduct) -> Extent {
    let (low, high) = corners(step)
    return Extent(rows: high.row - low.row, columns: high.column - low.column)
  }

  private func corners(_ step: GradientDotProduct) -> (low: Cell, high: Cell) {
    let origin = step.position.origin
    return (
      Cell(min(0, origin.row), min(0, origin.column)),
      Cell(
        max(underlay.rows, origin.row + overlay.rows),
        max(underlay.columns, origin.column + overlay.columns))
    )
  }

  /// The terms of the map that is drawn.
  private func terms(_ step: GradientDotProduct) -> [Term] {
    let size = pass.sweep.count
    let first = (map - step.terms[0].channel) * size
    return (first..<(first + size)).map { step.terms[$0] }
  }

  /// A cell's rectangle in a picture of a step whose box begins at (0, 0).
  private func rectangle(_ place: Cell, _ step: GradientDotProduct, cell: Double) -> Rectangle {
    let low = corners(step).low
    return Rectangle(
      Double(place.column - low.column) * cell, Double(place.row - low.row) * cell, cell, cell)
  }

  /// The rectangle of a block of cells.
  private func rectangle(
    _ place: Cell, spanning span: Extent, _ step: GradientDotProduct, cell: Double
  ) -> Rectangle {
    let corner = rectangle(place, step, cell: cell)
    return Rectangle(
      corner.x, corner.y, Double(span.columns) * cell, Double(span.rows) * cell)
  }

  private func bounds(_ step: GradientDotProduct, cell: Double) -> Rectangle {
    let box = box(step)
    return Rectangle(0, 0, Double(box.columns) * cell, Double(box.rows) * cell)
  }

  // MARK: - Small

  /// A position with its products; the box's corner at (0, 0).
  ///
  /// - Parameter others: the products of the other positions shown, which are written alike; where
  ///   they do not fit, the position shows the components and the weights by their colours.
  func picture(_ step: GradientDotProduct, cell: Double, beside others: [Double]) -> Picture {
    let products = products(step)
    let numbers = pen.numbers(products + others, cell: cell, comfortable: 12.5)
    // A panel's cells are too small for powers of ten beside decimals.
    let isPlain = pen.style.panel == nil || numbers.texts?.contains { $0.contains("e") } == false
    let isLegible = pen.style.labels == .symbols ? cell >= 34 : numbers.texts != nil && isPlain
    guard isLegible, cell >= 24 else { return colors(step, cell: cell) }
    let filter = panels.bareFilter(
      map: map, channel: channel, cell: cell, spread: convolution.spread
    ).placed(at: rectangle(Cell(0, 0), step, cell: cell).origin)
    return Picture(
      bounds: bounds(step, cell: cell),
      items: filter.picture.items + cells(terms(step), step, cell: cell, numbers: numbers)
        + [outline(step, cell: cell)])
  }

  /// The products of the map that is drawn.
  func products(_ step: GradientDotProduct) -> [Double] { terms(step).map(\.product) }

  private func outline(_ step: GradientDotProduct, cell: Double) -> Item {
    let rectangle = rectangle(step.position.origin, spanning: overlay, step, cell: cell)
    return .group(
      Tag("overlay"),
      [.rectangle(rectangle, radius: 3, .stroke(theme.ink, cell < 14 ? 1.6 : 2.6))])
  }

  /// A position without numbers: the components, the filter over them, and the overlay's outline.
  private func colors(_ step: GradientDotProduct, cell: Double) -> Picture {
    let origin = step.position.origin
    let components = panels.biasComponents(
      ofMap: map, cell: cell, spread: convolution.dilation, isRotated: true, isLabelled: false
    ).placed(at: rectangle(origin, step, cell: cell).origin)
    let filter = panels.bareFilter(
      map: map, channel: channel, cell: cell, spread: convolution.spread
    ).placed(at: rectangle(Cell(0, 0), step, cell: cell).origin)
    return Picture(
      bounds: bounds(step, cell: cell),
      items: components.picture.items + filter.picture.items + [
        .rectangle(filter.frame, radius: 3, .stroke(theme.muted, 2)), outline(step, cell: cell),
      ])
  }

  /// The covered cells: products over weights, dashed zeros elsewhere.
  private func cells(
    _ terms: [Term], _ step: GradientDotProduct, cell: Double, numbers: FittedNumbers
  ) -> [Item] {
    let looks = terms.enumerated().map { index, term in
      look(term, number: numbers.formula(index), cell: cell)
    }
    let sizes = pen.textSizes(of: looks, cell: cell)
    return zip(terms, looks).map { term, look in
      let place = rectangle(term.cell, step, cell: cell)
      let frame: Item =
        term.isPadding
        ? .rectangle(place.inset(1), radius: 2, .stroke(theme.frame, 0.9, dash: [3, 3]))
        : .rectangle(place, radius: 0, Paint(fill: look.fill))
      return .group(
        Tag(term.isPadding ? "padding" : "product", "\(term.cell.row),\(term.cell.column)"),
        [frame] + pen.texts(of: look, in: place, sizes: sizes))
    }
  }

  private func look(_ term: Term, number: Formula?, cell: Double) -> CellLook {
    guard !term.isPadding else {
      return CellLook(.number("0", .regular), color: theme.muted)
    }
    let fill = panels.weightFill(map: map, channel: channel, term: term)
    var look = CellLook(fill: fill, color: theme.text(on: fill))
    guard pen.style.labels == .symbols else {
      look.text = number
      return look
    }
    let component = notation.biasGradient(term.weightCell, map: map)
    let weight = notation.weight(panels.weightCell(of: term), channel: channel)
    let room = Size(cell * 0.8, cell * 0.4)
    if pen.size(fitting: [component], into: room, preferred: 20) >= Pen.floor {
      look.text = component
      look.caption = panels.times(weight)
    } else {
      look.text = weight
    }
    return look
  }

  // MARK: - Large

  /// The first position with both operands' own values, and arrows to where the overlay goes; the
  /// box's corner at (0, 0).
  func opening(_ step: GradientDotProduct, cell: Double) -> Picture {
    let outline = rectangle(step.position.origin, spanning: overlay, step, cell: cell)
    let whole = bounds(step, cell: cell)
    var items = operands(step, cell: cell) ?? colors(step, cell: cell).items
    let length = min(64, max(40, whole.width * 0.4))
    let right = Point(max(outline.minX, 0), -16)
    let down = Point(-16, max(outline.minY, 0))
    // Where there is only one row or column of positions, the overlay goes one way.
    let input = pass.sweep.underlay
    if input.columns > 1 { items.append(pen.arrow(from: right, to: right.moved(length, 0))) }
    if input.rows > 1 { items.append(pen.arrow(from: down, to: down.moved(0, length))) }
    return Picture(bounds: whole, items: items).tagged("opening")
  }

  /// The components, and where one lies over a weight that too; nothing where they cannot be read.
  private func operands(_ step: GradientDotProduct, cell: Double) -> [Item]? {
    guard cell >= 24 else { return nil }
    let terms = terms(step)
    let scale = ValueScale(.signed, over: terms.map(\.weight), theme: theme)
    let numbers = pen.numbers(terms.map(\.weight), cell: cell)
    let weights = NumberFormat(for: terms.map(\.value))
    let looks = terms.enumerated().map { index, term -> CellLook in
      var look = CellLook(value: term.weight, scale: scale, theme: theme)
      if let color = componentColor(term.weightCell) {
        let fill = theme.paper.mixed(with: color, theme.tint)
        look = CellLook(fill: fill, color: theme.text(in: color, on: fill))
      }
      let isSymbols = pen.style.labels == .symbols
      look.text =
        isSymbols ? notation.biasGradient(term.weightCell, map: map) : numbers.formula(index)
      guard !term.isPadding else { return look }
      let weight = notation.weight(panels.weightCell(of: term), channel: channel)
      look.caption = panels.times(
        pen.style.labels == .numbers ? .number(weights.string(term.value), .regular) : weight)
      return look
    }
    let sizes = pen.textSizes(of: looks, cell: cell)
    guard sizes.text > 0 else { return nil }
    let cells = zip(terms, looks).map { term, look -> Item in
      let place = rectangle(term.cell, step, cell: cell)
      let paint = Paint(fill: look.fill, stroke: Stroke(color: theme.hairline, width: 1))
      return .group(
        Tag("component", "\(term.weightCell.row),\(term.weightCell.column)"),
        [.rectangle(place, radius: 0, paint)] + pen.texts(of: look, in: place, sizes: sizes))
    }
    let filter = panels.bareFilter(
      map: map, channel: channel, cell: cell, spread: convolution.spread,
      hiding: Set(terms.map(\.cell)), isLabelled: true
    ).placed(at: rectangle(Cell(0, 0), step, cell: cell).origin)
    return filter.picture.items + cells + [self.outline(step, cell: cell)]
  }

  /// The colour of a neuron while there are as many colours as neurons.
  private func componentColor(_ neuron: Cell) -> Color? {
    guard pass.sweep.count <= theme.positions.count else { return nil }
    return theme.positions[neuron.row * pass.sweep.extent.columns + neuron.column]
  }
}
