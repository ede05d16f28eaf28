import Drawing
import Testing

@testable import OfficeBackend

@Suite struct ThemePartTests {
  private func deck(_ theme: Theme) -> Deck {
    Deck(
      title: "t",
      slides: [
        Deck.Slide(
          number: 1, section: "", title: "t", notes: "",
          pages: [Deck.page("1", [Deck.title("t", color: theme.ink)], paper: theme.paper)])
      ])
  }

  @Test("The theme is told from the paper and the ink", arguments: Theme.all)
  func palettes(theme: Theme) throws {
    let part = ThemePart(of: deck(theme))
    #expect(part.palette == theme)
    let colors = try XMLElements.parse(Array(part.xml.utf8)).filter { $0.name == "a:srgbClr" }
    let values = colors.map { ($0.path.last ?? "", $0.attributes["val"] ?? "") }
    let byName = Dictionary(values) { first, _ in first }
    let isDark = theme == .dark
    #expect(byName[isDark ? "a:dk1" : "a:lt1"] == OfficeMarkup.hex(theme.paper))
    #expect(byName[isDark ? "a:lt1" : "a:dk1"] == OfficeMarkup.hex(theme.ink))
    #expect(byName["a:accent1"] == OfficeMarkup.hex(theme.positions[0]))
    #expect(part.colorMap.contains(isDark ? "bg1=\"dk1\" tx1=\"lt1\"" : "bg1=\"lt1\" tx1=\"dk1\""))
  }
}
