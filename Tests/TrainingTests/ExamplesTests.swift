import Neural
import Testing

@testable import Training

@Suite struct ExamplesTests {
  @Test("A part has its inputs and classes, divided as the whole")
  func part() throws {
    let examples = Examples(
      inputs: try Tensor(shape: [3, 1, 2], values: [1, 2, 3, 4, 5, 6]), divisor: 4,
      classes: [7, 8, 9])
    let part = examples[1..<3]
    #expect(part.count == 2)
    #expect(part.classes == [8, 9])
    #expect(part.itemShape == [1, 2])
    var list = [Double](repeating: 0, count: 4)
    part.put(1, into: &list, at: 1)
    #expect(list == [0, 1.25, 1.5, 0])
  }
}
