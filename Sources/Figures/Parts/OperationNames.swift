import Drawing
import Neural
import Wording

extension Convolution.Operation {
  /// The operation's sign between an input and its filter.
  var sign: String {
    switch self {
    case .crossCorrelation: "⋆"
    case .convolution: "∗"
    }
  }
}

extension Formula {
  /// The name of an activation function as figures print it: σ for the sigmoid, else its name.
  static func function(_ activation: Activation) -> Formula {
    activation == .sigmoid ? .math("σ") : .words(activation.title)
  }
}

extension Activation {
  /// The name in running text.
  var title: String {
    switch self {
    case .identity: say("identity")
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .relu: "ReLU"
    case .leakyReLU: "leaky ReLU"
    case .softplus: "softplus"
    case .elu: "ELU"
    case .selu: "SELU"
    case .celu: "CELU"
    case .silu: "SiLU"
    case .gelu, .geluTanh: "GELU"
    case .relu6: "ReLU6"
    case .hardSigmoid: "hard sigmoid"
    case .hardSwish: "hard swish"
    case .softsign: "softsign"
    case .mish: "mish"
    case .thresholdedReLU: "thresholded ReLU"
    }
  }

  /// The name with its article, in running text.
  var indefiniteTitle: String {
    switch self {
    case .identity: say("the identity")
    case .sigmoid: say("the sigmoid")
    default: title
    }
  }
}
