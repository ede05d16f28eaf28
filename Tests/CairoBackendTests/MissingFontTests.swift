import Testing

@testable import CairoBackend

@Suite("Missing fonts")
struct MissingFontTests {
  @Test("A family that is not installed is named with its package and what stands in for it")
  func missing() {
    #expect(
      missingFont("No Such Family", package: "fonts-none")
        == MissingFont(
          family: "No Such Family", package: "fonts-none", replacement: "DejaVu Sans"))
  }

  @Test("A family that is installed is not missing")
  func installed() {
    #expect(missingFont("DejaVu Sans", package: "fonts-dejavu-core") == nil)
  }

  @Test("Where the fonts of the visual language are installed, none is missing")
  func none() {
    #expect(missingFonts() == [])
  }
}
