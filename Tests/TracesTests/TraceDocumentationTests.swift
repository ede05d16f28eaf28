import Foundation
import Neural
import Testing

@testable import Traces

@Suite("The page about traces")
struct TraceDocumentationTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Docs/Traces.md").standardized

  @Test("Its example is what the writer writes")
  func example() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
      bias: Tensor(shape: [1], values: [0.5])
    ).forward(Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    let text = TraceWriterTests.text(pass, .json, selection: TraceSelection(steps: [0...0]))
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(page.contains("\n```json\n\(text)```\n"))
  }

  @Test("It explains every key that is written", arguments: TraceWriter.Encoding.allCases)
  func keys(encoding: TraceWriter.Encoding) throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let text = TraceWriterTests.text(try TraceWriterTests.samplePass(), encoding)
    for key in Set(text.matches(of: /"([a-z_]+)":/).map { String($0.output.1) }) {
      let isExplained = page.contains("`\(key)`")
      #expect(isExplained, "\(key)")
    }
  }
}
