import Neural

/// A layer's record in a trace: everything about it but its weights and biases.
struct TraceLayer {
  /// The kinds of layer that a trace can be of.
  enum Kind: String, CaseIterable {
    case convolution
    case maxPooling = "max_pooling"
    case averagePooling = "average_pooling"
    case fullyConnected = "fully_connected"

    /// The keys that a layer of this kind has.
    var keys: [Key] {
      switch self {
      case .convolution: Key.allCases.filter { $0 != .window }
      case .maxPooling, .averagePooling:
        [.kind, .inputShape, .outputShape, .window, .stride, .padding]
      case .fullyConnected: [.kind, .activation, .inputShape, .outputShape]
      }
    }
  }

  /// The keys, in the order in which they are written.
  enum Key: String, TraceKey {
    case kind, operation, activation
    case inputShape = "input_shape"
    case outputShape = "output_shape"
    case kernel, window, stride, dilation, padding, groups

    static let table = TraceKeys<Self>()
  }

  /// The line that the record was read from; 1 where it was not.
  let line: Int
  let kind: Kind
  let operation: Convolution.Operation
  let activation: Activation
  let inputShape: [Int]
  let outputShape: [Int]
  /// The kernel, or the window; how it moves, and the rule of its padding, whose sides may be wrong
  /// in a record that was read.
  let kernel: [Int]
  let stride: [Int]
  let dilation: [Int]
  let padding: TracePadding
  let groups: Int
}

/// A rule of padding and the zeros that it comes to on each side.
struct TracePadding {
  var rule: String
  var sides: Padding

  init(_ rule: PaddingRule, _ sides: Padding) {
    (self.rule, self.sides) = (rule.name, sides)
  }

  /// The rule that the name is that of; nil where it is none.
  var paddingRule: PaddingRule? {
    TracePadding.rules(sides).first { $0.name == rule }
  }

  /// Every rule, the explicit one with the sides.
  static func rules(_ sides: Padding) -> [PaddingRule] {
    [.valid, .same, .sameLower, .full, .explicit(sides)]
  }
}

extension PaddingRule {
  /// The rule as traces name it.
  fileprivate var name: String {
    switch self {
    case .valid: "valid"
    case .same: "same"
    case .sameLower: "same-lower"
    case .full: "full"
    case .explicit: "explicit"
    }
  }
}

// MARK: From a pass

extension TraceLayer {
  /// The record of the layer that a computation is of.
  init(_ traced: TracedPass) {
    switch traced {
    case .convolution(let pass): self.init(pass)
    case .convolutionGradients(let pass): self.init(pass.forward)
    case .maxPooling(let pass): self.init(pass)
    case .maxPoolingGradient(let pass): self.init(pass.forward)
    case .averagePooling(let pass): self.init(pass)
    case .averagePoolingGradient(let pass): self.init(pass.forward)
    case .fullyConnected(let pass): self.init(pass)
    case .fullyConnectedGradients(let pass): self.init(pass.forward)
    }
  }

  init(_ pass: Convolution.ForwardPass) {
    let layer = pass.layer
    self.init(
      .convolution, layer.geometry, pass.sweep, input: pass.input.shape, output: pass.shape,
      operation: layer.operation, activation: layer.activation, groups: layer.groups)
  }

  init(_ pass: MaxPooling.ForwardPass) {
    self.init(
      .maxPooling, pass.layer.geometry, pass.sweep, input: pass.input.shape, output: pass.shape)
  }

  init(_ pass: AveragePooling.ForwardPass) {
    self.init(
      .averagePooling, pass.layer.geometry, pass.sweep, input: pass.input.shape,
      output: pass.shape)
  }

  init(_ pass: FullyConnected.ForwardPass) {
    let convolution = pass.convolution
    self.init(
      .fullyConnected, convolution.layer.geometry, convolution.sweep, input: pass.input.shape,
      output: [pass.layer.neurons], activation: pass.layer.activation)
  }

  private init(
    _ kind: Kind, _ geometry: Geometry, _ sweep: Sweep, input: [Int], output: [Int],
    operation: Convolution.Operation = .crossCorrelation, activation: Activation = .identity,
    groups: Int = 1
  ) {
    self.init(
      line: 1, kind: kind, operation: operation, activation: activation, inputShape: input,
      outputShape: output, kernel: [geometry.kernel.rows, geometry.kernel.columns],
      stride: [geometry.stride.rows, geometry.stride.columns],
      dilation: [geometry.dilation.rows, geometry.dilation.columns],
      padding: TracePadding(geometry.padding, sweep.padding), groups: groups)
  }
}

// MARK: Writing

extension TraceLayer {
  /// Writes the record.
  func write(to output: inout JSONOutput) {
    output.openObject()
    for key in kind.keys {
      output.key(key)
      switch key {
      case .kind: output.value(kind.rawValue)
      case .operation: output.value(operation.rawValue)
      case .activation: output.value(activation.rawValue)
      case .inputShape: output.value(inputShape)
      case .outputShape: output.value(outputShape)
      case .kernel, .window: output.value(kernel)
      case .stride: output.value(stride)
      case .dilation: output.value(dilation)
      case .padding: output.value(padding)
      case .groups: output.value(groups)
      }
    }
    output.closeObject()
  }
}

extension JSONOutput {
  fileprivate mutating func value(_ padding: TracePadding) {
    openObject()
    key("rule")
    value(padding.rule)
    key("top")
    value(padding.sides.top)
    key("bottom")
    value(padding.sides.bottom)
    key("left")
    value(padding.sides.left)
    key("right")
    value(padding.sides.right)
    closeObject()
  }
}
