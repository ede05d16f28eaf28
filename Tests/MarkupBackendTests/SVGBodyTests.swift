import Drawing
import Testing

@testable import MarkupBackend

@Suite("SVG elements")
struct SVGBodyTests {
  private func markup(_ item: Item) -> String {
    SVGBody([item], faces: FontFaces(for: [], from: nil, prefix: "p")).markup
  }

  @Test("A rectangle has its frame, corners, fill and outline")
  func rectangle() {
    let paint = Paint(
      fill: Color(red: 1, green: 0, blue: 0, alpha: 0.125),
      stroke: Stroke(color: .black, width: 2.6, dash: [3, 1.5]))
    #expect(
      markup(.rectangle(Rectangle(1, 2.5, 30, 40), radius: 3, paint)) == """
        <rect x="1" y="2.5" width="30" height="40" rx="3" fill="#f00" fill-opacity="0.125" \
        stroke="#000" stroke-width="2.6" stroke-dasharray="3 1.5"/>

        """)
  }

  @Test("A circle that is only outlined says nothing of a fill")
  func circle() {
    #expect(
      markup(.circle(center: Point(5, 6), radius: 4, .stroke(.black, 1))) == """
        <circle cx="5" cy="6" r="4" stroke="#000"/>

        """)
  }

  @Test("A path's pieces become moves, lines, curves and closings")
  func path() {
    let path = Path([
      .move(Point(0, 0)), .line(Point(-1, 0.5)),
      .curve(Point(1, 2), Point(3, 4), Point(5, 6)), .close,
    ])
    #expect(
      markup(.path(path, .fill(.white))) == """
        <path d="M0 0L-1 0.5C1 2 3 4 5 6Z" fill="#fff"/>

        """)
  }

  @Test("A group carries its tag, escaped, around its items")
  func group() {
    #expect(
      markup(.group(Tag("cell", "a<\"b\""), [.group(Tag("empty"), [])])) == """
        <g class="cell" data-name="a&lt;&quot;b&quot;">
        <g class="empty">
        </g>
        </g>

        """)
  }

  @Test(
    "Spaces that would collapse are kept",
    arguments: [
      ("a b", false), (" a", true), ("a ", true), ("a  b", true), ("", false), ("−  1", true),
    ])
  func spaces(string: String, isKept: Bool) {
    let element = markup(text(string, .label(12), at: .zero))
    #expect(element.contains("xml:space=\"preserve\"") == isKept)
    #expect(element.contains(">\(string)</text>"))
  }

  @Test("Text is fitted into its measured width only where its face is not embedded")
  func fitting() {
    let item = text("abc", .label(20), at: Point(7, 9))
    #expect(
      markup(item) == """
        <text class="p-label-400" x="7" y="9" font-size="20" fill="#171c28" textLength="30" \
        lengthAdjust="spacingAndGlyphs">abc</text>

        """)
    let faces = FontFaces(for: [("abc", .label(20))], from: SpellingSubsetter(), prefix: "p")
    #expect(
      SVGBody([item], faces: faces).markup == """
        <text class="p-label-400" x="7" y="9" font-size="20" fill="#171c28">abc</text>

        """)
  }

  @Test("A large raster becomes one PNG image with hard edges")
  func image() {
    let raster = Raster(width: 65, height: 64, pixels: Array(repeating: 9, count: 3 * 65 * 64))
    #expect(
      markup(.image(raster, in: Rectangle(1, 2, 3, 4))) == """
        <image x="1" y="2" width="3" height="4" preserveAspectRatio="none" \
        style="image-rendering:pixelated" href="data:image/png;base64,\(base64(raster.png))"/>

        """)
  }

  @Test("A small raster becomes shapes with hard edges, stretched over its rectangle")
  func shapes() {
    let raster = Raster(width: 3, height: 1, pixels: [1, 2, 3, 1, 2, 3, 255, 0, 0])
    #expect(
      markup(.image(raster, in: Rectangle(1, 2.5, 100, 40))) == """
        <g transform="translate(1 2.5) scale(33.333333 40)" shape-rendering="crispEdges">
        <path fill="#010203" d="M0 0h3v1h-3z"/>
        <path fill="#f00" d="M2 0h1v1h-1z"/>
        </g>

        """)
  }
}
