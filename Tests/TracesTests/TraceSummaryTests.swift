import Neural
import Testing

@testable import Traces

@Suite("Summaries of traces")
struct TraceSummaryTests {
  @Test("Few steps are counted to the byte", arguments: TraceSamples.all)
  func exact(sample: TraceSamples.Sample) {
    for encoding in TraceWriter.Encoding.allCases {
      for selection in [
        TraceSelection.everything, TraceSelection(maps: [0], every: 3, fields: [.position]),
        TraceSelection(steps: []), TraceSelection(isExplained: true),
      ] {
        let writer = TraceWriter(encoding: encoding, selection: selection)
        let summary = TraceSummary(of: sample.traced, by: writer)
        #expect(summary.isExact)
        #expect(summary.bytes == writer.bytes(sample.traced).count)
      }
    }
  }

  @Test("Many steps are estimated to a few percent")
  func estimate() throws {
    var generator = Random(seed: 1)
    let traced = try TraceSamples.layer(
      Convolution(weights: generator.tensor([2, 1, 3, 3])), generator.tensor([1, 40, 40]))
    let summary = TraceSummary(of: traced)
    #expect(!summary.isExact)
    let bytes = TraceWriter(encoding: .json).bytes(traced).count
    #expect(abs(summary.bytes - bytes) < bytes / 20)
    #expect(summary.text.contains("about"))
  }

  @Test("The table says steps, multiplications and bytes of each pass")
  func table() throws {
    let traced = try TraceSamples.article(upstream: Tensor(repeating: 1, shape: [1, 2, 2]))
    let writer = TraceWriter(encoding: .jsonLines, selection: TraceSelection(fields: [.result]))
    let summary = TraceSummary(of: traced, by: writer)
    #expect(summary.stages.count == 1)
    #expect(summary.stages[0].hasPrefix("convolution: convolution, maps 1, kernel 2, "))
    #expect(summary.stages[0].hasSuffix(": 1 × 3 × 3 → 1 × 2 × 2"))
    let rows = summary.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(rows[1] == ["stage", "pass", "rule", "steps", "multiplications", "bytes"])
    #expect(
      rows.dropFirst(3).map { $0.dropLast().joined(separator: " ") } == [
        "convolution forward sum 4 16", "convolution bias_gradient sum 4 4",
        "convolution weight_gradient spread 4 16", "convolution activation_gradient spread 4 16",
        "convolution bias_gradient_correlation sum 1 4",
        "convolution weight_gradient_correlation sum 4 16",
        "convolution activation_gradient_convolution sum 9 36", "total 30 108",
      ])
  }

  @Test("A batch has one row for all items")
  func batch() throws {
    let rows = TraceSummary(of: try TraceSamples.network(items: 3)).rows
    #expect(rows.map(\.stage).prefix(3) == ["conv1", "pool1", "fc"])
    #expect(
      rows[0].steps == 3 * 2 * 9
        && Set(rows.map { "\($0.stage) \($0.pass.rawValue)" }).count == rows.count)
  }
}
