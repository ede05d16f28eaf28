/// One stage's computation in a run: its pass over each item, and its gradients where there are any.
public struct StageRun: Sendable {
  /// The stage.
  public let stage: Network.Stage
  /// The number L of the layer that the stage belongs to.
  public let number: Int
  /// What feeds the stage: the stage's name and the tensor.
  public let sourceNames: [(stage: String, tensor: TensorName)]
  /// The forward passes: one for each item, or one for all where items are coupled.
  public let passes: [any LayerForwardPass]
  /// What comes out, for each item.
  public let outputs: [Tensor]
  /// The backward passes, like ``passes``; nil before the run went backward.
  public private(set) var backwardPasses: [any LayerBackwardPass]?
  /// Whether the one pass holds all items.
  public let isCoupled: Bool

  /// Whether gradients of parameters are added up over the items or averaged.
  var reduction = Reduction.sum
  /// What the stages that this one feeds hand back, where there are several.
  private var handed: [HandedGradients] = []
  /// ∂C/∂aᴸ⁻¹, by the number of the input and the item.
  private var gradients: [[Tensor]] = []

  init(
    stage: Network.Stage, number: Int, sourceNames: [(stage: String, tensor: TensorName)],
    items: [[Tensor]], mode: Mode
  ) throws(LayerError) {
    (self.stage, self.number, self.sourceNames) = (stage, number, sourceNames)
    isCoupled = stage.layer.couplesItems(in: mode)
    if isCoupled {
      let inputs = stage.sources.indices.map { input in Tensor.stacked(items.map { $0[input] }) }
      let pass = try stage.layer.forward(inputs, mode: mode)
      passes = [pass]
      outputs = pass.output.unstacked
    } else {
      var passes: [any LayerForwardPass] = []
      for inputs in items { passes.append(try stage.layer.forward(inputs, mode: mode)) }
      self.passes = passes
      outputs = passes.map(\.output)
    }
  }

  /// What the output is called among the stage's tensors.
  public var outputName: TensorName { passes[0].outputName }
  /// Whether the run went backward.
  public var hasGradients: Bool { backwardPasses != nil }

  /// The forward pass that an item is in.
  public func pass(ofItem item: Int = 0) -> any LayerForwardPass { passes[isCoupled ? 0 : item] }
  /// The backward pass that an item is in; nil before the run went backward.
  public func backwardPass(ofItem item: Int = 0) -> (any LayerBackwardPass)? {
    backwardPasses?[isCoupled ? 0 : item]
  }

  /// ∂C/∂a of what comes out, for each item; empty before the run went backward.
  public var outputGradients: [Tensor] {
    guard let backwardPasses else { return [] }
    return isCoupled
      ? backwardPasses[0].outputGradient.unstacked : backwardPasses.map(\.outputGradient)
  }

  /// ∂C/∂aᴸ⁻¹ of the input with the given number, for each item; empty before the run went backward.
  public func inputGradients(_ input: Int) -> [Tensor] {
    gradients.isEmpty ? [] : gradients[input]
  }

  /// The gradient of each parameter that is learnt, over all items; empty before the run went
  /// backward.
  public var parameterGradients: NamedTensors {
    guard let backwardPasses else { return [] }
    var sums = backwardPasses[0].parameterGradients
    for pass in backwardPasses.dropFirst() {
      for gradient in pass.parameterGradients {
        sums[gradient.name] = sums[gradient.name]?.adding(gradient.tensor)
      }
    }
    guard reduction == .mean, outputs.count > 1 else { return sums }
    let count = Double(outputs.count)
    return NamedTensors(
      sums.map { sum in
        NamedTensor(
          sum.name,
          Tensor(uncheckedShape: sum.tensor.shape, values: sum.tensor.values.map { $0 / count }))
      })
  }

  func backward(
    outputGradient: [Tensor], from handed: [HandedGradients] = []
  ) throws(LayerError) -> StageRun {
    var run = self
    run.handed = handed
    if isCoupled {
      let pass = try passes[0].backward(outputGradient: Tensor.stacked(outputGradient))
      run.backwardPasses = [pass]
      run.gradients = pass.inputGradients.map(\.unstacked)
    } else {
      var backward: [any LayerBackwardPass] = []
      for (pass, gradient) in zip(passes, outputGradient) {
        backward.append(try pass.backward(outputGradient: gradient))
      }
      run.backwardPasses = backward
      let byItem = backward.map(\.inputGradients)
      run.gradients = stage.sources.indices.map { input in byItem.map { $0[input] } }
    }
    return run
  }
}

/// What one stage hands back to another that feeds it: ∂C/∂aᴸ⁻¹ of one of its inputs.
struct HandedGradients: Sendable {
  /// The stage that hands back.
  let stage: String
  /// Which of its inputs the gradients are of.
  let input: Int
  /// The gradients, for each item.
  let gradients: [Tensor]
}

// MARK: Accounts

extension StageRun {
  /// The accounts of an item's passes, forward and backward, with addresses that name the stages;
  /// then, where there are such, how the gradient of the output adds up over the stages that this one
  /// feeds, and those of parameters over the items of the batch.
  ///
  /// What feeds the stage is called by the name of the stage that it comes from, and what goes back
  /// to it `activation_gradient` of this stage.
  public func accounts(ofItem item: Int = 0) -> [Account] {
    let own = pass(ofItem: item).accounts + (backwardPass(ofItem: item)?.accounts ?? [])
    return own.map { isCoupled ? coupled($0, item: item) : single($0, item: item) }
      + (outputGradientAccount(ofItem: item).map { [$0] } ?? []) + parameterAccounts
  }

