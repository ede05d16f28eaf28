import Drawing
import Foundation
import Testing

@testable import CairoBackend

@Suite("Decks as PDF files")
struct PDFDeckTests {
  private let deck = Deck(
    title: "Convolution", author: "Ada Example", date: "Winter term", language: "en",
    slides: [
      slide(1, "", "Title"),
      slide(2, "Forward", "What a filter sees", steps: 12),
      slide(3, "Forward", "Größe (∂)"),
      slide(
        4, "Backward", "Links",
        [
          link("https://example.org/a b?q='ü\\')", "Out", at: Point(20, 40)),
          link("#2.11", "In", at: Point(20, 80)),
          link("#2", "To the first step", at: Point(20, 120)),
          link("#9", "Nowhere", at: Point(20, 160)),
          .group(Tag("link", "#1"), []),
        ]),
    ])

  @Test("A page is a page, and its label is what the deck calls it")
  func pages() throws {
    let file = try contents(deck)
    #expect(file.matches(of: /\/Type \/Page\s/).count == 15)
    let labels = try #require(file.firstMatch(of: /\/PageLabels << \/Nums \[(.*?)\] >>/)).output.1
    let pages = labels.matches(of: /(\d+) << \/P \((.*?)\) >>/)
    #expect(pages.map(\.output.1) == (0..<15).map { "\($0)" })
    #expect(
      pages.map { String($0.output.2) } == ["1"] + (1...12).map { "2.\($0)" } + ["3", "4"])
  }

  @Test(
    "A reader finds a document of sections with headings, and nothing to complain of",
    .enabled(if: reader != nil, "needs pdfinfo"))
  func reading() throws {
    let report = try report(of: PDFRenderer().render(deck))
    #expect(
      report.hasPrefix(
        """
        Document
          Sect
            H1 (block)
              "Title"
          Sect
            H1 (block)
              "What a filter sees"

        """))
    #expect(!report.contains("Syntax"))
  }

  @Test("Bookmarks are the sections with their slides, and none for steps")
  func bookmarks() throws {
    let entries = try outline(of: contents(deck))
    #expect(
      entries.map { "\($0.title) \($0.page) of \($0.parent ?? "the file")" } == [
        "Title 1 of the file", "Forward 2 of the file", "What a filter sees 2 of Forward",
        "Größe (∂) 14 of Forward", "Backward 15 of the file", "Links 15 of Backward",
      ])
  }

  @Test("Links lead out, or to a page by its label; one that leads nowhere is only text")
  func links() throws {
    let file = try contents(deck)
    let annotations = file.matches(of: /\/Subtype \/Link\s[^>]*?\/Rect \[([^\]]*)\]/)
    #expect(annotations.count == 3)
    #expect(file.contains("/URI (https://example.org/a%20b?q=%27%C3%BC%5C%27%29)"))
    let targets = file.matches(of: /\/StructParent \d+\s+[^>]*?\/Dest \[(\d+) 0 R \/XYZ 0 150 0\]/)
    let pages = pageObjects(in: file)
    #expect(targets.map { String($0.output.1) } == [pages[11], pages[1]])
  }

  @Test("A link's area is where its text is")
  func areas() throws {
    let file = try contents(deck)
    let first = try #require(file.firstMatch(of: /\/Subtype \/Link\s[^>]*?\/Rect \[([^\]]*)\]/))
    let edges = first.output.1.split(separator: " ").compactMap { Double($0) }
    try #require(edges.count == 4)
    // The baseline is at (20, 40) units of a page 150 points high.
    #expect(abs(edges[0] - 15) < 2 && abs(edges[1] - 120) < 4)
    #expect(edges[2] > edges[0] + 10 && edges[3] > edges[1] + 5)
  }

  @Test("Pages and their titles are marked as what they are, so that a voice can read them")
  func structure() throws {
    let file = try contents(deck)
    #expect(file.contains("/MarkInfo << /Marked true >>"))
    #expect(file.matches(of: /\/S \/Document\s/).count == 1)
    #expect(file.contains("/Lang (en)"))
    #expect(file.matches(of: /\/S \/Sect\s/).count == 15)
    #expect(file.matches(of: /\/S \/H1\s/).count == 15)
    #expect(file.matches(of: /\/S \/Link\s/).count == 3)
  }

  @Test("Title, author and the author's date are in the file, and no day of its making")
  func metadata() throws {
    let file = try contents(deck)
    #expect(file.contains("/Title (Convolution)"))
    #expect(file.contains("/Author (Ada Example)"))
    #expect(file.contains("/Subject (Winter term)"))
    #expect(file.contains("/CreationDate (20190528000000"))
    let nameless = try contents(Deck(title: "T", slides: deck.slides))
    #expect(!nameless.contains("/Author") && !nameless.contains("/Subject"))
  }

  @Test("The same deck gives the same bytes")
  func sameBytes() throws {
    #expect(try PDFRenderer().render(deck) == PDFRenderer().render(deck))
  }

  @Test("A deck without a page is refused")
  func noPage() {
    #expect(throws: RenderError("a PDF file needs a page")) {
      try PDFRenderer().render(Deck(title: "T", slides: []))
    }
  }
}

