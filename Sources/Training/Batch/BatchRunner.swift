import Neural
import Threads

/// Takes batches through a network and back, in parts, on all threads of a crew.
struct BatchRunner {
  /// The items of a part, where a batch is small.
  static let partSize = 4
  /// The most parts of a batch.
  static let mostParts = 16

  private(set) var network: BatchNetwork
  let cost: Cost
  private let crew: ThreadCrew
  private let parts: [BatchPart]
  /// The items of a part.
  private let size: Int
  /// What layers that couple items remember, by stage.
  private var memories: [Int: LayerMemory] = [:]

  /// A runner for batches of up to so many items.
  init(_ network: BatchNetwork, cost: Cost, batch: Int, crew: ThreadCrew) {
    (self.network, self.cost, self.crew) = (network, cost, crew)
    let perPart = (batch + BatchRunner.mostParts - 1) / BatchRunner.mostParts
    let tile = BatchRunner.partSize
    size = (max(perPart, 1) + tile - 1) / tile * tile
    parts = (0..<max((batch + size - 1) / size, 8)).map { _ in BatchPart() }
  }

  /// What a batch came to.
  struct Result: Sendable {
    /// The mean cost.
    var cost: Double
    /// How many items were told right.
    var hits: Int
    /// The gradient of the mean cost for each parameter; empty for what is not learnt.
    var gradients: [[Double]] = []
    /// New values of what is kept but not learnt, by the number of the parameter.
    var buffers: [Int: [Double]] = [:]
  }

  /// Puts parameters in place of the present ones.
  mutating func take(_ parameters: [[Double]]) throws { try network.take(parameters) }

  /// Forward and backward, over some of the examples.
  ///
  /// - Parameter seed: What chance begins with in this step.
  mutating func learn(
    _ examples: Examples, _ indices: [Int], seed: UInt64
  ) throws -> Result {
    let count = indices.count
    let used = (count + size - 1) / size
    let (network, cost, size) = (network, cost, size)
    for part in 0..<used {
      let own = indices[(part * size)..<min(count, (part + 1) * size)]
      parts[part].state.withLock { state in
        state.prepare(
          network,
          BatchItems(
            count: own.count, mode: .training,
            seed: seed &+ UInt64(part) &* 0x9E37_79B9_7F4A_7C15))
        state.load(examples, own, size: network.inputSize)
      }
    }
    let last = network.stages.count
    let coupled = network.coupledStages(in: .training)
    var first = 0
    for stage in coupled {
      perform(used) { [first] state in state.forward(network, first..<stage) }
      try forward(coupled: stage, parts: used)
      first = stage + 1
    }
    perform(used) { [first] state in
      state.forward(network, first..<last)
      state.compare(network, cost: cost)
      state.backward(network, first..<last)
    }
    for (place, stage) in coupled.enumerated().reversed() {
      try backward(coupled: stage, parts: used)
      let before = place > 0 ? coupled[place - 1] + 1 : 0
      perform(used) { state in state.backward(network, before..<stage) }
    }
    return try result(parts: used, count: count)
  }

  private func perform(_ used: Int, _ body: @escaping @Sendable (inout PartState) -> Void) {
    let parts = parts
    crew.perform(used) { part in parts[part].state.withLock { body(&$0) } }
  }

  /// Adds the parts up, the first first.
  private func result(parts used: Int, count: Int) throws -> Result {
    var result = Result(cost: 0, hits: 0)
    for part in parts.prefix(used) {
      let failure = part.state.withLock { state in
        result.cost += state.cost
        result.hits += state.hits
        if result.gradients.isEmpty {
          result.gradients = state.parameterGradients
        } else {
          for index in result.gradients.indices {
            result.gradients[index].add(
              state.parameterGradients[index], count: result.gradients[index].count)
          }
        }
        return state.failure
      }
      if let failure { throw failure }
    }
    let share = 1 / Double(count)
    for index in result.gradients.indices {
      result.gradients[index].withUnsafeMutableBufferPointer { gradient in
        for element in gradient.indices { gradient[element] *= share }
      }
    }
    result.cost /= Double(count)
    for (stage, memory) in memories {
      for (index, values) in network.stages[stage].layer.buffers(after: memory) {
        result.buffers[network.stages[stage].parameters.lowerBound + index] = values
      }
    }
    return result
  }

