/// Subtraction of two inputs, element by element: a = x − y.
///
/// Where their shapes differ each is repeated over the larger, as ``Broadcast`` says, and its gradient is
/// the sum over its places. ∂C/∂x = g and ∂C/∂y = −g, with g = ∂C/∂a.
/// Source: the operator `Sub` of ONNX.
public struct Subtract: BroadcastingLayer, Hashable {
  /// Subtraction as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "subtract",
    "the second of two inputs is subtracted from the first, element by element", inputs: .several,
    fit: FittedOperands.anyShape,
    make: { _, _, _ in Subtract() })

  let operation = BroadcastOperation.difference

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { Subtract.declaration }
}
