import Testing

@testable import Neural

@Suite struct ContributionTests {
  @Test("A weight contribution is the underlay times the factor")
  func weights() throws {
    let step = try ArticleExample.backward().weightGradient.steps[1]
    #expect(step.index == 1 && step.map == 0)
    #expect(step.position.neuron == Cell(0, 1))
    #expect(step.factor == 2)
    #expect(step.terms.map(\.value) == [2, 3, 5, 6])
    #expect(step.terms.map(\.product) == [4, 6, 10, 12])
    #expect(try step.tensor == Tensor(shape: [1, 2, 2], values: [4, 6, 10, 12]))
  }

  @Test("An activation contribution is the filter times the factor, where the overlay was")
  func activations() throws {
    let step = try ArticleExample.backward().activationGradient.steps[2]
    #expect(step.factor == 3)
    #expect(step.terms.map(\.cell) == [Cell(1, 0), Cell(1, 1), Cell(2, 0), Cell(2, 1)])
    #expect(step.terms.map(\.product) == [30, 60, 90, 120])
    #expect(
      try step.tensor == Tensor(shape: [1, 3, 3], values: [0, 0, 0, 30, 60, 0, 90, 120, 0]))
  }

  @Test("In a convolution each activation adds to the weight that lay over it")
  func rotated() throws {
    let backward = try ArticleExample.backward(operation: .convolution)
    let factor = backward.biasGradientComponents.values[0]
    let weights = backward.weightGradient.steps[0].tensor
    #expect(weights.values == [5, 4, 2, 1].map { $0 * factor })
    let activations = backward.activationGradient.steps[0].tensor
    #expect(activations.values == [40, 30, 0, 20, 10, 0, 0, 0, 0].map { $0 * factor })
  }

  @Test("What lies in the padding adds nothing")
  func padding() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]), padding: .full)
    let forward = try layer.forward(Tensor(shape: [1, 1, 1], values: [5]))
    let backward = try forward.backward(
      upstreamGradient: Tensor(repeating: 1, shape: [1, 2, 2]))
    #expect(
      backward.weightGradient.steps.map(\.tensor.values) == [
        [0, 0, 0, 5], [0, 0, 5, 0], [0, 5, 0, 0], [5, 0, 0, 0],
      ])
    #expect(backward.activationGradient.steps.map(\.tensor.values) == [[4], [3], [2], [1]])
    let terms = backward.activationGradient.steps[0].terms
    #expect(terms.map(\.isPadding) == [true, true, true, false])
  }

  @Test("The tensors of all contributions add up to the gradient", arguments: 0..<40)
  func sums(seed: UInt64) throws {
    let random = try RandomConvolution(seed: seed)
    let backward = try random.backward()

    let filter = random.layer.weights.count / random.layer.maps
    var weights = [Double](repeating: 0, count: random.layer.weights.count)
    for step in backward.weightGradient.steps {
      for (index, value) in step.tensor.values.enumerated() {
        weights[step.map * filter + index] += value
      }
    }
    #expect(weights == backward.weightGradient.result.values)

    var activations = [Double](repeating: 0, count: random.input.count)
    for step in backward.activationGradient.steps {
      for (index, value) in step.tensor.values.enumerated() { activations[index] += value }
    }
    #expect(activations == backward.activationGradient.result.values)
  }

  @Test("Walking, calling and indexing give the same terms", arguments: 0..<20)
  func iteration(seed: UInt64) throws {
    let backward = try RandomConvolution(seed: seed).backward()
    for steps in [backward.weightGradient.steps, backward.activationGradient.steps] {
      for step in steps {
        var called: [Contribution.Term] = []
        step.terms.forEach { called.append($0) }
        #expect(Array(step.terms) == called)
        #expect(called == step.terms.indices.map { step.terms[$0] })
      }
    }
  }
}
