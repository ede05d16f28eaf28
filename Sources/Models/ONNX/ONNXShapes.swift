import ArrayFiles
import Neural

/// Operators that put elements into another shape or order, or next to each other.
extension ONNXImporter {
  /// A stage that gives a feature another shape, in ONNX's lengths; the feature itself where it has that
  /// shape already.
  ///
  /// - Parameters:
  ///   - role: What the stage is beside that of the node, which has the plain name and is always added.
  ///   - isItem: Whether the first length is that of the items; nil where that is to be found out.
  mutating func reshaped(
    _ node: ONNXFile.Node, _ feature: ONNXFeature, to shape: [Int], role: String = "",
    isItem: Bool? = nil
  ) throws(ONNXFault) -> ONNXFeature {
    let becomesItem: Bool
    if let isItem {
      becomesItem = isItem
    } else {
      // The elements of an item stay together where the first length stays that of the items.
      becomesItem = isItemwise && shape.count > 1 && shape[0] == items
      guard becomesItem || !feature.isItem || items == 1 else {
        throw ONNXFault.acrossItems("it puts elements together")
      }
      guard !becomesItem || feature.isItem || items == 1 else {
        throw ONNXFault.acrossItems("it takes elements apart")
      }
    }
    let target = ONNXFeature(source: feature.source, shape: shape, isItem: becomesItem)
    let inner = target.inner
    if inner == feature.inner, !role.isEmpty { return target }
    if inner.count == 1, feature.inner.count > 1 {
      return try stage(node, kind: "flatten", from: [feature], role: role, isItem: becomesItem)
    }
    return try stage(
      node, kind: "reshape", ["shape": .wholes(inner)], from: [feature], role: role,
      isItem: becomesItem)
  }

  /// Flatten, Reshape, Squeeze and Unsqueeze, each by what comes out of it.
  mutating func reshaping(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let feature = try feature(node)
    let shape = try shape(of: node, from: feature.shape)
    guard node.kind == "Squeeze" || node.kind == "Unsqueeze", feature.isItem || !isItemwise else {
      return try reshaped(node, feature, to: shape)
    }
    // Their axes are those of the item where the batch stays what it is.
    let axes = try axes(of: node)
    let rank = node.kind == "Squeeze" ? feature.shape.count : shape.count
    let first = isItemwise ? 1 : 0
    let own = axes?.map { ($0 < 0 ? $0 + rank : $0) - first }
    guard let own, own.allSatisfy({ $0 >= 0 }), shape.count > first,
      shape.first == (isItemwise ? items : shape.first)
    else { return try reshaped(node, feature, to: shape) }
    return try stage(
      node, kind: node.kind.lowercased(), ["axes": .wholes(own)], from: [feature])
  }

  /// The axes that a node is told, by an attribute or since opset 13 by an input.
  private func axes(of node: ONNXFile.Node) throws(ONNXFault) -> [Int]? {
    if let axes = node.wholes("axes") { return axes }
    guard let constant = try constant(node, 1) else { return nil }
    return try wholes(constant)
  }

  /// The shape that comes out of Flatten, Reshape, Squeeze or Unsqueeze.
  func shape(of node: ONNXFile.Node, from input: [Int]) throws(ONNXFault) -> [Int] {
    let count = input.reduce(1, *)
    switch node.kind {
    case "Flatten":
      let axis = node.whole("axis") ?? 1
      guard (-input.count...input.count).contains(axis) else {
        throw ONNXFault("\(Tensor.describe(input)) has no axis \(axis)")
      }
      let first = input.prefix(axis < 0 ? axis + input.count : axis).reduce(1, *)
      return [first, count / first]
    case "Squeeze":
      guard let axes = try axes(of: node) else { return input.filter { $0 != 1 } }
      let gone = try places(axes, rank: input.count)
      guard gone.allSatisfy({ input[$0] == 1 }) else {
        throw ONNXFault("the axes \(axes) of \(Tensor.describe(input)) are not all of one element")
      }
      return input.indices.filter { !gone.contains($0) }.map { input[$0] }
    case "Unsqueeze":
      guard let axes = try axes(of: node) else { throw ONNXFault("'axes' is missing") }
      let rank = input.count + axes.count
      guard rank <= TensorSource.maximumRank else { throw ONNXFault("there are \(rank) axes") }
      let new = try places(axes, rank: rank)
      var rest = input.makeIterator()
      return (0..<rank).map { new.contains($0) ? 1 : rest.next() ?? 1 }
    default:
      let told = try wholes(node, "shape", orInput: 1)
      var shape = told
      for (place, length) in told.enumerated() where length == 0 && node.whole("allowzero") != 1 {
        guard place < input.count else {
          throw ONNXFault("the shape \(told) takes a length that \(input) has not")
        }
        shape[place] = input[place]
      }
      var rest = count
      for length in shape where length > 0 {
        guard rest.isMultiple(of: length) else {
          throw ONNXFault("\(Tensor.describe(input)) cannot have the shape \(told)")
        }
        rest /= length
      }
      let open = shape.count { $0 == -1 }
      guard shape.allSatisfy({ $0 > 0 || $0 == -1 }), open == 1 || open == 0 && rest == 1 else {
        throw ONNXFault("\(Tensor.describe(input)) cannot have the shape \(told)")
      }
      return shape.map { $0 == -1 ? rest : $0 }
    }
  }

