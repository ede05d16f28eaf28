extension TensorName {
  /// The cost C, a number.
  public static let cost: TensorName = "cost"
  /// The target y, in the shape of the output; of a class 1 at its element and 0 elsewhere.
  public static let target: TensorName = "target"
  /// a − y.
  public static let error: TensorName = "error"
  /// Softmax, or the sigmoid, of the output.
  public static let probabilities: TensorName = "probabilities"
  /// −ln p for each element.
  public static let surprisal: TensorName = "surprisal"
  /// What each output adds to a binary cross-entropy.
  public static let losses: TensorName = "losses"
}

extension Account.Name {
  /// How a cost comes about.
  public static let cost: Account.Name = "cost"
  /// How ∂C/∂a of what comes out of a stage comes about.
  public static let outputGradient: Account.Name = "output_gradient"
}

/// A cost over one output, as accounts of steps.
///
/// The output a stands under ``TensorName/output``, its gradient under
/// ``TensorName/outputGradient``.
public struct CostPass: Sendable, Equatable {
  /// The cost.
  public let cost: Cost
  /// The output a.
  public let output: Tensor
  /// The target y, in the shape of the output.
  public let target: Tensor

  init(cost: Cost, output: Tensor, target: Tensor) {
    (self.cost, self.output, self.target) = (cost, output, target)
  }

  /// C.
  public var value: Double {
    switch cost {
    case .quadratic: squares / 2
    case .meanSquared: squares / Double(output.count)
    case .crossEntropy: zip(surprisal.values, target.values).reduce(0) { $0 + $1.1 * $1.0 }
    case .binaryCrossEntropy: losses.values.reduce(0, +)
    }
  }

  /// ∂C/∂a, in the shape of the output.
  public var gradient: Tensor {
    switch cost {
    case .quadratic: return error
    case .meanSquared:
      let count = Double(output.count)
      return Tensor(uncheckedShape: output.shape, values: error.values.map { 2 * $0 / count })
    case .crossEntropy, .binaryCrossEntropy:
      let total = total
      return combined(probabilities) { $0 * total - $1 }
    }
  }

  /// What the pass computes, by name: the cost, and what it is made of.
  public var results: NamedTensors {
    let made: NamedTensors =
      switch cost {
      case .quadratic, .meanSquared: [NamedTensor(.error, error)]
      case .crossEntropy:
        [NamedTensor(.surprisal, surprisal), NamedTensor(.probabilities, probabilities)]
      case .binaryCrossEntropy:
        [NamedTensor(.losses, losses), NamedTensor(.probabilities, probabilities)]
      }
    return NamedTensors(
      [NamedTensor(.cost, Tensor(repeating: value, shape: []))] + Array(made)
        + [NamedTensor(.outputGradient, gradient)])
  }

  /// How the cost and its gradient come about, then what both are made of.
  public var accounts: [Account] {
    switch cost {
    case .quadratic, .meanSquared: [costAccount, gradientAccount, errorAccount]
    case .crossEntropy, .binaryCrossEntropy:
      [costAccount, gradientAccount, lossAccount, probabilityAccount]
    }
  }
}

// MARK: What a cost is made of

extension CostPass {
  /// a − y.
  private var error: Tensor { combined(output) { $0 - $1 } }
  /// Σ (a − y)².
  private var squares: Double { error.values.reduce(0) { $0 + $1 * $1 } }
  /// −ln p.
  private var surprisal: Tensor { Cost.surprisal(output) }
  /// What each output adds to a binary cross-entropy.
  private var losses: Tensor { combined(output, Cost.binaryLoss) }
  /// What the probabilities of the gradient are multiplied by: Σ y of a cross-entropy, which is 1 up
  /// to rounding.
  private var total: Double { cost == .crossEntropy ? target.values.reduce(0, +) : 1 }

  private var probabilities: Tensor {
    cost == .crossEntropy
      ? Cost.softmax(output)
      : Tensor(uncheckedShape: output.shape, values: output.values.map { Activation.sigmoid($0) })
  }

  private func combined(_ tensor: Tensor, _ combine: (Double, Double) -> Double) -> Tensor {
    Tensor(uncheckedShape: tensor.shape, values: zip(tensor.values, target.values).map(combine))
  }
}

// MARK: Accounts

