import Neural

@testable import Figures

extension TrialSubject {
  /// The backward pass of the trial, with an upstream gradient that is different at each neuron.
  func gradientSubject(step: Int? = nil) throws -> GradientSubject {
    let pass = try pass
    let values = pass.steps.indices.map { index -> Double in
      let number = (index * 7919 + 13) % 41 - 20
      return Double(number) / 40
    }
    return GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(shape: pass.shape, values: values)),
      step: step)
  }

  /// The steps that sequences are tried at: the first, one in the middle, the last.
  var someSteps: [Int] {
    get throws {
      let count = try pass.steps.count
      return Set([0, count / 2, count - 1]).sorted()
    }
  }
}

extension GradientSubject {
  /// A 3 × 3 input under a 2 × 2 filter with a sigmoid, and an upstream gradient.
  static func small(step: Int? = nil) throws -> GradientSubject {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [0.5, -0.3, 0.2, 0.8]),
      bias: Tensor(shape: [1], values: [0.1]), activation: .sigmoid
    ).forward(Tensor(shape: [1, 3, 3], values: [0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 0.3, 0.6, 0.5]))
    return GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [0.25, -0.3, 0.5, -0.15])),
      step: step)
  }
}
