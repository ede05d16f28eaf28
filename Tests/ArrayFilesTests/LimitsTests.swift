import Neural
import Testing

@testable import ArrayFiles

@Suite struct LimitsTests {
  @Test("A declared shape is counted up to the largest tensor that is read")
  func counts() throws {
    #expect(try Tensor.declaredCount(of: []) == 1)
    #expect(try Tensor.declaredCount(of: [2, 3, 4]) == 24)
    #expect(try Tensor.declaredCount(of: [3, 8192, 8192]) == TensorSource.maximumCount)
    for shape in [[3, 8192, 8193], [.max, .max], [.max], [0], [2, -1]] as [[Int]] {
      #expect(throws: Fault.self) { try Tensor.declaredCount(of: shape) }
    }
    #expect(throws: Fault.self) {
      try Tensor.declaredCount(of: Array(repeating: 1, count: 17))
    }
  }

  @Test("The first value that is not finite is refused with its indices")
  func finite() throws {
    var values = Array(repeating: 0.0, count: 24)
    #expect(try Tensor(reading: [2, 3, 4], values).shape == [2, 3, 4])
    values[23] = .nan
    values[17] = -.infinity
    let fault = #expect(throws: Fault.self) { try Tensor(reading: [2, 3, 4], values) }
    #expect(fault?.location == [.element([1, 1, 1])])
    #expect(fault?.problem == "the value is -inf")
  }

  @Test("A scalar is read as 1 × 1")
  func scalar() throws {
    #expect(try Tensor(reading: [], [5]) == Tensor(rows: [[5]]))
  }
}
