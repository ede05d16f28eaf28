import Neural
import Testing

@testable import Traces

@Suite("Trace selections")
struct TraceSelectionTests {
  @Test(
    "Maps, ranges and strides narrow the steps together",
    arguments: [
      (TraceSelection.everything, Array(0..<12)),
      (TraceSelection(maps: [1]), [4, 5, 6, 7]),
      (TraceSelection(maps: []), []),
      (TraceSelection(steps: [0...1, 11...99]), [0, 1, 11]),
      (TraceSelection(steps: []), []),
      (TraceSelection(every: 5), [0, 5, 10]),
      (TraceSelection(maps: [0, 2], steps: [2...9], every: 2), [2, 8]),
      (TraceSelection(maps: [2, -1, 3]), [8, 9, 10, 11]),
      (TraceSelection(steps: [7...9, 0...0, 8...10, 10...10]), [0, 7, 8, 9, 10]),
      (TraceSelection(steps: [TraceSelection.last...TraceSelection.last]), [11]),
      (TraceSelection(steps: [10...TraceSelection.last]), [10, 11]),
      (TraceSelection(steps: [12...20, -5...(-2)]), []),
      (TraceSelection(passes: [.forward, .weightGradient]), Array(0..<12)),
      (TraceSelection(passes: [.weightGradient]), []),
      (TraceSelection(stages: ["conv1"]), Array(0..<12)),
      (TraceSelection(stages: ["conv2"]), []),
    ])
  func selection(selection: TraceSelection, expected: [Int]) {
    #expect(
      Array(
        selection.indices(of: .forward, stage: "conv1", count: 12, stepsPerMap: 4).joined())
        == expected)
  }
}
