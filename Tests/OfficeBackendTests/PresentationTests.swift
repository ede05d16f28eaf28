import Drawing
import Foundation
import Testing

@testable import OfficeBackend

@Suite struct PresentationTests {
  let archive: OpenArchive

  init() throws { archive = try OpenArchive(try Presentation(of: .full).bytes()) }

  /// The targets of a part's relationships by their ids, as paths in the package.
  private func targets(of part: String) throws -> [String: String] {
    let pieces = part.split(separator: "/").map(String.init)
    let folder = pieces.dropLast()
    let relationships = (folder + ["_rels", (pieces.last ?? "") + ".rels"]).joined(separator: "/")
    let elements = try archive.elements(relationships).filter { $0.name == "Relationship" }
    return Dictionary(
      elements.map { element in
        let target = element.attributes["Target"] ?? ""
        guard element.attributes["TargetMode"] == nil else {
          return (element.attributes["Id"] ?? "", target)
        }
        var path = Array(folder)
        for step in target.split(separator: "/") {
          if step == ".." { path.removeLast() } else { path.append(String(step)) }
        }
        return (element.attributes["Id"] ?? "", path.joined(separator: "/"))
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test("A link stands as a URI, whatever it holds")
  func addresses() {
    var relationships = Relationships()
    _ = relationships.add(link: "https://a.org/x y/é?<b>\"")
    let xml = relationships.xml(from: "ppt/slides/")
    #expect(xml.contains("Target=\"https://a.org/x%20y/%C3%A9?%3Cb%3E%22\""), "\(xml)")
  }

  @Test("Every part is well formed XML and has a type, and every relationship leads to a part")
  func wellFormed() throws {
    let names = Set(archive.entries.map(\.name))
    let overrides = Set(
      try archive.elements("[Content_Types].xml").compactMap { $0.attributes["PartName"] })
    for entry in archive.entries where entry.name.hasSuffix(".xml") {
      _ = try archive.elements(entry.name)
      if entry.name != "[Content_Types].xml" {
        #expect(overrides.contains("/" + entry.name), "\(entry.name)")
      }
    }
    #expect(overrides.allSatisfy { names.contains(String($0.dropFirst())) })
    for entry in archive.entries where entry.name.hasSuffix(".rels") {
      let part = entry.name.replacing("_rels/", with: "").dropLast(5)
      guard !part.isEmpty else { continue }
      for target in try targets(of: String(part)).values where !target.hasPrefix("https:") {
        #expect(names.contains(target), "\(part) → \(target)")
      }
    }
  }

  @Test("Every r: attribute names a relationship of its part")
  func relationshipIDs() throws {
    for entry in archive.entries where entry.name.hasPrefix("ppt/slides/slide") {
      let ids = Set(try targets(of: entry.name).keys)
      for element in try archive.elements(entry.name) {
        for (name, value) in element.attributes where name.hasPrefix("r:") {
          #expect(ids.contains(value), "\(entry.name): \(value)")
        }
      }
    }
  }

  @Test("Ids are unique: those of the shapes on a slide, those of master and layouts")
  func ids() throws {
    for number in 1...4 {
      let shapes = try archive.elements("ppt/slides/slide\(number).xml")
        .filter { $0.name == "p:cNvPr" }.compactMap { $0.attributes["id"] }
      #expect(Set(shapes).count == shapes.count)
    }
    let layouts = try archive.elements("ppt/slideMasters/slideMaster1.xml")
      .filter { $0.name == "p:sldLayoutId" }.compactMap { $0.attributes["id"] }
    let masters = try archive.elements("ppt/presentation.xml")
      .filter { $0.name == "p:sldMasterId" }.compactMap { $0.attributes["id"] }
    #expect(Set(layouts + masters).count == 3)
  }

  @Test("There is a slide a page, as large as the page")
  func slides() throws {
    let elements = try archive.elements("ppt/presentation.xml")
    #expect(elements.count { $0.name == "p:sldId" } == 4)
    let size = try #require(elements.first { $0.name == "p:sldSz" })
    #expect(size.attributes == ["cx": "12192000", "cy": "6858000"])
  }

  @Test("Sections group all slides, those before the first under the deck's title")
  func sections() throws {
    let elements = try archive.elements("ppt/presentation.xml")
    let sections = elements.filter { $0.name == "p14:section" }
    #expect(sections.map { $0.attributes["name"] } == ["Maps & <filters>", "Forward", "Back"])
    #expect(elements.count { $0.name == "p14:sldId" } == 4)
    #expect(Set(sections.map { $0.attributes["id"] }).count == 3)
  }

  @Test("The title is a title, text is text, with weights, scripts and bullets")
  func text() throws {
    let elements = try archive.elements("ppt/slides/slide2.xml")
    let placeholders = elements.filter { $0.name == "p:ph" }.map { $0.attributes["type"] }
    #expect(placeholders == ["title", "ftr", "sldNum"])
    let runs = elements.filter { $0.name == "a:t" }.map(\.text)
    #expect(runs.starts(with: ["Steps", "Plain ", "bold", "a", "0,1", "L", "deeper", "web"]))
    let properties = elements.filter { $0.name == "a:rPr" && $0.path.last == "a:r" }
    #expect(properties.prefix(3).map { $0.attributes["b"] } == ["1", "0", "1"])
    #expect(properties.compactMap { $0.attributes["baseline"] } == ["-25000", "30000"])
    #expect(properties.allSatisfy { $0.attributes["lang"] == "de-DE" })
    let bullets = elements.filter { $0.name == "a:buChar" }.map { $0.attributes["char"] }
    #expect(bullets == ["•", "–"])
  }

  @Test("Links lead to addresses and to slides, by a page's label or a slide's number")
  func links() throws {
    let targets = try targets(of: "ppt/slides/slide2.xml")
    let links = try archive.elements("ppt/slides/slide2.xml").filter { $0.name == "a:hlinkClick" }
    #expect(
      links.map { targets[$0.attributes["r:id"] ?? ""] } == [
        "https://example.org/?a=1&b=2", "ppt/slides/slide3.xml", "ppt/slides/slide2.xml",
      ])
    let jump = "ppaction://hlinksldjump"
    #expect(links.map { $0.attributes["action"] } == [nil, jump, jump])
  }

  @Test("A picture has its PNG, its SVG and its alt text, and stands in the file once")
  func pictures() throws {
    #expect(Presentation(of: .full).pictures.map(\.description) == ["a map", "another map"])
    let elements = try archive.elements("ppt/slides/slide3.xml")
    let targets = try targets(of: "ppt/slides/slide3.xml")
    let descriptions = elements.compactMap { $0.attributes["descr"] }
    #expect(descriptions == ["a map", "another map"])
    let images = elements.filter { $0.name == "a:blip" || $0.name == "asvg:svgBlip" }
    #expect(
      images.map { targets[$0.attributes["r:embed"] ?? ""] } == [
        "ppt/media/image1.png", "ppt/media/image1.svg", "ppt/media/image2.png",
        "ppt/media/image2.svg",
      ])
    #expect(try archive.bytes("ppt/media/image2.png") == [0x89, 0x50, 1])
    #expect(try archive.bytes("ppt/media/image2.svg") == Array("<svg>1</svg>".utf8))
  }

  @Test("Notes come with every page of their slide, a paragraph a line")
  func notes() throws {
    for number in 2...3 {
      let elements = try archive.elements("ppt/notesSlides/notesSlide\(number).xml")
      let texts = elements.filter { $0.name == "a:t" }.map(\.text)
      #expect(texts == ["First.", "Then \"this\" & that."])
      #expect(elements.count { $0.name == "a:p" } == 3)
    }
    #expect(!archive.entries.contains { $0.name.contains("notesSlide1") })
  }

  @Test("A slide on other paper than the deck's has a ground of its own")
  func backgrounds() throws {
    func hasGround(_ number: Int) throws -> Bool {
      try archive.elements("ppt/slides/slide\(number).xml").contains { $0.name == "p:bg" }
    }
    #expect(try (1...4).map(hasGround) == [false, false, false, true])
  }

  @Test("The file says what it is, and not when it was made")
  func properties() throws {
    let core = try archive.elements("docProps/core.xml")
    let texts = Dictionary(core.map { ($0.name, $0.text) }) { first, _ in first }
    #expect(texts["dc:title"] == "Maps & <filters>")
    #expect(texts["dc:creator"] == "Ada Example")
    #expect(texts["dc:language"] == "de")
    #expect(!core.contains { $0.name.hasPrefix("dcterms:") })
    #expect(Set(archive.entries.map(\.time)).count == 1)
  }

  @Test("The same deck gives the same bytes, in any time zone")
  func determinism() throws {
    let bytes = try Presentation(of: .full).bytes()
    #expect(try Presentation(of: .full).bytes() == bytes)
    // Years since 1980, month and day of the first entry: 0, 1, 1.
    #expect(bytes[10..<14].elementsEqual([0, 0, 0x21, 0]))
  }
}
