import Drawing
import Testing

@testable import MarkupBackend

@Suite("SVG documents")
struct SVGRendererTests {
  @Test("An XML parser reads the document back, hostile text and all")
  func wellFormed() throws {
    let elements = try XMLElements.parse(
      SVGRenderer(fonts: SpellingSubsetter()).render(sampleScene))
    #expect(
      elements.map(\.name) == [
        "svg", "title", "desc", "style", "rect", "g", "rect", "text", "circle", "path", "g",
        "path", "path", "path", "path", "text", "text", "g",
      ])
    #expect(
      elements.filter { $0.name == "text" }.map(\.text) == [
        "−10.5", "  𝑧 = Σ 𝑎 · 𝑤  + 𝑏 ", "</text> & \u{FFFD}",
      ])
    #expect(elements[5].attributes == ["class": "cell", "data-name": "input \"0,1\""])
  }

  @Test("The root says its size, its view box, its role and what labels it")
  func root() throws {
    let elements = try XMLElements.parse(SVGRenderer(prefix: "fig 1").render(sampleScene))
    let root = elements[0].attributes
    #expect(root["xmlns"] == "http://www.w3.org/2000/svg")
    #expect(root["width"] == "640")
    #expect(root["height"] == "360")
    #expect(root["viewBox"] == "0 0 640 360")
    #expect(root["role"] == "img")
    #expect(root["aria-labelledby"] == "fig-1-title fig-1-desc")
    #expect(elements[1].attributes["id"] == "fig-1-title")
    #expect(elements[1].text == sampleScene.title)
    #expect(elements[2].attributes["id"] == "fig-1-desc")
    #expect(elements[2].text == sampleScene.description)
  }

  @Test("Every class that text asks for is in the style sheet")
  func classes() throws {
    let elements = try XMLElements.parse(SVGRenderer().render(sampleScene))
    let sheet = try #require(elements.first { $0.name == "style" }).text
    let classes = elements.filter { $0.name == "text" }.compactMap { $0.attributes["class"] }
    #expect(classes.count == 3)
    for name in classes { #expect(sheet.contains(".\(name){")) }
  }

  @Test("Documents with different prefixes share no name")
  func prefixes() throws {
    let names = try ["one", "two"].map { prefix -> Set<String> in
      let elements = try XMLElements.parse(
        SVGRenderer(fonts: SpellingSubsetter(), prefix: prefix).render(sampleScene))
      return Set(
        elements.flatMap { element in
          [
            element.attributes["id"], element.name == "text" ? element.attributes["class"] : nil,
          ].compactMap { $0 }
        })
    }
    #expect(names[0].count == 5)
    #expect(names[0].isDisjoint(with: names[1]))
  }

  @Test("Documents without a prefix share no name unless they show the same")
  func ownNames() throws {
    func names(_ scene: Scene, _ fonts: (any FontSubsetter)? = SpellingSubsetter()) -> Set<String> {
      let text = SVGRenderer(fonts: fonts).render(scene)
      return Set(text.matches(of: /(?:id="|class="|\.)(convlens-[-a-z0-9]+)/).map { String($0.1) })
    }
    var other = sampleScene
    other.description += "."
    #expect(names(sampleScene).count >= 4)
    #expect(names(sampleScene) == names(sampleScene))
    #expect(names(sampleScene).isDisjoint(with: names(other)))
    #expect(names(sampleScene).isDisjoint(with: names(sampleScene, nil)))
  }

  @Test("The same scene gives the same bytes")
  func determinism() {
    let documents = (0..<8).map { _ in
      SVGRenderer(fonts: SpellingSubsetter()).render(sampleScene)
    }
    #expect(Set(documents).count == 1)
  }
}
