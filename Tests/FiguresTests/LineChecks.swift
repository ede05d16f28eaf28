import Drawing
import Testing

@testable import Figures

/// What lines of weights owe their reader: none of them runs over a text, and no two of them touch
/// where they arrive at a neuron.
func expectClearLines(
  _ scene: Scene, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let lines = scene.groups("wire") + scene.groups("lead")
  let texts = scene.texts
  for line in lines {
    let points = line.items.flatMap(\.flattened).flatMap(\.samples)
    let crossed = texts.filter { run in
      let room = run.bounds.inset(0.5)
      return points.contains {
        room.minX < $0.x && $0.x < room.maxX && room.minY < $0.y && $0.y < room.maxY
      }
    }
    #expect(
      crossed.isEmpty, "\(name): line \(line.name) crosses \(crossed.map(\.string))",
      sourceLocation: sourceLocation)
  }
  let ends = scene.groups("wire").compactMap {
    $0.items.flatMap(\.flattened).flatMap(\.samples).last
  }
  for (index, end) in ends.enumerated() {
    for other in ends[(index + 1)...] {
      let (dx, dy) = (end.x - other.x, end.y - other.y)
      #expect(
        dx * dx + dy * dy >= 4 * 4, "\(name): two lines arrive at \(end)",
        sourceLocation: sourceLocation)
    }
  }
}

extension Item {
  /// Points along a path, close to one another.
  fileprivate var samples: [Point] {
    guard case .path(let path, _) = self else { return [] }
    var current = Point.zero
    return path.elements.flatMap { element -> [Point] in
      let start = current
      func points(_ place: (Double) -> Point) -> [Point] {
        (0...64).map { place(Double($0) / 64) }
      }
      switch element {
      case .move(let point):
        current = point
        return []
      case .line(let end):
        current = end
        return points { Point(start.x + (end.x - start.x) * $0, start.y + (end.y - start.y) * $0) }
      case .curve(let a, let b, let end):
        current = end
        return points { t in
          let s = 1 - t
          func at(_ p0: Double, _ p1: Double, _ p2: Double, _ p3: Double) -> Double {
            s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3
          }
          return Point(at(start.x, a.x, b.x, end.x), at(start.y, a.y, b.y, end.y))
        }
      case .close: return []
      }
    }
  }
}
