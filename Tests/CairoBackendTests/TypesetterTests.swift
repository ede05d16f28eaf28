import Drawing
import Testing

@testable import CairoBackend

@Suite("Setting text")
struct TypesetterTests {
  @Test("A face asks for its own family first and then for what stands in for it")
  func families() {
    #expect(Face(.label(1)).families == ["Inter", "DejaVu Sans", "Latin Modern Math"])
    #expect(Face(.math(1)).families == ["Latin Modern Math", "DejaVu Sans"])
  }

  @Test("The installed families are found by their names", arguments: FontFamily.allCases)
  func installed(family: FontFamily) {
    let typesetter = Typesetter()
    let found = typesetter.withFont(Face(.label(1)), family: family.rawValue) { _, found in found }
    #expect(found == family.rawValue)
  }

  @Test("Two typesetters set the same line")
  func independent() {
    func glyphs(_ typesetter: borrowing Typesetter) -> Int32? {
      typesetter.withLine("0.5 × 𝑎", Face(.math(1))) { line, missing in
        missing == 0 ? line.pointee.length : nil
      }
    }
    #expect(glyphs(Typesetter()) == glyphs(Typesetter()))
    #expect(glyphs(Typesetter()) == Int32("0.5 × 𝑎".utf8.count))
  }
}
