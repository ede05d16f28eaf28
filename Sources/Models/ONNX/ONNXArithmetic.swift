import ArrayFiles
import Neural

/// Operators that add and multiply tensors, element by element or as matrices.
extension ONNXImporter {
  /// Add, Sub, Mul or Div of two features, or of one and a constant.
  mutating func combined(_ node: ONNXFile.Node, _ kind: String) throws(ONNXFault) -> ONNXFeature {
    guard let first = try value(node, 0), var second = try value(node, 1) else {
      throw ONNXFault("it takes two inputs")
    }
    // Before opset 7 the place of the second's dimensions was told.
    if version < 7, let axis = node.whole("axis") {
      second = try aligned(node, second, at: axis, under: first)
    }
    switch (first, second) {
    case (.feature(let feature), .constant(let constant)):
      return try combined(node, kind, feature, constant, isFirst: true)
    case (.constant(let constant), .feature(let feature)):
      return try combined(node, kind, feature, constant, isFirst: false)
    case (.feature(let first), .feature(let second)):
      return try combined(node, kind, first, second)
    case (.constant, .constant): throw ONNXFault("its inputs are constants that are not given")
    }
  }

  /// The second of two inputs with dimensions of one element behind it, so that its first stands at an
  /// axis of the first's.
  private mutating func aligned(
    _ node: ONNXFile.Node, _ value: ONNXValue, at axis: Int, under first: ONNXValue
  ) throws(ONNXFault) -> ONNXValue {
    let rank =
      switch first {
      case .feature(let feature): feature.shape.count
      case .constant(let constant): constant.shape.count
      }
    guard 0...rank ~= axis else { throw ONNXFault("there is no axis \(axis) of \(rank)") }
    switch value {
    case .constant(var constant):
      let missing = rank - axis - constant.shape.count
      guard missing >= 0 else { throw ONNXFault("there is no axis \(axis)") }
      constant.shape += Array(repeating: 1, count: missing)
      return .constant(constant)
    case .feature(let feature):
      let missing = rank - axis - feature.shape.count
      guard missing > 0 else { return value }
      return .feature(
        try reshaped(
          node, feature, to: feature.shape + Array(repeating: 1, count: missing), role: "aligned",
          isItem: feature.isItem))
    }
  }

  private mutating func combined(
    _ node: ONNXFile.Node, _ kind: String, _ first: ONNXFeature, _ second: ONNXFeature
  ) throws(ONNXFault) -> ONNXFeature {
    guard first.isItem || second.isItem else {
      return try stage(node, kind: kind, from: [first, second])
    }
    let rank = max(first.shape.count, second.shape.count)
    for feature in [first, second] {
      // Below the batch of the other, what is none is repeated for each item.
      let fits = feature.isItem ? feature.shape.count == rank : feature.shape.count < rank
      guard fits || items == 1 && feature.shape.count == rank && feature.shape[0] == 1 else {
        throw ONNXFault.acrossItems("it combines tensors")
      }
    }
    let features = try [first, second].map { feature throws(ONNXFault) in
      feature.shape.count == rank ? try item(feature, node) : feature
    }
    return try stage(node, kind: kind, from: features, isItem: true)
  }

  private mutating func combined(
    _ node: ONNXFile.Node, _ kind: String, _ feature: ONNXFeature, _ constant: ONNXConstant,
    isFirst: Bool
  ) throws(ONNXFault) -> ONNXFeature {
    if kind == "divide" {
      guard isFirst else { throw ONNXFault("it divides a constant by what it is fed") }
      if let values = constant.values, values.contains(0) { throw ONNXFault("it divides by 0") }
    }
    if constant.count == 1, constant.shape.count <= feature.shape.count,
      let value = constant.values?.first
    {
      let (factor, offset): (Double, Double) =
        switch kind {
        case "add": (1, value)
        case "subtract": isFirst ? (1, -value) : (-1, value)
        case "multiply": (value, 0)
        default: (1 / value, 0)
        }
      return try stage(
        node, kind: "scale", ["factor": .number(factor), "offset": .number(offset)],
        from: [feature])
    }
    switch kind {
    case "add": return try affine(node, feature, weight: nil, bias: constant)
    case "subtract" where isFirst:
      return try affine(node, feature, weight: nil, bias: constant.mapped { -$0 })
    case "subtract":
      let negative = try stage(
        node, kind: "scale", ["factor": .number(-1)], from: [feature], role: "negative")
      return try affine(node, negative, weight: nil, bias: constant)
    case "multiply": return try affine(node, feature, weight: constant, bias: nil)
    default: return try affine(node, feature, weight: constant.mapped { 1 / $0 }, bias: nil)
    }
  }

