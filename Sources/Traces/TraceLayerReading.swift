import Neural

extension TraceLayer {
  private enum PaddingKey: String, TraceKey {
    case rule, top, bottom, left, right

    static let table = TraceKeys<Self>()
  }

  /// Reads a layer's record.
  init(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject<Key>(in: &input)
    var kind = Kind.convolution
    var operation = Convolution.Operation.crossCorrelation
    var activation = Activation.identity
    var lengths: [Key: [Int]] = [:]
    var padding = TracePadding(.valid, .none)
    var groups = 1
    while let key = try object.nextKey(&input) {
      switch key {
      case .kind: kind = try input.choice("kind")
      case .operation: operation = try input.choice("operation")
      case .activation: activation = try input.choice("activation")
      case .inputShape, .outputShape: lengths[key] = try input.integers(atMost: 8)
      case .kernel, .window, .stride, .dilation: lengths[key] = try input.lengths()
      case .padding: padding = try TraceLayer.padding(&input)
      case .groups: groups = try input.integer()
      }
    }
    try object.require(kind.keys, of: "the layer", input)
    self.init(
      line: input.line, kind: kind, operation: operation, activation: activation,
      inputShape: lengths[.inputShape] ?? [], outputShape: lengths[.outputShape] ?? [],
      kernel: lengths[kind == .convolution ? .kernel : .window] ?? [1, 1],
      stride: lengths[.stride] ?? [1, 1], dilation: lengths[.dilation] ?? [1, 1],
      padding: padding, groups: groups)
  }

  private static func padding(_ input: inout JSONInput) throws(TraceError) -> TracePadding {
    var object = try TraceObject<PaddingKey>(in: &input)
    var padding = TracePadding(.valid, .none)
    while let key = try object.nextKey(&input) {
      switch key {
      case .rule:
        padding.rule = try input.string()
        guard padding.paddingRule != nil else {
          throw input.error(
            .unknown(
              key: "padding rule", value: padding.rule,
              known: TracePadding.rules(.none).map { TracePadding($0, .none).rule }))
        }
      case .top: padding.sides.top = try input.integer()
      case .bottom: padding.sides.bottom = try input.integer()
      case .left: padding.sides.left = try input.integer()
      case .right: padding.sides.right = try input.integer()
      }
    }
    try object.requireAll(of: "\"padding\"", input)
    return padding
  }

  /// What the record disagrees in with the record of the pass that was built from it.
  func mismatch(with built: TraceLayer) -> TraceMismatch? {
    let sides = { (padding: Padding) in
      [padding.top, padding.bottom, padding.left, padding.right]
    }
    let pairs: [(key: Key, found: [Int], expected: [Int])] = [
      (.inputShape, inputShape, built.inputShape),
      (.outputShape, outputShape, built.outputShape),
      (.kernel, kernel, built.kernel),
      (.padding, sides(padding.sides), sides(built.padding.sides)),
    ]
    for (key, found, expected) in pairs where kind.keys.contains(key) && found != expected {
      return TraceMismatch(
        layer: 0, step: nil, key: key.rawValue, expected: "\(expected)", found: "\(found)")
    }
    return nil
  }
}

extension JSONInput {
  /// Reads the name of one of a type's cases.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(TraceError) -> Choice where Choice.RawValue == String {
    let name = try string()
    guard let choice = Choice(rawValue: name) else {
      throw error(.unknown(key: key, value: name, known: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  /// Reads `[rows, columns]`.
  fileprivate mutating func lengths() throws(TraceError) -> [Int] {
    let lengths = try integers(atMost: 2)
    guard lengths.count == 2 else {
      throw error(.unexpected(found: "\(lengths)", wanted: "[rows, columns]"))
    }
    return lengths
  }
}
