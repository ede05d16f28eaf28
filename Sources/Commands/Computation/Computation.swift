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
    let input: Tensor
    switch setup.input {
    case .tensor(let argument):
      input = try Operands.input(try reader.read(argument, as: "input"))
      inputName = TensorSource(argument).name
      shade = setup.shade ?? (Computation.isImage(argument) ? .light : .ink)
    case .activations(let before):
      let computation = try Computation(before, console: console)
      input = try Operands.input(computation.passes.activations)
      inputName = "feature maps of \(computation.inputName)"
      shade = setup.shade ?? .ink
    }
    (passes, cost) =
      switch setup.layer {
      case .convolution: try Passes.convolution(setup, over: input, reader)
      case .maxPooling: try Passes.maxPooling(setup, over: input, reader)
      case .averagePooling: try Passes.averagePooling(setup, over: input, reader)
      case .fullyConnected: try Passes.fullyConnected(setup, over: input, reader)
      }
    filterName = setup.filter.map { TensorSource($0).name } ?? ""
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

  /// Whether an argument names a PNG file, in which 0 is black.
  static func isImage(_ argument: String) -> Bool {
    argument.prefix { $0 != "#" }.lowercased().hasSuffix(".png")
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
    _ setup: Setup, over input: Tensor, _ reader: OperandReader
  ) throws(Failure) -> (Self, TracedCost?) {
    let filter = try reader.read(setup.filter ?? "", as: "filter")
    let weights = try Operands.weights(filter, channels: input.shape[0], groups: setup.groups)
    let bias = try reader.bias(setup.bias, count: weights.shape[0])
    let forward = try checked { () throws(LayerError) in
      try Convolution(
        weights: weights, bias: bias, activation: setup.activation,
        stride: setup.stride ?? Extent(1),
        padding: setup.padding, dilation: setup.dilation, groups: setup.groups,
        operation: setup.operation
      ).forward(input)
    }
    let upstream = try reader.read(setup.upstream, shape: forward.shape) {
      forward.featureMaps().a
    }
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
    let upstream = try reader.read(setup.upstream, shape: forward.shape) { forward.result }
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
    let upstream = try reader.read(setup.upstream, shape: forward.shape) { forward.result }
    return try checked { () throws(LayerError) in
      (.pooling(.average(forward, try (upstream?.gradient).map(forward.backward))), upstream?.cost)
    }
  }

  fileprivate static func fullyConnected(
    _ setup: Setup, over input: Tensor, _ reader: OperandReader
  ) throws(Failure) -> (Self, TracedCost?) {
    let filter = try reader.read(setup.filter ?? "", as: "filter")
    let weights = try Operands.matrix(filter, inputs: input.count)
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
