import Neural

/// A layer as training computes it: over several items at once, into room that it is given.
///
/// Items lie one after the other, each row-major as in its tensor. A kind of layer that has a way of
/// its own conforms to ``Batchable``; all others go through ``ItemwiseLayer``.
protocol BatchLayer: Sendable {
  /// Whether the items of a batch must all be there at once.
  func couplesItems(in mode: Mode) -> Bool

  /// Takes over parameters, in the order of the layer's own; what is the same for all items is made
  /// here, once a step.
  mutating func take(_ parameters: [[Double]]) throws

  /// The output of `items.count` items.
  ///
  /// - Parameters:
  ///   - inputs: What feeds the layer, for each of its inputs the items.
  ///   - output: Room for the items, all of which is overwritten.
  ///   - memory: What the way back needs to know is put here.
  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws

  /// The gradients for a gradient of the output, over the items of the last forward pass.
  ///
  /// - Parameters:
  ///   - inputGradients: Room for ∂C/∂aᴸ⁻¹ of each input, all of which is overwritten; empty where
  ///     nobody wants it.
  ///   - parameterGradients: Room for the gradient of each parameter, added up over the items, all
  ///     of which is overwritten; empty for what is not learnt.
  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws

  /// What is kept but not learnt, after a forward pass in training, by the number of the parameter.
  func buffers(after memory: LayerMemory) -> [Int: [Double]]
}

extension BatchLayer {
  /// Each item by itself.
  func couplesItems(in mode: Mode) -> Bool { false }
  /// No parameters.
  mutating func take(_ parameters: [[Double]]) {}
  /// Nothing is kept.
  func buffers(after memory: LayerMemory) -> [Int: [Double]] { [:] }
}

/// A kind of layer that computes several items at once in a way of its own.
protocol Batchable: Layer {
  /// The layer over inputs of the given shapes; nil where the settings are such that the ordinary
  /// way must do.
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)?
}

/// Which items are computed, and what for.
struct BatchItems: Sendable {
  /// How many there are.
  var count: Int
  /// Whether the network learns or answers.
  var mode: Mode
  /// What chance begins with, other in each step and each part of a batch.
  var seed: UInt64 = 0
}

/// What a layer remembers between the two ways, and room that it needs on the way.
///
/// Room grows where it is too small and is kept from step to step.
struct LayerMemory: Sendable {
  /// σ′(z) of each neuron, or whatever the gradient is multiplied by.
  var slopes: [Double] = []
  /// The cell that each neuron took its activation from.
  var winners: [Int] = []
  /// Other numbers that the way back needs.
  var numbers: [Double] = []
  /// The passes of the ordinary way.
  var passes: [any LayerForwardPass] = []
  /// Room for the rows of a matrix product.
  var left: [Double] = []
  /// Room for the columns of a matrix product.
  var right: [Double] = []
  /// Room for the result of a matrix product.
  var product: [Double] = []
  /// Room for an input with its padding written out.
  var padded: [Double] = []
  /// Room for the gradient of the raw activations.
  var components: [Double] = []
}

extension [Double] {
  /// Makes room for at least as many elements.
  mutating func makeRoom(_ size: Int) {
    if count < size { self = [Double](repeating: 0, count: size) }
  }
}
