import Drawing
import Neural

/// The kinds of layer that the commands compute.
enum LayerKind: String, CaseIterable, Sendable {
  case convolution
  case maxPooling = "max-pooling"
  case averagePooling = "average-pooling"
  case fullyConnected = "fully-connected"

  /// Whether the layer has a window in place of weights.
  var isPooling: Bool { self == .maxPooling || self == .averagePooling }
}

/// A computation as it is asked for: a layer, its operands by name, and how the overlay moves.
///
/// What a kind of layer has no use for is left as it is.
struct Setup: Sendable, Equatable {
  var layer = LayerKind.convolution
  var input: Input
  /// The weights; a pooling layer has none.
  var filter: String?
  var bias: String?
  var activation = Activation.identity
  /// The window of a pooling layer.
  var window = Extent(2)
  /// Cells from one position to the next; nil for 1, and in a pooling layer for the window.
  var stride: Extent?
  var padding = PaddingRule.valid
  var dilation = Extent(1)
  var groups = 1
  var operation = Convolution.Operation.crossCorrelation
  /// How the operands are read and laid out.
  var form = OperandForm()
  /// Where the backward pass begins; without it there is none.
  var upstream: UpstreamGradient?
  /// How an input without negative values is coloured; nil leaves it to the kind of input.
  var shade: ValueScale.Kind?
}

/// What a layer takes.
enum Input: Sendable, Equatable {
  /// A tensor by its name, or its numbers.
  case tensor(String)
  /// The activations of a layer before it.
  indirect case activations(of: Setup)
}

extension Input: ExpressibleByStringLiteral {
  init(stringLiteral name: String) { self = .tensor(name) }
}

/// Where the gradient ∂C/∂a comes from that a backward pass begins with.
enum UpstreamGradient: Sendable, Equatable {
  /// 1 for each neuron.
  case ones
  /// Uniform in −1 … 1 with two decimals.
  case random(seed: String)
  /// A tensor in the shape of the layer's output.
  case tensor(String)
  /// The cost of the output against a target.
  case cost(Cost, target: String)

  /// The gradient that an argument names: `ones`, `random:@42`, or a tensor.
  init(_ argument: String) {
    switch argument {
    case "ones": self = .ones
    case "random": self = .random(seed: "0")
    default:
      self =
        argument.hasPrefix("random:@")
        ? .random(seed: String(argument.dropFirst("random:@".count))) : .tensor(argument)
    }
  }
}
