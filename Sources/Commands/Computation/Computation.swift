import ArrayFiles
import Drawing
import Figures
import Neural
import Traces

/// The passes of a layer over an input, and what its operands are called.
struct Computation: Sendable {
  /// The passes; the backward pass is there where there is an upstream gradient.
  enum Passes: Sendable {
    case convolution(Convolution.ForwardPass, Convolution.BackwardPass?)
    case pooling(PoolingSubject.Passes)
    case fullyConnected(FullyConnected.ForwardPass, FullyConnected.BackwardPass?)
  }

  /// The passes.
  let passes: Passes
  /// The cost that the backward pass begins with, where it begins with one.
  let cost: TracedCost?
  /// What the input is called.
  let inputName: String
  /// What the weights are called; empty where there are none.
  let filterName: String
  /// How an input without negative values is coloured.
  let shade: ValueScale.Kind

  /// Reads the operands and runs the layer over the input, forward and, with an upstream gradient,
  /// backward.
  ///
  /// - Throws: ``Failure`` where an operand cannot be read, or they do not fit together.
  init(_ setup: Setup, console: Console) throws(Failure) {
    let reader = OperandReader(console: console)
    let operand: InputOperand
    switch setup.input {
    case .tensor(let argument):
      operand = try reader.input(argument, form: setup.form)
    case .activations(let before):
      let computation = try Computation(before, console: console)
      operand = InputOperand(
        tensor: computation.passes.activations,
        name: "feature maps of \(computation.inputName)")
    }
    shade = setup.shade ?? (operand.isPicture ? .light : .ink)
    let source = setup.filter.map(TensorSource.init)
    var names = (input: operand.name, filter: source?.name ?? "")
    switch setup.layer {
    case .convolution:
      let operands = try ConvolutionOperands(
        operand, filter: try reader.read(setup.filter ?? "", as: "filter"),
        isKernel: source?.isKernel ?? false, groups: setup.groups, form: setup.form)
      if operands.isOneDimensional { names.input += ", one-dimensional" }
      if operands.isSpread { names.filter += " on each channel" }
      (passes, cost) = try Passes.convolution(setup, operands, reader)
    case .maxPooling:
      (passes, cost) = try Passes.maxPooling(setup, over: try Operands.input(operand), reader)
    case .averagePooling:
      (passes, cost) = try Passes.averagePooling(setup, over: try Operands.input(operand), reader)
    case .fullyConnected:
      (passes, cost) = try Passes.fullyConnected(setup, over: try Operands.input(operand), reader)
    }
    (inputName, filterName) = names
  }

  /// The kind of the layer.
  var layer: LayerKind {
    switch passes {
    case .convolution: .convolution
    case .pooling(.max): .maxPooling
    case .pooling(.average): .averagePooling
    case .fullyConnected: .fullyConnected
    }
  }

  /// The number of steps of the forward pass.
  var stepCount: Int {
    switch passes {
    case .convolution(let forward, _): forward.steps.count
    case .pooling(.max(let forward, _)): forward.steps.count
    case .pooling(.average(let forward, _)): forward.steps.count
    case .fullyConnected(let forward, _): forward.steps.count
    }
  }

  /// Whether the name of an input is that of a picture, in which 0 is black.
  static func isPicture(_ name: String) -> Bool {
    let file = name.prefix { $0 != "#" && $0 != "," }.lowercased()
    return [".png", ".jpg", ".jpeg"].contains { file.hasSuffix($0) }
  }
}

extension Computation.Passes {
  /// The layer's output.
  var activations: Tensor {
    switch self {
    case .convolution(let forward, _): forward.featureMaps().a
    case .pooling(.max(let forward, _)): forward.result
    case .pooling(.average(let forward, _)): forward.result
    case .fullyConnected(let forward, _): forward.result.a
    }
  }

  fileprivate static func convolution(
    _ setup: Setup, _ operands: ConvolutionOperands, _ reader: OperandReader
  ) throws(Failure) -> (Self, TracedCost?) {
    let bias = try reader.bias(setup.bias, count: operands.weights.shape[0])
    let padding = try operands.isOneDimensional ? setup.padding.overLength() : setup.padding
    let forward = try checked { () throws(LayerError) in
      try Convolution(
        weights: operands.weights, bias: bias, activation: setup.activation,
        stride: setup.stride ?? Extent(1), padding: padding, dilation: setup.dilation,
        groups: setup.groups,
        operation: setup.operation
      ).forward(operands.input)
    }
    let upstream = try reader.read(
      setup.upstream, shape: forward.shape, layout: setup.form.outputLayout
    ) { forward.featureMaps().a }
    return try checked { () throws(LayerError) in
      (.convolution(forward, try (upstream?.gradient).map(forward.backward)), upstream?.cost)
    }
  }

  fileprivate static func maxPooling(
    _ setup: Setup, over input: Tensor, _ reader: OperandReader
  ) throws(Failure) -> (Self, TracedCost?) {
    let forward = try checked { () throws(LayerError) in
      try MaxPooling(window: setup.window, stride: setup.stride, padding: setup.padding)
        .forward(input)
    }
    let upstream = try reader.read(
      setup.upstream, shape: forward.shape, layout: setup.form.outputLayout
    ) { forward.result }
    return try checked { () throws(LayerError) in
      (.pooling(.max(forward, try (upstream?.gradient).map(forward.backward))), upstream?.cost)
    }
  }

  fileprivate static func averagePooling(
    _ setup: Setup, over input: Tensor, _ reader: OperandReader
  ) throws(Failure) -> (Self, TracedCost?) {
    let forward = try checked { () throws(LayerError) in
      try AveragePooling(window: setup.window, stride: setup.stride, padding: setup.padding)
        .forward(input)
    }
    let upstream = try reader.read(
      setup.upstream, shape: forward.shape, layout: setup.form.outputLayout
    ) { forward.result }
    return try checked { () throws(LayerError) in
      (.pooling(.average(forward, try (upstream?.gradient).map(forward.backward))), upstream?.cost)
    }
  }

  fileprivate static func fullyConnected(
    _ setup: Setup, over input: Tensor, _ reader: OperandReader
  ) throws(Failure) -> (Self, TracedCost?) {
    let filter = try reader.read(setup.filter ?? "", as: "filter")
    let weights = try Operands.matrix(
      filter, over: input, layout: setup.form.layout?.filter ?? .channelsFirst)
    let neurons = weights.shape[0]
    let bias = try reader.bias(setup.bias, count: neurons)
    let forward = try checked { () throws(LayerError) in
      try FullyConnected(weights: weights, bias: bias, activation: setup.activation)
        .forward(input)
    }
    let upstream = try reader.read(setup.upstream, shape: [neurons]) { forward.result.a }
    return try checked { () throws(LayerError) in
      (.fullyConnected(forward, try (upstream?.gradient).map(forward.backward)), upstream?.cost)
    }
  }
}

extension OperandReader {
  /// The biases, as many as there are neurons or feature maps; nil for none.
  fileprivate func bias(_ argument: String?, count: Int) throws(Failure) -> Tensor? {
    guard let argument else { return nil }
    return Operands.bias(try read(argument, as: "bias"), maps: count)
  }
}
