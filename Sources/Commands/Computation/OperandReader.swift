import ArrayFiles
import Neural
import Traces

/// Reads the tensors that a command line names.
struct OperandReader {
  let console: Console

  /// The tensor that an argument names; `role` is what messages call it.
  ///
  /// - Throws: ``Failure`` where it is not there, or does not hold numbers.
  func read(_ argument: String, as role: String) throws(Failure) -> Tensor {
    do {
      return try TensorSource(argument).read(
        as: role,
        standardInput: {
          try console.readInput(atMost: TensorSource.maximumFileSize)
        })
    } catch {
      throw Failure(error.kind == .missing ? .missingInput : .malformedData, error.description)
    }
  }

  /// The gradient ∂C/∂a in the shape of a layer's output, and the cost that it comes from where
  /// there is one; nil where none is asked for.
  ///
  /// - Throws: ``Failure`` where a tensor cannot be read or has another shape.
  func read(
    _ upstream: UpstreamGradient?, shape: [Int], output: () -> Tensor
  ) throws(Failure) -> (gradient: Tensor, cost: TracedCost?)? {
    let role = "upstream gradient"
    switch upstream {
    case nil:
      return nil
    case .ones:
      return (Tensor(repeating: 1, shape: shape), nil)
    case .random(let seed):
      let lengths = shape.map(String.init).joined(separator: "x")
      return (try read("random:\(lengths)@\(seed)", as: role), nil)
    case .tensor(let argument):
      return (try Operands.output(try read(argument, as: role), shape: shape, role: role), nil)
    case .cost(let cost, let target):
      let target = try Operands.output(
        try read(target, as: "target"), shape: shape, role: "target")
      return try checked { () throws(LayerError) in
        let output = output()
        return (
          try cost.gradient(of: output, target: target),
          try TracedCost(cost, of: output, target: target)
        )
      }
    }
  }
}

/// What a layer makes of its operands.
///
/// - Throws: ``Failure`` of the kind `malformedData` where they do not fit.
func checked<Value>(_ body: () throws(LayerError) -> Value) throws(Failure) -> Value {
  do {
    return try body()
  } catch {
    throw Failure(.malformedData, error.description)
  }
}
