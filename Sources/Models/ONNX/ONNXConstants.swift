import ArrayFiles
import Neural

/// Operators whose value is known while the graph is read.
extension ONNXImporter {
  /// The most elements of all constants that are made, not read.
  private static let mostMade = 1 << 28

  /// The constant that a node gives; nil where it is computed.
  mutating func folded(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXConstant? {
    switch node.kind {
    case "Constant": return try given(node)
    case "ConstantOfShape": return try filled(node)
    case "Shape":
      let shape: [Int]
      switch try value(node, 0) {
      case .feature(let feature): shape = feature.shape
      case .constant(let constant): shape = constant.shape
      case nil: throw ONNXFault("its input is missing")
      }
      let range = ONNXImporter.range(
        node.whole("start") ?? 0, node.whole("end") ?? shape.count, of: shape.count)
      return ONNXConstant(shape: [range.count], values: shape[range].map(Double.init))
    default: break
    }
    var constants: [ONNXConstant] = []
    for place in node.inputs.indices where !node.inputs[place].isEmpty {
      guard case .constant(let constant)? = try value(node, place) else { return nil }
      constants.append(constant)
    }
    guard let first = constants.first, first.values != nil else { return nil }
    switch node.kind {
    case "Identity": return first
    case "Cast":
      let isWhole = [2, 3, 4, 5, 6, 7, 12, 13].contains(node.whole("to") ?? 1)
      return isWhole ? first.mapped { $0.rounded(.towardZero) } : first
    case "Floor": return first.mapped { $0.rounded(.down) }
    case "Ceil": return first.mapped { $0.rounded(.up) }
    case "Sqrt": return first.mapped { $0.squareRoot() }
    case "Flatten", "Reshape", "Squeeze", "Unsqueeze":
      guard first.count > 0 else { return nil }
      var result = first
      result.shape = try shape(of: node, from: first.shape)
      return result
    case "Transpose":
      let order = node.wholes("perm") ?? first.shape.indices.reversed()
      guard order.sorted() == Array(first.shape.indices) else {
        throw ONNXFault("'perm' is \(order)")
      }
      return first.transposed(order)
    case "Gather": return try gathered(node, first, constants)
    case "Slice": return try sliced(node, first)
    case "Concat": return try concatenated(node, constants)
    case "Add", "Sub", "Mul", "Div": return try combined(node, constants)
    default: return nil
    }
  }

  private func given(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXConstant {
    if case .tensor(let tensor) = node.attributes["value"] {
      var constant = ONNXConstant(tensor)
      constant.name = node.outputs.first ?? tensor.name
      return constant
    }
    if let value = node.number("value_float") { return ONNXConstant(shape: [], values: [value]) }
    if let value = node.whole("value_int") {
      return ONNXConstant(shape: [], values: [Double(value)])
    }
    if let values = node.numbers("value_floats") {
      return ONNXConstant(shape: [values.count], values: values)
    }
    if let values = node.wholes("value_ints") {
      return ONNXConstant(shape: [values.count], values: values.map(Double.init))
    }
    throw ONNXFault("its value is no tensor and no number")
  }

  private mutating func filled(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXConstant {
    let shape = try wholes(try needed(node, 0))
    guard shape.allSatisfy({ 0...NetworkLimits.elements ~= $0 }),
      shape.count <= TensorSource.maximumRank, let count = NetworkLimits.count(of: shape)
    else { throw ONNXFault("the shape \(shape) is too large") }
    madeElements += min(count, ONNXImporter.mostMade + 1)
    guard madeElements <= ONNXImporter.mostMade else {
      throw ONNXFault(
        "with its \(Tensor.describe(shape)) there are more than \(ONNXImporter.mostMade) numbers in "
          + "constants of a shape")
    }
    var value = 0.0
    if case .tensor(let tensor) = node.attributes["value"] { value = tensor.values.first ?? 0 }
    return ONNXConstant(
      shape: shape, values: Array(repeating: value, count: count), name: node.outputs.first ?? "")
  }

  /// A range within a number of elements; a negative end counts from the last.
  private static func range(_ start: Int, _ end: Int, of count: Int) -> Range<Int> {
    func place(_ index: Int) -> Int { max(0, min(count, index < 0 ? index + count : index)) }
    return place(start)..<max(place(start), place(end))
  }

  private func gathered(
    _ node: ONNXFile.Node, _ first: ONNXConstant, _ constants: [ONNXConstant]
  ) throws(ONNXFault) -> ONNXConstant? {
    guard first.shape.count == 1, constants.count == 2, let values = first.values else {
      return nil
    }
    let indices = try wholes(constants[1])
    var result: [Double] = []
    for index in indices {
      let place = index < 0 ? index + values.count : index
      guard values.indices.contains(place) else { throw ONNXFault("there is no element \(index)") }
      result.append(values[place])
    }
    return ONNXConstant(shape: constants[1].shape, values: result)
  }

  private func sliced(
    _ node: ONNXFile.Node, _ first: ONNXConstant
  ) throws(ONNXFault) -> ONNXConstant? {
    guard first.shape.count == 1, let values = first.values else { return nil }
    let starts = try wholes(node, "starts", orInput: 1)
    let ends = try wholes(node, "ends", orInput: 2)
    if let steps = try constant(node, 4), try wholes(steps) != [1] { return nil }
    guard let start = starts.first, let end = ends.first else { return nil }
    let part = Array(values[ONNXImporter.range(start, end, of: values.count)])
    return ONNXConstant(shape: [part.count], values: part)
  }

  private func concatenated(
    _ node: ONNXFile.Node, _ constants: [ONNXConstant]
  ) throws(ONNXFault) -> ONNXConstant? {
    guard constants.allSatisfy({ $0.shape.count == 1 }) else { return nil }
    var values: [Double] = []
    for constant in constants { values += try numbers(constant) }
    return ONNXConstant(shape: [values.count], values: values)
  }

  /// Arithmetic of two constants of one shape, or of one and a single number.
  private func combined(
    _ node: ONNXFile.Node, _ constants: [ONNXConstant]
  ) throws(ONNXFault) -> ONNXConstant? {
    guard constants.count == 2, let first = constants[0].values, let second = constants[1].values,
      constants[0].shape == constants[1].shape || first.count == 1 || second.count == 1
    else { return nil }
    let shape = first.count >= second.count ? constants[0].shape : constants[1].shape
    let count = max(first.count, second.count)
    let values = (0..<(first.isEmpty || second.isEmpty ? 0 : count)).map { index in
      let (x, y) = (first[first.count == 1 ? 0 : index], second[second.count == 1 ? 0 : index])
      switch node.kind {
      case "Add": return x + y
      case "Sub": return x - y
      case "Mul": return x * y
      default: return x / y
      }
    }
    guard values.count == (shape.contains(0) ? 0 : shape.reduce(1, *)) else { return nil }
    return ONNXConstant(shape: shape, values: values)
  }
}
