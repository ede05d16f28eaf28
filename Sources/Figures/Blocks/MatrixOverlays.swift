import Drawing

extension Matrix {
  /// The outline of an overlay, and the rectangle that it lies on.
  func draw(_ mark: OverlayMark, _ grid: Lattice, _ pen: Pen) -> ([Item], Rectangle) {
    let box = grid.rectangle(mark.row, mark.column, rows: mark.rows, columns: mark.columns)
    let grow = max(0, (14 - min(box.width, box.height)) / 2)
    // What is grown stays beside the cells that it cannot lie on.
    let grown = box.inset(-grow)
    let room = grid.size
    let outline = grown.moved(
      grow > 0 && room.width > grown.width
        ? max(0, -grown.minX) + min(0, room.width - grown.maxX) : 0,
      grow > 0 && room.height > grown.height
        ? max(0, -grown.minY) + min(0, room.height - grown.maxY) : 0)
    var items: [Item]
    if mark.dilation.rows > 1 || mark.dilation.columns > 1, grid.cell.height >= 8 {
      items = [.rectangle(outline, radius: 5, .stroke(mark.style.color, 1.6, dash: [7, 5]))]
      for row in stride(from: mark.row, to: mark.row + mark.rows, by: mark.dilation.rows) {
        for column in stride(
          from: mark.column, to: mark.column + mark.columns, by: mark.dilation.columns)
        {
          let cell = grid.rectangle(row, column)
          items.append(
            .rectangle(
              cell.inset(min(2, cell.width * 0.08)), radius: 3,
              Paint(stroke: mark.style.stroke(min(3, cell.width * 0.12)))))
        }
      }
    } else {
      let stroke =
        grow > 0
        ? Stroke(color: mark.style.color, width: 3) : mark.style.stroke(pen.measures.overlay)
      items = [.rectangle(outline, radius: 5, Paint(stroke: stroke))]
    }
    return ([.group(Tag("overlay", mark.name), items)], outline)
  }

  /// The number of an overlay's step: the first overlay bears it at its first corner, the last one
  /// at its last.
  func badge(of mark: OverlayMark, at outline: Rectangle, in grid: Lattice, _ pen: Pen)
    -> Picture?
  {
    guard let text = mark.badge else { return nil }
    // Small cells leave their corners no room, so that the badge moves out to the side; above the
    // title would be in its way, below the legend.
    let reach = grid.cell.height < 34 ? 10.0 : 0
    let bottom = min(outline.maxY, grid.frame.maxY + 1)
    let outline = Rectangle(
      outline.x - reach, outline.y, outline.width + 2 * reach, bottom - outline.y)
    let isLast = mark.row + mark.rows >= rows && mark.column + mark.columns >= columns
    let isFirst = mark.row <= 0 && mark.column <= 0
    let corner =
      isFirst ? outline.origin : Point(outline.maxX, isLast ? outline.maxY : outline.minY)
    let badge = pen.badge(text, color: mark.style.color, at: corner)
    // In a part of a slide there is no more room beside a matrix than a badge of one digit takes.
    // A title above leaves it half its height.
    let room = grid.frame.inset(-21, 0)
    let top = grid.frame.minY - Double(ring.top) * grid.cell.height - 10
    return badge.moved(
      max(0, room.minX - badge.bounds.minX) + min(0, room.maxX - badge.bounds.maxX),
      max(0, top - badge.bounds.minY))
  }
}

extension Pen {
  /// A number in a filled circle: which step a colour stands for.
  func badge(_ text: String, color: Color, at center: Point) -> Picture {
    let label = label(text, size: measures.floor, weight: .semibold, color: theme.text(on: color))
    let size = Size(max(22, label.bounds.width + 11), 22)
    let box = Rectangle(center: center, size: size)
    return Picture(
      bounds: box,
      items: [
        .rectangle(
          box, radius: 11, Paint(fill: color, stroke: Stroke(color: theme.paper, width: 1.4)))
      ] + label.centered(at: center).items
    ).tagged("badge", text)
  }
}
