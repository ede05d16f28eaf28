import Foundation
import Testing

@testable import Commands

@Suite struct SlidesCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("1,2,3\n4,5,6\n7,8,9\n", to: "scan.csv")
    try folder.write(SlidesCommandTests.lesson, to: "my.yaml")
  }

  static let lesson = """
    title: Two steps
    author: Ada Example
    slides:
      - section: Forward
        title: Step by step
        text: One after the **other**.
        figure: {name: step, input: scan.csv, filter: 10 20; 30 40}
        steps: 0,last
        blank: [result]
        notes: Count aloud.
      - title: Only text
        text: |
          - a point
      - title: A question
        quiz: The sum is {{370}}.

    """

  private func slides(_ arguments: String...) async -> (code: Int32, transcript: Transcript) {
    await run(["slides", folder("my.yaml")] + arguments)
  }

  private let labels = ["1", "2.1", "2.2", "3", "4.1", "4.2"]

  @Test(
    "A deck does not replace what it is made from, by whatever name",
    arguments: [
      ["my.yaml", "--format", "pdf"], ["link.pdf"], ["hard.html"], ["scan.csv", "--format", "pdf"],
      [".", "--format", "png"],
    ])
  func ownLesson(output: [String]) async throws {
    let folder = try TemporaryFolder()
    let lesson =
      "title: T\nslides: [{figure: {name: step, input: scan.csv, filter: 1}}]\n"
    try folder.write(lesson, to: "my.yaml")
    try folder.write(lesson, to: "index.json")
    try folder.write("1,2\n3,4\n", to: "scan.csv")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder("link.pdf"), withDestinationPath: "my.yaml")
    try manager.linkItem(atPath: folder("my.yaml"), toPath: folder("hard.html"))
    let before = try (folder.bytes("my.yaml"), folder.bytes("scan.csv"), folder.names())
    let source = output[0] == "." ? "index.json" : "my.yaml"
    let (code, transcript) = await run(
      ["slides", folder(source), "-o", folder(output[0])] + output.dropFirst())
    #expect(code == 73)
    #expect(transcript.errors.contains("the deck is made from that file"), "\(transcript.errors)")
    #expect(try (folder.bytes("my.yaml"), folder.bytes("scan.csv"), folder.names()) == before)
  }

  @Test(
    "Each format is written in one file, the same bytes each time, and nothing beside it",
    arguments: [("pdf", "%PDF-"), ("html", "<!DOCTYPE html>"), ("pptx", "PK\u{3}\u{4}")])
  func oneFile(ending: String, start: String) async throws {
    let before = try folder.names()
    let (code, transcript) = await slides("-o", folder("deck.\(ending)"))
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.isEmpty)
    #expect(try folder.names() == (before + ["deck.\(ending)"]).sorted())
    let bytes = try folder.bytes("deck.\(ending)")
    #expect(bytes.starts(with: Array(start.utf8)))
    let (_, again) = await slides("-o", "-", "--format", ending)
    #expect(again.output == bytes)
  }

  @Test("A folder gets every page in two sizes, and an index of them")
  func pictures() async throws {
    #expect(await slides("-o", folder("out")).code == 0)
    let pictures = labels.flatMap { label in
      let name = "slide-0" + label.replacing(".", with: "-")
      return ["\(name).png", "\(name)@2x.png"]
    }
    #expect(try folder.names(in: "out") == (pictures + ["index.json"]).sorted())
    func width(_ name: String) throws -> [UInt8] { Array(try folder.bytes("out/\(name)")[16..<20]) }
    #expect(try width("slide-02-1.png") == [0, 0, 7, 128])
    #expect(try width("slide-02-1@2x.png") == [0, 0, 15, 0])

    let index = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.bytes("out/index.json")))
        as? [String: Any])
    #expect(index["title"] as? String == "Two steps")
    let slides = try #require(index["slides"] as? [[String: Any]])
    #expect(slides.map { $0["section"] as? String } == ["", "Forward", "Forward", "Forward"])
    #expect(slides[1]["notes"] as? String == "Count aloud.")
    let pages = slides.flatMap { $0["pages"] as? [[String: String]] ?? [] }
    #expect(pages.map { $0["label"] } == labels)
    #expect(pages[1]["png2x"] == "slide-02-1@2x.png")
    #expect(pages[1]["alt"]?.contains("370") == true)
  }

  @Test("Markdown has a slide a page between rules, its pictures beside it")
  func markdown() async throws {
    #expect(await slides("-o", folder("out/talk.md")).code == 0)
    #expect(try folder.names(in: "out") == ["talk-images", "talk.md"])
    let text = String(decoding: try folder.bytes("out/talk.md"), as: UTF8.self)
    let parts = text.components(separatedBy: "\n---\n\n")
    #expect(parts.count == labels.count + 1)
    #expect(parts[0].contains("marp: true\n"))
    #expect(parts[0].contains("pagetitle: \"Two steps\"\n"))
    #expect(parts[2].hasPrefix("## Step by step\n\nOne after the **other**.\n\n!["))
    #expect(
      parts[2].hasSuffix(
        "<!--\nCount aloud.\n-->\n\n<div class=\"notes\">\n\nCount aloud.\n\n</div>\n"))
    #expect(parts[4] == "## Only text\n\n- a point\n")
    let named = text.matches(of: /\]\(<talk-images\/([^>]*)>\)/).map { String($0.1) }
    #expect(!named.isEmpty)
    #expect(try folder.names(in: "out/talk-images") == named.sorted())
  }

  @Test("A worksheet comes with its key, and a handout in one file")
  func sheets() async throws {
    let worksheet = await slides("-o", folder("x.pdf"), "--worksheet")
    #expect(worksheet.code == 0, "\(worksheet.transcript.errors)")
    let (sheet, key) = (try folder.bytes("x.pdf"), try folder.bytes("x-answers.pdf"))
    #expect(sheet.starts(with: Array("%PDF-".utf8)) && key.starts(with: Array("%PDF-".utf8)))
    #expect(sheet != key)
    let handout = await slides("-o", folder("h.pdf"), "--handout", "4")
    #expect(handout.code == 0, "\(handout.transcript.errors)")
  }

  @Test("Theme, page and language of the command line win over the lesson's")
  func changes() async throws {
    let plain = await slides("-o", "-", "--format", "html").transcript.text
    let options = ["--theme", "dark", "--page", "4:3", "--language", "de"]
    let (code, changed) = await run(
      ["slides", folder("my.yaml"), "-o", "-", "--format", "html"] + options)
    #expect(code == 0, "\(changed.errors)")
    #expect(plain.contains("<html lang=\"en\">") && changed.text.contains("<html lang=\"de\">"))
    #expect(plain.contains("1280px 720px") && changed.text.contains("1280px 960px"))
    #expect(!plain.contains("#0f1420") && changed.text.contains("#0f1420"))
  }

  @Test("A trace stands in where a figure has no input of its own")
  func trace() async throws {
    try folder.write("title: T\nslides: [{title: A, figure: step, steps: all}]\n", to: "t.yaml")
    let trace = folder("trace.json")
    #expect(
      await run(["trace", "--input", "1 2 3; 4 5 6", "--filter", "1", "-o", trace]).code == 0)
    let (code, transcript) = await run(
      ["slides", folder("t.yaml"), "-o", folder("out"), "--trace", trace])
    #expect(code == 0, "\(transcript.errors)")
    #expect(try folder.names(in: "out").count { $0.hasPrefix("slide-02") } == 12)
  }

  @Test("Progress is shown on a terminal only, and its line goes")
  func progress() async throws {
    let (_, transcript) = await run(
      ["slides", folder("my.yaml"), "-o", folder("a.pdf")], errorIsTerminal: true)
    #expect(transcript.errors.contains("1 of 6 pages"))
    #expect(transcript.errors.hasSuffix("wrote \(folder("a.pdf")): 4 slides, 6 pages\n"))
  }

  @Test(
    "What does not go together is refused before anything is read",
    arguments: [
      (["--handout", "3"], "--handout"),
      (["--handout", "4", "--worksheet"], "leave --handout out"),
      (["--worksheet", "--format", "html"], "leave --format html out"),
      (["--worksheet", "-o", "a.html"], "--worksheet writes a PDF file; end 'a.html' in .pdf"),
      (["--handout", "2", "-o", "pictures"], "--handout writes a PDF file"),
      (["--worksheet", "-o", "-"], "--worksheet writes two files"),
      (["--watch", "-o", "-"], "--watch keeps a file up to date"),
      (["--watch", "--trace", "-"], "cannot read a trace from standard input again"),
      (["--page", "tight"], "16:9 or 4:3"), (["--language", "xx"], "--language"),
      (["-o", "a.pdf", "--format", "pptx"], "does not go with --format pptx"),
      (["-o", "a.doc"], "does not tell the format"),
    ])
  func refused(arguments: [String], message: String) async throws {
    let (code, transcript) = await run(["slides", "/nowhere/my.yaml"] + arguments)
    #expect(code == 64, "\(transcript.errors)")
    #expect(transcript.errors.contains(message), "\(transcript.errors)")
  }

  @Test("A mistake in the lesson ends with 65 and its place, a lesson that is not there with 66")
  func mistakes() async throws {
    try folder.write(
      "title: T\nslides:\n  - title: A\n    figure: {name: step, stride: x}\n", to: "b.yaml")
    let (code, transcript) = await run(["slides", folder("b.yaml"), "-o", folder("b.pdf")])
    #expect(code == 65)
    #expect(transcript.errors.hasPrefix("Error: \(folder("b.yaml")), line 4, column "))
    #expect(await run(["slides", folder("none.yaml")]).code == 66)
    #expect(await run(["slides", folder("my.yaml"), "-o", "/dev/null/a.pdf"]).code == 73)
    #expect(try !folder.names().contains("b.pdf"))
  }
}
