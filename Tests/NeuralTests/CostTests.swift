import Foundation
import Testing

@testable import Neural

@Suite struct CostTests {
  /// A target that goes with a cost, of as many outputs.
  static func target(_ cost: Cost, count: Int) throws -> Tensor {
    var random = Generator(seed: 12)
    let numbers = try random.tensor([count])
    switch cost {
    case .quadratic, .meanSquared: return numbers
    case .crossEntropy: return Cost.softmax(numbers)
    case .binaryCrossEntropy:
      return Tensor(uncheckedShape: [count], values: numbers.values.map { $0 > 0 ? $0 : 0 })
    }
  }

  @Test("The quadratic cost is half the sum of the squares, the mean squared their mean")
  func squares() throws {
    let output = try Tensor(shape: [3], values: [1, 2, 5])
    let target = try Tensor(shape: [3], values: [1, 4, 2])
    #expect(try Cost.quadratic.value(of: output, target: target) == 6.5)
    #expect(try Cost.quadratic.gradient(of: output, target: target).values == [0, -2, 3])
    #expect(try Cost.meanSquared.value(of: output, target: target) == 13.0 / 3)
    #expect(try Cost.meanSquared.gradient(of: output, target: target).values == [0, -4.0 / 3, 2])
  }

  @Test("The cross-entropy is −ln p of the target's class")
  func crossEntropy() throws {
    let output = try Tensor(shape: [2], values: [log(3.0), 0])
    let target = try Tensor(shape: [2], values: [1, 0])
    let expected = try Tensor(shape: [2], values: [0.75, 0.25])
    #expect(Cost.softmax(output).deviation(from: expected) <= 1)
    let value = try Cost.crossEntropy.value(of: output, target: target)
    #expect(deviation(value, from: log(4.0 / 3)) <= 1)
    #expect(try Cost.crossEntropy.value(of: output, target: .class(0)) == value)
  }

  @Test("The binary cross-entropy is −ln of the sigmoid where the target is 1")
  func binaryCrossEntropy() throws {
    let output = try Tensor(shape: [1], values: [log(3.0)])
    let one = try Cost.binaryCrossEntropy.value(of: output, target: .class(1))
    let zero = try Cost.binaryCrossEntropy.value(of: output, target: .class(0))
    #expect(abs(one - log(4.0 / 3)) < 1e-15 && abs(zero - log(4)) < 1e-15)
    let far = try Tensor(shape: [2], values: [1e308, -1e308])
    let target = try Tensor(shape: [2], values: [1, 0])
    #expect(try Cost.binaryCrossEntropy.value(of: far, target: target) == 0)
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
    let output = try random.tensor([6])
    let target = try CostTests.target(cost, count: 6)
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

  @Test(
    "A target that cannot be that of the cost is refused with what would be right",
    arguments: [
      (
        Cost.crossEntropy, Target.tensor(.init(uncheckedShape: [2], values: [4, 10])), "from 0 to 1"
      ),
      (.crossEntropy, .tensor(.init(uncheckedShape: [2], values: [0.5, 0.7])), "not to 1.2"),
      (.crossEntropy, .class(2), "the classes are 0 to 1"),
      (.binaryCrossEntropy, .tensor(.init(uncheckedShape: [2], values: [0, -1])), "not -1"),
      (.binaryCrossEntropy, .class(1), "not one class"),
      (.quadratic, .class(9), "no class 9"),
    ])
  func targets(cost: Cost, target: Target, message: String) {
    let error = #expect(throws: LayerError.self) {
      try cost.value(of: Tensor(shape: [2]), target: target)
    }
    #expect(error?.subject == "target")
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("A cross-entropy over one output, which is always 0, is refused with the way out")
  func meaningless() {
    let error = #expect(throws: LayerError.self) {
      try Cost.crossEntropy.value(of: Tensor(shape: [1, 1, 1]), target: .class(0))
    }
    #expect(error?.subject == "cost")
    #expect(error?.description.contains("take binary-cross-entropy") == true)
    #expect(throws: LayerError.self) {
      try Cost.binaryCrossEntropy.value(of: Tensor(shape: [1]), target: .class(2))
    }
  }

  @Test("Value and gradient agree with the oracle", arguments: try CostCase.all.get())
  func oracle(example: CostCase) throws {
    #expect(try example.deviations().max() ?? .infinity <= 1)
  }

  @Test("The largest deviation of a cost from the oracle is printed")
  func largestDeviation() throws {
    let deviation = try #require(try CostCase.all.get().flatMap { try $0.deviations() }.max())
    print("largest relative deviation from the oracle, costs: \(deviation * 1e-12)")
    #expect(deviation <= 1)
  }
}

/// A case of `costs.json`.
struct CostCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let cost: Cost
  let output: OracleTensor
  let target: Target
  let value: Double
  let outputGradient: OracleTensor

  private enum CodingKeys: String, CodingKey {
    case name, kind, output, target, outputGradient
    case value = "cost"
  }

  static let all = Result { try Oracle.cases(CostCase.self, in: "costs") }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    let kinds: [String: Cost] = [
      "quadratic-sum": .quadratic, "quadratic-mean": .meanSquared,
      "cross-entropy-class": .crossEntropy, "cross-entropy-probabilities": .crossEntropy,
      "binary-cross-entropy-logits": .binaryCrossEntropy,
    ]
    cost = try #require(kinds[values.decode(String.self, forKey: .kind)])
    output = try values.decode(OracleTensor.self, forKey: .output)
    if let number = try? values.decode(Int.self, forKey: .target) {
      target = .class(number)
    } else {
      target = .tensor(try values.decode(OracleTensor.self, forKey: .target).tensor)
    }
    value = try values.decode(Double.self, forKey: .value)
    outputGradient = try values.decode(OracleTensor.self, forKey: .outputGradient)
  }

  var testDescription: String { name }

  func deviations() throws -> [Double] {
    let pass = try cost.pass(of: output.tensor, target: target)
    return try [
      deviation(pass.value, from: value), pass.gradient.deviation(from: outputGradient.tensor),
    ]
  }
}