  /// Axes counted from 0.
  func places(_ axes: [Int], rank: Int) throws(ONNXFault) -> [Int] {
    let places = axes.map { $0 < 0 ? $0 + rank : $0 }
    guard places.allSatisfy({ 0..<rank ~= $0 }), Set(places).count == places.count else {
      throw ONNXFault("the axes are \(axes), of \(rank)")
    }
    return places
  }

  mutating func transposition(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    var feature = try feature(node)
    let rank = feature.shape.count
    let order = node.wholes("perm") ?? (0..<rank).reversed()
    guard order.sorted() == Array(0..<rank) else {
      throw ONNXFault("'perm' is \(order) for \(Tensor.describe(feature.shape))")
    }
    if feature.isItem {
      if order[0] == 0 {
        return try stage(
          node, kind: "transpose", ["order": .wholes(order.dropFirst().map { $0 - 1 })],
          from: [feature])
      }
      guard items == 1 else { throw ONNXFault.acrossItems("it turns dimensions") }
      feature = try reshaped(node, feature, to: feature.shape, role: "batch", isItem: false)
    }
    return try stage(node, kind: "transpose", ["order": .wholes(order)], from: [feature])
  }

  mutating func concatenation(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    var features: [ONNXFeature] = []
    for place in node.inputs.indices {
      if case .constant? = try value(node, place) { return try extended(node) }
      features.append(try feature(node, place))
    }
    guard let first = features.first else { throw ONNXFault("it has no inputs") }
    guard features.allSatisfy({ $0.isItem == first.isItem }) else {
      throw ONNXFault("it puts a batch of items next to what is none")
    }
    let axis = try axis(node.whole("axis") ?? 1, of: first, "it puts tensors next to each other")
    if features.count == 1 { return try stage(node, kind: "identity", from: [first]) }
    return try stage(node, kind: "concatenate", ["axis": .whole(axis)], from: features)
  }

  /// A feature between constants: zeros are put around it, to which the constants are added.
  private mutating func extended(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    var feature: ONNXFeature?
    var (before, after): ([ONNXConstant], [ONNXConstant]) = ([], [])
    for place in node.inputs.indices {
      switch try value(node, place) {
      case .feature(let found):
        guard feature == nil else {
          throw ONNXFault("it puts constants next to more than one tensor that is computed")
        }
        feature = found
      case .constant(let constant):
        if feature == nil { before.append(constant) } else { after.append(constant) }
      case nil: throw ONNXFault("its input \(place) is missing")
      }
    }
    guard let feature else { throw ONNXFault("its inputs are constants") }
    let axis = try axis(node.whole("axis") ?? 1, of: feature, "it puts tensors next to each other")
    let inner = feature.inner
    for constant in before + after {
      let own = feature.isItem ? Array(constant.shape.dropFirst()) : constant.shape
      let fits =
        own.count == inner.count && (!feature.isItem || constant.shape[0] == 1)
        && inner.indices.allSatisfy { $0 == axis ? own[$0] > 0 : own[$0] == inner[$0] }
      guard fits else {
        throw ONNXFault(
          "it puts \(Tensor.describe(constant.shape)) next to \(Tensor.describe(feature.shape))")
      }
    }
    let place = feature.isItem ? axis + 1 : axis
    let lengths = (
      before.reduce(0) { $0 + $1.shape[place] }, after.reduce(0) { $0 + $1.shape[place] }
    )
    func sides(_ length: Int) -> [Int] { inner.indices.map { $0 == axis ? length : 0 } }
    let padded = try stage(
      node, kind: "pad",
      ["before": .wholes(sides(lengths.0)), "after": .wholes(sides(lengths.1))], from: [feature],
      role: "room")
    // Line by line along the axis, zeros where the feature stands.
    let blocks = (before.map { $0 as ONNXConstant? } + [nil] + after).map { constant in
      (constant, (constant?.shape[place] ?? inner[axis]) * inner[(axis + 1)...].reduce(1, *))
    }
    var values: [Double] = []
    for line in 0..<inner[..<axis].reduce(1, *) {
      for (constant, block) in blocks {
        guard let constant else {
          values += Array(repeating: 0, count: block)
          continue
        }
        values += try numbers(constant)[(line * block)..<((line + 1) * block)]
      }
    }
    let shape = (feature.isItem ? [1] : []) + padded.inner
    return try affine(node, padded, weight: nil, bias: ONNXConstant(shape: shape, values: values))
  }

