import Neural

/// One layer in training, over several items at once and on one thread: what a ``Trainer`` does with
/// each layer, by itself.
///
///     var batch = try LayerBatch(layer, over: [1, 28, 28], items: 64)
///     try batch.forward(pixels)
///     try batch.backward(outputGradient)
///     batch.parameterGradients   // added up over the items
public struct LayerBatch: Sendable {
  /// What comes out, item by item, each row-major.
  public private(set) var output: [Double]
  /// ∂C/∂aᴸ⁻¹, item by item.
  public private(set) var inputGradient: [Double]
  /// The gradient of each parameter, in the layer's order, added up over the items; empty for what is
  /// kept but not learnt.
  public private(set) var parameterGradients: [[Double]]
  private let layer: any BatchLayer
  private let items: BatchItems
  private var input: [Double] = []
  private var memory = LayerMemory()

  /// A layer of one input over a number of items of the given shape.
  ///
  /// - Throws: ``LayerError`` where the layer does not take inputs of this shape.
  public init(_ layer: any Layer, over shape: [Int], items: Int) throws {
    let output = try layer.outputShape(of: [shape])
    let declared = try layer.declaration.parameters(layer.settings, [shape])
    self.layer =
      try (layer as? any Batchable)?.batchLayer(over: [shape])
      ?? ItemwiseLayer(layer, over: [shape])
    self.items = BatchItems(count: items, mode: .training)
    self.output = [Double](repeating: 0, count: output.reduce(items, *))
    inputGradient = [Double](repeating: 0, count: shape.reduce(items, *))
    parameterGradients = layer.parameters.map { parameter in
      let isBuffer = declared.first { $0.name == parameter.name }?.isBuffer ?? false
      return isBuffer ? [] : [Double](repeating: 0, count: parameter.tensor.count)
    }
  }

  /// Computes ``output`` for the items, one after the other.
  ///
  /// - Throws: ``LayerError`` where the layer refuses them.
  public mutating func forward(_ input: [Double]) throws {
    precondition(input.count == inputGradient.count, "all items, one after the other")
    self.input = input
    try layer.forward([input], items, into: &output, memory: &memory)
  }

  /// Computes the gradients at the items of the last ``forward(_:)``, for ∂C/∂a of each item.
  ///
  /// - Throws: ``LayerError`` where the layer has no backward pass.
  public mutating func backward(_ outputGradient: [Double]) throws {
    precondition(outputGradient.count == output.count, "all items, one after the other")
    var handed = [inputGradient]
    inputGradient = []
    defer { inputGradient = handed[0] }
    try layer.backward(
      outputGradient, inputs: [input], items, memory: &memory, inputGradients: &handed,
      parameterGradients: &parameterGradients)
  }
}
