/// Unsqueeze: dimensions of one element are put in; nothing is computed.
///
/// Source: the operator `Unsqueeze` of ONNX.
public struct Unsqueeze: ReshapingLayer, Hashable {
  /// Unsqueeze as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "unsqueeze", "dimensions of one element are put in",
    settings: [
      SettingDeclaration(
        "axes", .wholes(atLeast: -Indices.limit), default: .wholes([0]),
        "Their places in what comes out, such as 0,3, from 0, or from the last: -1.")
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in Unsqueeze(axes: settings.wholes("axes") ?? [0]) })

  /// The places of the new dimensions in what comes out.
  public let axes: [Int]

  /// The layer that puts dimensions in.
  public init(axes: [Int]) { self.axes = axes }

  /// The kind.
  public var declaration: LayerDeclaration { Unsqueeze.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["axes": .wholes(axes)]) }

  func shape(from input: [Int]) throws(LayerError) -> [Int] {
    var shape = [Int](repeating: 1, count: input.count + axes.count)
    try LayerError.checkRank(shape)
    let new = try shape.axes(axes)
    for (place, length) in zip(shape.indices.filter { !new.contains($0) }, input) {
      shape[place] = length
    }
    return shape
  }
}
