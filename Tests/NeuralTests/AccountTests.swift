import Testing

@testable import Neural

@Suite("Accounts of a convolution")
struct AccountTests {
  /// Random geometries, some with padding, stride, dilation, groups, and both operations.
  static func pass(seed: Int) throws -> Convolution.BackwardPass {
    var generator = SeededGenerator(seed: UInt64(seed))
    func tensor(_ shape: [Int]) -> Tensor {
      Tensor(
        uncheckedShape: shape,
        values: (0..<shape.reduce(1, *)).map { _ in generator.nextWeight() })
    }
    let groups = seed % 3 == 0 ? 2 : 1
    let layer = try Convolution(
      weights: tensor([2 * groups, 1 + seed % 2, 1 + seed % 3, 2]), bias: tensor([2 * groups]),
      activation: seed % 2 == 0 ? .sigmoid : .tanh,
      stride: Extent(rows: 1 + seed % 2, columns: 1 + seed % 3),
      padding: seed % 4 == 0 ? .same : .explicit(Padding(seed % 3)),
      dilation: Extent(1 + seed % 2), groups: groups,
      operation: seed % 5 == 0 ? .convolution : .crossCorrelation)
    let forward = try layer.forward(tensor([layer.channels, 6, 7]))
    return try forward.backward(upstreamGradient: tensor(forward.shape))
  }

  @Test("fold into the results of the pass, in every view", arguments: 0..<24)
  func folds(seed: Int) throws {
    let backward = try AccountTests.pass(seed: seed)
    let pass: any LayerForwardPass = backward.forward
    #expect(try #require(pass.accounts.first).fold == pass.output)
    let gradients = backward.gradients()
    for account in backward.accounts {
      let expected =
        switch account.result {
        case .gradient(of: .bias): gradients.biasGradient
        case .gradient(of: .weight): gradients.weightGradient
        default: gradients.activationGradient
        }
      let fold = account.fold
      #expect(fold.shape == expected.shape)
      for (left, right) in zip(fold.values, expected.values) {
        #expect(abs(left - right) <= 1e-12 * max(1, abs(right)), "\(account.name)")
      }
    }
  }

  @Test("name every value by where it stands", arguments: 0..<24)
  func addresses(seed: Int) throws {
    let backward = try AccountTests.pass(seed: seed)
    let layer = backward.forward.layer
    var tensors: NamedTensors = [
      NamedTensor(.input, backward.forward.input), NamedTensor(.weight, layer.weights),
      NamedTensor(.bias, layer.bias), NamedTensor(.outputGradient, backward.upstreamGradient),
    ]
    for result in Array(backward.forward.results) + Array(backward.results) {
      tensors[result.name] = result.tensor
    }
    for account in backward.forward.accounts + backward.accounts {
      #expect(account.count == account.shape.reduce(1, *))
      for step in account {
        var sum = 0.0
        for term in step.terms {
          for operand in [term.value, term.factor].compactMap({ $0 }) {
            guard let address = operand.address else {
              #expect(operand.value == 0 || term.isPadding)
              continue
            }
            let tensor = try #require(tensors[address.tensor])
            #expect(tensor.values[address.indices.offset(in: tensor.shape)] == operand.value)
          }
          sum += term.product
        }
        guard step.rule == .sum else { continue }
        #expect(abs(sum + (step.addend?.value ?? 0) - step.result) <= 1e-12)
      }
    }
  }

  @Test("count from any index as from the first")
  func randomAccess() throws {
    let account = try #require(AccountTests.pass(seed: 1).accounts.first)
    #expect(account[account.count - 1].index == account.count - 1)
    #expect(account.map(\.index) == Array(0..<account.count))
  }
}
