import Drawing

extension Pen {
  /// Dashed lines from an overlay to its enlargement beside or below it.
  ///
  /// - Parameter numbers: an input that shows its numbers; the lines begin where they leave it, so
  ///   as not to run through them.
  func rays(
    from overlay: Rectangle, to lens: Rectangle, color: Color, clearOf numbers: Rectangle? = nil
  ) -> Picture {
    let ends =
      lens.minY > overlay.maxY && lens.minX < overlay.maxX
      ? [
        (Point(overlay.minX, overlay.maxY), lens.origin),
        (Point(overlay.maxX, overlay.maxY), Point(lens.maxX, lens.minY)),
      ]
      : [
        (Point(overlay.maxX, overlay.minY), lens.origin),
        (Point(overlay.maxX, overlay.maxY), Point(lens.minX, lens.maxY)),
      ]
    let stroke = Stroke(color: color.mixed(with: theme.paper, 0.3), width: 1.3, dash: [5, 4])
    let lines = ends.map { start, end in
      let exit = numbers?.exit(from: start, to: end) ?? 0
      let first = Point(start.x + (end.x - start.x) * exit, start.y + (end.y - start.y) * exit)
      return Item.path(.line(first, end), Paint(stroke: stroke))
    }
    return Picture(bounds: lens, items: lines).tagged("lens")
  }
}

extension Rectangle {
  /// How far along a line from a point inside the rectangle its edge is: 0 at the point, 1 at the
  /// line's end.
  fileprivate func exit(from start: Point, to end: Point) -> Double {
    func limit(_ from: Double, _ to: Double, _ low: Double, _ high: Double) -> Double {
      let distance = to - from
      return distance == 0 ? 1 : max(0, ((distance > 0 ? high : low) - from) / distance)
    }
    return min(limit(start.x, end.x, minX, maxX), limit(start.y, end.y, minY, maxY), 1)
  }
}
