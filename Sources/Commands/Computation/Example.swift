import Figures
import Neural

/// What a figure shows when it is given no numbers: an example of the article, or one like it.
struct Example: Sendable {
  var setup: Setup
  /// The step that stands out; nil for the first, or for all in a figure that shows all.
  var step: Int?
  var labels = Labels.numbers

  /// The step that stands out where there are `count`, which may be fewer than the example has.
  func step(of count: Int) -> Int? { step.map { min($0, count - 1) } }
}

extension Setup {
  /// The article's 3 × 3 values under a 2 × 2 filter (its appendix A).
  static let smallest = Setup(input: "1 2 3; 4 5 6; 7 8 9", filter: "10 20; 30 40")

  /// The article's letter Z under a diagonal stroke, which it has once; 0 is black.
  static let letterZ = Setup(
    input: "letter:Z", filter: "0 0 1; 0 1 0; 1 0 0", shade: .light)

  /// The article's letter U, which has the filter's vertical stroke twice.
  static let letterU = Setup(input: "letter:U", filter: "vertical-stroke:3")

  /// A handwritten digit under a filter for vertical edges.
  static let digit2 = Setup(input: "digit:2", filter: "sobel-x")

  /// 3 × 3 activations under a 2 × 2 filter, forward and backward.
  static let gradients = Setup(
    input: "0.1 0.9 0.4; 0.7 0.2 0.8; 0.3 0.6 0.5", filter: "0.5 -0.3; 0.2 0.8", bias: "0.1",
    activation: .sigmoid, upstream: .tensor("0.25 -0.3; 0.5 -0.15"))

  /// Three feature maps of a digit (vertical edges, horizontal edges, both), each under filters of
  /// its own for each of two maps of the next layer.
  static let chaining = Setup(
    input: .activations(
      of: Setup(
        input: "digit:2",
        filter: """
          -1 0 1; -2 0 2; -1 0 1 || -1 -2 -1; 0 0 0; 1 2 1 || 0 1 0; 1 -4 1; 0 1 0
          """, activation: .sigmoid)),
    filter: "random:2x3x3x3@3", bias: "0.1 -0.2", activation: .sigmoid)

  /// The article's max pooling: windows that slide by 1, and a cell that wins two of them.
  static let pooling = Setup(
    layer: .maxPooling, input: "-0.7 -0.2 -0.6; 0.3 -0.6 0.1; 0.3 0.5 0.2", stride: Extent(1),
    upstream: .tensor("0.025 0.035; -0.013 0.091"))

  /// Three neurons that each see four inputs, forward and backward.
  static let fullyConnected = Setup(
    layer: .fullyConnected, input: "0.2 0.9; 0.6 0.4",
    filter: "0.5 -0.3 0.8 0.1; -0.6 0.4 0.2 0.7; 0.3 0.9 -0.5 -0.2", bias: "0.1 -0.2 0.05",
    activation: .sigmoid, upstream: .tensor("0.25 -0.3 0.15"))

  /// Sixteen 4 × 4 maps over 28 × 28 pixels.
  static let parameters = Setup(input: "zeros:28x28", filter: "random:16x1x4x4")

  /// The article's two maps under two filters, which add up to one map (its appendix B).
  static let stack = Setup(
    input: "1 2 3; 4 5 6; 7 8 9 | 9 8 7; 6 5 4; 3 2 1", filter: "1 2; 3 4 | 5 6; 7 8")

  /// The example of a kind of layer.
  static func example(of layer: LayerKind) -> Setup {
    switch layer {
    case .convolution: return smallest
    case .fullyConnected: return fullyConnected
    case .maxPooling, .averagePooling:
      var setup = pooling
      setup.layer = layer
      return setup
    }
  }
}

extension Example {
  /// The example of a figure.
  static func of(_ figure: FigureKind) -> Example {
    if figure.needsGradient { return Example(setup: .gradients) }
    switch figure.name {
    case "feature-map":
      return Example(setup: .letterZ)
    case "feature-neuron":
      var setup = Setup.letterZ
      setup.bias = "-2"
      setup.activation = .sigmoid
      return Example(setup: setup, step: 6)
    case "translation-invariance": return Example(setup: .letterU)
    case "chaining": return Example(setup: .chaining)
    case "stack": return Example(setup: .stack)
    case "parameters": return Example(setup: .parameters)
    default: return Example(setup: .example(of: figure.layer))
    }
  }
}
