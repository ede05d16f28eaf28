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
  /// A tensor has another shape than the layer or its result.
  case shape(of: String, expected: [Int], found: [Int])
  /// The overlay cannot sweep over the input.
  case geometry(GeometryError)
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
    case .shape(let name, let expected, let found):
      "the \(name) must be \(Tensor.describe(expected)), not \(Tensor.describe(found))"
    case .geometry(let error):
      error.description
    }
  }
}
