import Drawing
import Neural
import Wording

/// The raw activations of a stage and its activation function.
struct ActivationSubject: FigureSubject {
  /// The stage's own function.
  let activation: Activation
  /// The raw activations z, of whatever shape.
  let z: Tensor
  /// What z is called in traces: of an activation by itself it is the input.
  let name: String
  /// What a is called in traces.
  let outputName: String
  /// The neuron that is followed.
  let neuron: Int
  /// What the stage is, in the reader's words: `conv1`; empty for a layer by itself.
  let stage: String
  /// The steps of the pass.
  let accounts: [Account]

  init(
    activation: Activation, z: Tensor, name: String = Tensors.z, outputName: String = Tensors.a,
    neuron: Int? = nil, stage: String = "", accounts: [Account] = []
  ) {
    (self.activation, self.z, self.name) = (activation, z, name)
    (self.outputName, self.stage, self.accounts) = (outputName, stage, accounts)
    self.neuron = neuron ?? ActivationSubject.telling(z.values)
  }

  /// The stage that is looked at; where none was asked for, the last one with a function of its own.
  init?(_ exhibit: Exhibit, focus: Focus) {
    let run = exhibit.run
    var candidates = [exhibit.stageIndex]
    if !exhibit.isStageChosen { candidates += run.stages.indices.reversed() }
    let found = candidates.lazy.compactMap { index in
      ActivationSubject.function(of: run.stages[index], item: focus.item).map { (index, $0) }
    }
    let others = exhibit.isStageChosen ? nil : found.first { $0.1 != .identity }
    guard let (index, activation) = others ?? found.first else { return nil }
    let stage = run.stages[index]
    let pass = stage.pass(ofItem: focus.item)
    let isAlone = stage.stage.layer is ActivationLayer
    guard let z = isAlone ? pass.inputs[0] : pass.results[.z] else { return nil }
    self.init(
      activation: activation, z: z,
      name: isAlone ? TensorName.input.rawValue : Tensors.z,
      outputName: isAlone ? TensorName.output.rawValue : Tensors.a,
      neuron: index == exhibit.stageIndex ? focus.step : nil,
      stage: run.stages.count > 1 ? stage.stage.name : "", accounts: pass.accounts)
  }

  /// The function that a stage applies to each of its raw activations; nil where there are none.
  private static func function(of run: StageRun, item: Int) -> Activation? {
    if let layer = run.stage.layer as? ActivationLayer { return layer.activation }
    let pass = run.pass(ofItem: item)
    guard !run.isCoupled, let account = pass.accounts.first(where: { $0.name == .forward }),
      !account.isEmpty, pass.results[.z]?.count == account.count
    else { return nil }
    return account[0].application?.function ?? .identity
  }

  /// The neuron whose z lies where functions differ: nearest to 1.5.
  private static func telling(_ values: [Double]) -> Int {
    let finite = values.indices.filter { values[$0].isFinite }
    return finite.min { abs(values[$0] - 1.5) < abs(values[$1] - 1.5) } ?? 0
  }

  /// The place of the followed neuron.
  var index: [Int] { Array(Indices(of: neuron, in: z.shape)) }

  /// The functions side by side: the stage's own first, then those that courses compare.
  func functions(_ count: Int) -> [Activation] {
    let usual: [Activation] = [.sigmoid, .tanh, .relu, .leakyReLU(slope: 0.1)]
    let isLeaky = if case .leakyReLU = activation { true } else { false }
    let others = usual.filter { other in
      if case .leakyReLU = other { return !isLeaky }
      return other != activation
    }
    return Array(([activation] + others).prefix(count))
  }
}

/// The values that the figure prints, with their addresses: the stage's own, and those that other
/// functions would give.
struct ActivationValues: Sendable {
  let subject: ActivationSubject
  let functions: [Activation]

  var z: Datum {
    Datum(.init(tensor: subject.name, index: subject.index), subject.z.values[subject.neuron])
  }

  func a(_ function: Activation) -> Datum {
    Datum(address(function, subject.outputName), function(z.value))
  }

  func slope(_ function: Activation) -> Datum {
    Datum(address(function, Tensors.slope), function.derivative(z.value))
  }

  private func address(_ function: Activation, _ tensor: String) -> Source.Address {
    let isOwn = function == subject.activation
    return .init(tensor: isOwn ? tensor : "\(function) \(tensor)", index: subject.index)
  }

  /// How many of the values have a slope below a bound in size, and whether all of those slopes are
  /// exactly 0.
  func flat(_ function: Activation) -> (count: Int, areZero: Bool) {
    let slopes = subject.z.values.map(function.derivative).filter {
      abs($0) < ActivationValues.flatness
    }
    return (slopes.count, slopes.allSatisfy { $0 == 0 })
  }

  /// A slope below this lets next to nothing through.
  static let flatness = 0.05

  /// What a reader with a calculator can check; nothing where σ(z) is z.
  var ledger: Ledger {
    var ledger = Ledger()
    ledger.register(z)
    for function in functions {
      let (a, slope) = (a(function), slope(function))
      ledger.state(.function(a, of: z) { function($0) })
      ledger.state(.function(slope, of: z) { function.derivative($0) })
    }
    return ledger
  }
}
