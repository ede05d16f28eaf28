import CCairo
import Drawing
import Testing

@testable import CairoBackend

@Suite("The structure of a deck in PDF")
struct PDFStructureTests {
  private let structure = PDFStructure(
    Deck(
      title: "T",
      slides: [(1, ["1"]), (2, ["2.1", "2.2"]), (3, ["3"])].map { number, labels in
        Deck.Slide(
          number: number, section: "", title: "", notes: "",
          pages: labels.map { Deck.Page(label: $0, scene: scene([]), parts: []) })
      }))

  private let items = [text("here", .label(12), at: .zero)]

  @Test("A title is a heading, and other groups are nothing of their own")
  func groups() {
    #expect(structure.element(for: Tag("title"), items) == PDFStructure.Element(name: "H1"))
    #expect(structure.element(for: Tag("cell", "input 0,1"), items) == nil)
  }

  @Test(
    "A link leads to the page with the label, and with a slide's number to its first page",
    arguments: [("#1", 1), ("#2", 2), ("#2.1", 2), ("#2.2", 3), ("#3", 4)])
  func pages(target: String, page: Int) {
    #expect(
      structure.element(for: Tag("link", target), items)
        == PDFStructure.Element(name: CAIRO_TAG_LINK, attributes: "page=\(page) pos=[0 0]"))
  }

  @Test(
    "Text that leads nowhere is no link, nor is a link without text",
    arguments: ["#", "#4", "#2.3", "#02", ""])
  func nowhere(target: String) {
    #expect(structure.element(for: Tag("link", target), items) == nil)
    #expect(structure.element(for: Tag("link", "https://example.org"), []) == nil)
  }

  @Test(
    "A URI is written so that nothing in it ends a string",
    arguments: [
      ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
      ("https://example.org/ü", "https://example.org/%C3%BC"),
      ("x:' \\()\n\u{7F}", "x:%27%20%5C%28%29%0A%7F"),
    ])
  func escaping(uri: String, written: String) {
    #expect(
      structure.element(for: Tag("link", uri), items)?.attributes == "uri='\(written)'")
  }
}
