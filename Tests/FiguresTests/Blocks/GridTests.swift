import CairoBackend
import Drawing
import Neural
import Testing

@testable import Figures

@Suite("Blocks in rows and columns")
struct GridTests {
  private let pen = Pen(style: FigureStyle(metrics: metrics))

  /// A square matrix of empty cells.
  private func square(_ name: String, _ count: Int) -> Matrix {
    Matrix(name, name, Extent(count)) { _ in CellFace() }
  }

  @Test("Bodies of a row share a middle, and those of a column too")
  func lines() throws {
    let grid = Grid([
      .cells([square("a", 3), Titled("title", nil, square("b", 2))]),
      .cells([square("c", 1), square("d", 4)]),
    ])
    let anchors = grid.layout(in: Size(500, 400), pen).anchors
    let (a, b) = try (#require(anchors["a"]), #require(anchors["b"]))
    let (c, d) = try (#require(anchors["c"]), #require(anchors["d"]))
    #expect(abs(a.midY - b.midY) < 0.01)
    #expect(abs(c.midY - d.midY) < 0.01)
    #expect(abs(a.midX - c.midX) < 0.01)
    #expect(abs(b.midX - d.midX) < 0.01)
    #expect(a.maxY < c.minY)
    #expect(a.maxX < b.minX)
  }

  @Test("What asks for the same room in a row has one size, however wide a title is")
  func even() throws {
    let grid = Grid([
      .cells([
        Titled("a title that is much wider than its matrix", nil, square("a", 2)),
        Titled("b", nil, square("b", 2)), Titled("c", nil, square("c", 2)),
      ])
    ])
    let anchors = grid.layout(in: Size(700, 400), pen).anchors
    let sides = try ["a", "b", "c"].map { try #require(anchors[$0]).height }
    #expect(sides.allSatisfy { abs($0 - sides[0]) < 0.5 })
  }

  @Test("A block over several rows stands at their middle; a legend below the last one")
  func spans() throws {
    let grid = Grid(
      places: [
        .init(square("a", 2), row: 0, column: 0), .init(square("b", 2), row: 1, column: 0),
        .init(square("tall", 3), row: 0, column: 1, rows: 2),
      ], titles: [.math("x"), nil], below: [Fixed("legend") { $0.formula(.math("y"), size: 20) }],
      breaks: [1])
    let layout = grid.layout(in: Size(500, 400), pen)
    let (a, b) = try (#require(layout.anchors["a"]), #require(layout.anchors["b"]))
    let tall = try #require(layout.anchors["tall"])
    #expect(abs(tall.midY - (a.minY + b.maxY) / 2) < 1)
    #expect(try #require(layout.anchors["legend"]).minY > b.maxY)
    #expect(layout.body.minY >= 16)
    #expect(layout.size.width <= 500.01 && layout.size.height <= 400.01)
  }

  @Test("A row across lies in the middle of all columns")
  func across() throws {
    let grid = Grid([
      .cells([square("a", 2), square("b", 2)]),
      .across(Fixed("words") { $0.formula(.words("more"), size: 20) }),
    ])
    let anchors = grid.layout(in: Size(500, 400), pen).anchors
    let (a, b) = try (#require(anchors["a"]), #require(anchors["b"]))
    #expect(abs(try #require(anchors["words"]).midX - (a.minX + b.maxX) / 2) < 2)
  }
}
