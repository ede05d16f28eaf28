import Foundation
import Neural
import Testing

@testable import Traces

@Suite("The page about traces")
struct TraceDocumentationTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Docs/Traces.md").standardized

  private static func pass() throws -> Convolution.ForwardPass {
    try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
      bias: Tensor(shape: [1], values: [0.5])
    ).forward(Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
  }

  @Test("Its first example is what the writer writes")
  func example() throws {
    let writer = TraceWriter(encoding: .json, selection: TraceSelection(steps: [0...0]))
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(page.contains("\n```json\n\(writer.text(try Self.pass()))```\n"))
  }

  @Test("Its examples of gradients and pooling are what the writer writes")
  func examples() throws {
    let ones = Tensor(repeating: 1, shape: [1, 2, 2])
    let pooling = try MaxPooling(window: Extent(2), stride: Extent(1)).forward(Self.pass().input)
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let passes: [(TracedPass, Set<TracePass>)] = [
      (
        try Self.pass().backward(upstreamGradient: ones).traced,
        [
          .biasGradient, .weightGradient, .activationGradient, .weightGradientCorrelation,
          .activationGradientConvolution,
        ]
      ),
      (try pooling.backward(upstreamGradient: ones).traced, Set(TracePass.allCases)),
    ]
    for (pass, chosen) in passes {
      let selection = TraceSelection(passes: chosen, steps: [0...0])
      let writer = TraceWriter(encoding: .jsonLines, selection: selection)
      let steps = writer.text(pass).split(separator: "\n").dropFirst().joined(separator: "\n")
      #expect(page.contains("\n```jsonl\n\(steps)\n```\n"))
    }
  }

  @Test("Its example of a cost is what the writer writes")
  func cost() throws {
    let pass = try Self.pass()
    let output = pass.featureMaps().a
    let target = try Tensor(shape: [1, 2, 2], values: [370, 470, 670, 772])
    let backward = try pass.backward(
      upstreamGradient: Cost.quadratic.gradient(of: output, target: target))
    let writer = TraceWriter(
      encoding: .json, selection: TraceSelection(steps: []),
      cost: try TracedCost(.quadratic, of: output, target: target))
    let line = try #require(
      writer.text(backward).split(separator: "\n").first { $0.contains("\"cost\"") })
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(page.contains("\n```json\n\(line)\n```\n"))
    for key in ["name", "target", "value"] + Cost.allCases.map(\.rawValue) {
      #expect(page.contains("`\(key)`"))
    }
  }

  @Test("It explains every key that is written", arguments: TraceSamples.all)
  func keys(sample: TraceSamples.Sample) throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let writer = TraceWriter(
      encoding: .jsonLines, selection: TraceSelection(isExplained: true))
    for key in Set(writer.text(sample.pass).matches(of: /"([a-z_]+)":/).map(\.output.1)) {
      let isExplained = page.contains("`\(key)`")
      #expect(isExplained, "\(key)")
    }
  }

  @Test("It names every pass and every kind of step", arguments: TraceSamples.all)
  func names(sample: TraceSamples.Sample) throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    for section in TraceContent(sample.pass).sections {
      let (pass, kind) = (section.pass.rawValue, "\(section.steps.kind)")
      #expect(page.contains("`\(pass)`") && page.contains("`\(kind)`"), "\(pass), \(kind)")
    }
  }
}
