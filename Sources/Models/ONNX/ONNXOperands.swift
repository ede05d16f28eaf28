import ArrayFiles
import Neural

/// What a node takes.
extension ONNXImporter {
  /// What a node takes at a place; nil where it is left out.
  func value(_ node: ONNXFile.Node, _ place: Int) throws(ONNXFault) -> ONNXValue? {
    guard place < node.inputs.count, !node.inputs[place].isEmpty else { return nil }
    guard let value = values[node.inputs[place]] else {
      throw ONNXFault("no node before it gives '\(node.inputs[place])'")
    }
    return value
  }

  /// What a stage gives to a node at a place.
  func feature(_ node: ONNXFile.Node, _ place: Int = 0) throws(ONNXFault) -> ONNXFeature {
    switch try value(node, place) {
    case .feature(let feature): return feature
    case .constant: throw ONNXFault("its input \(place) is a constant")
    case nil: throw ONNXFault("its input \(place) is missing")
    }
  }

  /// The constant that a node takes at a place; nil where it is left out.
  func constant(_ node: ONNXFile.Node, _ place: Int) throws(ONNXFault) -> ONNXConstant? {
    switch try value(node, place) {
    case .constant(let constant): return constant
    case .feature: throw ONNXFault("its input '\(node.inputs[place])' is computed, not a constant")
    case nil: return nil
    }
  }

  /// The constant that a node needs at a place.
  func needed(_ node: ONNXFile.Node, _ place: Int) throws(ONNXFault) -> ONNXConstant {
    guard let constant = try constant(node, place) else {
      throw ONNXFault("its input \(place) is missing")
    }
    return constant
  }

  /// The numbers of a constant that decide what the stage is.
  func numbers(_ constant: ONNXConstant) throws(ONNXFault) -> [Double] {
    guard let values = constant.values else {
      throw ONNXFault(
        "it needs the numbers of the input '\(constant.name)'; give them with the input")
    }
    return values
  }

  /// The whole numbers of a constant that decide what the stage is.
  func wholes(_ constant: ONNXConstant) throws(ONNXFault) -> [Int] {
    try numbers(constant).map { value throws(ONNXFault) in
      // A bound such as the largest 64-bit number means all there is.
      guard value == value.rounded(), !value.isNaN else {
        throw ONNXFault("'\(constant.name)' has \(value), which is no whole number")
      }
      return Int(max(-4e15, min(4e15, value)))
    }
  }

  /// The whole numbers that an attribute has, or an input where there is no such attribute.
  func wholes(
    _ node: ONNXFile.Node, _ attribute: String, orInput place: Int
  ) throws(ONNXFault) -> [Int] {
    if let told = node.wholes(attribute) { return told }
    return try wholes(try needed(node, place))
  }

  /// The axis of a stage's tensor that an axis of ONNX's is.
  func axis(_ axis: Int, of feature: ONNXFeature, _ what: String) throws(ONNXFault) -> Int {
    let rank = feature.shape.count
    guard (-rank..<max(1, rank)).contains(axis) else {
      throw ONNXFault("\(Tensor.describe(feature.shape)) has no axis \(axis)")
    }
    let axis = axis < 0 ? axis + rank : axis
    guard feature.isItem else { return axis }
    guard axis > 0 else { throw ONNXFault.acrossItems(what) }
    return axis - 1
  }

  /// A feature of which the stage sees one item: [channels, …].
  mutating func item(_ feature: ONNXFeature, _ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature
  {
    if feature.isItem { return feature }
    guard isItemwise, items == 1, feature.shape.count > 1, feature.shape[0] == 1 else {
      throw ONNXFault("it takes a batch of items, and \(Tensor.describe(feature.shape)) is none")
    }
    return try reshaped(node, feature, to: feature.shape, role: "item", isItem: true)
  }
}