extension CostPass {
  /// One step, with a term for each output: (a − y)², y · (−ln p), or a loss.
  private var costAccount: Account {
    let (shape, target, value) = (output.shape, target, value)
    let (name, rule, made): (TensorName, Rule, Tensor) =
      switch cost {
      case .quadratic: (.error, .mean(divisor: 2), error)
      case .meanSquared: (.error, .mean(divisor: Double(output.count)), error)
      case .crossEntropy: (.surprisal, .sum, surprisal)
      case .binaryCrossEntropy: (.losses, .sum, losses)
      }
    let isSquare = name == .error
    let terms = StepTerms(count: output.count) { index in
      let indices = Indices(of: index, in: shape)
      let operand = made.operand(name, index, indices)
      if name == .losses { return StepTerm(operand) }
      return StepTerm(
        operand, times: isSquare ? operand : target.operand(.target, index, indices))
    }
    return Account(.cost, result: .cost, shape: [], steps: []) { index in
      AccountStep(
        index: index, target: Address(.cost, Indices()), rule: rule, terms: terms, result: value)
    }
  }

  /// One step for each output: its error, or p − y.
  private var gradientAccount: Account {
    let (error, probabilities, target, total) = (error, probabilities, target, total)
    let (cost, count) = (cost, Double(output.count))
    let rule: Rule =
      switch cost {
      case .quadratic: .copy
      case .meanSquared: .mean(divisor: count)
      case .crossEntropy, .binaryCrossEntropy: .sum
      }
    let gradient = gradient
    let shape = output.shape
    return Account(.outputGradient, result: .outputGradient, shape: shape, steps: shape) { index in
      let indices = Indices(of: index, in: shape)
      let terms: [StepTerm] =
        switch cost {
        case .quadratic: [StepTerm(error.operand(.error, index, indices))]
        case .meanSquared: [StepTerm(error.operand(.error, index, indices), times: Operand(2))]
        case .crossEntropy, .binaryCrossEntropy:
          [
            StepTerm(
              probabilities.operand(.probabilities, index, indices), times: Operand(total)),
            StepTerm(target.operand(.target, index, indices), times: Operand(-1)),
          ]
        }
      return AccountStep(
        index: index, target: Address(.outputGradient, indices), rule: rule,
        terms: StepTerms(terms), result: gradient.values[index])
    }
  }

  /// a − y for each output.
  private var errorAccount: Account {
    let (output, target) = (output, target)
    return .elementwise(
      Account.Name(rawValue: TensorName.error.rawValue), result: .error, shape: output.shape,
      rule: .sum
    ) { index, indices in
      [
        StepTerm(output.operand(.output, index, indices)),
        StepTerm(target.operand(.target, index, indices), times: Operand(-1)),
      ]
    }
  }

  /// −ln p of each output from all of them, or its loss from it and its target.
  private var lossAccount: Account {
    let (output, target, shape) = (output, target, output.shape)
    let isBinary = cost == .binaryCrossEntropy
    let name: TensorName = isBinary ? .losses : .surprisal
    let values = isBinary ? losses : surprisal
    return Account(
      Account.Name(rawValue: name.rawValue), result: name, shape: shape, steps: shape
    ) { index in
      let indices = Indices(of: index, in: shape)
      let terms =
        isBinary
        ? StepTerms([
          StepTerm(output.operand(.output, index, indices)),
          StepTerm(target.operand(.target, index, indices)),
        ]) : output.terms(.output)
      return AccountStep(
        index: index, target: Address(name, indices),
        rule: .function(isBinary ? Cost.binaryCrossEntropy.rawValue : "minus-log-softmax"),
        terms: terms, result: values.values[index])
    }
  }

  /// Softmax of all outputs, or the sigmoid of each.
  private var probabilityAccount: Account {
    let (output, shape, probabilities) = (output, output.shape, probabilities)
    let isSoftmax = cost == .crossEntropy
    return Account(
      Account.Name(rawValue: TensorName.probabilities.rawValue), result: .probabilities,
      shape: shape, steps: shape
    ) { index in
      let indices = Indices(of: index, in: shape)
      return AccountStep(
        index: index, target: Address(.probabilities, indices),
        rule: .function(isSoftmax ? Softmax.function : Activation.sigmoid.rawValue),
        terms: isSoftmax
          ? output.terms(.output)
          : StepTerms([StepTerm(output.operand(.output, index, indices))]),
        result: probabilities.values[index])
    }
  }
}

extension Tensor {
  /// All elements as terms, under the given name.
  fileprivate func terms(_ name: TensorName) -> StepTerms {
    StepTerms(count: count) { index in
      StepTerm(operand(name, index, Indices(of: index, in: shape)))
    }
  }
}
