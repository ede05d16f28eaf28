import Drawing

extension Stage {
  /// A figure's pictures in the room.
  ///
  /// A page has margins for what hangs over a figure's edges: the last digits of a legend, the
  /// heading of a narrow matrix. A part of a slide has none, so there the figure is laid out anew
  /// in a room that is smaller by as much as hung over.
  func fitted(_ layout: (Rectangle) -> [Picture]) -> [Picture] {
    var room = room
    var pictures = layout(room)
    guard pen.style.panel != nil else { return pictures }
    for _ in 0..<4 {
      let drawn = pictures.flatMap(\.items).compactMap(\.bounds)
      guard let first = drawn.first else { break }
      let bounds = drawn.reduce(first) { $0.union($1) }
      let left = max(0, self.room.minX - bounds.minX)
      let right = max(0, bounds.maxX - self.room.maxX)
      let bottom = max(0, bounds.maxY - self.room.maxY)
      guard left + right + bottom > 0 else { break }
      room = Rectangle(
        room.x + left, room.y, max(120, room.width - left - right - 0.2),
        max(80, room.height - bottom - 0.2))
      pictures = layout(room)
    }
    return pictures
  }
}
