import Drawing
import SceneChecks
import Testing

@Suite("What a scene owes its reader")
struct FaultsTests {
  /// A text of 40 × 10 units whose ink begins at a place.
  private func text(
    _ string: String, at x: Double, _ y: Double, size: Double = 14, _ source: Source? = nil
  ) -> Item {
    .text(
      TextRun(
        string, font: .label(size), color: .black, origin: Point(x, y + 10),
        extents: TextExtents(width: 40, ascent: 10, descent: 0), source: source))
  }

  private func scene(_ items: [Item], title: String = "Title") -> Scene {
    Scene(
      size: Size(200, 100), background: .white, title: title,
      description: "What is to be seen, in words.", items: items)
  }

  private func illegible(_ scene: Scene) -> [String] {
    scene.illegible(margin: 4, least: 13) { string, _ in string == "☃" ? 1 : 0 }
  }

  private let box = Rectangle(20, 20, 50, 20)

  @Test("A scene without faults has none")
  func right() {
    let scene = scene([
      .rectangle(box, radius: 0, .fill(.white)), text("a", at: 25, 25), text("b", at: 80, 25),
    ])
    #expect(illegible(scene).isEmpty)
    #expect(scene.hidden.isEmpty)
    #expect(scene.untrue.isEmpty)
  }

  @Test("Texts that leave the page, overlap, are small or have no glyph are named")
  func legibility() {
    #expect(illegible(scene([text("a", at: 158, 20)])) == ["“a” leaves the page"])
    #expect(illegible(scene([text("a", at: 20, 20, size: 12)])) == ["“a” is only 12.0 units high"])
    #expect(illegible(scene([text("☃", at: 20, 20)])) == ["“☃” has glyphs that the font lacks"])
    let pair = scene([text("b", at: 55, 25), text("a", at: 20, 20), text("c", at: 100, 20)])
    #expect(illegible(pair) == ["“a” and “b” overlap"])
    #expect(illegible(scene([text("a", at: 20, 20), text("b", at: 20, 30)])).isEmpty)
  }

  @Test("Shapes that leave the page and missing words are named")
  func rest() {
    let circle = Item.circle(center: Point(5, 5), radius: 10, .fill(.black))
    #expect(illegible(scene([circle])).count == 1)
    #expect(illegible(scene([.group(Tag("a"), [circle])])).count == 1)
    #expect(illegible(scene([], title: "")) == ["there is no title"])
  }

  @Test("A text is hidden by what is filled and drawn after it, by nothing else")
  func hidden() {
    let words = text("a", at: 25, 25)
    let fill = Item.rectangle(box, radius: 0, .fill(.white))
    let outline = Item.rectangle(box, radius: 0, .stroke(.black, 1))
    #expect(scene([words, fill]).hidden.count == 1)
    #expect(scene([words, .group(Tag("band"), [fill])]).hidden.count == 1)
    #expect(
      scene([words, .image(Raster(width: 1, height: 1, pixels: [0, 0, 0]), in: box)]).hidden.count
        == 1)
    #expect(scene([fill, words]).hidden.isEmpty)
    #expect(scene([words, outline]).hidden.isEmpty)
  }

  @Test("A text is crossed by lines, curves and outlines, whichever is drawn first")
  func crossed() {
    let words = text("a", at: 25, 25)
    let place = words.bounds ?? box
    let (y, left, right) = (place.midY, place.minX - 20, place.maxX + 20)
    let through = Item.path(.line(Point(left, y), Point(right, y)), .stroke(.black, 1))
    let above = Item.path(
      .line(Point(left, place.minY - 4), Point(right, place.minY - 4)), .stroke(.black, 1))
    let curve = Item.path(
      Path([
        .move(Point(left, y - 20)),
        .curve(Point(place.midX - 10, y + 7), Point(place.midX + 10, y + 7), Point(right, y - 20)),
      ]), .stroke(.black, 1))
    let outline = Item.rectangle(
      Rectangle(place.midX, y - 40, 80, 80), radius: 0, .stroke(.black, 1))
    for line in [through, curve, outline] {
      #expect(scene([words, line]).crossed.count == 1)
      #expect(scene([.group(Tag("wire"), [line]), words]).crossed.count == 1)
    }
    #expect(scene([words, above]).crossed.isEmpty)
    // What a ground covers is not seen, and hatches lie under texts by design.
    let ground = Item.rectangle(box, radius: 0, .fill(.white))
    #expect(scene([through, ground, words]).crossed.isEmpty)
    #expect(scene([ground, through, words]).crossed.count == 1)
    // Nor is a line in the ground's own colour.
    let dark = Item.rectangle(box, radius: 0, .fill(.black))
    #expect(scene([dark, through, words]).crossed.isEmpty)
    let hatch = Picture.hatch(in: box, color: .black, spacing: 4)
    #expect(scene(hatch.items + [words]).crossed.isEmpty)
  }

  @Test("A number that is not the rounding of its value is not true")
  func rounding() {
    let source = Source(.init(tensor: "z"), value: 0.126, form: .decimals(2))
    #expect(scene([text("0.13", at: 20, 20, source)]).untrue.isEmpty)
    #expect(scene([text("0.12", at: 20, 20, source)]).untrue.count == 1)
    // One value has one spelling, also where both are right.
    let other = Source(.init(tensor: "z"), value: 0.126, form: .decimals(1))
    let both = scene([text("0.13", at: 20, 20, source), text("0.1", at: 20, 50, other)])
    #expect(both.untrue == ["z is “0.13” and “0.1”"])
  }

  @Test("A symbol stands for one address, and an address has one symbol")
  func symbols() {
    func symbol(_ name: String, _ tensor: String) -> Item {
      .group(Tag("symbol", name, source: Source(.init(tensor: tensor), form: .symbol)), [])
    }
    #expect(scene([symbol("z", "z"), symbol("z", "z"), symbol("a", "a")]).untrue.isEmpty)
    #expect(scene([symbol("z", "z"), symbol("z", "a")]).untrue == ["“z” is z and a"])
    #expect(scene([symbol("z", "z"), symbol("y", "z")]).untrue == ["z is “z” and “y”"])
  }
}
