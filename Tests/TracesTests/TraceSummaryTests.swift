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
        let summary = TraceSummary(of: sample.pass, by: writer)
        #expect(summary.isExact)
        #expect(summary.bytes == writer.bytes(sample.pass).count)
      }
    }
  }

  @Test("Many steps are estimated to a few percent")
  func estimate() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [2, 1, 3, 3], values: TraceSamples.values(18))
    ).forward(Tensor(shape: [1, 40, 40], values: TraceSamples.values(1600)))
    let summary = TraceSummary(of: pass)
    #expect(!summary.isExact)
    let bytes = TraceWriter(encoding: .json).bytes(pass).count
    #expect(abs(summary.bytes - bytes) < bytes / 20)
    #expect(summary.text.contains("about"))
  }

  @Test("The table says steps, multiplications and bytes of each pass")
  func table() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]))
      .forward(Tensor(shape: [1, 3, 3], values: TraceSamples.values(9)))
    let backward = try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: [1, 2, 2]))
    let writer = TraceWriter(encoding: .jsonLines, selection: TraceSelection(fields: [.z]))
    #expect(
      TraceSummary(of: backward, by: writer).text == """
        cross-correlation, 2 × 2, stride 1 × 1, valid padding, dilation 1 × 1, groups 1, identity: \
        1 × 3 × 3 → 1 × 2 × 2

        pass                             kind          steps  multiplications  bytes
        header                                                                 1,819
        forward                          dot_product       4               16    332
        bias_gradient                    component         4                4    348
        weight_gradient                  contribution      4               16    308
        activation_gradient              contribution      4               16    324
        bias_gradient_correlation        dot_product       1                4     86
        weight_gradient_correlation      dot_product       4               16    512
        activation_gradient_convolution  dot_product       9               36  1,116
        total                                             30              108  4,845

        """)
  }
}
