extension Account.Name {
  /// ∂C/∂aᴸ⁻¹ of the input with the given number, from 0.
  static func activationGradient(_ number: Int) -> Account.Name {
    Account.Name(rawValue: TensorName.activationGradient(number).rawValue)
  }
}

extension Account {
  /// An account whose every step makes one element of some terms, and of an addend.
  ///
  /// - Parameter addend: What is added to a sum, by the element's number.
  static func elementwise(
    _ name: Name, result: TensorName, shape: [Int], rule: Rule,
    addend: @escaping @Sendable (_ index: Int) -> Operand? = { _ in nil },
    _ terms: @escaping @Sendable (_ index: Int, _ indices: Neural.Indices) -> [StepTerm]
  ) -> Account {
    Account(name, result: result, shape: shape, steps: shape) { index in
      let indices = Neural.Indices(of: index, in: shape)
      let terms = terms(index, indices)
      var value = terms.dropFirst().reduce(terms[0].product) { $0 + $1.product }
      if case .mean(let divisor) = rule { value /= divisor }
      let addend = addend(index)
      if let addend { value += addend.value }
      return AccountStep(
        index: index, target: Address(result, indices), rule: rule, terms: StepTerms(terms),
        addend: addend, result: value)
    }
  }
}

extension FittedOperands {
  /// Operands of a layer that takes inputs of any shape: only four dimensions are a batch.
  static func anyShape(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    let inputs = operands.inputs
    guard let first = inputs.first else { throw .input(problem: "the layer needs an input") }
    let isBatch = inputs.allSatisfy { $0.rank == 4 && $0.shape[0] == first.shape[0] }
    let count = isBatch ? first.shape[0] : 1
    return FittedOperands(
      settings: operands.settings,
      items: (0..<count).map { item in isBatch ? inputs.map { $0[slice: item] } : inputs },
      parameters: operands.parameters)
  }
}

extension LayerError {
  /// Refuses a shape of more dimensions than an address has indices.
  static func checkRank(_ shape: [Int]) throws(LayerError) {
    guard shape.count <= Indices.limit else {
      throw .input(
        problem: "an input has at most \(Indices.limit) dimensions, not \(shape.count)")
    }
  }
}

extension Tensor {
  /// The operand at an element, with its address in a tensor of the given name.
  func operand(_ name: TensorName, _ index: Int, _ indices: Indices) -> Operand {
    Operand(values[index], at: Address(name, indices))
  }
}

/// The gradients of a layer whose backward pass is known with its forward pass.
struct CopiedBackwardPass: LayerBackwardPass {
  let outputGradient: Tensor
  let inputGradients: [Tensor]
  let accounts: [Account]
}

extension LayerForwardPass {
  /// Refuses a gradient of another shape than the output.
  func check(_ outputGradient: Tensor) throws(LayerError) {
    guard outputGradient.shape == output.shape else {
      throw .shape(of: "upstream gradient", expected: output.shape, found: outputGradient.shape)
    }
  }
}
