/// Squeeze: dimensions of one element are left out; nothing is computed.
///
/// Source: the operator `Squeeze` of ONNX.
public struct Squeeze: ReshapingLayer, Hashable {
  /// Squeeze as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "squeeze", "dimensions of one element are left out",
    settings: [
      SettingDeclaration(
        "axes", .wholes(atLeast: -Indices.limit),
        "The dimensions, such as 1,2, from 0, or from the last: -1 (default: all of one element).")
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in Squeeze(axes: settings.wholes("axes")) })

  /// The dimensions; nil for all of one element.
  public let axes: [Int]?

  /// The layer that leaves dimensions out.
  public init(axes: [Int]? = nil) { self.axes = axes }

  /// The kind.
  public var declaration: LayerDeclaration { Squeeze.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(axes.map { ["axes": .wholes($0)] } ?? [:]) }

  func shape(from input: [Int]) throws(LayerError) -> [Int] {
    guard let axes else {
      let shape = input.filter { $0 > 1 }
      return shape.isEmpty ? [1] : shape
    }
    let left = try input.axes(axes)
    if let axis = left.first(where: { input[$0] != 1 }) {
      throw .setting(
        "axes",
        problem: "dimension \(axis) of \(Tensor.describe(input)) has \(input[axis]) elements and "
          + "cannot be left out")
    }
    let shape = input.indices.filter { !left.contains($0) }.map { input[$0] }
    return shape.isEmpty ? [1] : shape
  }
}
