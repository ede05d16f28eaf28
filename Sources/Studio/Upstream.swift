import Neural

/// Where the gradient ∂C/∂a comes from that a backward pass begins with.
public enum Upstream: Sendable, Equatable {
  /// 1 for each neuron.
  case ones
  /// Uniform in −1 … 1 with two decimals.
  case random(seed: UInt64)
  /// The gradient itself: in the shape of the output, for a batch one after the other.
  case tensor(Tensor)
  /// The gradient of a cost of the output against a target.
  case cost(Cost, target: Target)

  /// What the output should have been.
  public enum Target: Sendable, Equatable {
    /// Values in the shape of the output, for a batch one after the other.
    case tensor(Tensor)
    /// 1 for the class of that number and 0 for all others; for a batch a class an item.
    case classes([Int])
  }
}

extension Upstream {
  /// The cost; nil where the gradient is not that of one.
  var cost: Cost? {
    if case .cost(let cost, _) = self { cost } else { nil }
  }

  /// The run with every gradient.
  ///
  /// - Throws: ``RequestError`` where a tensor has another shape, a class is not there, or the cost
  ///   cannot mean anything over the output; `NetworkError` where the run refuses.
  func backward(_ run: NetworkRun, reduction: Reduction) throws -> NetworkRun {
    let outputs = run.outputs
    switch self {
    case .ones:
      return try run.backward(
        outputGradient: outputs.map { Tensor(repeating: 1, shape: $0.shape) },
        reduction: reduction)
    case .random(let seed):
      var generator = SeededGenerator(seed: seed)
      var gradients: [Tensor] = []
      for output in outputs {
        let values = (0..<output.count).map { _ in generator.nextWeight() }
        gradients.append(try Tensor(shape: output.shape, values: values))
      }
      return try run.backward(outputGradient: gradients, reduction: reduction)
    case .tensor(let tensor):
      let gradients = try tensor.items(
        outputs.count, of: outputs[0].shape, as: "upstream gradient", option: "upstream")
      return try run.backward(outputGradient: gradients, reduction: reduction)
    case .cost(let cost, let target):
      return try run.backward(
        from: cost, try target.targets(for: outputs), reduction: reduction)
    }
  }
}

extension Upstream.Target {
  /// The target of each item.
  fileprivate func targets(for outputs: [Tensor]) throws(RequestError) -> [Target] {
    let output = outputs[0]
    switch self {
    case .tensor(let tensor):
      guard tensor.count > 1 || output.count == 1 || outputs.count > 1 else {
        let example = max(0, min(Int(tensor.values[0].rounded()), output.count - 1))
        throw RequestError(
          .data, subject: "target",
          "the target is \(Tensor.describe(tensor.shape)); it must have the shape of the layer's "
            + "output, \(output.shapeWords), or be a class such as class:\(example)")
      }
      return try tensor.items(
        outputs.count, of: output.shape, as: "target", option: "target"
      ).map(Target.tensor)
    case .classes(let classes):
      guard classes.count == outputs.count || classes.count == 1 else {
        throw RequestError(
          .data, subject: "target",
          "there are \(classes.count) classes for \(counted(outputs.count, "item")); give one for "
            + "each")
      }
      return outputs.indices.map { .class(classes.count == 1 ? classes[0] : classes[$0]) }
    }
  }
}

extension Tensor {
  /// The shape as messages say it: `2 × 3`, `3 numbers`.
  var shapeWords: String {
    guard shape.count > 1 else { return counted(count, "number") }
    let core = shape.drop { $0 == 1 }
    return Tensor.describe(Array(shape.suffix(max(core.count, min(2, shape.count)))))
  }

  /// The tensor in the shape of a layer's output; leading dimensions of length 1 may be left out,
  /// and so may the one row of what goes over a length. Of a batch one after the other.
  func items(
    _ count: Int, of shape: [Int], as role: String, option: String
  ) throws(RequestError) -> [Tensor] {
    func core(_ shape: [Int]) -> [Int] { Array(shape.drop { $0 == 1 }) }
    let line = shape.count == 3 && shape[1] == 1 ? [shape[0], shape[2]] : shape
    do {
      if core(self.shape) == core(shape) || core(self.shape) == core(line) {
        // One for all: the same for each item.
        let one = try reshaped(shape)
        return Array(repeating: one, count: count)
      }
      let batch = [count] + shape
      if count > 1,
        core(self.shape) == core(batch) || core(self.shape) == core([count] + line)
          || core(self.shape) == core([count] + core(shape))
      {
        let all = try reshaped(batch)
        return (0..<count).map { all[slice: $0] }
      }
    } catch { throw RequestError(.data, subject: option, "\(error)") }
    let items = count == 1 ? "" : ", or \(count) of them"
    let right = Tensor(shape: shape).shapeWords
    throw RequestError(
      .data, subject: option,
      "the \(role) is \(Tensor.describe(self.shape)); it must have the shape of the layer's output, "
        + right + items)
  }
}

/// A number of things.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
