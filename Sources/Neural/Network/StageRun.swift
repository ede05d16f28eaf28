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

  /// ∂C/∂aᴸ⁻¹ of the input with the given number, for each item; empty before the run went backward.
  public func inputGradients(_ input: Int) -> [Tensor] {
    guard let backwardPasses else { return [] }
    return isCoupled
      ? backwardPasses[0].inputGradients[input].unstacked
      : backwardPasses.map { $0.inputGradients[input] }
  }

  /// The gradient of each parameter, summed over the items or, with `mean`, divided by their number;
  /// empty before the run went backward.
  public func parameterGradients(mean: Bool = false) -> NamedTensors {
    guard let backwardPasses else { return [] }
    var sums = backwardPasses[0].parameterGradients
    for pass in backwardPasses.dropFirst() {
      for gradient in pass.parameterGradients {
        sums[gradient.name] = sums[gradient.name]?.adding(gradient.tensor)
      }
    }
    guard mean, outputs.count > 1 else { return sums }
    let count = Double(outputs.count)
    return NamedTensors(
      sums.map { sum in
        NamedTensor(
          sum.name,
          Tensor(uncheckedShape: sum.tensor.shape, values: sum.tensor.values.map { $0 / count }))
      })
  }

  /// The accounts of an item's passes, forward and backward, with addresses that name the stages.
  ///
  /// What feeds the stage is called by the name of the stage that it comes from, and what goes back
  /// to it `activation_gradient` of this stage.
  public func accounts(ofItem item: Int = 0) -> [Account] {
    let name = stage.name
    let sources = sourceNames
    let isBatch = outputs.count > 1 && !isCoupled
    let own = pass(ofItem: item).accounts + (backwardPass(ofItem: item)?.accounts ?? [])
    return own.map { account in
      account.addressed { address in
        var address = address
        address.stage = name
        if isBatch, stage.layer.parameters[address.tensor] == nil { address.item = item }
        for (number, source) in sources.enumerated() where address.tensor == .input(number) {
          address.stage = source.stage
          address.tensor = source.tensor
        }
        return address
      }
    }
  }

  /// The account of that name for an item; nil where the passes have none.
  public func account(_ name: Account.Name, ofItem item: Int = 0) -> Account? {
    accounts(ofItem: item).first { $0.name == name }
  }

  func backward(outputGradient: [Tensor]) throws(LayerError) -> StageRun {
    var run = self
    if isCoupled {
      run.backwardPasses = [
        try passes[0].backward(outputGradient: Tensor.stacked(outputGradient))
      ]
    } else {
      var backward: [any LayerBackwardPass] = []
      for (pass, gradient) in zip(passes, outputGradient) {
        backward.append(try pass.backward(outputGradient: gradient))
      }
      run.backwardPasses = backward
    }
    return run
  }
}
