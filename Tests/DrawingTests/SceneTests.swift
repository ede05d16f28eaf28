import Testing

@testable import Drawing

@Suite("Scenes and their items")
struct SceneTests {
  private let paint = Paint(fill: .white, stroke: Stroke(color: .black, width: 2, dash: [1, 2]))

  @Test("Every kind of item moves with all of its points and nothing else")
  func moved() {
    let raster = Raster(width: 1, height: 1, pixels: [1, 2, 3])
    let items: [(Item, Item)] = [
      (
        .rectangle(Rectangle(1, 2, 3, 4), radius: 5, paint),
        .rectangle(Rectangle(11, 22, 3, 4), radius: 5, paint)
      ),
      (
        .circle(center: Point(1, 2), radius: 3, paint),
        .circle(center: Point(11, 22), radius: 3, paint)
      ),
      (
        .path(Path.line(Point(1, 2), Point(3, 4)), paint),
        .path(Path.line(Point(11, 22), Point(13, 24)), paint)
      ),
      (.text(TextRun(box: "a", at: Point(1, 2))), .text(TextRun(box: "a", at: Point(11, 22)))),
      (.image(raster, in: Rectangle(1, 2, 3, 4)), .image(raster, in: Rectangle(11, 22, 3, 4))),
    ]
    for (item, expected) in items {
      #expect(item.moved(10, 20) == expected)
    }
    let group = Item.group(Tag("a", "b"), [.group(Tag("c"), items.map(\.0))])
    #expect(group.moved(10, 20) == .group(Tag("a", "b"), [.group(Tag("c"), items.map(\.1))]))
  }

  @Test("A path moves with its control points")
  func pathMoved() {
    let path = Path([
      .move(Point(0, 0)), .line(Point(1, 0)), .curve(Point(1, 1), Point(2, 2), Point(3, 3)), .close,
    ])
    #expect(
      path.moved(1, -1)
        == Path([
          .move(Point(1, -1)), .line(Point(2, -1)),
          .curve(Point(2, 0), Point(3, 1), Point(4, 2)), .close,
        ]))
  }

  @Test("A polygon goes through its points and closes")
  func polygon() {
    #expect(
      Path.polygon([Point(0, 0), Point(1, 0), Point(1, 1)])
        == Path([.move(Point(0, 0)), .line(Point(1, 0)), .line(Point(1, 1)), .close]))
    #expect(Path.polygon([]) == Path())
  }

  @Test("A paint is a fill, a stroke or both")
  func paints() {
    #expect(Paint.fill(.black) == Paint(fill: .black, stroke: nil))
    #expect(
      Paint.stroke(.black, 3, dash: [1])
        == Paint(fill: nil, stroke: Stroke(color: .black, width: 3, dash: [1])))
    #expect(Paint.stroke(.black, 3).stroke?.dash == [])
  }

  @Test("A text's bounds are its advance width and its ink around the baseline")
  func textBounds() {
    let run = TextRun(
      "x", font: .label(10), color: .black, origin: Point(5, 50),
      extents: TextExtents(width: 6, ascent: 8, descent: -1))
    #expect(run.bounds == Rectangle(5, 42, 6, 7))
  }
}
