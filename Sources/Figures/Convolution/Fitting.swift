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
    for _ in 0..<3 {
      let over = overhang(of: pictures)
      guard over.left + over.right + over.bottom > 0 else { return pictures }
      room = Rectangle(
        room.x + over.left, room.y, max(120, room.width - over.left - over.right),
        max(80, room.height - over.bottom))
      pictures = layout(room)
    }
    // What is left is less than a unit, for which the figure can move aside.
    let over = overhang(of: pictures)
    let aside = over.left > 0 ? over.left + 0.1 : over.right > 0 ? -over.right - 0.1 : 0
    return pictures.map { $0.moved(aside, 0) }
  }

  /// How far pictures hang over the room.
  private func overhang(of pictures: [Picture]) -> (left: Double, right: Double, bottom: Double) {
    let drawn = pictures.flatMap(\.items).compactMap(\.bounds)
    guard let first = drawn.first else { return (0, 0, 0) }
    let bounds = drawn.reduce(first) { $0.union($1) }
    return (
      max(0, room.minX - bounds.minX), max(0, bounds.maxX - room.maxX),
      max(0, bounds.maxY - room.maxY)
    )
  }
}
