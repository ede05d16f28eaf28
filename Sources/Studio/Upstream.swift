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

/// The cost that gradients are those of, and what the output of each item was compared with.
public struct CostOfOutput: Sendable, Equatable {
  /// The cost C.
  public let cost: Cost
  /// What each item's output should have been, in its shape.
  public let targets: [Tensor]
}

extension Upstream {
  /// The gradient for each item's output, and the cost that it comes from where there is one.
  ///
  /// - Throws: ``RequestError`` where a tensor has another shape, or a class is not there.
  func gradients(of outputs: [Tensor]) throws(RequestError) -> ([Tensor], CostOfOutput?) {
    let shape = outputs[0].shape
    switch self {
    case .ones:
      return (outputs.map { _ in Tensor(repeating: 1, shape: shape) }, nil)
    case .random(let seed):
      var generator = SeededGenerator(seed: seed)
      var gradients: [Tensor] = []
      for output in outputs {
        let values = (0..<output.count).map { _ in generator.nextWeight() }
        gradients.append(try output.filled(with: values))
      }
      return (gradients, nil)
    case .tensor(let tensor):
      return (
        try tensor.items(
          outputs.count, of: shape, as: "upstream gradient", option: "upstream"), nil
      )
    case .cost(let cost, let target):
      let targets = try target.tensors(for: outputs)
      var gradients: [Tensor] = []
      for (output, target) in zip(outputs, targets) {
        do { gradients.append(try cost.gradient(of: output, target: target)) } catch {
          throw RequestError(.data, subject: "cost", error.description)
        }
      }
      return (gradients, CostOfOutput(cost: cost, targets: targets))
    }
  }
}

extension Upstream.Target {
  /// The target of each item, in the shape of its output.
  fileprivate func tensors(for outputs: [Tensor]) throws(RequestError) -> [Tensor] {
    let output = outputs[0]
    switch self {
    case .tensor(let tensor):
      guard tensor.count > 1 || output.count == 1 || outputs.count > 1 else {
        let example = Int(tensor.values[0].rounded()).clamped(to: 0..<output.count)
        throw RequestError(
          .data, subject: "target",
          "the target is \(Tensor.describe(tensor.shape)); it must have the shape of the layer's "
            + "output, \(output.shapeWords), or be a class such as class:\(example)")
      }
      return try tensor.items(
        outputs.count, of: output.shape, as: "target", option: "target")
    case .classes(let classes):
      guard classes.count == outputs.count || classes.count == 1 else {
        throw RequestError(
          .data, subject: "target",
          "there are \(classes.count) classes for \(outputs.count) items; give one for each")
      }
      var targets: [Tensor] = []
      for (item, output) in outputs.enumerated() {
        let number = classes.count == 1 ? classes[0] : classes[item]
        guard output.count > 1 else {
          throw RequestError(
            .data, subject: "target",
            "the output is one number, which has no classes; give the number that it should be")
        }
        guard (0..<output.count).contains(number) else {
          throw RequestError(
            .data, subject: "target",
            "there is no class \(number); the classes of \(output.count) outputs are 0 to "
              + "\(output.count - 1)")
        }
        targets.append(
          try output.filled(with: (0..<output.count).map { $0 == number ? 1 : 0 }))
      }
      return targets
    }
  }
}

extension Tensor {
  /// Other values in the same shape.
  fileprivate func filled(with values: [Double]) throws(RequestError) -> Tensor {
    do { return try Tensor(shape: shape, values: values) } catch {
      throw RequestError(.data, "\(error)")
    }
  }

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

extension Int {
  fileprivate func clamped(to range: Range<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound - 1)
  }
}
