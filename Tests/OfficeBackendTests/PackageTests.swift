import Testing

@testable import OfficeBackend

@Suite struct PackageTests {
  @Test("A relationship leads from the folder of its part, and the same one has one id")
  func relationships() throws {
    var relationships = Relationships()
    #expect(relationships.isEmpty)
    #expect(relationships.add(.slideLayout, "ppt/slideLayouts/slideLayout1.xml") == "rId1")
    #expect(relationships.add(.image, "ppt/media/image1.png") == "rId2")
    #expect(relationships.add(.slideLayout, "ppt/slideLayouts/slideLayout1.xml") == "rId1")
    #expect(relationships.add(.slide, "ppt/slides/slide2.xml") == "rId3")
    #expect(relationships.add(link: "https://example.org/?a&b") == "rId4")
    let elements = try XMLElements.parse(Array(relationships.xml(from: "ppt/slides/").utf8))
      .filter { $0.name == "Relationship" }
    #expect(
      elements.map { $0.attributes["Target"] } == [
        "../slideLayouts/slideLayout1.xml", "../media/image1.png", "slide2.xml",
        "https://example.org/?a&b",
      ])
    #expect(elements.map { $0.attributes["TargetMode"] } == [nil, nil, nil, "External"])
  }

  @Test("The types of all parts come first, and relationships beside their parts")
  func archive() throws {
    var package = Package()
    var relationships = Relationships()
    _ = relationships.add(.image, "ppt/media/image1.png")
    package.add("ppt/a.xml", "application/a+xml", relationships: relationships, "<a/>")
    package.add("ppt/media/image1.png", "image/png", picture: [1])
    var root = Relationships()
    _ = root.add(.document, "ppt/a.xml")
    let archive = try OpenArchive(try package.archive(root: root))
    #expect(
      archive.entries.map(\.name) == [
        "[Content_Types].xml", "_rels/.rels", "ppt/a.xml", "ppt/_rels/a.xml.rels",
        "ppt/media/image1.png",
      ])
    let types = try archive.elements("[Content_Types].xml")
    let overrides = types.filter { $0.name == "Override" }
    #expect(overrides.map { $0.attributes["PartName"] } == ["/ppt/a.xml"])
    #expect(overrides.map { $0.attributes["ContentType"] } == ["application/a+xml"])
  }
}
