extension Path {
  /// Whether the path's line runs through the inside of a rectangle; a curve is taken as short chords.
  public func crosses(_ box: Rectangle) -> Bool {
    var current = Point.zero
    var start = Point.zero
    for element in elements {
      switch element {
      case .move(let point): (start, current) = (point, point)
      case .line(let point):
        if box.isCrossed(from: current, to: point) { return true }
        current = point
      case .curve(let c1, let c2, let end):
        let curve = Curve(start: current, c1, c2, end)
        for step in 1...Path.chords {
          let point = curve.point(at: Double(step) / Double(Path.chords))
          if box.isCrossed(from: current, to: point) { return true }
          current = point
        }
      case .close:
        if box.isCrossed(from: current, to: start) { return true }
        current = start
      }
    }
    return false
  }

  /// How many chords stand for a curve.
  private static let chords = 40
}

extension Rectangle {
  /// Whether a straight line runs through the inside: its parts inside of the two strips that the
  /// rectangle is made of have points in common (Liang and Barsky, 1984).
  func isCrossed(from start: Point, to end: Point) -> Bool {
    var (first, last) = (0.0, 1.0)
    func clip(_ place: Double, _ step: Double, _ low: Double, _ high: Double) -> Bool {
      guard step != 0 else { return place > low && place < high }
      let (one, other) = ((low - place) / step, (high - place) / step)
      (first, last) = (max(first, min(one, other)), min(last, max(one, other)))
      return first < last
    }
    return clip(start.x, end.x - start.x, minX, maxX)
      && clip(start.y, end.y - start.y, minY, maxY)
  }
}
