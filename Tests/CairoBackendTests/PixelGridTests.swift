import Drawing
import Testing

@testable import CairoBackend

@Suite("Edges on pixels")
struct PixelGridTests {
  @Test("An edge goes to the nearest border between pixels", arguments: [1, 1.5, 2, 2.75])
  func edges(scale: Double) {
    let grid = PixelGrid(scale: scale)
    for step in 0..<200 {
      let position = Double(step) * 0.37
      let pixels = grid.edge(position) * scale
      #expect(abs(pixels - pixels.rounded()) < 1e-9)
      #expect(abs(pixels - position * scale) <= 0.5 + 1e-9)
    }
  }

  @Test("A line covers whole pixels whatever its width", arguments: [0.2, 1, 1.4, 2.6, 4])
  func lines(width: Double) {
    let grid = PixelGrid(scale: 1.5)
    let whole = grid.lineWidth(width)
    for step in 0..<200 {
      let position = Double(step) * 0.37
      let edge = (grid.line(position, width: whole) - whole / 2) * 1.5
      #expect(abs(edge - edge.rounded()) < 1e-9)
      #expect(abs(edge + whole * 0.75 - position * 1.5) <= 0.5 + 1e-9)
    }
  }

  @Test("No line vanishes", arguments: [0.01, 0.3, 0.9])
  func thinLines(width: Double) {
    #expect(PixelGrid(scale: 1).lineWidth(width) == 1)
  }

  @Test("A bar thinner than a pixel stays as it is")
  func thinBar() {
    let bar = Rectangle(3.2, 4.1, 0.3, 20)
    #expect(PixelGrid(scale: 1.5).area(bar) == bar)
  }

  @Test("Rectangles that touch still touch")
  func neighbours() {
    let grid = PixelGrid(scale: 1.5)
    for index in 0..<20 {
      let left = grid.area(Rectangle(Double(index) * 13.7, 0, 13.7, 10))
      let right = grid.area(Rectangle(Double(index + 1) * 13.7, 0, 13.7, 10))
      #expect(abs(left.maxX - right.minX) < 1e-9)
    }
  }

  @Test("Level and upright lines are moved, slanting ones and curves are not")
  func straightLines() throws {
    let grid = PixelGrid(scale: 1)
    let level = try #require(grid.straight(.line(Point(1.3, 7.8), Point(9.1, 7.8)), 1))
    #expect(level.path == .line(Point(1.3, 7.5), Point(9.1, 7.5)))
    let upright = try #require(grid.straight(.line(Point(7.8, 1.3), Point(7.8, 9.1)), 2))
    #expect(upright.path == .line(Point(8, 1.3), Point(8, 9.1)))
    #expect(grid.straight(.line(Point(1, 2), Point(3, 4)), 1) == nil)
    #expect(grid.straight(.polygon([Point(1, 2), Point(3, 2)]), 1) == nil)
  }

  @Test("A hairline frame is drawn in one colour without blur", arguments: [1, 1.5, 2, 3])
  func noBlur(scale: Double) throws {
    let frame = Item.rectangle(Rectangle(7.3, 5.9, 23.1, 17.4), radius: 0, .stroke(.black, 1))
    let file = try PNGFile(PNGRenderer(scale: scale).render(scene([frame])))
    let row = (0..<file.width).map { file[$0, file.height / 2] }
    let column = (0..<file.height).map { file[file.width / 2, $0] }
    for line in [row, column] {
      #expect(Set(line) == [0x000000, 0xFFFFFF])
      #expect(line.count { $0 == 0x000000 } == 2 * Int(scale.rounded()))
    }
  }
}
