import Testing

@testable import Drawing

@Suite("Questions to a scene")
struct SceneQueriesTests {
  private let dot = Item.circle(center: Point(5, 6), radius: 2, .fill(.black))
  private let box = Item.rectangle(Rectangle(10, 20, 30, 40), radius: 3, .stroke(.black, 8))

  private func text(_ string: String, x: Double = 0) -> Item {
    .text(TextRun(box: string, at: Point(x, 0)))
  }

  private func scene(_ items: [Item]) -> Scene {
    Scene(size: Size(100, 100), background: .white, title: "", description: "", items: items)
  }

  @Test("Texts are found in drawing order, inside groups too")
  func texts() {
    let scene = scene([
      text("a"), dot,
      .group(Tag("row"), [text("b"), .group(Tag("cell"), [text("c"), box]), text("d")]),
      text("e"),
    ])
    #expect(scene.texts.map(\.string) == ["a", "b", "c", "d", "e"])
    #expect(self.scene([dot]).texts.isEmpty)
  }

  @Test("Flattening opens every group and keeps the drawing order")
  func flattened() {
    let scene = scene([
      box, .group(Tag("a"), [dot, .group(Tag("b"), [text("x")]), .group(Tag("c"), []), box]), dot,
    ])
    #expect(scene.flattened == [box, dot, text("x"), box, dot])
    #expect(dot.flattened == [dot])
  }

  @Test("Groups are found by their kind at every depth, outer ones first")
  func groups() {
    let scene = scene([
      .group(Tag("cell", "0"), [dot, .group(Tag("cell", "1"), [box])]),
      .group(Tag("panel"), [.group(Tag("cell", "2"), [])]),
      .group(Tag("neuron", "3"), [dot]),
    ])
    let cells = scene.groups("cell")
    #expect(cells.map(\.name) == ["0", "1", "2"])
    #expect(cells.map(\.items) == [[dot, .group(Tag("cell", "1"), [box])], [box], []])
    #expect(scene.groups("neuron").map(\.name) == ["3"])
    #expect(scene.groups("overlay").isEmpty)
  }

  @Test("Bounds are those of the shape, without its stroke")
  func bounds() {
    #expect(box.bounds == Rectangle(10, 20, 30, 40))
    #expect(dot.bounds == Rectangle(3, 4, 4, 4))
    #expect(text("ab", x: 7).bounds == Rectangle(7, -7, 10, 9))
    let raster = Raster(width: 1, height: 1, pixels: [0, 0, 0])
    #expect(
      Item.image(raster, in: Rectangle(1, 2, 3, 4)).bounds == Rectangle(1, 2, 3, 4))
  }

  @Test("A group's bounds are around everything in it")
  func groupBounds() {
    #expect(Item.group(Tag("a"), [dot, .group(Tag("b"), [box])]).bounds == Rectangle(3, 4, 37, 56))
    #expect(Item.group(Tag("a"), [.group(Tag("b"), []), dot]).bounds == dot.bounds)
    #expect(Item.group(Tag("a"), []).bounds == nil)
  }

  @Test("A path's bounds are around its points")
  func pathBounds() {
    #expect(Path.line(Point(5, 1), Point(2, 9)).bounds == Rectangle(2, 1, 3, 8))
    #expect(
      Path.polygon([Point(0, 0), Point(4, -1), Point(2, 3)]).bounds == Rectangle(0, -1, 4, 4))
    #expect(Path().bounds == nil)
    #expect(Path([.close]).bounds == nil)
  }

  @Test("A curve's bounds touch the curve, not its control points")
  func curveBounds() throws {
    let arch = Path([.move(Point(0, 0)), .curve(Point(0, -8), Point(12, -8), Point(12, 0))])
    #expect(arch.bounds == Rectangle(0, -6, 12, 6))
    let straight = Path([.move(Point(0, 0)), .curve(Point(1, 0), Point(2, 0), Point(3, 0))])
    #expect(straight.bounds == Rectangle(0, 0, 3, 0))
  }

  @Test("After a closed piece a curve starts where that piece began")
  func closedPiece() throws {
    let path = Path([
      .move(Point(1, 1)), .line(Point(9, 1)), .close,
      .curve(Point(1, 1), Point(1, 5), Point(1, 5)),
    ])
    #expect(path.bounds == Rectangle(1, 1, 8, 4))
  }

  @Test("No point of a curve is outside its bounds, and all four sides are reached")
  func curveBoundsAreTight() throws {
    var generator = SeededGenerator(seed: 7)
    func number() -> Double { Double.random(in: -50...50, using: &generator) }
    for _ in 0..<200 {
      let p = (0..<4).map { _ in Point(number(), number()) }
      let path = Path([.move(p[0]), .curve(p[1], p[2], p[3])])
      let bounds = try #require(path.bounds)
      var reached = Rectangle(origin: p[0], size: .zero)
      for step in 0...1000 {
        let t = Double(step) / 1000
        let s = 1 - t
        let weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
        let x = zip(weights, p).reduce(0) { $0 + $1.0 * $1.1.x }
        let y = zip(weights, p).reduce(0) { $0 + $1.0 * $1.1.y }
        reached = reached.union(Rectangle(x, y, 0, 0))
      }
      #expect(bounds.contains(reached))
      #expect(reached.contains(bounds, tolerance: 0.01))
    }
  }
}
