import Foundation
import Neural
import Testing

@testable import Traces

@Suite("The page about traces")
struct TraceDocumentationTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Docs/Traces.md").standardized

  private static let ones = Tensor(repeating: 1, shape: [1, 2, 2])

  @Test("Its first example is what the writer writes")
  func example() throws {
    let writer = TraceWriter(encoding: .json, selection: TraceSelection(steps: [0...0]))
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(page.contains("\n```json\n\(writer.text(try TraceSamples.article()))```\n"))
  }

  @Test("Its examples of gradients and pooling are what the writer writes")
  func examples() throws {
    let article = try TraceSamples.article(upstream: Self.ones)
    let pooling = try TraceSamples.layer(
      MaxPooling(window: Extent(2), stride: Extent(1)), article.run.items[0], upstream: Self.ones)
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let passes: [(TracedRun, Set<Account.Name>?)] = [
      (
        article,
        [
          .biasGradient, .weightGradient, .activationGradient, .weightGradientCorrelation,
          .activationGradientConvolution,
        ]
      ), (pooling, nil),
    ]
    for (traced, chosen) in passes {
      let selection = TraceSelection(passes: chosen, steps: [0...0])
      let writer = TraceWriter(encoding: .jsonLines, selection: selection)
      let steps = writer.text(traced).split(separator: "\n").dropFirst().joined(separator: "\n")
      #expect(page.contains("\n```jsonl\n\(steps)\n```\n"))
    }
  }

  @Test("Its example of a cost is what the writer writes")
  func cost() throws {
    let line = try #require(
      TraceWriter(encoding: .json, selection: TraceSelection(steps: [])).text(
        TraceSamples.network()
      ).split(separator: "\n").first { $0.contains("\"cost\": {") })
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(page.contains("\n```json\n\(line)\n```\n"))
  }

  @Test("It explains every key of a header, a stage, a step and a term")
  func keys() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let writer = TraceWriter(encoding: .jsonLines, selection: TraceSelection(isExplained: true))
    // Settings and tensors of their own, layers explain.
    var explained: Set<String> = ["conv1", "pool1", "fc", "convolution"]
    explained.formUnion(LayerRegistry.declarations.map(\.kind))
    for stage in try TraceSamples.network().run.network.stages {
      explained.formUnion(
        stage.layer.declaration.settings.map { StageRecord.key(ofSetting: $0.name) })
    }
    for traced in [try TraceSamples.network(items: 2), try TraceSamples.article()] {
      for key in Set(writer.text(traced).matches(of: /"([a-z_]+)":/).map(\.output.1)) {
        #expect(explained.contains(String(key)) || page.contains("`\(key)`"), "\(key)")
      }
    }
    for key in StepKey.allCases.map(\.rawValue) + TermKey.allCases.map(\.rawValue) {
      #expect(page.contains("`\(key)`"), "\(key)")
    }
  }
}
