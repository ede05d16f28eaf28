import Drawing
import Neural

// What the figures of the activation gradient draw besides what all gradients have.
extension GradientPanels {
  /// A channel of a map's filter, as it lies over the input; each weight in its colour while there
  /// are few.
  ///
  /// - Parameters:
  ///   - spread: the distance between neighbouring weights.
  ///   - shows: the cells whose text is written.
  func filter(
    map: Int, channel: Int, cell: Double, spread: Extent = Extent(1),
    shows: (Cell) -> Bool = { _ in true }
  ) -> Panel {
    let layer = pass.layer
    let underlay = Underlay(pass: pass, channel: channel)
    let local = channel - layer.firstChannel(ofMap: map)
    let filter = layer.weights[slice: map]
    let cells = (0..<layer.kernel.count).map {
      layer.weightCell(under: Cell($0 / layer.kernel.columns, $0 % layer.kernel.columns))
    }
    let values = cells.map { filter[local, $0.row, $0.column] }
    let span = layer.kernel.spread(by: spread)
    let scale = ValueScale(.signed, over: filter.values, theme: theme)
    let tag = "filter \(map) \(channel)"
    func index(at place: Cell) -> Int? {
      guard place.row.isMultiple(of: spread.rows), place.column.isMultiple(of: spread.columns)
      else { return nil }
      return place.row / spread.rows * layer.kernel.columns + place.column / spread.columns
    }
    if span.rows > 12 || span.columns > 12 {
      var tensor = Tensor(shape: [span.rows, span.columns])
      for row in 0..<span.rows {
        for column in 0..<span.columns {
          if let index = index(at: Cell(row, column)) { tensor[row, column] = values[index] }
        }
      }
      return pen.heat(tensor, scale: scale, cell: cell, tag: tag)
    }
    let isColored = layer.channelsInGroup * layer.kernel.count <= theme.weights.count
    let numbers = pen.numbers(values, cell: cell, comfortable: Pen.floor)
    return pen.matrix(span, cell: cell, tag: tag) { place in
      guard let index = index(at: place) else {
        return CellLook(fill: theme.band, color: theme.quiet)
      }
      var look = CellLook(value: values[index], scale: scale, theme: theme)
      if isColored {
        let kernelCell = Cell(index / layer.kernel.columns, index % layer.kernel.columns)
        let color = theme.weight(underlay.weightIndex(kernelCell))
        let fill = theme.paper.mixed(with: color, theme.tint)
        look = CellLook(fill: fill, color: theme.text(in: color, on: fill))
      }
      guard shows(place) else { return look }
      let symbol = notation.weight(cells[index], channel: channel)
      look.text = pen.style.labels == .symbols ? symbol : numbers.formula(index)
      look.caption = pen.style.labels == .both ? symbol : nil
      return look
    }
  }

  /// A channel of a neuron's component: products under the overlay, grey zeros elsewhere.
  ///
  /// - Parameter explains: the caption of a product, where it is not `× w`.
  func activationComponent(
    _ step: Contribution, channel: Int, beside others: [Double], place: ComponentColumns.Place,
    explains: ((Contribution.Term) -> Formula)? = nil
  ) -> Panel {
    let factor = notation.biasGradient(step.position.neuron, map: step.map)
    let kernel = pass.layer.kernel
    let first = (channel - pass.layer.firstChannel(ofMap: step.map)) * kernel.count
    var covered: [Cell: Contribution.Term] = [:]
    for index in first..<(first + kernel.count) where !step.terms[index].isPadding {
      covered[step.terms[index].cell] = step.terms[index]
    }
    func weight(_ cell: Cell) -> Formula? {
      covered[cell].map { times(notation.weight($0.weightCell, channel: channel)) }
    }
    let panel = gradient(
      step.tensor[slice: channel], beside: others, cell: place.cell, scale: place.scale,
      tag: "component \(step.index) \(channel)",
      texts: Texts(
        symbol: { covered[$0] == nil ? nil : factor }, symbolCaption: weight,
        caption: { cell in covered[cell].flatMap { explains?($0) } ?? weight(cell) }),
      isQuiet: { covered[$0] == nil })
    let underlay = Underlay(pass: pass, channel: channel)
    return ringed(panel).drawing(
      hanging(over: panel, step: step)
        + [mark(step.position, of: underlay, on: panel, style: place.style)])
  }

  /// The cells of the overlay that lie in the padding, dashed: what they would get is left out.
  private func hanging(over panel: Panel, step: Contribution) -> [Item] {
    guard panel.cell >= 14 else { return [] }
    return step.terms.prefix(pass.layer.kernel.count).filter(\.isPadding).map { term in
      .group(
        Tag("padding", "\(term.cell.row),\(term.cell.column)"),
        [
          .rectangle(
            panel.rectangle(of: term.cell).inset(1), radius: 2,
            .stroke(theme.frame, 0.9, dash: [3, 3]))
        ])
    }
  }

  /// The panel with the ring of padding around it that overlay positions reach.
  func ringed(_ panel: Panel) -> Panel {
    let underlay = Underlay(pass: pass, channel: 0)
    let ring = underlay.ring
    var panel = panel
    panel.outer = Rectangle(
      panel.frame.x - Double(ring.left) * panel.cell,
      panel.frame.y - Double(ring.top) * panel.cell,
      Double(underlay.extent.columns) * panel.cell, Double(underlay.extent.rows) * panel.cell)
    panel.picture.bounds = panel.picture.bounds.union(panel.outer)
    return panel
  }
}

// MARK: - Filters as underlays

extension GradientPanels {
  /// The filter as the underlay of a full convolution, without numbers unless it is labelled; cells
  /// that something else covers can be left empty.
  func bareFilter(
    map: Int, channel: Int, cell: Double, spread: Extent, hiding hidden: Set<Cell> = [],
    isLabelled: Bool = false
  ) -> Panel {
    filter(map: map, channel: channel, cell: cell, spread: spread) {
      isLabelled && !hidden.contains($0)
    }
  }

  /// The filter's cell whose weight a term of the full convolution lies over.
  func weightCell(of term: Term) -> Cell {
    let spread = backward.activationGradientConvolution.spread
    return pass.layer.weightCell(
      under: Cell(term.cell.row / spread.rows, term.cell.column / spread.columns))
  }

  /// The fill of the weight that a term of the full convolution lies over.
  func weightFill(map: Int, channel: Int, term: Term) -> Color {
    let spread = backward.activationGradientConvolution.spread
    let filter = pass.layer.weights[slice: map]
    guard pass.layer.channelsInGroup * pass.layer.kernel.count <= theme.weights.count else {
      return ValueScale(.signed, over: filter.values, theme: theme).color(of: term.value)
    }
    let place = Cell(term.cell.row / spread.rows, term.cell.column / spread.columns)
    let color = theme.weight(Underlay(pass: pass, channel: channel).weightIndex(place))
    return theme.paper.mixed(with: color, theme.tint)
  }
}
