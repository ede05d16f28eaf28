import Drawing
import Foundation
import Testing

@testable import MarkupBackend

@Suite("HTML pages")
struct HTMLPageTests {
  private let page = HTMLPage(
    title: "Forward & backward", introduction: "One.\nStill one.\n\n  \nTwo <b>.",
    sections: [
      .init(title: "First", caption: "The caption.", scenes: [sampleScene, sampleScene]),
      .init(title: "Second", caption: "", scenes: [sampleScene]),
    ])

  /// The page as XML; its few HTML-only spellings are made well formed first.
  private func elements(of page: HTMLPage) throws -> [XMLElements.Element] {
    var document = page.render(fonts: SpellingSubsetter())
    document.replace("<!DOCTYPE html>\n", with: "")
    document.replace(/<meta [^>]*>/) { "\($0.output.dropLast())/>" }
    return try XMLElements.parse(document)
  }

  @Test("Sections, scenes, captions and alt texts stand in order")
  func order() throws {
    let elements = try elements(of: page)
    let outline = elements.filter {
      ["h1", "h2", "svg", "details", "figcaption"].contains($0.name)
    }
    #expect(
      outline.map(\.name) == [
        "h1", "h2", "svg", "details", "svg", "details", "figcaption", "h2", "svg", "details",
      ])
    let paragraphs = elements.filter { $0.name == "p" }.map(\.text)
    #expect(
      paragraphs == [
        "One. Still one.", "Two <b>.", sampleScene.description, sampleScene.description,
        "The caption.", sampleScene.description,
      ])
  }

  @Test("No id stands twice, and every label refers to one that is there")
  func ids() throws {
    let elements = try elements(of: page)
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(ids.count == 3 * 2 + 2)
    #expect(Set(ids).count == ids.count)
    let labels = elements.compactMap { $0.attributes["aria-labelledby"] }
    #expect(labels.count == 3)
    for label in labels.flatMap({ $0.split(separator: " ") }) {
      #expect(ids.contains(String(label)))
    }
  }

  @Test("Fonts are embedded once for the page, with the characters of its own text")
  func fonts() throws {
    let document = page.render(fonts: SpellingSubsetter())
    // Label 400 and 600 and formulas: three faces for three scenes and the page.
    #expect(document.components(separatedBy: "@font-face").count == 4)
    #expect(document.components(separatedBy: "<style>").count == 2)
    let headings = Set("Forward & backwardFirstSecond−10.5".unicodeScalars).sorted()
    let spelled = "Inter 600:" + headings.map(String.init).joined()
    #expect(document.contains(Data(spelled.utf8).base64EncodedString()))
  }

  @Test("A page loads nothing from elsewhere")
  func selfContained() {
    let document = page.render(fonts: SpellingSubsetter())
    let addresses = document.matches(of: /(?:href|src|url\()=?"?([a-z]+:|\/\/)/).map { $0.output.1 }
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0 == "data:" })
  }

  @Test("A list of sections leads to each of them where there are more than two")
  func contents() throws {
    var longer = page
    longer.sections.append(.init(title: "Third", caption: "", scenes: []))
    let links = try elements(of: longer).filter { $0.name == "a" }
    #expect(links.map { $0.attributes["href"] } == ["#section-1", "#section-2", "#section-3"])
    #expect(try elements(of: page).allSatisfy { $0.name != "nav" })
  }
}