  /// Weights or biases that are repeated over a feature.
  mutating func affine(
    _ node: ONNXFile.Node, _ feature: ONNXFeature, weight: ONNXConstant?, bias: ONNXConstant?,
    role: String = ""
  ) throws(ONNXFault) -> ONNXFeature {
    guard var shape = (weight ?? bias)?.shape else { return feature }
    if feature.isItem {
      guard shape.count <= feature.shape.count else {
        throw ONNXFault.acrossItems("it combines tensors")
      }
      if shape.count == feature.shape.count {
        guard shape[0] == 1 else { throw ONNXFault.acrossItems("it combines tensors") }
        shape.removeFirst()
      }
    }
    if shape.isEmpty { shape = [1] }
    guard !shape.contains(0) else { throw ONNXFault("a constant has no elements") }
    return try stage(
      node, kind: "affine",
      [
        "shape": .wholes(shape), "weights": .flag(weight != nil), "bias": .flag(bias != nil),
      ],
      from: [feature],
      parameters: [(.weight, try weight?.tensor(shape)), (.bias, try bias?.tensor(shape))],
      role: role)
  }

  mutating func sum(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    var features: [ONNXFeature] = []
    var constants: [ONNXConstant] = []
    for place in node.inputs.indices {
      switch try value(node, place) {
      case .feature(let feature): features.append(feature)
      case .constant(let constant): constants.append(constant)
      case nil: throw ONNXFault("its input \(place) is missing")
      }
    }
    guard let first = features.first else { throw ONNXFault("its inputs are constants") }
    guard features.allSatisfy({ $0.isItem == first.isItem }),
      !first.isItem || features.allSatisfy({ $0.shape.count == first.shape.count })
    else { throw ONNXFault.acrossItems("it adds tensors") }
    let role = constants.isEmpty ? "" : "of_features"
    var output =
      features.count > 1
      ? try stage(node, kind: "add", from: features, role: role)
      : constants.isEmpty ? try stage(node, kind: "identity", from: features) : first
    for (number, constant) in constants.enumerated() {
      let isLast = number == constants.count - 1
      output = try affine(
        node, output, weight: nil, bias: constant, role: isLast ? "" : "constant")
    }
    return output
  }

  // MARK: Matrices

  mutating func matrixProduct(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    if case .constant(let weight)? = try value(node, 1) {
      return try product(node, try feature(node), weight)
    }
    let (first, second) = (try feature(node), try feature(node, 1))
    guard first.isItem == second.isItem else {
      throw ONNXFault("it multiplies a batch of items by what is none")
    }
    return try stage(node, kind: "matrix-product", from: [first, second])
  }

  /// A feature times a constant matrix, or a stack of them.
  private mutating func product(
    _ node: ONNXFile.Node, _ feature: ONNXFeature, _ constant: ONNXConstant
  ) throws(ONNXFault) -> ONNXFeature {
    var weight = constant
    let rank = weight.shape.count
    guard rank >= 2 else {
      throw ONNXFault(
        "it multiplies by a constant of \(Tensor.describe(weight.shape)); a matrix is known")
    }
    if rank > 2, feature.isItem {
      // Each item has matrices of its own where there is more than one along the first dimension.
      guard rank <= feature.shape.count, rank < feature.shape.count || weight.shape[0] == 1 else {
        throw ONNXFault.acrossItems("it multiplies matrices")
      }
      if rank == feature.shape.count { weight.shape.removeFirst() }
    }
    let order = Array(weight.shape.indices)
    return try linear(
      node, feature, weight: weight.transposed(order.dropLast(2) + order.suffix(2).reversed()),
      bias: nil)
  }

