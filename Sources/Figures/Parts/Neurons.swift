import Drawing
import Neural

extension Pen {
  /// A map of neurons as circles, as the article draws them, its frame's corner at (0, 0).
  func neurons(
    _ extent: Extent, cell: Double, tag: String, looks: (Cell) -> CellLook
  ) -> Panel {
    let bounds = Rectangle(0, 0, cell * Double(extent.columns), cell * Double(extent.rows))
    let cells = (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
    let all = cells.map(looks)
    // A circle leaves less room for text than the square around it, least to what stands low.
    let isCaptioned = all.contains { $0.caption != nil }
    var sizes = textSizes(of: all, cell: cell * (isCaptioned ? 0.72 : 0.8))
    if isCaptioned, sizes.text == 0 {
      sizes = (textSizes(of: all, cell: cell * 0.8).text, 0)
    }
    var panel = Panel(picture: Picture(bounds: bounds), frame: bounds, extent: extent)
    panel.picture.items = zip(cells, all).map { place, look in
      let rectangle = panel.rectangle(of: place)
      let outline = look.outline ?? Stroke(color: theme.hairline, width: 1.4)
      let radius = cell / 2 - max(3, cell * 0.06)
      return .group(
        Tag("neuron", "\(tag) \(place.row),\(place.column)"),
        [
          .circle(
            center: rectangle.center, radius: radius, Paint(fill: look.fill, stroke: outline))
        ] + texts(of: look, in: rectangle.inset(cell * 0.1), sizes: sizes))
    }
    return panel
  }
}
