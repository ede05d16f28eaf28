import Drawing
import Foundation
import Testing

@testable import CairoBackend

@Suite("PDF files")
struct PDFRendererTests {
  /// The file as text; a byte that is not ASCII becomes one character all the same.
  private func contents(_ file: [UInt8]) -> String {
    String(String.UnicodeScalarView(file.map { Unicode.Scalar($0) }))
  }

  @Test("A file begins as a PDF file does and ends as one does")
  func frame() throws {
    let file = contents(try PDFRenderer().render([everything()]))
    #expect(file.hasPrefix("%PDF-1.4"))
    #expect(file.hasSuffix("%%EOF\n"))
  }

  @Test("There is a page for each scene, in order, as big as the scene")
  func pages() throws {
    let sizes = [Size(1280, 720), Size(320, 200), Size(100, 400)]
    let file = contents(try PDFRenderer().render(sizes.map { scene([], size: $0) }))
    let boxes = file.matches(of: /\/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/).map {
      [Double($0.1), Double($0.2)]
    }
    #expect(boxes == [[960, 540], [240, 150], [75, 300]])
    #expect(file.contains("/Count 3"))
  }

  @Test("Title, subject and a fixed date are in the file")
  func metadata() throws {
    let file = contents(try PDFRenderer().render([everything()]))
    #expect(file.contains("/Title (A title)"))
    #expect(file.contains("/Subject (A description)"))
    #expect(file.contains("/Creator (ConvLens)"))
    #expect(file.contains("/CreationDate (20190528000000"))
    #expect(!file.contains("/ModDate"))
  }

  @Test("Pages of a longer file have bookmarks, a single page has none")
  func bookmarks() throws {
    let pages = ["One", "Two"].map { scene([], title: $0) }
    let file = contents(try PDFRenderer().render(pages))
    #expect(file.contains("/Title (One)") && file.contains("/Title (Two)"))
    #expect(!contents(try PDFRenderer().render([pages[1]])).contains("/Outlines"))
  }

  @Test("Fonts are embedded as subsets that know their characters")
  func fonts() throws {
    let file = contents(try PDFRenderer().render([everything()]))
    #expect(file.contains(/\/FontName \/[A-Z]{6}\+Inter-Bold/))
    #expect(file.contains(/\/FontName \/[A-Z]{6}\+LatinModernMath-Regular/))
    #expect(file.contains("/FontFile3"))
    #expect(file.contains("/ToUnicode"))
  }

  @Test("Images keep hard edges: every pixel has many samples and none is interpolated")
  func images() throws {
    let file = contents(try PDFRenderer().render([everything()]))
    #expect(file.contains(/\/Width 32\s/) && file.contains(/\/Height 16\s/))
    #expect(!file.contains("/Interpolate true"))
  }

  @Test("The same scenes give the same bytes, also in many tasks at once")
  func sameBytes() async throws {
    let pages = [everything(), scene([], title: "∂")]
    let expected = try PDFRenderer().render(pages)
    let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<6 { group.addTask { try PDFRenderer().render(pages) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(files.count == 6)
    #expect(files.allSatisfy { $0 == expected })
  }

  @Test("A file without a page is refused")
  func noPage() {
    #expect(throws: RenderError("a PDF file needs a page")) { try PDFRenderer().render([]) }
  }

  @Test(
    "A page of an impossible size is refused, wherever it is",
    arguments: [Size(0, 100), Size(100, 1), Size(100, 20_000), Size(.nan, 100)])
  func refusedSizes(size: Size) {
    #expect(throws: RenderError.self) { try PDFRenderer().render([scene([], size: size)]) }
    #expect(throws: RenderError.self) {
      try PDFRenderer().render([everything(), scene([], size: size)])
    }
  }

  private static let reader = ["/usr/bin/pdftotext", "/opt/homebrew/bin/pdftotext"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test("Text and formulas can be selected", .enabled(if: reader != nil, "needs pdftotext"))
  func selection() throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "convlens-\(UUID().uuidString).pdf")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(PDFRenderer().render([everything()])).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.reader))
    process.arguments = ["-enc", "UTF-8", file.path(), "-"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.contains("0.25 × −3"))
    #expect(text.filter { $0 != " " }.contains("𝑧=𝑤·𝑎+𝑏"))
  }
}
