import Drawing
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

extension GradientSubject {
  /// The lesson's example, whose gradients all close at three decimals: a sigmoid against targets,
  /// under the quadratic cost.
  static func lesson(step: Int? = nil) throws -> GradientSubject {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [0.5, -0.4, -0.3, 0.8]),
      bias: Tensor(shape: [1], values: [-0.2]), activation: .sigmoid
    ).forward(Tensor(shape: [1, 3, 3], values: [0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 0.3, 0.6, 0.5]))
    let upstream = try Cost.quadratic.gradient(
      of: pass.featureMaps().a, target: Tensor(shape: [1, 2, 2], values: [0.9, 0.1, 0.95, 0.2]))
    return GradientSubject(
      forward: Subject(pass: pass), backward: try pass.backward(upstreamGradient: upstream),
      step: step)
  }
}

extension TrialSubject {
  /// A layer that rotates its filter, with a stride and padding.
  static var rotating: Convolution.ForwardPass {
    get throws {
      try Convolution(
        weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]), stride: Extent(2),
        padding: .full, operation: .convolution
      ).forward(Tensor(shape: [1, 4, 5], values: (0..<20).map(Double.init)))
    }
  }
}

extension Scene {
  /// The numbers of a tensor in the matrices whose names begin so, in the order of drawing.
  func printed(_ tensor: String, of matrix: String) -> [String] {
    groups("matrix").filter { $0.name.hasPrefix(matrix) }.flatMap { group in
      var part = self
      part.items = group.items
      return part.numbers.filter { $0.source.address.tensor == tensor }.map(\.run.string)
    }
  }
}
