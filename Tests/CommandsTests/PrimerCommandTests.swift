import Foundation
import Testing

@testable import Commands

@Suite struct PrimerCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Each entry has its pictures, numbered in the article's order, with a page and a trace")
  func written() async throws {
    let (code, transcript) = await run(["primer", "-o", folder("out")])
    #expect(code == 0, "\(transcript.errors)")
    let pictures = Primer.entries.enumerated().flatMap { index, entry in
      PrimerPicture.all(of: entry, number: index + 1)
    }
    let files = pictures.map(\.file) + ["index.html", "trace-3x3.json"]
    #expect(try folder.names(in: "out") == files.sorted())
    #expect(transcript.lines.dropLast() == files.map { folder("out/\($0)") }[...])
    #expect(
      transcript.lines.last
        == "wrote \(pictures.count) pictures, a page and a trace to \(folder("out"))")
  }

  @Test("The page shows every picture in order, with alt text and caption, and loads nothing")
  func page() async throws {
    #expect(await run(["primer", "-o", folder("out")]).code == 0)
    let page = String(decoding: try folder.bytes("out/index.html"), as: UTF8.self)
    let pictures = Primer.entries.flatMap { PrimerPicture.all(of: $0, number: 1) }
    #expect(page.components(separatedBy: "<svg ").count == pictures.count + 1)
    #expect(page.components(separatedBy: "<desc id=").count == pictures.count + 1)
    let shown = Primer.entries.filter { !PrimerPicture.all(of: $0, number: 1).isEmpty }
    let headings = page.components(separatedBy: "<h2").dropFirst()
    #expect(headings.count == shown.count)
    for (heading, entry) in zip(headings, shown) {
      #expect(heading.contains(">\(entry.title)</h2>"))
      #expect(heading.contains("<figcaption>\n<p>\(entry.caption.prefix(20))"))
    }
    #expect(!page.contains("src=\"http") && !page.contains("url(http"))
  }

  @Test("The options of style act on every picture")
  func style() async throws {
    #expect(await run(["primer", "-o", folder("a")]).code == 0)
    #expect(await run(["primer", "--theme", "dark", "-o", folder("b")]).code == 0)
    for name in try folder.names(in: "a") where name.hasSuffix(".png") {
      #expect(try folder.bytes("a/\(name)") != folder.bytes("b/\(name)"), "\(name)")
    }
  }

  @Test("A folder that cannot be made ends with 73")
  func refused() async {
    let (code, transcript) = await run(["primer", "-o", "/dev/null/out"])
    #expect(code == 73)
    #expect(transcript.errors.contains("/dev/null"))
  }
}
