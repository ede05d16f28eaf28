import ArrayFiles
import Drawing
import Figures
import Neural

/// A computation as it is asked for: operands by name, and how the filter moves.
struct Setup: Sendable {
  var input: String
  var filter: String
  var bias: String?
  var activation = Activation.identity
  var stride = Extent(1)
  var padding = PaddingRule.valid
  var dilation = Extent(1)
  var groups = 1
  var operation = Convolution.Operation.crossCorrelation
}

/// A pass, and what its operands are called.
struct Computation: Sendable {
  let pass: Convolution.ForwardPass
  let inputName: String
  let filterName: String

  /// Reads the operands and runs the layer over the input.
  ///
  /// - Throws: ``Failure`` where an operand cannot be read, or they do not fit together.
  init(_ setup: Setup, console: Console) throws(Failure) {
    func read(_ argument: String, as role: String) throws(Failure) -> (Tensor, name: String) {
      let source = TensorSource(argument)
      do {
        return (try source.read(as: role, standardInput: console.readInput), source.name)
      } catch {
        throw Failure(error.kind == .missing ? .missingInput : .malformedData, error.description)
      }
    }
    let (input, inputName) = try read(setup.input, as: "input")
    let (filter, filterName) = try read(setup.filter, as: "filter")
    let channels = try Operands.input(input)
    let weights = try Operands.weights(filter, channels: channels.shape[0], groups: setup.groups)
    var bias: Tensor?
    if let argument = setup.bias {
      bias = Operands.bias(try read(argument, as: "bias").0, maps: weights.shape[0])
    }
    do {
      let layer = try Convolution(
        weights: weights, bias: bias, activation: setup.activation, stride: setup.stride,
        padding: setup.padding, dilation: setup.dilation, groups: setup.groups,
        operation: setup.operation)
      pass = try layer.forward(channels)
    } catch {
      throw Failure(.malformedData, error.description)
    }
    self.inputName = inputName
    self.filterName = filterName
  }

  /// The computation as a figure takes it; the step must be one of the pass's.
  func subject(step: Int) -> Subject {
    Subject(pass: pass, step: step, inputName: inputName, filterName: filterName)
  }

  /// A figure of the computation at a step; for gradients, of an upstream gradient of ones.
  func scene(of figure: FigureKind, step: Int, style: FigureStyle) -> Scene {
    let subject = subject(step: step)
    switch figure.drawing {
    case .convolution(let draw): return draw(subject, style)
    case .gradient(let draw):
      let ones = Tensor(repeating: 1, shape: pass.shape)
      guard let backward = try? pass.backward(upstreamGradient: ones) else {
        preconditionFailure("ones have the shape of the feature maps")
      }
      return draw(GradientSubject(forward: subject, backward: backward), style)
    case .pooling, .fullyConnected:
      preconditionFailure("a convolution is neither")
    }
  }
}
