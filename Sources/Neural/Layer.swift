/// Whether a network learns or answers: batch normalisation and dropout differ between the two.
public enum Mode: String, Sendable, Hashable, CaseIterable {
  /// The network learns.
  case training
  /// The network answers.
  case inference
}

/// What one neuron of a layer sees of the layer's input.
public enum Reach: Sendable, Hashable {
  /// The element at the same place.
  case element
  /// The cells under a window, in one channel or several.
  case window(Geometry)
  /// The cells that lay a window of this geometry over it, as those of a transposed convolution do;
  /// of a stride s there are s neurons for each cell of the input.
  case stamp(Geometry)
  /// Everything.
  case everything
}

/// A layer: what it is told, what it learns, and what it computes.
///
/// A kind of layer is one file: the type, its forward and backward pass, and its
/// ``LayerDeclaration``, which the ``LayerRegistry`` names in one line. Nothing else knows the kind.
public protocol Layer: Sendable {
  /// What the layer declares about its kind.
  var declaration: LayerDeclaration { get }
  /// What the layer was told, the defaults included.
  var settings: Settings { get }
  /// What the layer learns and keeps.
  var parameters: NamedTensors { get }
  /// What a neuron sees of the input.
  var reach: Reach { get }

  /// The shape of what comes out.
  ///
  /// - Throws: ``LayerError`` where the layer does not take inputs of these shapes.
  func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int]

  /// The number of multiplications that an output takes.
  func multiplications(over inputs: [[Int]]) -> Int

  /// The forward pass over the inputs of one item, or of a batch where items are coupled.
  ///
  /// - Throws: ``LayerError`` where the inputs do not fit.
  func forward(_ inputs: [Tensor], mode: Mode) throws(LayerError) -> any LayerForwardPass

  /// What comes out, computed without steps; equal to the pass's to the last bit.
  ///
  /// - Throws: ``LayerError`` where the inputs do not fit.
  func output(of inputs: [Tensor], mode: Mode) throws(LayerError) -> Tensor

  /// Whether an item's output depends on the other items of its batch, so that the pass takes the
  /// batch as a whole, [items, …].
  func couplesItems(in mode: Mode) -> Bool
}

extension Layer {
  /// What comes out of the forward pass.
  public func output(of inputs: [Tensor], mode: Mode) throws(LayerError) -> Tensor {
    try forward(inputs, mode: mode).output
  }
  /// Each item by itself.
  public func couplesItems(in mode: Mode) -> Bool { false }
  /// None.
  public func multiplications(over inputs: [[Int]]) -> Int { 0 }
  /// No parameters.
  public var parameters: NamedTensors { [] }
  /// The kind's name.
  public var kind: String { declaration.kind }
}

/// A layer's computation over its inputs, as accounts of steps.
public protocol LayerForwardPass: Sendable {
  /// What went in, one tensor for each input of the layer.
  var inputs: [Tensor] { get }
  /// What comes out.
  var output: Tensor { get }
  /// What the output is called: `a`, or `output`.
  var outputName: TensorName { get }
  /// What the pass computes, by name, the output included: `z` and `a`, or `output`, ….
  var results: NamedTensors { get }
  /// The steps of the pass, the main account first.
  var accounts: [Account] { get }

  /// The gradients for a gradient ∂C/∂a of the output, in its shape.
  ///
  /// - Throws: ``LayerError`` where the gradient has another shape, or the layer has no backward
  ///   pass, as its documentation says.
  func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass
}

/// The gradients of a layer at its inputs, as accounts of steps.
public protocol LayerBackwardPass: Sendable {
  /// ∂C/∂a of the output, which comes from the next layer.
  var outputGradient: Tensor { get }
  /// ∂C/∂aᴸ⁻¹ of each input, in its shape.
  var inputGradients: [Tensor] { get }
  /// The gradient of each parameter that is learnt, under the parameter's name.
  var parameterGradients: NamedTensors { get }
  /// What else the pass computes, by name: δ, σ′(z), ….
  var results: NamedTensors { get }
  /// The steps of each gradient, in each of its views.
  var accounts: [Account] { get }
}

extension LayerBackwardPass {
  /// Nothing else.
  public var results: NamedTensors { [] }
  /// No parameters that are learnt.
  public var parameterGradients: NamedTensors { [] }
}
