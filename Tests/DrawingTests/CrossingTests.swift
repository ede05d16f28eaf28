import Drawing
import Testing

@Suite("Lines through rectangles")
struct CrossingTests {
  private let box = Rectangle(10, 10, 20, 10)

  @Test(
    "A straight line crosses where part of it lies inside",
    arguments: [
      (0.0, 15.0, 40.0, 15.0, true), (20, 0, 20, 40, true), (12, 12, 14, 14, true),
      (0, 0, 40, 30, true), (0, 5, 40, 5, false), (0, 15, 9, 15, false), (0, 30, 15, 12, true),
      (0, 18, 12, 30, false),
      // An edge is not inside.
      (0, 10, 40, 10, false), (10, 0, 10, 40, false), (30, 20, 40, 30, false),
    ])
  func lines(x1: Double, y1: Double, x2: Double, y2: Double, isCrossed: Bool) {
    #expect(Path.line(Point(x1, y1), Point(x2, y2)).crosses(box) == isCrossed)
    #expect(Path.line(Point(x2, y2), Point(x1, y1)).crosses(box) == isCrossed)
  }

  @Test("A curve crosses where it runs, not where its control points are")
  func curves() {
    func arch(_ height: Double) -> Path {
      Path([
        .move(Point(0, 0)), .curve(Point(0, height), Point(40, height), Point(40, 0)),
      ])
    }
    // It reaches 3/4 of its control points' height.
    #expect(!arch(13).crosses(box))
    #expect(arch(14).crosses(box))
  }

  @Test("A closed path crosses with the line that closes it")
  func closed() {
    let open = Path([
      .move(Point(0, 15)), .line(Point(0, 0)), .line(Point(40, 0)), .line(Point(40, 15)),
    ])
    #expect(!open.crosses(box))
    #expect(Path(open.elements + [.close]).crosses(box))
    #expect(!Path().crosses(box))
  }
}
