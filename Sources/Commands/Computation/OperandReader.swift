import ArrayFiles
import Neural
import Traces

/// Reads the tensors that a command line names.
struct OperandReader {
  let console: Console

  /// The tensor that an argument names; `role` is what messages call it.
  ///
  /// What there is to say about the reading is said on standard error.
  /// - Throws: ``Failure`` where it is not there, or does not hold numbers.
  func read(_ argument: String, as role: String) throws(Failure) -> Tensor {
    try reading(argument, as: role).tensor
  }

  /// The input that an argument names.
  ///
  /// - Throws: ``Failure`` where it is not there, or does not hold numbers in the shape asked for.
  func input(_ argument: String, form: OperandForm) throws(Failure) -> InputOperand {
    let reading = try reading(argument, as: "input", options: form.reading)
    var operand = InputOperand(
      tensor: Operands.withoutBatch(reading.tensor),
      name: TensorSource(argument).name + form.reading.title)
    operand.isPicture = reading.isPicture
    // A picture's channels are put first where it is read.
    if !reading.isPicture { operand.layout = form.layout?.input ?? .channelsFirst }
    if form.layout == nil, !reading.isPicture,
      let note = Operands.channelsLastNote(operand.tensor)
    {
      console.note(note)
    }
    return operand
  }

  private func reading(
    _ argument: String, as role: String, options: ReadingOptions = ReadingOptions()
  ) throws(Failure) -> TensorReading {
    do {
      let reading = try TensorSource(argument)
        .reading(
          as: role, options: options,
          standardInput: { try console.readInput(atMost: TensorSource.maximumFileSize) })
      for note in reading.notes { console.note(note) }
      return reading
    } catch {
      throw Failure(error.kind == .missing ? .missingInput : .malformedData, error.description)
    }
  }

  /// The gradient ∂C/∂a in the shape of a layer's output, and the cost that it comes from where
  /// there is one; nil where none is asked for.
  ///
  /// - Throws: ``Failure`` where a tensor cannot be read or has another shape.
  func read(
    _ upstream: UpstreamGradient?, shape: [Int], layout: Layout = .channelsFirst,
    output: () -> Tensor
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
      let gradient = try read(argument, as: role, layout)
      return (try Operands.output(gradient, shape: shape, role: role), nil)
    case .cost(let cost, let target):
      let target = try Operands.output(
        try read(target, as: "target", layout), shape: shape, role: "target")
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

extension OperandReader {
  /// A tensor in the shape of a layer's output, its channels first.
  private func read(
    _ argument: String, as role: String, _ layout: Layout
  ) throws(Failure) -> Tensor {
    let tensor = try read(argument, as: role)
    return layout == .channelsLast ? tensor.mapsFromChannelsLast() : tensor
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
