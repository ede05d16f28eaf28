import Drawing
import Neural

/// One channel of a pass's input, with the ring of padding that overlay positions reach.
struct Underlay {
  let pass: Convolution.ForwardPass
  let channel: Int

  /// How the cells are filled.
  enum Fill {
    /// Not at all; covered cells take the colour of the weight over them.
    case weights
    /// By their value.
    case values(ValueScale)
  }

  /// The rows and columns of padding that some position covers.
  var ring: Padding {
    let sweep = pass.sweep
    let span = sweep.geometry.span
    let last = sweep[sweep.count - 1].origin
    return Padding(
      top: sweep.padding.top, bottom: max(0, last.row + span.rows - sweep.underlay.rows),
      left: sweep.padding.left,
      right: max(0, last.column + span.columns - sweep.underlay.columns))
  }

  /// The rows and columns that the picture takes, padding included.
  var extent: Extent {
    Extent(
      rows: pass.sweep.underlay.rows + ring.top + ring.bottom,
      columns: pass.sweep.underlay.columns + ring.left + ring.right)
  }

  /// Whether the input is so large that it is shown as one picture of its values.
  var isLarge: Bool { pass.sweep.underlay.rows > 12 || pass.sweep.underlay.columns > 12 }

  /// The channel's values, row by row.
  var values: ArraySlice<Double> {
    let size = pass.sweep.underlay.count
    return pass.input.values[(channel * size)..<((channel + 1) * size)]
  }

  /// The underlay as a panel whose picture includes the ring.
  ///
  /// - Parameters:
  ///   - position: the overlay position whose cells are emphasised, or none.
  ///   - labels: what the cells say; `nil` for nothing.
  func panel(
    pen: Pen, cell: Double, fill: Fill, position: OverlayPosition?, labels: Labels?,
    indices: Bool = true
  ) -> Panel {
    let name = pass.layer.channels > 1 ? "input \(channel)" : "input"
    var panel: Panel
    if isLarge, case .values(let scale) = fill {
      panel = pen.heat(tensor, scale: scale, cell: cell, tag: name)
    } else {
      let covered = position.map { Dictionary(uniqueKeysWithValues: terms(at: $0)) } ?? [:]
      let numbers = pen.numbers(Array(values), cell: labels == .both ? cell * 0.9 : cell)
      panel = pen.matrix(pass.sweep.underlay, cell: cell, tag: name) { place in
        look(
          at: place, kernelCell: covered[place], pen: pen, fill: fill, numbers: numbers,
          labels: labels, emphasised: position == nil)
      }
      if let position { panel = panel.drawing(padding(at: position, pen: pen, panel: panel)) }
    }
    let ring = ring
    panel.outer = Rectangle(
      -Double(ring.left) * cell, -Double(ring.top) * cell, cell * Double(extent.columns),
      cell * Double(extent.rows))
    panel.picture.bounds = panel.picture.bounds.union(panel.outer)
    // Between the padding and its numbers a row would lose its number.
    return indices && ring == .none ? pen.indexed(panel) : panel
  }

  private var tensor: Tensor { pass.input[slice: channel] }

  /// The underlay cells that the overlay touches, with the kernel cell over each.
  func terms(at position: OverlayPosition) -> [(Cell, Cell)] {
    let kernel = pass.layer.kernel
    return (0..<kernel.count).map { index in
      let kernelCell = Cell(index / kernel.columns, index % kernel.columns)
      return (pass.sweep.cell(under: kernelCell, at: position), kernelCell)
    }
  }

  private func look(
    at place: Cell, kernelCell: Cell?, pen: Pen, fill: Fill, numbers: FittedNumbers,
    labels: Labels?, emphasised: Bool
  ) -> CellLook {
    let theme = pen.theme
    let index = place.row * pass.sweep.underlay.columns + place.column
    let symbol = PassNotation(pass).input(place, channel: channel)
    var look = CellLook(color: emphasised ? theme.ink : theme.quiet)
    switch fill {
    case .weights:
      if let kernelCell {
        let color = theme.weight(weightIndex(kernelCell))
        let fill = theme.paper.mixed(with: color, theme.tint)
        look.fill = fill
        look.color = theme.text(in: color, on: fill)
      }
    case .values(let scale):
      look = CellLook(value: values[values.startIndex + index], scale: scale, theme: theme)
    }
    switch labels {
    case nil: break
    case .symbols: look.text = symbol
    case .numbers: look.text = numbers.formula(index)
    case .both:
      look.text = numbers.formula(index)
      look.caption = symbol
    }
    return look
  }

  /// The number of the weight over a kernel cell, which its colour goes by.
  func weightIndex(_ kernelCell: Cell) -> Int {
    let cell = pass.layer.weightCell(under: kernelCell)
    let local = channel % pass.layer.channelsInGroup
    return local * pass.layer.kernel.count + cell.row * pass.layer.kernel.columns + cell.column
  }

  /// The cells of the padding that the overlay covers, dashed, each with its 0; of several
  /// overlays that share cells, `shows` lets each cell be drawn once.
  func padding(
    at position: OverlayPosition, pen: Pen, panel: Panel,
    where shows: (Cell) -> Bool = { _ in true }
  ) -> [Item] {
    let missing = terms(at: position).map(\.0).filter { !pass.sweep.contains($0) && shows($0) }
    guard !missing.isEmpty else { return [] }
    let size = min(panel.cell * 0.3, 26)
    return missing.flatMap { cell -> [Item] in
      let rectangle = panel.rectangle(of: cell)
      var items = [
        Item.rectangle(
          rectangle.inset(1), radius: 2, .stroke(pen.theme.frame, 0.9, dash: [3, 3]))
      ]
      if size >= Pen.floor - 2 {
        let zero = pen.label("0", size: size * 0.88, color: pen.theme.muted)
        items += zero.moved(rectangle.midX - zero.bounds.midX, rectangle.midY + size * 0.32).items
      }
      return [.group(Tag("padding", "\(cell.row),\(cell.column)"), items)]
    }
  }
}

extension Underlay {
  /// The outline of the overlay at a position; a dilated one shows its cells one by one, and one
  /// that would be too small to be seen is a ring around its place. An `inset` draws it inside of
  /// another that shares an edge with it.
  func overlay(
    at position: OverlayPosition, on panel: Panel, pen: Pen, color: Color, dash: [Double] = [],
    inset: Double = 0
  ) -> Item {
    let outline = rectangle(at: position, on: panel).inset(inset)
    let missing = 14 - min(outline.width, outline.height)
    guard missing <= 0 else {
      // On so small an outline dashes would be crumbs.
      return pen.overlay(outline.inset(-missing / 2), color: color, width: 3)
    }
    guard pass.layer.geometry.dilation != Extent(1) else {
      return pen.overlay(outline, color: color, dash: dash)
    }
    let cells = terms(at: position).map { cell, _ in
      Item.rectangle(
        panel.rectangle(of: cell).inset(min(2, panel.cell * 0.08)), radius: 3,
        .stroke(color, min(3, panel.cell * 0.12), dash: dash))
    }
    return .group(
      Tag("overlay"), [.rectangle(outline, radius: 5, .stroke(color, 1.6, dash: [7, 5]))] + cells)
  }

  /// The rectangle that the overlay spans at a position.
  func rectangle(at position: OverlayPosition, on panel: Panel) -> Rectangle {
    panel.rectangle(from: position.origin, spanning: pass.sweep.geometry.span)
  }
}