  /// Mean cost and hits of examples, in inference.
  func evaluate(_ examples: Examples) throws -> Result {
    let (network, cost) = (network, cost)
    let (parts, count) = (parts, examples.count)
    crew.perform(parts.count) { part in
      parts[part].state.withLock { state in
        var (sum, hits) = (0.0, 0)
        let end = (part + 1) * count / parts.count
        var first = part * count / parts.count
        while first < end, state.failure == nil {
          let own = first..<min(end, first + BatchRunner.partSize)
          state.prepare(network, BatchItems(count: own.count, mode: .inference))
          state.load(examples, Array(own)[...], size: network.inputSize)
          state.forward(network, 0..<network.stages.count)
          state.compare(network, cost: cost)
          sum += state.cost
          hits += state.hits
          first = own.upperBound
        }
        (state.cost, state.hits) = (sum, hits)
      }
    }
    var result = Result(cost: 0, hits: 0)
    for part in parts {
      let failure = part.state.withLock { state in
        result.cost += state.cost
        result.hits += state.hits
        defer { (state.cost, state.hits) = (0, 0) }
        return state.failure
      }
      if let failure { throw failure }
    }
    result.cost /= Double(max(1, count))
    return result
  }
}

// MARK: Layers that couple items

extension BatchRunner {
  /// A stage over the items of all parts at once.
  private mutating func forward(coupled index: Int, parts used: Int) throws {
    let stage = network.stages[index]
    let (inputs, items) = try gathered(stage, parts: used)
    var output = [Double](repeating: 0, count: items.count * stage.outputSize)
    var memory = memories[index] ?? LayerMemory()
    do {
      try stage.layer.forward(inputs, items, into: &output, memory: &memory)
    } catch let error as LayerError { throw stage.refusing(error) }
    memories[index] = memory
    var start = 0
    for part in parts.prefix(used) {
      part.state.withLock { [start] state in
        let count = state.items.count * stage.outputSize
        state.outputs[index].replaceSubrange(0..<count, with: output[start..<(start + count)])
      }
      start += part.state.withLock { $0.items.count } * stage.outputSize
    }
  }

  /// The way back of a stage over the items of all parts at once; its gradients go to the first part.
  private mutating func backward(coupled index: Int, parts used: Int) throws {
    let stage = network.stages[index]
    guard stage.hasPart else { return }
    let network = network
    for part in parts.prefix(used).dropFirst() {
      part.state.withLock { $0.clearGradients(of: stage) }
    }
    let (inputs, items) = try gathered(stage, parts: used)
    var gradient: [Double] = []
    for part in parts.prefix(used) {
      part.state.withLock { state in
        let count = state.items.count * stage.outputSize
        gradient +=
          state.isReached[index]
          ? state.gradients[index].prefix(count) : [Double](repeating: 0, count: count)[...]
      }
    }
    var handed = stage.sources.indices.map { input -> [Double] in
      guard case .stage(let number) = stage.sources[input], network.stages[number].hasPart else {
        return []
      }
      return [Double](repeating: 0, count: items.count * network.stages[number].outputSize)
    }
    var own = stage.parameters.map { number in
      [Double](
        repeating: 0,
        count: network.parameters[number].isBuffer ? 0 : network.parameters[number].values.count)
    }
    var memory = memories[index] ?? LayerMemory()
    do {
      try stage.layer.backward(
        gradient, inputs: inputs, items, memory: &memory, inputGradients: &handed,
        parameterGradients: &own)
    } catch let error as LayerError { throw stage.refusing(error) }
    memories[index] = memory
    var start = 0
    for (number, part) in parts.prefix(used).enumerated() {
      let count = part.state.withLock { [start, own, handed] state in
        if number == 0 { state.parameterGradients.replaceSubrange(stage.parameters, with: own) }
        let count = state.items.count
        state.take(
          zip(handed, stage.inputShapes).map { gradient, shape in
            let size = shape.reduce(1, *)
            return gradient.isEmpty
              ? [] : Array(gradient[(start * size)..<((start + count) * size)])
          }, from: stage, network)
        return count
      }
      start += count
    }
  }

  /// What feeds a stage, over the items of all parts.
  private func gathered(
    _ stage: BatchNetwork.Stage, parts used: Int
  ) throws -> (inputs: [[Double]], items: BatchItems) {
    var inputs = stage.inputShapes.map { _ in [Double]() }
    var items = BatchItems(count: 0, mode: .training)
    for part in parts.prefix(used) {
      let (own, count, failure, seed) = part.state.withLock { state in
        (state.inputs(of: stage), state.items.count, state.failure, state.items.seed)
      }
      if let failure { throw failure }
      if items.count == 0 { items.seed = seed }
      items.count += count
      for (input, shape) in stage.inputShapes.enumerated() {
        inputs[input] += own[input].prefix(count * shape.reduce(1, *))
      }
    }
    return (inputs, items)
  }
}

extension PartState {
  /// Puts the inputs and classes of examples in place.
  mutating func load(_ examples: Examples, _ indices: ArraySlice<Int>, size: Int) {
    classes = []
    for (item, index) in indices.enumerated() {
      examples.put(index, into: &input, at: item * size)
      classes.append(examples.classes[index])
    }
  }
}
