import Drawing
import Neural

/// A matrix or a map of neurons on the page, and where its cells are.
struct Panel {
  /// What is drawn, headings and indices included.
  var picture: Picture
  /// The cells' own rectangle, without headings and indices.
  var frame: Rectangle
  /// The frame with the ring of padding around it that overlay positions reach.
  var outer: Rectangle
  /// The rows and columns.
  let extent: Extent

  init(picture: Picture, frame: Rectangle, extent: Extent) {
    self.picture = picture
    self.frame = frame
    self.outer = frame
    self.extent = extent
  }

  /// The side of a cell.
  var cell: Double { frame.width / Double(extent.columns) }

  /// The rectangle of a cell; of one outside, where it would be.
  func rectangle(of cell: Cell) -> Rectangle {
    Rectangle(
      frame.x + Double(cell.column) * self.cell, frame.y + Double(cell.row) * self.cell,
      self.cell, self.cell)
  }

  /// The rectangle of a block of cells.
  func rectangle(from cell: Cell, spanning span: Extent) -> Rectangle {
    let corner = rectangle(of: cell)
    return Rectangle(
      corner.x, corner.y, Double(span.columns) * self.cell, Double(span.rows) * self.cell)
  }

  /// The panel moved by (dx, dy).
  func moved(_ dx: Double, _ dy: Double) -> Panel {
    var panel = self
    panel.picture = picture.moved(dx, dy)
    panel.frame = frame.moved(dx, dy)
    panel.outer = outer.moved(dx, dy)
    return panel
  }

  /// The panel with the top left corner of its ring at a point.
  func placed(at point: Point) -> Panel {
    moved(point.x - outer.minX, point.y - outer.minY)
  }

  /// The panel with the middle of its frame at a point.
  func framed(at point: Point) -> Panel {
    moved(point.x - frame.midX, point.y - frame.midY)
  }

  /// The panel with a heading centred above it, or as near to that as the room allows.
  func headed(_ heading: Picture, gap: Double = 16, within room: Rectangle? = nil) -> Panel {
    guard heading != .empty else { return self }
    var panel = self
    var x = outer.midX - heading.bounds.midX
    if let room {
      x = max(room.minX - heading.bounds.minX, min(x, room.maxX - heading.bounds.maxX))
    }
    // Headings of a row share a baseline whether or not they have superscripts.
    let placed = heading.moved(x, outer.minY - gap - 5)
    panel.picture = placed.over(picture)
    return panel
  }

  /// The panel with a caption centred below it.
  func captioned(_ caption: Picture, gap: Double = 14) -> Panel {
    guard caption != .empty else { return self }
    var panel = self
    let top = max(picture.bounds.maxY, frame.maxY) + gap
    panel.picture = caption.moved(
      frame.midX - caption.bounds.midX, top - caption.bounds.minY
    ).over(picture)
    return panel
  }

  /// The panel with more drawn over it.
  func drawing(_ items: [Item]) -> Panel {
    var panel = self
    panel.picture.items += items
    return panel
  }
}
