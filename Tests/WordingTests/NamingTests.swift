import Neural
import Testing

@testable import Wording

@Suite("What tensors are called in words")
struct NamingTests {
  /// The accounts of a layer of some kind over inputs of some shape, in both modes; empty where the
  /// kind does not take such inputs.
  private static func accounts(
    of declaration: LayerDeclaration, over shape: [Int], _ settings: Settings
  ) throws -> [Account] {
    let inputs = Array(repeating: shape, count: declaration.inputs == .one ? 1 : 2)
    var generator = SeededGenerator(seed: 1)
    do {
      let layer = try declaration.layer(
        settings: settings, parameters: [], inputs: inputs, generator: &generator)
      return try Mode.allCases.flatMap { mode -> [Account] in
        let items = layer.couplesItems(in: mode) ? [2] : []
        let tensors = try inputs.map { shape in
          let count = (items + shape).reduce(1, *)
          return try Tensor(
            shape: items + shape, values: (0..<count).map { Double($0 * 7 % 11) - 4 })
        }
        let pass = try layer.forward(tensors, mode: mode)
        let gradient = Tensor(repeating: 0.5, shape: pass.output.shape)
        return pass.accounts + (try pass.backward(outputGradient: gradient).accounts)
      }
    } catch is LayerError { return [] }
  }

  /// Settings of a kind: what must be given, and one word for each choice.
  private static func settings(of declaration: LayerDeclaration) -> [Settings] {
    var least = Settings()
    for setting in declaration.settings where setting.defaultValue == nil {
      switch setting.type {
      case .whole(let minimum): least[setting.name] = .whole(max(2, minimum))
      case .wholes(let minimum):
        least[setting.name] = .wholes([-1, 1].contains(minimum) ? [minimum] : [])
      case .number: least[setting.name] = .number(0.5)
      case .extent(let minimum): least[setting.name] = .extent(Extent(max(2, minimum)))
      case .flag, .padding, .choice, .activation: break
      }
    }
    var all = [least]
    for setting in declaration.settings {
      switch setting.type {
      case .choice(let words):
        for word in words {
          var settings = least
          settings[setting.name] = .choice(word)
          if declaration.setting(named: "padding") != nil { settings["padding"] = .padding(.same) }
          all.append(settings)
        }
      case .flag:
        var settings = least
        settings[setting.name] = .flag(setting.defaultValue != .flag(true))
        all.append(settings)
      default: break
      }
    }
    return all
  }

  /// The names of the tensors and functions of steps.
  private static func names(in accounts: [Account]) -> (tensors: Set<TensorName>, Set<String>) {
    var (tensors, functions) = (Set<TensorName>(), Set<String>())
    for step in accounts.compactMap(\.first) {
      if case .function(let name) = step.rule { functions.insert(name) }
      var addresses = [step.target, step.total, step.addend?.address, step.application?.target]
      for term in step.terms {
        addresses += [term.value.address, term.factor?.address, term.target]
      }
      tensors.formUnion(addresses.compactMap { $0?.tensor })
    }
    return (tensors, functions)
  }

  private static func expectWords(_ accounts: [Account]) {
    let (tensors, functions) = names(in: accounts)
    for language in Language.all {
      Voice.$current.withValue(Voice(language: language)) {
        for tensor in tensors {
          let english = PhraseTable.names[tensor.rawValue]?.key
          let words = Naming.tensor(tensor)
          if tensor.rawValue.contains(".") {
            #expect(!words.contains("."), "\(tensor) in \(language.code)")
          } else if language == .english {
            #expect(english != nil && words == english, "\(tensor)")
          } else {
            #expect(english != nil && words != english, "\(tensor) in \(language.code)")
          }
        }
        for function in functions where Activation(rawValue: function) == nil {
          let words = Naming.function(function)
          #expect(words != function, "\(function) in \(language.code)")
        }
      }
    }
  }

  @Test(
    "Every tensor that a kind of layer names has words in every language",
    arguments: LayerRegistry.declarations.map(\.kind))
  func kinds(kind: String) throws {
    let declaration = try #require(LayerRegistry[kind])
    let accounts = try Self.settings(of: declaration).flatMap { settings in
      try [[2, 4, 4], [2, 4], [4]].flatMap { shape in
        try Self.accounts(of: declaration, over: shape, settings)
      }
    }
    Self.expectWords(accounts)
  }

  @Test("Every tensor of a cost has words in every language", arguments: Cost.allCases)
  func costs(cost: Cost) throws {
    let output = try Tensor(shape: [3], values: [0.5, 0.25, -1])
    let target = try Tensor(shape: [3], values: [0, 1, 0])
    let pass = try cost.pass(of: output, target: .tensor(target))
    Self.expectWords(pass.accounts)
  }

  @Test("What comes from elsewhere is called by where it comes from")
  func elsewhere() {
    let naming = Naming(
      of: AccountStep(
        index: 0, target: Address(stage: "conv1", .z, Indices(only: 0)), rule: .sum,
        terms: StepTerms([]), result: 0))
    let place = Indices(only: 0)
    #expect(naming.tensor(Address(stage: "relu1", .output, place)) == "what comes out of relu1")
    #expect(
      naming.tensor(Address(stage: "pool1", .activationGradient(1), place))
        == "what comes back from pool1")
    #expect(naming.tensor(Address(stage: "cost", .probabilities, place)) == "the probabilities")
    #expect(naming.tensor(Address(stage: "conv1", "someone_elses", place)) == "someone elses")
  }
}
