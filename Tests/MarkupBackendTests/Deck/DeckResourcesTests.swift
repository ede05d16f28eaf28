import Testing

@testable import MarkupBackend

@Suite("The script and the style sheet of an HTML deck")
struct DeckResourcesTests {
  static let scriptFiles = [
    "deck.js": PackageResources.deck_js, "speaker.js": PackageResources.speaker_js,
    "watch.js": PackageResources.watch_js,
  ]
  static let sheetFiles = [
    "deck.css": PackageResources.deck_css, "overview.css": PackageResources.overview_css,
    "speaker.css": PackageResources.speaker_css, "print.css": PackageResources.print_css,
  ]

  @Test(
    "Scripts make nothing of text, ask nobody, and end no element",
    arguments: scriptFiles.keys.sorted())
  func scripts(name: String) throws {
    let script = String(decoding: try #require(Self.scriptFiles[name]), as: UTF8.self)
    #expect(script.count > 500)
    for word in [
      "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "Function(", "fetch(",
      "XMLHttpRequest", "WebSocket", "new Date", "Date.now", "http", "</", "<!--", "console.",
    ] {
      #expect(!script.contains(word), "\(word)")
    }
    #expect(script.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("Style sheets load nothing and are balanced", arguments: sheetFiles.keys.sorted())
  func sheets(name: String) throws {
    let sheet = String(decoding: try #require(Self.sheetFiles[name]), as: UTF8.self)
    #expect(sheet.count > 500)
    #expect(!sheet.contains("url(") && !sheet.contains("@import") && !sheet.contains("</"))
    #expect(sheet.filter { $0 == "{" }.count == sheet.filter { $0 == "}" }.count)
    let rules = sheet.replacing(/\/\*(?s:.*?)\*\//, with: "").split(separator: "\n")
    let declaration = /^ +[a-z-]+: .*;$|^.*[{,]$|^ *}$|^ +[^;{}]*$|^ *[^;{}]*,$/
    #expect(rules.allSatisfy { $0.contains(declaration) })
  }

  @Test("Motion is left out where it is not wanted")
  func motion() {
    let sheet = String(decoding: PackageResources.deck_css, as: UTF8.self)
    #expect(sheet.contains("@media (prefers-reduced-motion: reduce)"))
  }
}
