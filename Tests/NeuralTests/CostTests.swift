import Foundation
import Testing

@testable import Neural

@Suite struct CostTests {
  @Test("The quadratic cost is half the sum of the squares")
  func quadratic() throws {
    let output = try Tensor(shape: [3], values: [1, 2, 5])
    let target = try Tensor(shape: [3], values: [1, 4, 2])
    #expect(try Cost.quadratic.value(of: output, target: target) == 6.5)
    #expect(try Cost.quadratic.gradient(of: output, target: target).values == [0, -2, 3])
  }

  @Test("The cross-entropy is −ln p of the target's class")
  func crossEntropy() throws {
    let output = try Tensor(shape: [2], values: [log(3.0), 0])
    let target = try Tensor(shape: [2], values: [1, 0])
    let expected = try Tensor(shape: [2], values: [0.75, 0.25])
    #expect(Cost.softmax(output).deviation(from: expected) <= 1)
    let value = try Cost.crossEntropy.value(of: output, target: target)
    #expect(deviation(value, from: log(4.0 / 3)) <= 1)
  }

  @Test("Outputs of any size have a softmax that adds up to 1")
  func extremes() throws {
    let output = try Tensor(shape: [3], values: [1e308, -1e308, 5])
    #expect(Cost.softmax(output).values == [1, 0, 0])
    let far = try Tensor(shape: [2], values: [-1000, -1000])
    #expect(Cost.softmax(far).values == [0.5, 0.5])
    let target = try Tensor(shape: [2], values: [1, 0])
    let value = try Cost.crossEntropy.value(of: far, target: target)
    #expect(deviation(value, from: log(2)) <= 1)
  }

  @Test("The gradient is the slope of the cost", arguments: Cost.allCases)
  func gradient(cost: Cost) throws {
    var random = Generator(seed: 11)
    let output = try random.tensor([2, 3])
    let target = try random.tensor([2, 3])
    let slopes = try centralDifferences(at: output) { try cost.value(of: $0, target: target) }
    #expect(try cost.gradient(of: output, target: target).distance(to: slopes) < 1e-9)
  }

  @Test("A target of another shape than the output is refused", arguments: Cost.allCases)
  func shape(cost: Cost) {
    let error = LayerError.shape(of: "target", expected: [4], found: [2, 2])
    #expect(throws: error) {
      try cost.value(of: Tensor(shape: [4]), target: Tensor(shape: [2, 2]))
    }
    #expect(throws: error) {
      try cost.gradient(of: Tensor(shape: [4]), target: Tensor(shape: [2, 2]))
    }
  }
}
