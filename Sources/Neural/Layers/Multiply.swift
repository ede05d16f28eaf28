/// Multiplication of two inputs, element by element: a = x · y.
///
/// Where their shapes differ each is repeated over the larger, as ``Broadcast`` says, and its gradient is
/// the sum over its places. ∂C/∂x = y · g and ∂C/∂y = x · g, with g = ∂C/∂a.
/// Source: the operator `Mul` of ONNX.
public struct Multiply: BroadcastingLayer, Hashable {
  /// Multiplication as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "multiply", "two inputs are multiplied, element by element", inputs: .several,
    fit: FittedOperands.anyShape,
    make: { _, _, _ in Multiply() })

  let operation = BroadcastOperation.product

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { Multiply.declaration }

  /// One for each element.
  public func multiplications(over inputs: [[Int]]) -> Int {
    (try? outputShape(of: inputs))?.reduce(1, *) ?? 0
  }
}
