import Drawing
import Foundation
import Testing

@testable import MarkupBackend

@Suite("HTML decks")
struct HTMLDeckTests {
  private let document = HTMLDeck(sampleDeck).render(fonts: SpellingSubsetter())

  /// The document as XML; its HTML-only spellings are made well formed first, its script left out.
  private func elements(of document: String) throws -> [XMLElements.Element] {
    try XMLElements.parse(
      document.replacing("<!DOCTYPE html>\n", with: "")
        .replacing(/<meta [^>]*>/) { "\($0.output.dropLast())/>" }
        .replacing(/<script>(?s:.*?)<\/script>/, with: ""))
  }

  @Test("Every page stands in its slide, under its label, with its title and description")
  func pages() throws {
    let elements = try elements(of: document)
    #expect(elements.filter { $0.attributes["class"] == "slide" }.count == 4)
    let pages = elements.filter { $0.attributes["class"] == "page" }
    #expect(pages.map { $0.attributes["id"] } == ["1", "2.1", "2.2", "2.3", "3", "4"])
    #expect(
      pages.map { $0.attributes["style"] }
        == Array(repeating: "--paper:#fff", count: 5) + ["--paper:#0f1420"])
    #expect(
      elements.filter { $0.name == "desc" }.map(\.text)
        == sampleDeck.pages.map(\.scene.description))
    #expect(
      elements.filter { $0.attributes["class"] == "cover" }.map { $0.attributes["aria-label"] }
        == [
          "Slide 1: Title", "Slide 2.1: Steps", "Slide 2.2: Steps", "Slide 2.3: Steps",
          "Slide 3: Matrix", "Slide 4: Night",
        ])
  }

  @Test("No id stands twice, also where labels do, and every label refers to what is there")
  func ids() throws {
    var deck = sampleDeck
    deck.slides += deck.slides
    let elements = try elements(of: HTMLDeck(deck).render())
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(ids.count > 3 * 12)
    #expect(Set(ids).count == ids.count)
    let labels = elements.compactMap { $0.attributes["aria-labelledby"] }
    #expect(labels.count == 13)
    #expect(labels.flatMap { $0.split(separator: " ") }.allSatisfy { ids.contains(String($0)) })
    let references = elements.filter { $0.name == "use" }.compactMap { $0.attributes["href"] }
    #expect(references.count == 8)
    #expect(references.allSatisfy { ids.contains(String($0.dropFirst())) })
  }

  @Test("The head has the language, the title and the author, escaped")
  func head() throws {
    let elements = try elements(of: document)
    #expect(elements[0].attributes["lang"] == "de")
    #expect(elements.first { $0.name == "title" }?.text == "Forward & \"back\"")
    let author = try #require(elements.first { $0.attributes["name"] == "author" })
    #expect(author.attributes["content"] == "Ada <Example>")
  }

  @Test("A slide's notes stand once, as paragraphs, and slides without have none")
  func notes() throws {
    let elements = try elements(of: document)
    #expect(elements.filter { $0.name == "aside" }.count == 2)
    let paragraphs = elements.filter { $0.name == "p" && $0.attributes["class"] == nil }
    #expect(
      paragraphs.map(\.text) == ["First. Still first.\n- one\n- two", "Second <b>.", "More."])
  }

  @Test("What nobody has written leads nowhere")
  func hostileLinks() {
    #expect(document.contains(">Never<"))
    #expect(!document.contains("javascript:"))
  }

  @Test("The policy lets the deck's own script run and nothing be loaded")
  func policy() throws {
    let script = try #require(document.firstMatch(of: /<script>((?s:.*?))<\/script>/)).output.1
    let hash = base64(sha256(Array(script.utf8)))
    #expect(
      document.contains(
        """
        content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(hash)'; \
        font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
        """))
    #expect(document.components(separatedBy: "<script").count == 2)
  }

  @Test("Nothing is loaded from elsewhere")
  func selfContained() throws {
    let sources = document.matches(of: /(?:src=|url\(|@import)"?([a-z]+:|\/\/)?/)
    #expect(!sources.isEmpty)
    #expect(sources.allSatisfy { $0.output.1 == "data:" })
    let elements = try elements(of: document)
    #expect(!elements.contains { ["link", "iframe", "img", "object"].contains($0.name) })
  }

  @Test("Fonts are embedded once, with the characters of notes, words and descriptions")
  func fonts() throws {
    var words = HTMLDeck.Words()
    words.next = "Вперёд"
    let document = HTMLDeck(sampleDeck, words: words).render(fonts: SpellingSubsetter())
    #expect(document.components(separatedBy: "@font-face").count == 3)
    let font = try #require(document.firstMatch(of: /data:font\/ttf;base64,([^"]*)"/)).output.1
    let spelled = String(decoding: try #require(Data(base64Encoded: String(font))), as: UTF8.self)
    #expect(spelled.hasPrefix("Inter 400:"))
    #expect("Вперёд Second <b>. Page 1 of Night. 0123456789".allSatisfy(spelled.contains))
  }

  @Test("The paper has the size of the pages")
  func paper() {
    #expect(document.contains("@page{size:640px 360px;margin:0}"))
  }

  @Test("A watched deck names the file that it asks, and may load scripts from beside it")
  func stamp() {
    let stamp = HTMLDeck.Stamp(file: "a&b.js", version: "1\"")
    let watched = HTMLDeck(sampleDeck, stamp: stamp).render()
    #expect(watched.contains("data-stamp=\"a&amp;b.js\" data-version=\"1&quot;\""))
    #expect(watched.contains(/script-src 'sha256-[^']*' 'self' file:;/))
    #expect(watched.contains("convlensStamp ="))
    #expect(!document.contains("convlensStamp") && !document.contains("data-stamp"))
    #expect(stamp.contents == "convlensStamp(\"1\\u{22}\");\n")
  }

  @Test("The same deck gives the same bytes")
  func determinism() {
    let documents = (0..<4).map { _ in HTMLDeck(sampleDeck).render(fonts: SpellingSubsetter()) }
    #expect(Set(documents).count == 1)
  }
}
