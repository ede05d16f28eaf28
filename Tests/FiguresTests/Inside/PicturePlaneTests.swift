import Drawing
import Neural
import Testing

@testable import Figures

@Suite("A picture as a block")
struct PicturePlaneTests {
  private let pen = Pen(style: FigureStyle(metrics: metrics))

  private func pixels(_ plane: PicturePlane) throws -> Raster {
    let items = plane.layout(in: Size(100, 100), pen).items.flatMap(\.flattened)
    let rasters = items.compactMap { item in
      if case .image(let raster, _) = item { raster } else { nil }
    }
    return try #require(rasters.first)
  }

  @Test("shows three channels as red, green and blue, on the scale of the largest")
  func colours() throws {
    let tensor = try Tensor(shape: [3, 1, 2], values: [2, 0, 0, 1, 0, 2])
    let plane = PicturePlane("p", of: tensor, isPicture: true, shade: .ink, theme: .light)
    #expect(try pixels(plane).pixels == [255, 0, 0, 0, 128, 255])
  }

  @Test("is no picture in colours where something is below 0, or channels are not three")
  func kinds() throws {
    func isPicture(_ shape: [Int], _ values: [Double]) throws -> Bool {
      PicturePlane.isPicture(try Tensor(shape: shape, values: values), Focus())
    }
    #expect(try isPicture([3, 1, 1], [0, 1, 2]))
    #expect(try !isPicture([3, 1, 1], [0, -1, 2]))
    #expect(try !isPicture([1, 1, 3], [0, 1, 2]))
  }

  @Test("shows another input on the same scale")
  func showing() throws {
    let one = try Tensor(shape: [1, 1, 2], values: [0, 1])
    let plane = PicturePlane("p", of: one, isPicture: false, shade: .ink, theme: .light)
    let other = plane.showing(try Tensor(shape: [1, 1, 2], values: [-3, 1]), "q")
    #expect(other.name == "q")
    #expect(try pixels(other) == pixels(plane))
  }

  @Test("lays a colour over each pixel by its share, and outlines cells where they are")
  func cover() throws {
    let tensor = try Tensor(shape: [1, 1, 2], values: [0, 0])
    var plane = PicturePlane("p", of: tensor, isPicture: false, shade: .ink, theme: .light)
    plane.cover = (.black, [0, 1])
    plane.marks = [.init(row: 0, column: 1, rows: 1, columns: 1, color: .black)]
    #expect(try pixels(plane).pixels == [255, 255, 255, 0, 0, 0])
    let layout = plane.layout(in: Size(104, 104), pen)
    let boxes = layout.items.flatMap(\.flattened).compactMap { item -> Rectangle? in
      if case .rectangle(let box, 3, _) = item { box } else { nil }
    }
    #expect(boxes.allSatisfy { $0 == Rectangle(52, 2, 50, 50) } && boxes.count == 2)
  }
}
