extension Picture {
  /// Diagonal lines over a rectangle, rising to the right: a sign that does not need colour.
  ///
  /// The lines lie on x + y = k · √2 · spacing for whole k, so that the hatches of neighbouring
  /// cells meet. They are cut by computation, with half their width left free at the rectangle's
  /// edges, so that no ink falls outside it.
  ///
  /// - Parameters:
  ///   - rectangle: What is hatched, and the bounds of the picture.
  ///   - color: The colour of the lines.
  ///   - spacing: The distance from line to line in page units, above 0.
  ///   - width: The width of the lines in page units.
  public static func hatch(
    in rectangle: Rectangle, color: Color, spacing: Double, width: Double = 1
  ) -> Picture {
    precondition(spacing > 0, "lines with room between them")
    let room = rectangle.inset(width / 2)
    guard room.width > 0, room.height > 0 else { return Picture(bounds: rectangle) }
    let step = spacing * 2.0.squareRoot()
    let first = ((room.minX + room.minY) / step).rounded(.up)
    let last = ((room.maxX + room.maxY) / step).rounded(.down)
    var elements: [Path.Element] = []
    for line in stride(from: first, through: last, by: 1) {
      let sum = line * step
      let left = max(room.minX, sum - room.maxY)
      let right = min(room.maxX, sum - room.minY)
      // A line through a corner alone would be a dot.
      guard right - left > width / 2 else { continue }
      elements.append(.move(Point(left, min(sum - left, room.maxY))))
      elements.append(.line(Point(right, max(sum - right, room.minY))))
    }
    guard !elements.isEmpty else { return Picture(bounds: rectangle) }
    return Picture(
      bounds: rectangle,
      items: [.group(Tag("hatch"), [.path(Path(elements), .stroke(color, width))])])
  }
}
