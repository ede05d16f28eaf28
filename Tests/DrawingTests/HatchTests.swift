import Testing

@testable import Drawing

@Suite("A hatch")
struct HatchTests {
  /// The lines of a hatch: their two ends.
  private func lines(_ picture: Picture) throws -> [(Point, Point)] {
    guard let item = picture.items.flatMap(\.flattened).first else { return [] }
    guard case .path(let path, _) = item else {
      Issue.record("a hatch is one path")
      return []
    }
    var lines: [(Point, Point)] = []
    var start: Point?
    for element in path.elements {
      switch element {
      case .move(let point): start = point
      case .line(let point): lines.append((try #require(start), point))
      case .curve, .close: Issue.record("a hatch has straight lines only")
      }
    }
    return lines
  }

  @Test(
    "No ink of any line is outside the rectangle",
    arguments: [
      Rectangle(0, 0, 40, 40), Rectangle(-13.7, 5.3, 40.1, 17.9), Rectangle(3, 3, 200, 2),
      Rectangle(1e4, -1e4, 3, 90), Rectangle(0, 0, 1.5, 1.5),
    ])
  func inside(rectangle: Rectangle) throws {
    for (spacing, width) in [(0.7, 0.5), (2, 0.5), (2, 1), (5, 1), (5, 2), (31, 2)] {
      let picture = Picture.hatch(in: rectangle, color: .black, spacing: spacing, width: width)
      #expect(picture.bounds == rectangle)
      for (from, to) in try lines(picture) {
        for end in [from, to] {
          let ink = Rectangle(center: end, size: Size(width, width))
          #expect(rectangle.contains(ink, tolerance: 1e-9))
        }
      }
    }
  }

  @Test("Every line runs from edge to edge and rises to the right at 45°")
  func edgeToEdge() throws {
    let rectangle = Rectangle(10, 20, 60, 30)
    let room = rectangle.inset(0.5)
    let lines = try lines(.hatch(in: rectangle, color: .black, spacing: 6))
    #expect(lines.count > 5)
    for (from, to) in lines {
      #expect(abs((to.x - from.x) - (from.y - to.y)) < 1e-9)
      #expect(to.x > from.x)
      #expect(abs(from.x - room.minX) < 1e-9 || abs(from.y - room.maxY) < 1e-9)
      #expect(abs(to.x - room.maxX) < 1e-9 || abs(to.y - room.minY) < 1e-9)
    }
  }

  @Test("Lines are the spacing apart and leave no band of the rectangle free")
  func spacing() throws {
    let room = Rectangle(10, 20, 60, 30).inset(0.5)
    let lines = try lines(.hatch(in: Rectangle(10, 20, 60, 30), color: .black, spacing: 6))
    let places = lines.map { ($0.0.x + $0.0.y) / 2.0.squareRoot() }
    for (place, next) in zip(places, places.dropFirst()) {
      #expect(abs(next - place - 6) < 1e-9)
    }
    let first = try #require(places.first)
    let last = try #require(places.last)
    #expect(first - (room.minX + room.minY) / 2.0.squareRoot() < 6.5)
    #expect((room.maxX + room.maxY) / 2.0.squareRoot() - last < 6.5)
  }

  @Test("The hatches of neighbouring cells lie on the same lines")
  func neighbours() throws {
    let left = try lines(.hatch(in: Rectangle(0, 0, 30, 30), color: .black, spacing: 5))
    let right = try lines(.hatch(in: Rectangle(30, 0, 30, 30), color: .black, spacing: 5))
    for (from, _) in left + right {
      let place = (from.x + from.y) / (5 * 2.0.squareRoot())
      #expect(abs(place - place.rounded()) < 1e-9)
    }
    #expect(!left.isEmpty && !right.isEmpty)
  }

  @Test("The lines have the colour and the width asked for")
  func paint() {
    let color = Color(hex: 0x123456)
    let picture = Picture.hatch(
      in: Rectangle(0, 0, 30, 30), color: color, spacing: 5, width: 1.2)
    #expect(picture.items.count == 1)
    guard case .path(_, let paint) = picture.items.flatMap(\.flattened).first else {
      Issue.record("a hatch is one path")
      return
    }
    #expect(paint == .stroke(color, 1.2))
  }

  @Test(
    "A rectangle without room for a line is left empty but keeps its bounds",
    arguments: [Rectangle(0, 0, 0, 10), Rectangle(0, 0, 0.9, 10), Rectangle(0.5, 0.5, 1.2, 1.2)])
  func noRoom(rectangle: Rectangle) {
    let picture = Picture.hatch(in: rectangle, color: .black, spacing: 50)
    #expect(picture == Picture(bounds: rectangle))
  }
}
