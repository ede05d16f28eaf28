import Neural

/// A layer's record in a trace: everything about it but its weights and biases.
struct TraceLayer {
  private var line: Int
  private var operation = Convolution.Operation.crossCorrelation
  private var activation = Activation.identity
  private var rule = ""
  private var padding = Padding.none
  private var stride = Extent(1)
  private var dilation = Extent(1)
  private var groups = 1
  private var inputShape: [Int] = []
  private var outputShape: [Int] = []
  private var kernel: [Int] = []

  private enum Key: String, CaseIterable {
    case kind, operation, activation
    case inputShape = "input_shape"
    case outputShape = "output_shape"
    case kernel, stride, dilation, padding, groups
  }

  private enum PaddingKey: String, CaseIterable { case rule, top, bottom, left, right }

  /// Reads a layer's record.
  init(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject(TraceKeys(Key.self), in: &input)
    line = input.line
    while let key = try object.nextKey(&input) {
      switch key {
      case .kind:
        let kind = try input.string()
        guard kind == "convolution" else {
          throw input.error(.unknown(key: "kind", value: kind, known: ["convolution"]))
        }
      case .operation: operation = try input.choice("operation")
      case .activation: activation = try input.choice("activation")
      case .inputShape: inputShape = try input.integers(atMost: 8)
      case .outputShape: outputShape = try input.integers(atMost: 8)
      case .kernel: kernel = try input.integers(atMost: 8)
      case .stride: stride = try input.extent()
      case .dilation: dilation = try input.extent()
      case .padding: try readPadding(&input)
      case .groups: groups = try input.integer()
      }
    }
    try object.requireAll(of: "the layer", input)
  }

  private mutating func readPadding(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject(TraceKeys(PaddingKey.self), in: &input)
    while let key = try object.nextKey(&input) {
      switch key {
      case .rule: rule = try input.string()
      case .top: padding.top = try input.integer()
      case .bottom: padding.bottom = try input.integer()
      case .left: padding.left = try input.integer()
      case .right: padding.right = try input.integer()
      }
    }
    try object.requireAll(of: "\"padding\"", input)
  }

  /// The layer's pass over an input; what its record says of shapes must agree with the tensors.
  func pass(
    over input: Tensor, weights: Tensor, bias: Tensor
  ) throws(TraceError) -> Convolution.ForwardPass {
    let rules: [PaddingRule] = [.valid, .same, .full, .explicit(padding)]
    guard let rule = rules.first(where: { $0.name == self.rule }) else {
      throw TraceError(
        line: line, .unknown(key: "padding rule", value: self.rule, known: rules.map(\.name)))
    }
    let pass: Convolution.ForwardPass
    do {
      pass = try Convolution(
        weights: weights, bias: bias, activation: activation, stride: stride, padding: rule,
        dilation: dilation, groups: groups, operation: operation
      ).forward(input)
    } catch {
      throw TraceError(line: line, .layer(error))
    }
    let sides = pass.sweep.padding
    for (key, found, expected) in [
      ("input_shape", inputShape, input.shape),
      ("output_shape", outputShape, pass.shape),
      ("kernel", kernel, [pass.layer.kernel.rows, pass.layer.kernel.columns]),
      (
        "padding", [padding.top, padding.bottom, padding.left, padding.right],
        [sides.top, sides.bottom, sides.left, sides.right]
      ),
    ] where found != expected {
      throw TraceError(
        line: line,
        .mismatch(
          TraceMismatch(
            layer: 0, step: nil, key: key, expected: "\(expected)", found: "\(found)")))
    }
    return pass
  }
}

extension JSONInput {
  /// Reads the name of one of a type's cases.
  fileprivate mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(TraceError) -> Choice where Choice.RawValue == String {
    let name = try string()
    guard let choice = Choice(rawValue: name) else {
      throw error(.unknown(key: key, value: name, known: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  /// Reads `[rows, columns]`.
  fileprivate mutating func extent() throws(TraceError) -> Extent {
    let lengths = try integers(atMost: 2)
    guard lengths.count == 2 else {
      throw error(.unexpected(found: "\(lengths)", wanted: "[rows, columns]"))
    }
    return Extent(rows: lengths[0], columns: lengths[1])
  }
}

extension PaddingRule {
  /// The rule as traces name it.
  var name: String {
    switch self {
    case .valid: "valid"
    case .same: "same"
    case .full: "full"
    case .explicit: "explicit"
    }
  }
}
