import Drawing
import Testing

@testable import CairoBackend

@Suite("Drawing items")
struct CanvasTests {
  private let blue = Color(hex: 0x0072B2)

  private func pixels(
    _ items: [Item], scale: Double = 2, background: Color = .white
  ) throws -> PNGFile {
    try PNGFile(PNGRenderer(scale: scale).render(scene(items, background: background)))
  }

  @Test("The paper has the background's colour")
  func background() throws {
    let file = try pixels([], background: Color(hex: 0x0F1420))
    #expect(Set(file.pixels) == [0x0F1420])
  }

  @Test("A rectangle is filled up to its edges and no further")
  func rectangle() throws {
    let file = try pixels([.rectangle(Rectangle(10, 5, 20, 10), radius: 0, .fill(blue))])
    for y in 0..<60 {
      for x in 0..<80 {
        let isInside = (20..<60).contains(x) && (10..<30).contains(y)
        #expect(file[x, y] == (isInside ? 0x0072B2 : 0xFFFFFF))
      }
    }
  }

  @Test("An outline is centred on the edge and drawn over the fill")
  func outline() throws {
    let paint = Paint(fill: blue, stroke: Stroke(color: .black, width: 2))
    let file = try pixels([.rectangle(Rectangle(10, 10, 20, 10), radius: 0, paint)])
    #expect(file[40, 18] == 0x000000 && file[40, 21] == 0x000000)
    #expect(file[40, 17] == 0xFFFFFF)
    #expect(file[40, 22] == 0x0072B2)
  }

  @Test("Rounded corners are cut off, also where the radius is more than half of a side")
  func roundedCorners() throws {
    for radius in [5.0, 500] {
      let file = try pixels([.rectangle(Rectangle(10, 10, 20, 10), radius: radius, .fill(blue))])
      #expect(file[20, 20] == 0xFFFFFF && file[59, 39] == 0xFFFFFF)
      #expect(file[40, 20] == 0x0072B2 && file[40, 39] == 0x0072B2)
      #expect(file[40, 30] == 0x0072B2)
    }
  }

  @Test("A circle reaches as far as its radius")
  func circle() throws {
    let file = try pixels([.circle(center: Point(20, 15), radius: 10, .fill(blue))])
    #expect(file[40, 30] == 0x0072B2)
    #expect(file[21, 30] == 0x0072B2 && file[18, 30] == 0xFFFFFF)
    #expect(file[24, 14] == 0xFFFFFF)
  }

  @Test("A path of lines and curves is filled and outlined")
  func path() throws {
    let shape = Path([
      .move(Point(5, 25)), .curve(Point(5, 0), Point(35, 0), Point(35, 25)), .close,
    ])
    let file = try pixels([
      .path(shape, Paint(fill: blue, stroke: Stroke(color: .black, width: 2)))
    ])
    #expect(file[40, 40] == 0x0072B2)
    #expect(file[40, 50] == 0x000000)
    #expect(file[12, 12] == 0xFFFFFF)
  }

  @Test("A dashed line has gaps; its ends are round")
  func dashes() throws {
    let line = Path.line(Point(5, 15), Point(35, 15))
    let file = try pixels([.path(line, .stroke(.black, 2, dash: [4, 8]))])
    #expect(file[14, 30] == 0x000000)
    #expect(file[30, 30] == 0xFFFFFF)
    #expect(file[38, 30] == 0x000000)
    #expect(file[9, 30] == 0x000000 && file[7, 30] == 0xFFFFFF)
  }

  @Test("Dashes of negative length are refused with the scene's title")
  func impossibleDash() {
    let line = Path([.move(Point(1, 1)), .line(Point(9, 9))])
    let error = #expect(throws: RenderError.self) {
      try PNGRenderer().render(scene([.path(line, .stroke(.black, 1, dash: [-1]))]))
    }
    #expect(error?.description.hasPrefix("drawing \"A title\": ") == true)
  }

  @Test("An outline without a width is not drawn")
  func noWidth() throws {
    let file = try pixels([
      .path(.line(Point(5, 15), Point(35, 15)), .stroke(.black, 0)),
      .circle(center: Point(20, 15), radius: 5, .stroke(.black, 0)),
      .rectangle(Rectangle(5, 5, 20, 10), radius: 0, .stroke(.black, 0)),
    ])
    #expect(Set(file.pixels) == [0xFFFFFF])
  }

  @Test("A see-through fill lets what is below show")
  func transparency() throws {
    let half = Color(red: 1, green: 0, blue: 0, alpha: 0.5)
    let file = try pixels([
      .rectangle(Rectangle(0, 0, 20, 30), radius: 0, .fill(.black)),
      .rectangle(Rectangle(0, 0, 40, 30), radius: 0, .fill(half)),
    ])
    #expect([0x7F0000, 0x800000].contains(file[10, 30]))
    #expect([0xFF7F7F, 0xFF8080].contains(file[60, 30]))
  }

  @Test("Later items and items of groups are drawn over earlier ones")
  func order() throws {
    let all = Rectangle(0, 0, 40, 30)
    let file = try pixels([
      .rectangle(all, radius: 0, .fill(.black)),
      .group(Tag("outer"), [.group(Tag("inner"), [.rectangle(all, radius: 0, .fill(blue))])]),
    ])
    #expect(Set(file.pixels) == [0x0072B2])
  }

  @Test(
    "An image keeps hard edges at any place and size",
    arguments: [
      Rectangle(4, 4, 20, 20), Rectangle(3.3, 2.7, 21.9, 17.2), Rectangle(0, 0, 40, 30),
    ], [1, 1.5, 2])
  func image(rectangle: Rectangle, scale: Double) throws {
    let corners: [UInt32] = [0xFF0000, 0x00FF00, 0x0000FF, 0x000000]
    let bytes = corners.flatMap { [UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
    let raster = Raster(width: 2, height: 2, pixels: bytes)
    let file = try pixels([.image(raster, in: rectangle)], scale: scale)
    #expect(Set(file.pixels).isSubset(of: corners + [0xFFFFFF]))
    let inner = PixelGrid(scale: scale).area(rectangle)
    let left = Int((inner.minX * scale).rounded())
    let right = Int((inner.maxX * scale).rounded()) - 1
    let top = Int((inner.minY * scale).rounded())
    let bottom = Int((inner.maxY * scale).rounded()) - 1
    #expect(
      [file[left, top], file[right, top], file[left, bottom], file[right, bottom]] == corners)
  }

  @Test("An empty image draws nothing")
  func emptyImage() throws {
    let raster = Raster(width: 0, height: 3, pixels: [])
    let file = try pixels([.image(raster, in: Rectangle(0, 0, 40, 30))])
    #expect(Set(file.pixels) == [0xFFFFFF])
  }
}
