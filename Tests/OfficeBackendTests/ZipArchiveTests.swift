import Testing

@testable import OfficeBackend

@Suite struct ZipArchiveTests {
  @Test("Entries come back as they were added, in their order")
  func roundTrip() throws {
    let text = Array(String(repeating: "überlay ", count: 500).utf8)
    var archive = try ZipArchive()
    try archive.add(text, named: "a/text.xml", isCompressed: false)
    try archive.add([0, 255, 7], named: "picture.png", isCompressed: true)
    try archive.add([], named: "empty", isCompressed: false)
    let bytes = try archive.finish()
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]))
    #expect(bytes.count < text.count)
    let entries = try OpenArchive(bytes).entries
    #expect(entries.map(\.name) == ["a/text.xml", "picture.png", "empty"])
    #expect(entries.map(\.bytes) == [text, [0, 255, 7], []])
    #expect(entries[1].isStored)
    #expect(!entries[0].isStored)
  }

  @Test("A name can stand only once")
  func duplicate() throws {
    var archive = try ZipArchive()
    try archive.add([1], named: "a", isCompressed: false)
    let error = #expect(throws: PresentationError.self) {
      try archive.add([2], named: "a", isCompressed: false)
    }
    #expect(error?.description == "adding 'a': File already exists")
  }

  @Test("An archive that is not finished is let go of")
  func abandoned() throws {
    var archive = try ZipArchive()
    try archive.add([1, 2, 3], named: "a", isCompressed: false)
  }
}
