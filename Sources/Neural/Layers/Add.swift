/// Addition of several inputs, element by element: a = Σ_n aₙ.
///
/// Inputs have one shape, or each is repeated over the largest as ``Broadcast`` says. Each gets the
/// gradient ∂C/∂a as it is, or where it was repeated the sum over its places: that is why a shortcut
/// keeps gradients large.
/// Source: K. He et al., *Deep residual learning for image recognition* (2016).
public struct Add: BroadcastingLayer, Hashable {
  /// Addition as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "add", "inputs are added up, element by element", inputs: .several,
    fit: FittedOperands.anyShape,
    make: { _, _, _ in Add() })

  let operation = BroadcastOperation.sum

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { Add.declaration }
}