  /// The account of that name for an item; nil where the passes have none.
  public func account(_ name: Account.Name, ofItem item: Int = 0) -> Account? {
    accounts(ofItem: item).first { $0.name == name }
  }

  /// How ∂C/∂a of what comes out adds up over the stages that this one feeds; nil where it feeds
  /// fewer than two, or before the run went backward.
  public func outputGradientAccount(ofItem item: Int = 0) -> Account? {
    guard handed.count > 1 else { return nil }
    return HandedGradients.account(handed, to: stage.name, item: item, of: outputs.count)
  }

  /// How the gradient of each parameter adds up over the items, `weight_gradient_over_items`; empty
  /// for one item, and where one pass holds all items.
  public var parameterAccounts: [Account] {
    guard let backwardPasses, backwardPasses.count > 1 else { return [] }
    let (name, reduction) = (stage.name, reduction)
    let byItem = backwardPasses.map(\.parameterGradients)
    return byItem[0].map { first in
      let tensor = TensorName.gradient(of: first.name)
      let items = byItem.map { $0[first.name] ?? Tensor(shape: first.tensor.shape) }
      let shape = first.tensor.shape
      let account = Account.elementwise(
        .overItems(tensor), result: tensor, shape: shape,
        rule: reduction == .mean ? .mean(divisor: Double(items.count)) : .sum
      ) { index, indices in
        items.enumerated().map { item, gradient in
          StepTerm(
            Operand(gradient.values[index], at: Address(tensor, indices, item: item)))
        }
      }
      return account.addressed { $0.stage = name }
    }
  }

  private func single(_ account: Account, item: Int) -> Account {
    account.addressed(
      by: StageAddressing(
        self, item: outputs.count > 1 ? .number(item) : nil,
        sharing: stage.layer.parameters.map(\.name)))
  }

  /// An account of a pass that holds all items, of which the steps of one are kept where there are
  /// steps of each; the first index of a tensor that holds all items becomes the item.
  private func coupled(_ account: Account, item: Int) -> Account {
    let rank = pass().inputs[0].rank
    let whole = account.shape.count == rank && account.resultShape.count == rank
    let part = whole ? account.slice(item) : account
    return part.addressed(
      by: StageAddressing(
        self, item: .firstIndex(ofRank: rank, isNamed: outputs.count > 1), sharing: []))
  }
}

/// Names the stage of an address within a pass, and the item.
private struct StageAddressing: AddressChange {
  /// Where the item comes from.
  enum Item: Sendable {
    /// It is the same for all addresses.
    case number(Int)
    /// It is the first index of tensors of a rank, which hold all items.
    case firstIndex(ofRank: Int, isNamed: Bool)
  }

  private let stage: Interned
  /// What feeds the stage: the tensor as the pass calls it, and where it stands.
  private let sources: [(input: TensorName, stage: Interned, tensor: TensorName)]
  private let item: Item?
  /// The tensors that all items share.
  private let shared: [TensorName]

  init(_ run: StageRun, item: Item?, sharing shared: [TensorName]) {
    stage = Interned(run.stage.name)
    sources = run.sourceNames.enumerated().map { number, source in
      (.input(number), Interned(source.stage), source.tensor)
    }
    (self.item, self.shared) = (item, shared)
  }

  @inline(__always)
  func apply(to address: inout Address) {
    if case .number(let number) = item, !shared.contains(address.tensor) { address.item = number }
    address.stageName = stage
    for source in sources where source.input == address.tensor {
      (address.stageName, address.tensor) = (source.stage, source.tensor)
      break
    }
    guard case .firstIndex(let rank, let isNamed) = item, address.indices.count == rank else {
      return
    }
    if isNamed { address.item = address.indices[0] }
    address.indices = Indices(address.indices.dropFirst())
  }
}

extension Account.Name {
  /// How a gradient adds up over the items of a batch.
  public static func overItems(_ gradient: TensorName) -> Account.Name {
    Account.Name(rawValue: "\(gradient.rawValue)_over_items")
  }
}

extension HandedGradients {
  /// How what several stages hand back to one adds up.
  static func account(
    _ handed: [HandedGradients], to stage: String, item: Int, of items: Int
  ) -> Account {
    let number = items > 1 ? item : nil
    let shape = handed[0].gradients[item].shape
    let target = Address(stage: stage, .outputGradient, Indices(), item: number)
    let sources = handed.map { consumer in
      (
        place: Address(
          stage: consumer.stage, .activationGradient(consumer.input), Indices(), item: number),
        values: consumer.gradients[item].values
      )
    }
    return Account(.outputGradient, result: .outputGradient, shape: shape, steps: shape) { index in
      let indices = Indices(of: index, in: shape)
      let terms = sources.map { source in
        StepTerm(Operand(source.values[index], at: source.place.at(indices)))
      }
      return AccountStep(
        index: index, target: target.at(indices), rule: .sum,
        terms: StepTerms(terms),
        result: terms.dropFirst().reduce(terms[0].product) { $0 + $1.product })
    }
  }
}