/// A slide with a title and some items on each of its pages.
private func slide(
  _ number: Int, _ section: String, _ title: String, steps: Int = 1, _ items: [Item] = []
) -> Deck.Slide {
  let heading = Item.group(
    Tag("title"), [text(title, .label(16, .semibold), at: Point(20, 20))])
  return Deck.Slide(
    number: number, section: section, title: title, notes: "",
    pages: (1...steps).map { step in
      Deck.Page(
        label: steps == 1 ? "\(number)" : "\(number).\(step)",
        scene: scene([heading] + items, size: Size(320, 200), title: title), parts: [])
    })
}

/// Text that leads somewhere.
private func link(_ target: String, _ words: String, at origin: Point) -> Item {
  .group(Tag("link", target), [text(words, .label(12), at: origin)])
}

/// The file as text; a byte that is not ASCII becomes one character all the same.
private func contents(_ deck: Deck) throws -> String {
  String(String.UnicodeScalarView(try PDFRenderer().render(deck).map { Unicode.Scalar($0) }))
}

/// The numbers of the page objects in the order of the pages.
private func pageObjects(in file: String) -> [String] {
  guard let kids = file.firstMatch(of: /\/Type \/Pages\s+\/Kids \[([^\]]*)\]/) else { return [] }
  return kids.output.1.matches(of: /(\d+) 0 R/).map { String($0.output.1) }
}

/// The bookmarks of a file, each after the one it is below.
private func outline(of file: String) -> [(title: String, page: Int, parent: String?)] {
  let pages = pageObjects(in: file)
  let entry =
    /(\d+) 0 obj\s<< \/Title (\(.*?\)|<.*?>)\s+\/Parent (\d+) 0 R[^>]*?\/Dest \[(\d+) 0 R/
  var titles: [Substring: String] = [:]
  return file.matches(of: entry).map { match in
    let title = decoded(match.output.2)
    titles[match.output.1] = title
    let page = pages.firstIndex(of: String(match.output.4)) ?? -1
    return (title, page + 1, titles[match.output.3])
  }
}

/// A string of the file: characters in parentheses, or hexadecimal UTF-16 in angle brackets.
private func decoded(_ string: Substring) -> String {
  let inner = String(string.dropFirst().dropLast())
  guard string.hasPrefix("<FEFF") else { return inner }
  var units: [UInt16] = []
  var rest = inner.dropFirst(4)
  while let unit = UInt16(rest.prefix(4), radix: 16) {
    units.append(unit)
    rest = rest.dropFirst(4)
  }
  return String(decoding: units, as: UTF16.self)
}

private let reader = ["/usr/bin/pdfinfo", "/opt/homebrew/bin/pdfinfo"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// What a reader says of the file, its complaints included.
private func report(of file: [UInt8]) throws -> String {
  let place = FileManager.default.temporaryDirectory
    .appending(path: "convlens-\(UUID().uuidString).pdf")
  defer { try? FileManager.default.removeItem(at: place) }
  try Data(file).write(to: place)
  let process = Process()
  process.executableURL = URL(filePath: try #require(reader))
  process.arguments = ["-struct-text", place.path()]
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return text
}
