import Neural
import Synchronization

/// A part of a batch: some items on their way through a network and back.
///
/// Which items belong to which part does not depend on the number of threads, so that neither do the
/// sums.
final class BatchPart: Sendable {
  let state = Mutex(PartState())
}

/// What a part holds; its rooms are kept from step to step.
struct PartState: Sendable {
  /// The items.
  var items = BatchItems(count: 0, mode: .inference)
  /// The input of all items.
  var input: [Double] = []
  /// The class of each item.
  var classes: [Int] = []
  /// What comes out of each stage.
  var outputs: [[Double]] = []
  /// ∂C/∂a of each stage's output.
  var gradients: [[Double]] = []
  /// Whether something has come back to each stage.
  var isReached: [Bool] = []
  /// What the layers remember.
  var memories: [LayerMemory] = []
  /// The gradient of each parameter, added up over the items.
  var parameterGradients: [[Double]] = []
  /// The sum of the items' costs.
  var cost = 0.0
  /// How many items are told right.
  var hits = 0
  /// What went wrong.
  var failure: NetworkError?
}

extension PartState {
  /// Makes room for a number of items.
  mutating func prepare(_ network: BatchNetwork, _ items: BatchItems) {
    self.items = items
    (cost, hits, failure) = (0, 0, nil)
    if outputs.isEmpty {
      outputs = network.stages.map { _ in [] }
      gradients = outputs
      memories = network.stages.map { _ in LayerMemory() }
      parameterGradients = network.parameters.map { parameter in
        parameter.isBuffer ? [] : [Double](repeating: 0, count: parameter.values.count)
      }
    }
    isReached = network.stages.map { _ in false }
    input.makeRoom(items.count * network.inputSize)
    for (index, stage) in network.stages.enumerated() {
      outputs[index].makeRoom(items.count * stage.outputSize)
    }
  }

  /// What feeds a stage.
  func inputs(of stage: BatchNetwork.Stage) -> [[Double]] {
    stage.sources.map { source in
      switch source {
      case .input: input
      case .stage(let number): outputs[number]
      }
    }
  }

  /// Computes some stages, in order.
  mutating func forward(_ network: BatchNetwork, _ range: Range<Int>) {
    for index in range where failure == nil {
      let stage = network.stages[index]
      do {
        try stage.layer.forward(
          inputs(of: stage), items, into: &outputs[index], memory: &memories[index])
      } catch { note(error, at: stage) }
    }
  }

  /// Compares the outputs with the classes: adds up the cost, counts what is told right and, in
  /// training, begins the way back.
  mutating func compare(_ network: BatchNetwork, cost kind: Cost) {
    guard failure == nil, let stage = network.stages.last else { return }
    let (last, size) = (network.stages.count - 1, stage.outputSize)
    let isTraining = items.mode == .training
    if isTraining { gradients[last].makeRoom(items.count * size) }
    for item in 0..<items.count {
      do {
        let output = try Tensor(
          shape: stage.outputShape, values: outputs[last].item(item, size))
        let pass = try kind.pass(of: output, target: .class(classes[item]))
        cost += pass.value
        if kind.decision(from: output.values) == classes[item] { hits += 1 }
        if isTraining {
          gradients[last].replaceSubrange(
            (item * size)..<((item + 1) * size), with: pass.gradient.values)
        }
      } catch { return note(error, at: stage) }
    }
    isReached[last] = true
  }

  /// Takes some stages back, the last first.
  mutating func backward(_ network: BatchNetwork, _ range: Range<Int>) {
    for index in range.reversed() where failure == nil {
      let stage = network.stages[index]
      guard stage.hasPart else { continue }
      guard isReached[index] else {
        // What nothing comes back to has no part in the cost.
        clearGradients(of: stage)
        continue
      }
      let inputs = inputs(of: stage)
      var own = Array(parameterGradients[stage.parameters])
      for number in stage.parameters { parameterGradients[number] = [] }
      var handed = roomForGradients(of: stage, network)
      do {
        try stage.layer.backward(
          gradients[index], inputs: inputs, items, memory: &memories[index],
          inputGradients: &handed, parameterGradients: &own)
      } catch { note(error, at: stage) }
      parameterGradients.replaceSubrange(stage.parameters, with: own)
      take(handed, from: stage, network)
    }
  }

  mutating func clearGradients(of stage: BatchNetwork.Stage) {
    for number in stage.parameters {
      for element in parameterGradients[number].indices { parameterGradients[number][element] = 0 }
    }
  }

  /// Room for what a stage hands back to each of its sources; none for those that have no part.
  ///
  /// Where a source has got nothing yet, that is the room of its own gradient.
  mutating func roomForGradients(
    of stage: BatchNetwork.Stage, _ network: BatchNetwork
  ) -> [[Double]] {
    var rooms: [[Double]] = []
    for (input, source) in stage.sources.enumerated() {
      guard case .stage(let number) = source, network.stages[number].hasPart else {
        rooms.append([])
        continue
      }
      let size = items.count * network.stages[number].outputSize
      var room: [Double] = []
      if !isReached[number], !stage.sources[..<input].contains(source) {
        room = gradients[number]
        gradients[number] = []
      }
      room.makeRoom(size)
      rooms.append(room)
    }
    return rooms
  }

  /// Gives the sources of a stage what it hands back.
  mutating func take(
    _ handed: [[Double]], from stage: BatchNetwork.Stage, _ network: BatchNetwork
  ) {
    for (source, gradient) in zip(stage.sources, handed) where !gradient.isEmpty {
      guard case .stage(let number) = source else { continue }
      if isReached[number] {
        gradients[number].add(gradient, count: items.count * network.stages[number].outputSize)
      } else {
        gradients[number] = gradient
        isReached[number] = true
      }
    }
  }

  private mutating func note(_ error: any Error, at stage: BatchNetwork.Stage) {
    switch error {
    case let error as NetworkError: failure = error
    case let error as LayerError: failure = stage.refusing(error)
    default: failure = stage.refusing(.input(problem: "\(error)"))
    }
  }
}

extension Cost {
  /// The class that an output tells: that of the largest element, the first of equals; of a single
  /// output 1 where it is nearer to 1 than to 0.
  public func decision(from output: [Double]) -> Int {
    guard output.count > 1 else {
      return output[0] > (self == .binaryCrossEntropy ? 0 : 0.5) ? 1 : 0
    }
    var best = 0
    for index in output.indices where output[index] > output[best] { best = index }
    return best
  }
}
