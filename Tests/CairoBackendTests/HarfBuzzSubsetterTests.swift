import CCairo
import Drawing
import Testing

@testable import CairoBackend

@Suite("Subsets of fonts")
struct HarfBuzzSubsetterTests {
  /// What a reader finds in a font file.
  private struct FontFile {
    let characters: Set<UInt32>
    let glyphCount: Int
    let features: Set<UInt32>

    init(_ data: [UInt8]) {
      let blob = data.withUnsafeBytes { bytes in
        hb_blob_create(
          bytes.bindMemory(to: CChar.self).baseAddress, UInt32(bytes.count),
          HB_MEMORY_MODE_DUPLICATE, nil, nil)
      }
      let face = hb_face_create(blob, 0)
      let set = hb_set_create()
      hb_face_collect_unicodes(face, set)
      var characters: Set<UInt32> = []
      var character = UInt32.max
      while hb_set_next(set, &character) != 0 { characters.insert(character) }
      self.characters = characters
      glyphCount = Int(hb_face_get_glyph_count(face))
      var count: UInt32 = 200
      var tags = [hb_tag_t](repeating: 0, count: 200)
      hb_ot_layout_table_get_feature_tags(
        face, hb_tag_from_string("GSUB", 4), 0, &count, &tags)
      features = Set(tags.prefix(Int(count)))
      hb_set_destroy(set)
      hb_face_destroy(face)
      hb_blob_destroy(blob)
    }
  }

  private let figure = Set("0123456789.,−×+=→ input filter stride valid feature map".unicodeScalars)

  @Test("A subset has the characters asked for and no others", arguments: FontWeight.allCases)
  func characters(weight: FontWeight) throws {
    let subset = try #require(HarfBuzzSubsetter().subset(of: .label(10, weight), keeping: figure))
    let file = FontFile(subset.data)
    #expect(file.characters == Set(figure.map(\.value)))
    #expect(file.glyphCount >= figure.count)
    #expect(file.glyphCount < 6 * figure.count)
  }

  @Test("Tabular figures stay in the subset")
  func tabularFigures() throws {
    let subset = try #require(HarfBuzzSubsetter().subset(of: .label(10), keeping: figure))
    #expect(FontFile(subset.data).features.contains(hb_tag_from_string("tnum", 4)))
  }

  @Test("The subset for a figure is small", arguments: FontFamily.allCases)
  func size(family: FontFamily) throws {
    let subset = try #require(
      HarfBuzzSubsetter().subset(of: Font(family, size: 1), keeping: figure))
    #expect((1_000...20_000).contains(subset.data.count))
  }

  @Test("The format is the one that the file begins with")
  func format() throws {
    let subset = try #require(HarfBuzzSubsetter().subset(of: .math(10), keeping: ["𝑎"]))
    #expect(subset.data.prefix(4).elementsEqual("OTTO".utf8) == (subset.format == "opentype"))
  }

  @Test("The same characters give the same bytes")
  func sameBytes() {
    let subsetter = HarfBuzzSubsetter()
    let again = Set(figure.reversed())
    #expect(
      subsetter.subset(of: .label(10), keeping: figure)
        == subsetter.subset(of: .label(99), keeping: again))
  }

  @Test("Each weight has its own file")
  func weights() {
    let subsets = FontWeight.allCases.map {
      HarfBuzzSubsetter().subset(of: .label(10, $0), keeping: ["a"])?.data
    }
    #expect(Set(subsets).count == FontWeight.allCases.count)
  }
}
