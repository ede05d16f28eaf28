import Testing

@testable import Drawing

@Suite("Points and rectangles")
struct GeometryTests {
  private let rectangle = Rectangle(10, 20, 30, 40)

  @Test("A point moves by a distance along each axis")
  func pointMoves() {
    #expect(Point(1, 2).moved(3, -5) == Point(4, -3))
    #expect(Point.zero.moved(0, 0) == .zero)
  }

  @Test("A rectangle knows its edges, middles, origin and size")
  func edges() {
    #expect(rectangle.minX == 10)
    #expect(rectangle.maxX == 40)
    #expect(rectangle.minY == 20)
    #expect(rectangle.maxY == 60)
    #expect(rectangle.midX == 25)
    #expect(rectangle.midY == 40)
    #expect(rectangle.center == Point(25, 40))
    #expect(rectangle.origin == Point(10, 20))
    #expect(rectangle.size == Size(30, 40))
  }

  @Test("Origin and size, or centre and size, make the same rectangle")
  func makings() {
    #expect(Rectangle(origin: Point(10, 20), size: Size(30, 40)) == rectangle)
    #expect(Rectangle(center: Point(25, 40), size: Size(30, 40)) == rectangle)
  }

  @Test("Moving keeps the size")
  func moved() {
    #expect(rectangle.moved(-10, 5) == Rectangle(0, 25, 30, 40))
  }

  @Test("An inset moves every side inwards, a negative one outwards")
  func inset() {
    #expect(rectangle.inset(1, 2) == Rectangle(11, 22, 28, 36))
    #expect(rectangle.inset(5) == Rectangle(15, 25, 20, 30))
    #expect(rectangle.inset(-1, -2) == Rectangle(9, 18, 32, 44))
    #expect(rectangle.inset(3).inset(-3) == rectangle)
  }

  @Test(
    "A union is the smallest rectangle around both",
    arguments: [
      (Rectangle(15, 25, 5, 5), Rectangle(10, 20, 30, 40)),
      (Rectangle(-5, 30, 5, 5), Rectangle(-5, 20, 45, 40)),
      (Rectangle(50, 70, 10, 10), Rectangle(10, 20, 50, 60)),
      (Rectangle(0, 0, 0, 0), Rectangle(0, 0, 40, 60)),
    ])
  func union(other: Rectangle, expected: Rectangle) {
    #expect(rectangle.union(other) == expected)
    #expect(other.union(rectangle) == expected)
  }

  @Test(
    "Rectangles overlap where they share more than an edge",
    arguments: [
      (Rectangle(15, 25, 5, 5), true), (Rectangle(39, 59, 10, 10), true),
      (Rectangle(40, 20, 10, 10), false), (Rectangle(10, 60, 10, 10), false),
      (Rectangle(0, 0, 10, 100), false), (Rectangle(100, 20, 10, 10), false),
      (Rectangle(20, 100, 10, 10), false), (Rectangle(0, 0, 100, 100), true),
    ])
  func overlaps(other: Rectangle, expected: Bool) {
    #expect(rectangle.overlaps(other) == expected)
    #expect(other.overlaps(rectangle) == expected)
  }

  @Test("An overlap within the tolerance is let pass")
  func overlapTolerance() {
    let touching = Rectangle(39.5, 20, 10, 10)
    #expect(rectangle.overlaps(touching))
    #expect(rectangle.overlaps(touching, tolerance: 0.4))
    #expect(!rectangle.overlaps(touching, tolerance: 0.5))
  }

  @Test(
    "A rectangle contains what lies inside it, edges included",
    arguments: [
      (Rectangle(10, 20, 30, 40), true), (Rectangle(15, 25, 5, 5), true),
      (Rectangle(9, 20, 5, 5), false), (Rectangle(10, 19, 5, 5), false),
      (Rectangle(36, 20, 5, 5), false), (Rectangle(10, 56, 5, 5), false),
    ])
  func contains(other: Rectangle, expected: Bool) {
    #expect(rectangle.contains(other) == expected)
  }

  @Test("Containing forgives what the tolerance allows")
  func containTolerance() {
    let wide = Rectangle(9.5, 20, 30.8, 40)
    #expect(!rectangle.contains(wide))
    #expect(!rectangle.contains(wide, tolerance: 0.4))
    #expect(rectangle.contains(wide, tolerance: 0.5))
  }
}
