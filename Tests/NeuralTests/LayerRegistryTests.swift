import Testing

@testable import Neural

/// What holds for every kind of layer there is, tried on examples that are made from what the kind
/// declares.
@Suite("Every kind of layer")
struct LayerRegistryTests {
  static let kinds = LayerRegistry.declarations.map(\.kind)

  static func examples(_ kind: String) throws -> [LayerExample] {
    let declaration = try #require(LayerRegistry[kind])
    let examples = try LayerExample.examples(of: declaration)
    #expect(examples.count == 4 + 2 * declaration.settings.count, "too few of \(kind) fit")
    return examples
  }

  @Test("has a name of its own, and settings whose defaults their types take")
  func declarations() throws {
    #expect(Set(LayerRegistryTests.kinds).count == LayerRegistryTests.kinds.count)
    for declaration in LayerRegistry.declarations {
      #expect(!declaration.meaning.isEmpty)
      for setting in declaration.settings {
        guard let value = setting.defaultValue else { continue }
        #expect(try setting.value(from: value.text) == value, "\(declaration.kind) \(setting.name)")
      }
    }
  }

  @Test("says what it was told, and is the same layer again from that", arguments: kinds)
  func settings(kind: String) throws {
    for example in try Self.examples(kind) {
      let layer = example.layer
      #expect(layer.kind == kind)
      #expect(layer.settings.names.allSatisfy { layer.declaration.setting(named: $0) != nil })
      let again = try example.layer(with: layer.parameters)
      #expect(again.settings == layer.settings)
      #expect(again.parameters == layer.parameters)
      #expect(
        try again.forward(example.inputs, mode: example.mode).output
          == layer.forward(example.inputs, mode: example.mode).output)
    }
  }

  @Test("gives the shape it says, and without steps the same to the last bit", arguments: kinds)
  func outputs(kind: String) throws {
    for example in try Self.examples(kind) {
      let pass = try example.layer.forward(example.inputs, mode: example.mode)
      #expect(pass.output.shape == example.outputGradient.shape)
      #expect(pass.results[pass.outputName] == pass.output)
      let fast = try example.layer.output(of: example.inputs, mode: example.mode)
      #expect(fast.isIdentical(to: pass.output))
    }
  }

  @Test("has gradients that are the slopes of the cost Σ g · a", arguments: kinds)
  func finiteDifferences(kind: String) throws {
    for example in try Self.examples(kind) {
      let backward = try example.layer.forward(example.inputs, mode: example.mode)
        .backward(outputGradient: example.outputGradient)
      for (number, input) in example.inputs.enumerated() {
        try Self.compare(backward.inputGradients[number], at: input) { moved in
          var inputs = example.inputs
          inputs[number] = moved
          return try example.layer.output(of: inputs, mode: example.mode)
            .dot(example.outputGradient)
        }
      }
      for gradient in backward.parameterGradients {
        let parameter = try #require(example.layer.parameters[gradient.name])
        try Self.compare(gradient.tensor, at: parameter) { moved in
          var parameters = example.layer.parameters
          parameters[gradient.name] = moved
          return try example.layer(with: parameters)
            .output(of: example.inputs, mode: example.mode).dot(example.outputGradient)
        }
      }
    }
  }

  /// Compares a gradient with central differences, at no more than about 20 of its elements.
  static func compare(
    _ gradient: Tensor, at point: Tensor, of cost: (Tensor) throws -> Double
  ) throws {
    #expect(gradient.shape == point.shape)
    let step = 1e-6
    for index in stride(from: 0, to: point.count, by: point.count / 20 + 1) {
      let value = point.values[index]
      let above = try cost(point.replacing(index, with: value + step))
      let below = try cost(point.replacing(index, with: value - step))
      let (slope, found) = ((above - below) / (2 * step), gradient.values[index])
      #expect(abs(slope - found) <= 1e-6 * max(1, abs(slope)))
    }
  }

  @Test("has accounts that fold into the results", arguments: kinds)
  func folds(kind: String) throws {
    for example in try Self.examples(kind) {
      let passes = try Passes(example)
      for account in passes.accounts {
        #expect(account.count == account.shape.reduce(1, *))
        let expected = try #require(passes.tensors[account.result], "\(account.result)")
        let fold = account.fold
        #expect(fold.shape == expected.shape, "\(account.name)")
        #expect(fold.distance(to: expected) <= 1e-11, "\(account.name)")
      }
    }
  }

  @Test("has steps whose values stand where they say, and give what they say", arguments: kinds)
  func steps(kind: String) throws {
    for example in try Self.examples(kind) {
      let passes = try Passes(example)
      for account in passes.accounts {
        for step in account {
          for term in step.terms {
            passes.check(term.value)
            if let factor = term.factor { passes.check(factor) }
          }
          if let addend = step.addend { passes.check(addend) }
          passes.check(step)
        }
      }
    }
  }
}

/// The passes of an example, and every tensor that their steps name.
private struct Passes {
  let accounts: [Account]
  let tensors: NamedTensors

  init(_ example: LayerExample) throws {
    let forward = try example.layer.forward(example.inputs, mode: example.mode)
    let backward = try forward.backward(outputGradient: example.outputGradient)
    accounts = forward.accounts + backward.accounts
    var tensors = example.layer.parameters
    for (number, input) in example.inputs.enumerated() {
      tensors[.input(number)] = input
      tensors[.activationGradient(number)] = backward.inputGradients[number]
    }
    for result in Array(forward.results) + Array(backward.results) {
      tensors[result.name] = result.tensor
    }
    for gradient in backward.parameterGradients {
      tensors[.gradient(of: gradient.name)] = gradient.tensor
    }
    tensors[.outputGradient] = example.outputGradient
    self.tensors = tensors
  }

  private func value(at address: Address) -> Double? {
    guard let tensor = tensors[address.tensor], address.indices.count == tensor.rank else {
      return nil
    }
    let fits = zip(address.indices, tensor.shape).allSatisfy { $0 >= 0 && $0 < $1 }
    return fits ? tensor.values[address.indices.offset(in: tensor.shape)] : nil
  }

  func check(_ operand: Operand) {
    guard let address = operand.address else { return }
    #expect(value(at: address) == operand.value, "\(address)")
  }

  /// What a step says that its rule gives.
  func check(_ step: AccountStep) {
    let sum = step.terms.reduce(step.addend?.value ?? 0) { $0 + $1.product }
    let expected: Double? =
      switch step.rule {
      case .sum: sum
      case .mean(let divisor): sum / divisor
      case .largest(let winner): step.terms[winner].value.value
      case .copy: step.terms.first?.value.value
      case .function, .spread: nil
      }
    if let expected {
      #expect(abs(expected - step.result) <= 1e-11 * max(1, abs(expected)), "\(step.target)")
    }
    if case .largest = step.rule {
      #expect(step.terms.allSatisfy { $0.isPadding || $0.value.value <= step.result })
    }
    if let value = value(at: step.target) {
      #expect(abs(value - step.result) <= 1e-11 * max(1, abs(value)), "\(step.target)")
    } else {
      #expect(step.total != nil, "\(step.target) stands nowhere")
    }
    if let application = step.application {
      #expect(application.value == application.function(step.result))
      #expect(value(at: application.target) == application.value)
    }
  }
}
