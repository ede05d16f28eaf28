import Drawing
import Testing

@testable import CairoBackend

@Suite("Measuring text")
struct PangoMetricsTests {
  private let metrics = PangoMetrics()

  @Test("Figures are tabular in every weight", arguments: FontWeight.allCases)
  func tabularFigures(weight: FontWeight) {
    func width(_ string: String) -> Double {
      metrics.extents(of: string, in: .label(20, weight)).width
    }
    #expect(width("00") == 2 * width("0"))
    #expect(width("1") == width("8"))
    // In some releases of Inter the heavier 4 is narrower by a thousandth of the size.
    for digit in "0123456789" { #expect(abs(width(String(digit)) - width("0")) <= 0.04) }
  }

  @Test("Extents are linear in the size", arguments: FontFamily.allCases)
  func linear(family: FontFamily) {
    let small = metrics.extents(of: "3 · 0.25 = 0.75", in: Font(family, size: 7))
    let big = metrics.extents(of: "3 · 0.25 = 0.75", in: Font(family, size: 70))
    #expect(small.width > 0)
    #expect(abs(small.width * 10 - big.width) < 1e-9)
    #expect(abs(small.ascent * 10 - big.ascent) < 1e-9)
    #expect(abs(small.descent * 10 - big.descent) < 1e-9)
  }

  @Test("The width of a line of ten thousand characters is that of its characters")
  func longLine() {
    let width = metrics.extents(of: String(repeating: "0", count: 10_000), in: .label(20)).width
    #expect(abs(width - 10_000 * metrics.extents(of: "0", in: .label(20)).width) < 1)
  }

  @Test("Ascent and descent are those of the ink")
  func ink() {
    func extents(_ string: String) -> TextExtents { metrics.extents(of: string, in: .label(100)) }
    #expect(extents("x").ascent < extents("b").ascent)
    #expect(extents("p").descent > extents("x").descent)
    #expect(extents("x").descent == 0)
    #expect(extents("−").descent < 0)
    #expect(metrics.extents(of: "𝑎", in: .math(100)).height < 60)
  }

  @Test("A space has a width and no height; an empty string has neither")
  func blanks() {
    let space = metrics.extents(of: " ", in: .label(20))
    #expect(space.width > 0 && space.height == 0)
    #expect(metrics.extents(of: "", in: .label(20)) == TextExtents(width: 0, ascent: 0, descent: 0))
  }

  @Test("Heavier labels are wider")
  func weights() {
    let widths = FontWeight.allCases.map {
      metrics.extents(of: "feature map", in: .label(20, $0)).width
    }
    #expect(widths == widths.sorted())
    #expect(Set(widths).count == widths.count)
  }

  @Test(
    "No character of a formula is missing",
    arguments: "𝑎𝑤𝑧𝑏𝐶𝐿𝑖𝑗𝑚𝑛𝑘𝑥𝑦∂σ′⋆∗Σ·×−+=≈→✓⟶…⋯()[]/,.0123456789")
  func formulas(character: Character) {
    #expect(metrics.missingGlyphs(in: String(character), font: .math(20)) == 0)
  }

  @Test("No character of a label is missing", arguments: FontWeight.allCases)
  func labels(weight: FontWeight) {
    let string =
      "3 × 3 input ⋆ 2 × 2 filter, stride 1, valid → 2 × 2 feature map ✓ −0.5 · ∂ σ ′ Σ …"
    #expect(metrics.missingGlyphs(in: string, font: .label(20, weight)) == 0)
  }

  @Test("Characters that no font has are counted")
  func missing() {
    #expect(metrics.missingGlyphs(in: "a\u{F0000}b\u{F0001}", font: .label(20)) == 2)
  }

  @Test("The same extents come from many tasks at once")
  func concurrency() async {
    let strings = (0..<200).map { "neuron \($0 % 50)" }
    let alone = strings.map { metrics.extents(of: $0, in: .label(13)) }
    let together = await withTaskGroup(of: (Int, TextExtents).self) { group in
      for (index, string) in strings.enumerated() {
        group.addTask { (index, PangoMetrics().extents(of: string, in: .label(13))) }
      }
      return await group.reduce(into: [Int: TextExtents]()) { $0[$1.0] = $1.1 }
    }
    #expect(strings.indices.map { together[$0] } == alone.map(Optional.some))
  }
}
