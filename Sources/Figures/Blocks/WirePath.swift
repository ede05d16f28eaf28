import Drawing

/// The corners of a wire's lines.
struct WirePath {
  var lines: [[Point]]
  var isCurve = false
  var isDashed = false

  /// Whether a line runs through a rectangle.
  func crosses(_ box: Rectangle) -> Bool {
    lines.contains { line in
      // A line stays within the hull of its corners, a curve within that of its control points.
      line.contains { $0.x > box.minX } && line.contains { $0.x < box.maxX }
        && line.contains { $0.y > box.minY } && line.contains { $0.y < box.maxY }
        && points(of: line).contains { point in
          point.x > box.minX && point.x < box.maxX && point.y > box.minY && point.y < box.maxY
        }
    }
  }

  /// Points along a line, close to one another.
  private func points(of line: [Point]) -> [Point] {
    if isCurve {
      return (0...60).map { index in
        let t = Double(index) / 60
        let s = 1 - t
        func value(_ axis: (Point) -> Double) -> Double {
          s * s * s * axis(line[0]) + 3 * s * s * t * axis(line[1]) + 3 * s * t * t * axis(line[2])
            + t * t * t * axis(line[3])
        }
        return Point(value(\.x), value(\.y))
      }
    }
    return zip(line, line.dropFirst()).flatMap { start, end in
      let length = max(abs(end.x - start.x), abs(end.y - start.y))
      let steps = max(1, Int(length / 3))
      return (0...steps).map { step in
        let t = Double(step) / Double(steps)
        return Point(start.x + (end.x - start.x) * t, start.y + (end.y - start.y) * t)
      }
    }
  }
}

extension Path {
  /// Straight lines through points with rounded corners.
  static func rounded(_ points: [Point], radius: Double) -> Path {
    guard points.count > 2 else { return .line(points[0], points[points.count - 1]) }
    var elements: [Element] = [.move(points[0])]
    for index in 1..<(points.count - 1) {
      let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
      func toward(_ other: Point) -> Point {
        let (dx, dy) = (other.x - corner.x, other.y - corner.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
        let reach = min(radius, length / 2) / length
        return Point(corner.x + dx * reach, corner.y + dy * reach)
      }
      elements += [.line(toward(before)), .curve(corner, corner, toward(after))]
    }
    return Path(elements + [.line(points[points.count - 1])])
  }
}
