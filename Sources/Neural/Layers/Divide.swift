/// Division of two inputs, element by element: a = x / y.
///
/// Where their shapes differ each is repeated over the larger, as ``Broadcast`` says, and its gradient is
/// the sum over its places. ∂C/∂x = g / y and ∂C/∂y = −x g / y², with g = ∂C/∂a.
/// Source: the operator `Div` of ONNX.
public struct Divide: BroadcastingLayer, Hashable {
  /// Division as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "divide", "the first of two inputs is divided by the second, element by element",
    inputs: .several,
    fit: FittedOperands.anyShape,
    make: { _, _, _ in Divide() })

  let operation = BroadcastOperation.quotient

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { Divide.declaration }

  /// One for each element.
  public func multiplications(over inputs: [[Int]]) -> Int {
    (try? outputShape(of: inputs))?.reduce(1, *) ?? 0
  }
}
