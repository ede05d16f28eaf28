/// What can be wrong with a layer, or with an input for it.
public enum LayerError: Error, Equatable {
  /// The weights are not [maps, channels / groups, rows, columns].
  case weightsRank([Int])
  /// There is not one bias for each map.
  case biasCount(maps: Int, found: Int)
  /// The maps cannot be divided into the groups.
  case mapsNotDivisible(maps: Int, groups: Int)
  /// The input is not [channels, rows, columns].
  case inputRank([Int])
  /// The input has another number of channels than the weights.
  case channels(expected: Int, found: Int)
  /// A fully connected layer's weights are not [neurons, inputs].
  case matrixRank([Int])
  /// The input has more or fewer elements than a fully connected layer has inputs.
  case inputCount(expected: Int, found: Int)
  /// A pooling window is larger than the padded input.
  case windowTooLarge(window: Extent, padded: Extent)
  /// A max pooling window would lie in the padding alone, where nothing can win.
  case windowInPadding(window: Extent, padding: Padding)
  /// The output padding of a transposed convolution is negative, or no smaller than both stride and
  /// dilation.
  case outputPadding(Extent, stride: Extent, dilation: Extent)
  /// A tensor has another shape than the layer or its result.
  case shape(of: String, expected: [Int], found: [Int])
  /// The overlay cannot sweep over the input.
  case geometry(GeometryError)
  /// The kind has no setting of that name.
  case unknownSetting(kind: String, name: String, known: [String])
  /// The kind has no parameter of that name.
  case unknownParameter(kind: String, name: String, known: [String])
  /// A setting's value cannot be, or does not go with the others; what is wrong, as a sentence.
  case setting(String, problem: String)
  /// A parameter's values cannot be; what is wrong, as a sentence.
  case parameter(String, problem: String)
  /// The inputs cannot be; what is wrong, as a sentence.
  case input(problem: String)
  /// The target does not go with the output or the cost; what is wrong, as a sentence.
  case target(problem: String)
  /// The cost cannot mean anything over the output; what is wrong, as a sentence.
  case cost(problem: String)
}

extension LayerError {
  /// There are biases for a layer that shall have none.
  static let unwantedBias = LayerError.setting(
    "bias", problem: "there are biases for a layer that shall have none; leave out one of the two")
}

extension LayerError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .weightsRank(let shape):
      "weights are [maps, channels / groups, rows, columns], not \(Tensor.describe(shape))"
    case .biasCount(let maps, let found):
      "\(maps == 1 ? "1 feature map needs 1 bias" : "\(maps) feature maps need \(maps) biases"), "
        + "not \(found)"
    case .mapsNotDivisible(let maps, let groups):
      "\(maps) feature maps cannot be divided into \(groups) groups"
    case .inputRank(let shape):
      "an input is [channels, rows, columns], not \(Tensor.describe(shape))"
    case .channels(let expected, let found):
      "the filter takes \(expected) channels but the input has \(found)"
    case .matrixRank(let shape):
      "weights of a fully connected layer are [neurons, inputs], not \(Tensor.describe(shape))"
    case .inputCount(let expected, let found):
      "the layer takes \(expected) inputs, not \(found)"
    case .windowTooLarge(let window, let padded):
      "the window is \(window) but the padded input is only \(padded); use a smaller window or "
        + "more padding"
    case .windowInPadding(let window, let padding):
      "a window of \(window) would lie in the padding "
        + "\(padding.top),\(padding.left),\(padding.bottom),\(padding.right) (top, left, bottom, "
        + "right) alone; each side must be smaller than the window"
    case .outputPadding(let padding, let stride, let dilation):
      "the output padding is \(padding); it must be 0 or more, and less than the stride \(stride) "
        + "or the dilation \(dilation)"
    case .shape(let name, let expected, let found):
      "the \(name) must be \(Tensor.describe(expected)), not \(Tensor.describe(found))"
    case .geometry(let error):
      error.description
    case .unknownSetting(let kind, let name, let known):
      known.isEmpty
        ? "a layer of the kind \(kind) has no settings, not '\(name)'"
        : "a layer of the kind \(kind) has no setting '\(name)'; it has "
          + known.joined(separator: ", ")
    case .unknownParameter(let kind, let name, let known):
      known.isEmpty
        ? "a layer of the kind \(kind) has no parameters, not '\(name)'"
        : "a layer of the kind \(kind) has no parameter '\(name)'; it has "
          + known.joined(separator: ", ")
    case .setting(_, let problem), .parameter(_, let problem), .input(let problem),
      .target(let problem), .cost(let problem):
      problem
    }
  }
}

extension LayerError {
  /// The setting or parameter that is wrong, as the layer's declaration names it; nil where the
  /// error is of the inputs, or of several together.
  public var subject: String? {
    switch self {
    case .setting(let name, _), .parameter(let name, _): name
    case .unknownSetting(_, let name, _), .unknownParameter(_, let name, _): name
    case .weightsRank, .matrixRank, .channels: TensorName.weight.rawValue
    case .biasCount: TensorName.bias.rawValue
    case .mapsNotDivisible: "groups"
    case .outputPadding: "output-padding"
    case .windowTooLarge: "window"
    case .windowInPadding: "padding"
    case .shape(let name, _, _): name
    case .geometry(.kernelTooLarge): TensorName.weight.rawValue
    case .geometry(.negativePadding): "padding"
    case .target: "target"
    case .cost: "cost"
    case .inputRank, .inputCount, .geometry, .input: nil
    }
  }
}
