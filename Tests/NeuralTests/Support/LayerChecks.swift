import Testing

@testable import Neural

/// A layer with inputs that fit, and a gradient of its output, which every kind is tried on alike.
struct LayerTrial {
  let layer: any Layer
  let inputs: [Tensor]
  let mode: Mode
  let outputGradient: Tensor

  /// A trial of the given layer; the gradient is random.
  init(_ layer: any Layer, _ inputs: [Tensor], mode: Mode = .inference, seed: UInt64 = 1) throws {
    (self.layer, self.inputs, self.mode) = (layer, inputs, mode)
    var random = Generator(seed: seed)
    outputGradient = try random.tensor(layer.forward(inputs, mode: mode).output.shape)
  }

  /// A trial of a kind by its name, with parameters that its declaration begins with.
  init(
    kind: String, settings: Settings = Settings(), inputs: [Tensor], mode: Mode = .inference,
    seed: UInt64 = 1
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let layer = try #require(LayerRegistry[kind]).layer(
      settings: settings, parameters: [], inputs: inputs.map(\.shape), generator: &generator)
    try self.init(layer, inputs, mode: mode, seed: seed)
  }

  /// The pass forward and backward.
  func passes() throws -> (forward: any LayerForwardPass, backward: any LayerBackwardPass) {
    let forward = try layer.forward(inputs, mode: mode)
    return (forward, try forward.backward(outputGradient: outputGradient))
  }

  /// That the layer's accounts fold into its results, that every value stands where its address
  /// says, and that every step follows from its terms.
  func expectAccounts() throws {
    let (forward, backward) = try passes()
    let output = try layer.output(of: inputs, mode: mode)
    #expect(output.isIdentical(to: forward.output))
    #expect(forward.results[forward.outputName] == forward.output)
    var tensors: NamedTensors = [NamedTensor(.outputGradient, backward.outputGradient)]
    for (number, input) in inputs.enumerated() { tensors[.input(number)] = input }
    for named in Array(layer.parameters) + Array(forward.results) + Array(backward.results) {
      tensors[named.name] = named.tensor
    }
    for (number, gradient) in backward.inputGradients.enumerated() {
      #expect(gradient.shape == inputs[number].shape)
      tensors[.activationGradient(number)] = gradient
    }
    for named in backward.parameterGradients {
      #expect(named.tensor.shape == layer.parameters[named.name]?.shape)
      tensors[.gradient(of: named.name)] = named.tensor
    }
    for account in forward.accounts + backward.accounts {
      try expectSteps(of: account, among: tensors)
    }
  }

  private func expectSteps(of account: Account, among tensors: NamedTensors) throws {
    let expected = try #require(tensors[account.result], "\(account.name)")
    let fold = account.fold
    #expect(fold.shape == expected.shape, "\(account.name)")
    let distance = zip(fold.values, expected.values).map { abs($0 - $1) / max(1, abs($1)) }.max()
    #expect((distance ?? 0) <= 1e-12, "\(account.name)")
    #expect(account.count == account.shape.reduce(1, *))
    for (index, step) in account.enumerated() {
      #expect(step.index == index)
      for term in step.terms {
        for operand in [term.value, term.factor].compactMap({ $0 }) {
          guard let address = operand.address else { continue }
          let tensor = try #require(tensors[address.tensor], "\(address)")
          #expect(address.indices.count == tensor.rank, "\(address)")
          #expect(
            tensor.values[address.indices.offset(in: tensor.shape)] == operand.value, "\(address)")
        }
      }
      guard let derived = LayerTrial.derived(step) else { continue }
      #expect(abs(derived - step.result) <= 1e-12 * max(1, abs(step.result)), "\(account.name)")
    }
  }

  /// What a step's rule makes of its terms; nil for a function, which its name stands for.
  static func derived(_ step: AccountStep) -> Double? {
    let terms = Array(step.terms)
    switch step.rule {
    case .sum: return terms.reduce(0) { $0 + $1.product } + (step.addend?.value ?? 0)
    case .mean(let divisor): return terms.reduce(0) { $0 + $1.product } / divisor
    case .largest(let winner):
      #expect(!terms[winner].isPadding)
      return terms.filter { !$0.isPadding }.map(\.value.value).max()
    case .copy: return terms.count == 1 ? terms[0].value.value : .nan
    case .spread: return terms.first { $0.factor != nil }?.factor?.value
    case .function: return nil
    }
  }

  /// That each gradient is the slope of Σ g · output, by central differences.
  func expectGradients(within tolerance: Double = 1e-7) throws {
    let (_, backward) = try passes()
    for number in inputs.indices {
      let slopes = try centralDifferences(at: inputs[number]) { moved in
        var inputs = inputs
        inputs[number] = moved
        return try layer.output(of: inputs, mode: mode).dot(outputGradient)
      }
      #expect(backward.inputGradients[number].distance(to: slopes) < tolerance)
    }
    for gradient in backward.parameterGradients {
      let slopes = try centralDifferences(
        at: #require(layer.parameters[gradient.name])
      ) { moved in
        var parameters = layer.parameters
        parameters[gradient.name] = moved
        let other = try layer.declaration.make(layer.settings, parameters, inputs.map(\.shape))
        return try other.output(of: inputs, mode: mode).dot(outputGradient)
      }
      #expect(gradient.tensor.distance(to: slopes) < tolerance, "\(gradient.name)")
    }
  }
}
