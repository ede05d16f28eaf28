/// Reshape: the elements of a tensor under another shape, in their order; nothing is computed.
///
/// A length of 0 is that of the input's dimension with the same number, and −1, once, what is left.
/// Source: the operator `Reshape` of ONNX.
public struct Reshape: ReshapingLayer, Hashable {
  /// Reshape as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "reshape", "a tensor gets another shape, its elements in their order",
    settings: [
      SettingDeclaration(
        "shape", .wholes(atLeast: -1),
        "The lengths, such as 3,4,4; 0 is the input's own, -1 what is left.")
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ throws(LayerError) in
      guard let shape = settings.wholes("shape") else {
        throw .setting("shape", problem: "reshape needs the shape that comes out")
      }
      return Reshape(shape)
    })

  /// The lengths as they were given.
  public let shape: [Int]

  /// The layer that gives a shape.
  public init(_ shape: [Int]) { self.shape = shape }

  /// The kind.
  public var declaration: LayerDeclaration { Reshape.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["shape": .wholes(shape)]) }

  func shape(from input: [Int]) throws(LayerError) -> [Int] {
    let problem = LayerError.setting(
      "shape",
      problem: "the \(input.reduce(1, *)) elements of \(Tensor.describe(input)) do not make "
        + Tensor.describe(shape))
    var shape = shape
    for (place, length) in shape.enumerated() where length == 0 {
      guard input.indices.contains(place) else { throw problem }
      shape[place] = input[place]
    }
    let count = input.reduce(1, *)
    // Lengths are bounded one by one; their product is not.
    var rest = count
    for length in shape where length > 0 {
      guard rest.isMultiple(of: length) else { throw problem }
      rest /= length
    }
    switch shape.count(where: { $0 < 0 }) {
    case 0: guard rest == 1 else { throw problem }
    case 1: shape = shape.map { $0 < 0 ? rest : $0 }
    default: throw problem
    }
    return shape
  }
}
