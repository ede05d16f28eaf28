/// Transpose: the dimensions of a tensor in another order; nothing is computed.
///
/// Dimension i of what comes out is the dimension of the input that the order has at i.
/// Source: the operator `Transpose` of ONNX.
public struct Transpose: Layer, Hashable {
  /// Transpose as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "transpose", "the dimensions of a tensor get another order",
    settings: [
      SettingDeclaration(
        "order", .wholes(atLeast: 0),
        "The input's dimensions in their new order, such as 1,0 (default: the last first).")
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in
      // No dimensions are in no order.
      Transpose(order: settings.wholes("order").flatMap { $0.isEmpty ? nil : $0 })
    })

  /// The input's dimensions in their new order; nil where they are turned round.
  public let order: [Int]?

  /// The layer that gives an order.
  public init(order: [Int]? = nil) { self.order = order }

  /// The kind.
  public var declaration: LayerDeclaration { Transpose.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(order.map { ["order": .wholes($0)] } ?? [:]) }
  /// An element is an element of the input, wherever that stands.
  public var reach: Reach { .everything }

  /// The lengths in their new order.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try order(of: inputs[0]).map { inputs[0][$0] }
  }

  private func order(of input: [Int]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(input)
    let order = order ?? input.indices.reversed()
    guard order.sorted() == Array(input.indices) else {
      throw .setting(
        "order",
        problem: "\(order.map(String.init).joined(separator: ",")) is no order of the "
          + "\(input.count) dimensions of \(Tensor.describe(input)), counted from 0")
    }
    return order
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let input = inputs[0]
    let order = try order(of: input.shape)
    let numbers = Tensor(
      uncheckedShape: input.shape, values: (0..<input.count).map { Double($0) }
    ).permuted(order)
    return RearrangedForwardPass(input, to: numbers.shape, hasSteps: false) {
      Int(numbers.values[$0])
    }
  }
}

extension [Int] {
  /// The numbers of axes of this shape, each counted from 0; negative ones are counted from the last.
  ///
  /// - Throws: ``LayerError`` where the shape has no such axis, or one is named twice.
  func axes(_ axes: [Int]) throws(LayerError) -> [Int] {
    var numbers: [Int] = []
    for axis in axes {
      guard (-count..<count).contains(axis) else {
        throw .setting(
          "axes", problem: "\(Tensor.describe(self)) has no dimension \(axis), counted from 0")
      }
      let number = axis < 0 ? axis + count : axis
      guard !numbers.contains(number) else {
        throw .setting("axes", problem: "dimension \(number) is named twice")
      }
      numbers.append(number)
    }
    return numbers
  }
}
