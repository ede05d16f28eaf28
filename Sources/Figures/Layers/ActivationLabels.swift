import Drawing

/// Where numbers stand beside the dots of a panel.
extension ActivationPanelDrawing {
  /// Places for a text around a dot, the nearest first.
  func places(around point: Point, _ size: Size) -> [Rectangle] {
    var places: [(box: Rectangle, distance: Double)] = []
    for distance in [12.0, 26, 44, 70, 100] {
      for rise in [8.0, 22, 40, 64, 90] {
        let left = point.x - size.width - distance
        let above = point.y - rise - size.height
        let corners = [
          Point(left, above), Point(point.x + distance, point.y + rise),
          Point(point.x + distance, above), Point(left, point.y + rise),
        ]
        places += corners.map { (Rectangle(origin: $0, size: size), distance + rise) }
      }
    }
    return places.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }.map(\.element.box)
  }

  /// Whether axes or other lines run through a rectangle.
  func isCrossed(
    _ box: Rectangle, _ lines: [Rectangle], hasAxes: Bool = true
  ) -> Bool {
    let room = box.inset(-3)
    func touches(_ line: Rectangle) -> Bool {
      line.minX < room.maxX && line.maxX > room.minX && line.minY < room.maxY
        && line.maxY > room.minY
    }
    let axes = [
      Rectangle(0, base, plan.width, 0), Rectangle(0, ySlope(0), plan.width, 0),
      Rectangle(0, ySlope(1), plan.width, 0),
      Rectangle(x(0), plan.curve.minY, 0, plan.curve.height),
    ]
    return ((hasAxes ? axes : []) + lines).contains(where: touches)
  }

  /// The curves in short stretches.
  var curveLines: [Rectangle] {
    let curves: [(Double) -> Double] = [
      { y(panel.function($0)) }, { ySlope(panel.slope($0)) },
    ]
    return curves.flatMap { place in
      let points = steps.map { Point(x($0), place($0)) }
      return zip(points, points.dropFirst()).compactMap { from, to -> Rectangle? in
        guard from.y.isFinite, to.y.isFinite else { return nil }
        return Rectangle(from.x, min(from.y, to.y), to.x - from.x, abs(to.y - from.y))
      }
    }
  }
}
