/// A global max pooling layer: each channel becomes the largest of its activations.
///
/// a[c, 0, 0] = max over i, j of a[c, i, j]: max pooling whose window is the input, which computes it.
/// Source: the operator `GlobalMaxPool` of ONNX.
public struct GlobalMaxPooling: Layer, Hashable {
  /// Global max pooling as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "global-max-pooling", "each channel becomes its largest activation",
    fit: FittedOperands.images, make: { _, _, _ in GlobalMaxPooling() }
  ).alsoInOneDimension

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { GlobalMaxPooling.declaration }
  /// Nothing.
  public var settings: Settings { Settings() }
  /// A neuron sees all of its channel.
  public var reach: Reach { .everything }

  /// [channels, 1, 1].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try MaxPooling(window: .whole(of: inputs[0])).outputShape(of: inputs)
  }

  /// The pass of the max pooling that computes it.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try MaxPooling(window: .whole(of: inputs[0].shape)).forward(inputs[0])
  }
}

/// A global average pooling layer: each channel becomes the mean of its activations.
///
/// a[c, 0, 0] = Σ_ij a[c, i, j] / (M · N) over M × N cells: average pooling whose window is the input,
/// which computes it.
/// Source: M. Lin, Q. Chen and S. Yan, *Network in network* (2014).
public struct GlobalAveragePooling: Layer, Hashable {
  /// Global average pooling as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "global-average-pooling", "each channel becomes the mean of its activations",
    fit: FittedOperands.images, make: { _, _, _ in GlobalAveragePooling() }
  ).alsoInOneDimension

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { GlobalAveragePooling.declaration }
  /// Nothing.
  public var settings: Settings { Settings() }
  /// A neuron sees all of its channel.
  public var reach: Reach { .everything }

  /// [channels, 1, 1].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try AveragePooling(window: .whole(of: inputs[0])).outputShape(of: inputs)
  }

  /// The pass of the average pooling that computes it.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try AveragePooling(window: .whole(of: inputs[0].shape)).forward(inputs[0])
  }
}

extension Extent {
  /// The rows and columns of an input [channels, rows, columns].
  fileprivate static func whole(of input: [Int]) throws(LayerError) -> Extent {
    guard input.count == 3 else { throw .inputRank(input) }
    return Extent(rows: input[1], columns: input[2])
  }
}
