import Drawing
import Figures
import Testing

@testable import Lectures

@Suite("Handouts")
struct HandoutTests {
  private static func deck(page: PageFormat = .widescreen) throws -> Deck {
    try DeckBuilder.trial.deck(
      of: .trial(
        [
          .trial(.words("A [link](#4) and [another](https://example.org)."), title: "First"),
          .trial(.drawn("step", steps: "all"), title: "Second"),
          .trial(.words("c"), title: String(repeating: "A third, long title ", count: 4)),
        ], page: page))
  }

  @Test("The last page of every slide stands on a sheet, in order", arguments: Handout.allCases)
  func pages(handout: Handout) throws {
    let deck = try Self.deck()
    let sheets = deck.handout(handout, metrics: metrics)
    #expect(
      sheets.pages.flatMap { $0.scene.groups("page").map(\.name) }
        == deck.slides.compactMap(\.pages.last?.label))
    #expect(sheets.pages.count == (4 + handout.rawValue - 1) / handout.rawValue)
    #expect(sheets.pages.map(\.label) == (1...sheets.pages.count).map(String.init))
    for page in sheets.pages { #expect(page.scene.size == Size(794, 1123) && page.parts.isEmpty) }
  }

  @Test("Pages, lines and labels keep apart, in every shape", arguments: Handout.allCases)
  func legible(handout: Handout) throws {
    for format in [PageFormat.widescreen, .standard] {
      for page in try Self.deck(page: format).handout(handout, metrics: metrics).pages {
        expectLegible(page, least: 1)
        let bounds = (page.scene.groups("page") + page.scene.groups("lines"))
          .map { $0.items.compactMap(\.bounds) }
          .compactMap { all in all.dropFirst().reduce(all.first) { $0?.union($1) } }
        for (index, one) in bounds.enumerated() {
          for other in bounds[(index + 1)...] { #expect(!one.overlaps(other, tolerance: 0.5)) }
        }
        for lines in page.scene.groups("lines") {
          #expect(lines.items.count { if case .path = $0 { true } else { false } } >= 1)
        }
      }
    }
  }

  @Test("Links lead to the sheet that shows a slide; others stay")
  func links() throws {
    let sheets = try Self.deck().handout(.four, metrics: metrics)
    #expect(
      sheets.pages[0].scene.groups("link").map(\.name) == ["#1", "https://example.org"])
  }

  @Test("The words on it are in the deck's language")
  func language() throws {
    var deck = try Self.deck()
    deck.language = "fr"
    let sheet = deck.handout(.two, metrics: metrics).pages[0]
    #expect(sheet.strings(in: "footer").contains("Page 1 sur 2"))
  }
}
