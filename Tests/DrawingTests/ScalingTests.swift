import Testing

@testable import Drawing

@Suite("Scaling")
struct ScalingTests {
  private static let run = TextRun(
    "7", font: .label(10, .bold), color: .black, origin: Point(1, 2),
    extents: TextExtents(width: 6, ascent: 7, descent: 1))

  @Test("Every kind of item grows with its places, sizes, strokes and dashes")
  func items() {
    let stroke = Paint.stroke(.black, 1.5, dash: [2, 3])
    let path = Path([.move(Point(0, 1)), .curve(Point(1, 1), Point(2, 2), Point(3, 3)), .close])
    let raster = Raster(width: 1, height: 1, pixels: [0, 0, 0])
    let item = Item.group(
      Tag("all", "x"),
      [
        .rectangle(Rectangle(1, 2, 3, 4), radius: 5, stroke),
        .circle(center: Point(1, 2), radius: 3, .fill(.white)),
        .path(path, stroke), .text(Self.run), .image(raster, in: Rectangle(0, 1, 2, 3)),
      ])
    let wide = Paint.stroke(.black, 3, dash: [4, 6])
    var run = Self.run
    run.font = .label(20, .bold)
    run.origin = Point(2, 4)
    run.extents = TextExtents(width: 12, ascent: 14, descent: 2)
    #expect(
      item.scaled(by: 2)
        == .group(
          Tag("all", "x"),
          [
            .rectangle(Rectangle(2, 4, 6, 8), radius: 10, wide),
            .circle(center: Point(2, 4), radius: 6, .fill(.white)),
            .path(
              Path([.move(Point(0, 2)), .curve(Point(2, 2), Point(4, 4), Point(6, 6)), .close]),
              wide), .text(run), .image(raster, in: Rectangle(0, 2, 4, 6)),
          ]))
  }

  @Test("A scene keeps its words")
  func scene() {
    let scene = Scene(
      size: Size(10, 20), background: .white, title: "title", description: "words",
      items: [.text(Self.run)])
    let half = scene.scaled(by: 0.5)
    #expect(half.size == Size(5, 10))
    #expect(half.title == "title" && half.description == "words")
    #expect(half.texts.first?.font.size == 5)
  }
}
