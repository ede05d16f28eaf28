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
    ])
  func selection(selection: TraceSelection, expected: [Int]) {
    #expect((0..<12).filter { selection.includes(step: $0, map: $0 / 4) } == expected)
  }
}