  mutating func padding(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let feature = try feature(node)
    let told = node.wholes("pads") ?? node.wholes("paddings")
    let pads: [Int]
    if let told { pads = told } else { pads = try wholes(try needed(node, 1)) }
    let rank = feature.shape.count
    var sides = [Int](repeating: 0, count: 2 * rank)
    if let constant = try constant(node, 3) {
      let axes = try places(try wholes(constant), rank: rank)
      guard pads.count == 2 * axes.count else { throw ONNXFault("'pads' is \(pads)") }
      for (number, axis) in axes.enumerated() {
        sides[axis] = pads[number]
        sides[rank + axis] = pads[axes.count + number]
      }
    } else {
      guard pads.count == 2 * rank else {
        throw ONNXFault("'pads' is \(pads) for \(Tensor.describe(feature.shape))")
      }
      sides = pads
    }
    guard sides.allSatisfy({ 0...NetworkLimits.length ~= $0 }) else {
      throw ONNXFault("'pads' is \(pads); sides of 0 or more are known")
    }
    var value = node.number("value") ?? 0
    if told == nil, let constant = try constant(node, 2), constant.count > 0 {
      value = try numbers(constant)[0]
    }
    let modes = [
      "constant": "zeros", "reflect": "reflect", "edge": "replicate", "wrap": "circular",
    ]
    guard let mode = modes[node.text("mode") ?? "constant"] else {
      throw ONNXFault("the mode '\(node.text("mode") ?? "")' is not known")
    }
    if feature.isItem {
      guard sides[0] == 0, sides[rank] == 0 else { throw ONNXFault.acrossItems("it pads") }
    }
    let first = feature.isItem ? 1 : 0
    return try stage(
      node, kind: "pad",
      [
        "before": .wholes(Array(sides[first..<rank])),
        "after": .wholes(Array(sides[(rank + first)...])), "padding-mode": .choice(mode),
        "value": .number(value),
      ], from: [feature])
  }

  mutating func mean(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let feature = try feature(node)
    let rank = feature.shape.count
    var axes = try self.axes(of: node) ?? []
    if axes.isEmpty {
      if node.whole("noop_with_empty_axes") == 1 {
        return try stage(node, kind: "identity", from: [feature])
      }
      axes = Array(0..<rank)
    }
    axes = try places(axes, rank: rank)
    let keeps = node.whole("keepdims") != 0
    var isItem = feature.isItem
    if isItem {
      if axes.contains(0) {
        // The mean of one item is that item.
        guard items == 1 else { throw ONNXFault.acrossItems("it takes a mean") }
        isItem = keeps
      }
      axes = axes.filter { $0 > 0 }.map { $0 - 1 }
      if axes.isEmpty {
        return try reshaped(
          node, feature, to: isItem ? feature.shape : feature.inner, isItem: isItem)
      }
    }
    return try stage(
      node, kind: "mean", ["axes": .wholes(axes), "keep-dimensions": .flag(keeps)],
      from: [feature], isItem: isItem)
  }
}
