import Foundation
import Testing

@testable import Neural

@Suite("The pass of a cost")
struct CostPassTests {
  static func pass(_ cost: Cost) throws -> CostPass {
    var random = Generator(seed: 4)
    return try cost.pass(
      of: random.tensor([5]), target: .tensor(CostTests.target(cost, count: 5)))
  }

  @Test("accounts for the cost, its gradient, and what both are made of", arguments: Cost.allCases)
  func folds(cost: Cost) throws {
    let pass = try CostPassTests.pass(cost)
    var results = pass.results
    results[.output] = pass.output
    results[.target] = pass.target
    #expect(results[.cost]?.values == [pass.value])
    #expect(results[.outputGradient] == pass.gradient)
    #expect(pass.accounts.prefix(2).map(\.name) == [.cost, .outputGradient])
    for account in pass.accounts {
      let expected = try #require(results[account.result])
      #expect(account.fold == expected, "\(account.name)")
      for step in account {
        for operand in step.terms.flatMap({ [$0.value, $0.factor].compactMap { $0 } }) {
          guard let address = operand.address else { continue }
          let tensor = try #require(results[address.tensor], "\(address)")
          #expect(tensor.values[address.indices.offset(in: tensor.shape)] == operand.value)
        }
        let sum = step.terms.reduce(0) { $0 + $1.product }
        switch step.rule {
        case .sum: #expect(abs(sum - step.result) <= 1e-15)
        case .mean(let divisor): #expect(abs(sum / divisor - step.result) <= 1e-15)
        case .copy: #expect(sum == step.result)
        case .function(let name):
          let expected = try #require(CostPassTests.value(of: name, step))
          #expect(abs(expected - step.result) <= 1e-14, "\(name)")
        case .largest, .spread: Issue.record("\(account.name)")
        }
      }
    }
  }

  @Test("has a term of the cost for each output", arguments: Cost.allCases)
  func terms(cost: Cost) throws {
    let step = try CostPassTests.pass(cost).accounts[0][0]
    #expect(step.terms.count == 5)
    #expect(step.target == Address(.cost, Indices()))
  }

  /// What a function of this name makes of a step's terms, written out.
  private static func value(of name: String, _ step: AccountStep) -> Double? {
    let values = step.terms.map(\.value.value)
    let own = values[values.count == 5 ? step.index : 0]
    let probability = exp(own) / values.reduce(0) { $0 + exp($1) }
    let sigmoid = 1 / (1 + exp(-own))
    return switch name {
    case "softmax": probability
    case "minus-log-softmax": -log(probability)
    case "sigmoid": sigmoid
    case "binary-cross-entropy": -(values[1] * log(sigmoid) + (1 - values[1]) * log(1 - sigmoid))
    default: nil
    }
  }
}
