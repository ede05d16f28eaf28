import Testing

@testable import Drawing

@Suite("Pictures")
struct PictureTests {
  /// A picture of one filled rectangle.
  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Picture {
    let rectangle = Rectangle(x, y, width, height)
    return Picture(
      bounds: rectangle, items: [.rectangle(rectangle, radius: 0, .fill(.black))])
  }

  /// Where the items are.
  private func places(_ picture: Picture) -> [Rectangle] { picture.items.compactMap(\.bounds) }

  @Test("Moving moves the bounds and every item")
  func moved() {
    #expect(box(1, 2, 3, 4).moved(10, 20) == box(11, 22, 3, 4))
  }

  @Test("A picture is placed by its corner or by its middle, wherever it was")
  func placed() {
    #expect(box(1, 2, 30, 40).placed(at: Point(5, 6)) == box(5, 6, 30, 40))
    #expect(box(1, 2, 30, 40).centered(at: Point(5, 6)) == box(-10, -14, 30, 40))
  }

  @Test("Padding adds room on all sides and leaves the items where they are")
  func padded() {
    let padded = box(0, 0, 10, 10).padded(2, 3)
    #expect(padded.bounds == Rectangle(-2, -3, 14, 16))
    #expect(padded.items == box(0, 0, 10, 10).items)
  }

  @Test("Tagging makes one group of the items")
  func tagged() {
    let tagged = box(0, 0, 10, 10).tagged("cell", "0,1")
    #expect(tagged.bounds == Rectangle(0, 0, 10, 10))
    #expect(tagged.items == [.group(Tag("cell", "0,1"), box(0, 0, 10, 10).items)])
  }

  @Test("What is over another picture is drawn after it")
  func over() {
    let upper = box(5, 5, 10, 10)
    let lower = box(0, 0, 10, 10)
    let both = upper.over(lower)
    #expect(both.items == lower.items + upper.items)
    #expect(both.bounds == Rectangle(0, 0, 15, 15))
  }

  @Test("A row starts at x = 0 and keeps the spacing between bounds")
  func row() {
    let row = Picture.row([box(7, 0, 10, 10), box(-3, 0, 20, 10), box(0, 0, 5, 10)], spacing: 4)
    #expect(places(row).map(\.minX) == [0, 14, 38])
    #expect(row.bounds.minX == 0)
    #expect(row.bounds.maxX == 43)
  }

  @Test(
    "A row lines up tops, middles, bottoms or origins at y = 0",
    arguments: [
      (.start, [0, 0], Rectangle(0, 0, 20, 30)),
      (.center, [-5, -15], Rectangle(0, -15, 20, 30)),
      (.end, [-10, -30], Rectangle(0, -30, 20, 30)),
      (.origin, [3, -8], Rectangle(0, -8, 20, 30)),
    ] as [(Picture.Alignment, [Double], Rectangle)])
  func rowAlignment(alignment: Picture.Alignment, tops: [Double], bounds: Rectangle) {
    let row = Picture.row([box(0, 3, 10, 10), box(0, -8, 10, 30)], alignment: alignment)
    #expect(places(row).map(\.minY) == tops)
    #expect(row.bounds == bounds)
  }

  @Test("A column starts at y = 0 and keeps the spacing between bounds")
  func column() {
    let column = Picture.column([box(0, 7, 10, 10), box(0, -3, 10, 20)], spacing: 4)
    #expect(places(column).map(\.minY) == [0, 14])
    #expect(column.bounds.minY == 0)
    #expect(column.bounds.maxY == 34)
  }

  @Test(
    "A column lines up left edges, middles, right edges or origins at x = 0",
    arguments: [
      (.start, [0, 0]), (.center, [-5, -15]), (.end, [-10, -30]), (.origin, [3, -8]),
    ] as [(Picture.Alignment, [Double])])
  func columnAlignment(alignment: Picture.Alignment, lefts: [Double]) {
    let column = Picture.column([box(3, 0, 10, 10), box(-8, 0, 30, 10)], alignment: alignment)
    #expect(places(column).map(\.minX) == lefts)
  }

  @Test("Joined pictures stay where they are, in drawing order")
  func joined() {
    let joined = Picture.joined([box(5, 5, 1, 1), box(0, 9, 2, 2)])
    #expect(joined.bounds == Rectangle(0, 5, 6, 6))
    #expect(places(joined) == [Rectangle(5, 5, 1, 1), Rectangle(0, 9, 2, 2)])
    #expect(Picture.joined([]) == .empty)
  }

  @Test("An empty picture takes no room, wherever it is")
  func empty() {
    let far = box(100, 100, 10, 10)
    #expect(Picture.joined([.empty, far]) == far)
    #expect(Picture.joined([far, .empty]) == far)
    #expect(far.over(.empty) == far)
    #expect(Picture.empty.over(far) == far)
    #expect(Picture.row([.empty, box(0, 0, 10, 10)], alignment: .start).bounds.width == 10)
    #expect(Picture.row([]) == .empty)
  }

  @Test("Room without items is not empty: it is kept")
  func room() {
    let strut = Picture(bounds: Rectangle(0, 0, 12, 0))
    #expect(!strut.isEmpty)
    #expect(Picture.joined([strut, box(0, 0, 5, 5)]).bounds == Rectangle(0, 0, 12, 5))
  }

  @Test("A text has its baseline at y = 0 and its left end at x = 0")
  func text() {
    let picture = Picture.text("abc", .label(10), .black, metrics: BoxMetrics())
    #expect(picture.bounds == Rectangle(0, -7, 15, 9))
    #expect(picture.items == [.text(TextRun(box: "abc"))])
    #expect(Picture.text("", .label(10), .black, metrics: BoxMetrics()) == .empty)
  }
}
