import Drawing
import Neural
import Wording

extension Pen {
  /// A matrix of square cells with its frame's top left corner at (0, 0).
  ///
  /// All cells set their text at one size: the largest, up to a third of the cell, at which each
  /// fits. Where outlines run inside of the cells, `textCell` is the side that they leave to it.
  func matrix(
    _ extent: Extent, cell: Double, tag: String, indices: Bool = false,
    frame: Stroke? = nil, textCell: Double? = nil, looks: (Cell) -> CellLook
  ) -> Panel {
    let bounds = Rectangle(
      0, 0, cell * Double(extent.columns), cell * Double(extent.rows))
    let cells = (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
    let all = cells.map(looks)
    let sizes = textSizes(of: all, cell: textCell ?? cell)
    var panel = Panel(picture: Picture(bounds: bounds), frame: bounds, extent: extent)
    var fills: [Item] = []
    var texts: [Item] = []
    for (place, look) in zip(cells, all) {
      let rectangle = panel.rectangle(of: place)
      if let fill = look.fill { fills.append(.rectangle(rectangle, radius: 0, .fill(fill))) }
      if let hatch = look.hatch {
        fills += Picture.hatch(in: rectangle, color: hatch, spacing: 7).items
      }
      texts.append(
        .group(
          Tag("cell", "\(tag) \(place.row),\(place.column)"),
          self.texts(of: look, in: rectangle, sizes: sizes)))
    }
    let outlines = zip(cells, all).compactMap { place, look in
      look.outline.map {
        Item.rectangle(panel.rectangle(of: place), radius: 3, Paint(stroke: $0))
      }
    }
    panel.picture.items = [
      .group(
        Tag("matrix", tag),
        fills + [grid(extent, cell: cell), self.frame(bounds, frame)] + texts + outlines)
    ]
    if indices { panel = indexed(panel) }
    return panel
  }

  /// A matrix too large for numbers: one picture of its values.
  func heat(_ tensor: Tensor, scale: ValueScale, cell: Double, tag: String) -> Panel {
    let extent = tensor.extent
    let bounds = Rectangle(0, 0, cell * Double(extent.columns), cell * Double(extent.rows))
    let raster = Raster(values: tensor.values, columns: extent.columns, scale: scale)
    var items: [Item] = [.image(raster, in: bounds)]
    if cell >= 9 { items.append(grid(extent, cell: cell)) }
    items.append(frame(bounds, nil))
    return Panel(
      picture: Picture(bounds: bounds, items: [.group(Tag("matrix", tag), items)]), frame: bounds,
      extent: extent)
  }

  /// The sizes at which the cells' texts and captions fit; 0 for what would be too small to read.
  func textSizes(of looks: [CellLook], cell: Double) -> (text: Double, caption: Double) {
    let captions = looks.compactMap(\.caption)
    let caption = size(
      fitting: captions, into: Size(cell * 0.88, cell * 0.24), preferred: min(cell * 0.2, 19))
    let isCaptioned = !captions.isEmpty && caption >= Pen.captionFloor
    let room = Size(cell * 0.8, cell * (isCaptioned ? 0.4 : 0.6))
    let text = size(
      fitting: looks.compactMap(\.text), into: room, preferred: min(cell * 0.36, 34))
    guard text >= Pen.floor - 0.01 else { return (0, 0) }
    return (text, isCaptioned ? min(caption, max(Pen.captionFloor, text * 0.75)) : 0)
  }

  /// The texts of a cell or neuron, centred in its rectangle.
  func texts(
    of look: CellLook, in rectangle: Rectangle, sizes: (text: Double, caption: Double)
  ) -> [Item] {
    guard let text = look.text, sizes.text > 0 else { return [] }
    let main = formula(text, size: sizes.text, color: look.color)
    // Numbers share a baseline, so they are centred by the height of their digits.
    let drop = sizes.text * 0.32
    guard let caption = look.caption, sizes.caption > 0 else {
      return main.moved(rectangle.midX - main.bounds.midX, rectangle.midY + drop).items
    }
    let small = formula(caption, size: sizes.caption, color: look.color)
    let lift = rectangle.height * 0.11
    return main.moved(rectangle.midX - main.bounds.midX, rectangle.midY - lift + drop).items
      + small.moved(
        rectangle.midX - small.bounds.midX, rectangle.midY + rectangle.height * 0.31
      ).items
  }

  private func grid(_ extent: Extent, cell: Double) -> Item {
    let (width, height) = (cell * Double(extent.columns), cell * Double(extent.rows))
    var elements: [Path.Element] = []
    for row in 1..<max(extent.rows, 1) {
      elements += [.move(Point(0, cell * Double(row))), .line(Point(width, cell * Double(row)))]
    }
    for column in 1..<max(extent.columns, 1) {
      let x = cell * Double(column)
      elements += [.move(Point(x, 0)), .line(Point(x, height))]
    }
    return .path(Path(elements), .stroke(theme.hairline, cell < 16 ? 0.6 : 1))
  }

  private func frame(_ bounds: Rectangle, _ stroke: Stroke?) -> Item {
    .rectangle(
      bounds, radius: 3, Paint(stroke: stroke ?? Stroke(color: theme.frame, width: 1.4)))
  }

  /// A row or column as the reader counts them.
  private func index(_ index: Int) -> String { style.voice.notation.index(index) }

  /// The panel with row numbers to its left and column numbers below it, where there is room.
  func indexed(_ panel: Panel) -> Panel {
    let size = min(12, panel.cell * 0.4)
    guard size >= Pen.floor - 2 else { return panel }
    var parts = [panel.picture]
    let bounds = panel.picture.bounds
    for row in 0..<panel.extent.rows {
      let text = label(index(row), size: size, color: theme.muted)
      let rectangle = panel.rectangle(of: Cell(row, 0))
      parts.append(
        text.moved(bounds.minX - 10 - text.bounds.width, rectangle.midY + size * 0.36))
    }
    for column in 0..<panel.extent.columns {
      let text = label(index(column), size: size, color: theme.muted)
      let rectangle = panel.rectangle(of: Cell(0, column))
      parts.append(
        text.moved(rectangle.midX - text.bounds.midX, bounds.maxY + 10 + size * 0.72))
    }
    var result = panel
    result.picture = .joined(parts)
    return result
  }
}
