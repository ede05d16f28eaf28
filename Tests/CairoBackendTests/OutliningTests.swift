import Drawing
import Testing

@testable import CairoBackend

@Suite struct OutliningTests {
  private func scene(_ items: [Item]) -> Scene {
    Scene(
      size: Size(200, 80), background: .white, title: "t", description: "d", items: items)
  }

  private func text(_ string: String) -> Item {
    let font = Font.label(32, .semibold)
    return .text(
      TextRun(
        string, font: font, color: Color(hex: 0x0072B2), origin: Point(10.25, 50.5),
        extents: PangoMetrics().extents(of: string, in: font)))
  }

  @Test("Text as outlines gives the same pixels, in groups too")
  func pixels() throws {
    let plain = scene([.group(Tag("label"), [text("Filter 3×3")])])
    let outlined = plain.outliningText()
    #expect(outlined.texts.isEmpty)
    #expect(outlined.groups("label").count == 1)
    #expect(try PNGRenderer(scale: 2).render(outlined) == PNGRenderer(scale: 2).render(plain))
  }

  @Test("What is no text stays as it is")
  func others() {
    let items: [Item] = [
      .circle(center: Point(20, 20), radius: 5, .fill(.black)),
      .rectangle(Rectangle(1, 2, 3, 4), radius: 1, .stroke(.black, 2)),
    ]
    #expect(scene(items).outliningText() == scene(items))
  }
}