  /// Weights [neurons, inputs], or a stack of such, along the last dimension.
  private mutating func linear(
    _ node: ONNXFile.Node, _ feature: ONNXFeature, weight: ONNXConstant, bias: ONNXConstant?,
    role: String = ""
  ) throws(ONNXFault) -> ONNXFeature {
    let neurons = weight.shape[weight.shape.count - 2]
    // Of a vector they are a fully connected layer, which the figures know.
    let kind = feature.isItem && feature.inner.count == 1 ? "fully-connected" : "linear"
    var settings: [String: SettingValue] = [
      "neurons": .whole(neurons), "bias": .flag(bias != nil),
    ]
    if weight.shape.count > 2 { settings["matrices"] = .wholes(weight.shape.dropLast(2)) }
    return try stage(
      node, kind: kind, settings, from: [feature],
      parameters: [
        (.weight, try weight.tensor(weight.shape)), (.bias, try bias?.tensor([neurons])),
      ], role: role)
  }

  /// Gemm: α A B + β C, of which A and B may be transposed.
  mutating func generalProduct(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let (alpha, beta) = (node.number("alpha") ?? 1, node.number("beta") ?? 1)
    var feature = try feature(node)
    guard feature.shape.count == 2 else {
      throw ONNXFault("it takes a matrix, not \(Tensor.describe(feature.shape))")
    }
    if node.whole("transA") == 1 {
      guard !feature.isItem else { throw ONNXFault.acrossItems("it transposes a matrix") }
      feature = try stage(
        node, kind: "transpose", ["order": .wholes([1, 0])], from: [feature], role: "transposed")
    }
    var weight = try needed(node, 1)
    guard weight.shape.count == 2 else {
      throw ONNXFault("it multiplies by \(Tensor.describe(weight.shape)); a matrix is known")
    }
    if node.whole("transB") != 1 { weight = weight.transposed([1, 0]) }
    if alpha != 1 { weight = weight.mapped { $0 * alpha } }
    let neurons = weight.shape[0]
    if beta != 0, case .feature(var addend)? = try value(node, 2) {
      let product = try linear(node, feature, weight: weight, bias: nil, role: "product")
      if beta != 1 {
        addend = try stage(
          node, kind: "scale", ["factor": .number(beta)], from: [addend], role: "addend")
      }
      return try combined(node, "add", product, addend)
    }
    guard let addend = try constant(node, 2)?.mapped({ $0 * beta }), beta != 0 else {
      return try linear(node, feature, weight: weight, bias: nil)
    }
    // One number, or one for each column, is a bias.
    let row = addend.shape.last ?? 1
    guard row == addend.count, row == 1 || row == neurons else {
      let product = try linear(node, feature, weight: weight, bias: nil, role: "product")
      return try affine(node, product, weight: nil, bias: addend)
    }
    let values =
      row == 1 ? addend.values.map { Array(repeating: $0[0], count: neurons) } : addend.values
    let bias = ONNXConstant(shape: [neurons], values: values, name: addend.name)
    return try linear(node, feature, weight: weight, bias: bias)
  }
}

extension ONNXConstant {
  /// The constant with its dimensions in another order.
  func transposed(_ order: [Int]) -> ONNXConstant {
    let lengths = order.map { shape[$0] }
    guard let values, !values.isEmpty else {
      return ONNXConstant(shape: lengths, values: self.values, name: name)
    }
    var strides = [Int](repeating: 1, count: shape.count)
    for place in shape.indices.dropLast().reversed() {
      strides[place] = strides[place + 1] * shape[place + 1]
    }
    let steps = order.map { strides[$0] }
    var indices = [Int](repeating: 0, count: shape.count)
    var (result, place) = ([Double](), 0)
    result.reserveCapacity(values.count)
    for _ in values.indices {
      result.append(values[place])
      for dimension in lengths.indices.reversed() {
        indices[dimension] += 1
        place += steps[dimension]
        if indices[dimension] < lengths[dimension] { break }
        place -= steps[dimension] * lengths[dimension]
        indices[dimension] = 0
      }
    }
    return ONNXConstant(shape: lengths, values: result, name: name)
  }
}
