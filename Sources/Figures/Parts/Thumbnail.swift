import Drawing
import Neural

extension Pen {
  /// A matrix of values in a column of such matrices: heat, and numbers where those of the whole
  /// column fit, so that all of them are written alike.
  ///
  /// - Parameters:
  ///   - column: the values of the other matrices.
  ///   - symbol: what a cell says where the style has symbols.
  func thumbnail(
    _ values: [Double], column: [Double] = [], extent: Extent, cell: Double, scale: ValueScale,
    tag: String, frame: Stroke, symbol: ((Cell) -> Formula)? = nil
  ) -> Panel {
    guard extent.rows <= 12, extent.columns <= 12 else {
      let panel = heat(values, extent: extent, scale: scale, cell: cell, tag: tag)
      return panel.drawing([.rectangle(panel.frame, radius: 3, Paint(stroke: frame))])
    }
    let hasNumbers = style.labels != .symbols && cell >= 16
    let numbers = hasNumbers ? self.numbers(values + column, cell: cell, comfortable: 12) : nil
    return matrix(extent, cell: cell, tag: tag, frame: frame) { place in
      let index = place.row * extent.columns + place.column
      return CellLook(
        style.labels == .symbols ? symbol?(place) : numbers?.formula(index), value: values[index],
        scale: scale, theme: theme)
    }
  }

  /// Values as one picture, row by row.
  func heat(
    _ values: [Double], extent: Extent, scale: ValueScale, cell: Double, tag: String
  ) -> Panel {
    var tensor = Tensor(shape: [extent.rows, extent.columns])
    for (index, value) in values.enumerated() {
      tensor[index / extent.columns, index % extent.columns] = value
    }
    return heat(tensor, scale: scale, cell: cell, tag: tag)
  }

  /// A bracket to the right of a column that is added up.
  func bracket(x: Double, from top: Double, to bottom: Double) -> Picture {
    let path = Path([
      .move(Point(x, top)), .line(Point(x + 8, top)), .line(Point(x + 8, bottom)),
      .line(Point(x, bottom)),
    ])
    return Picture(
      bounds: Rectangle(x, top, 8, bottom - top), items: [.path(path, .stroke(theme.frame, 1.4))])
  }
}
