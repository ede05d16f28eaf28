import Neural
import Threads

/// Trains a network: batches in a shuffled order, forward and backward over several items at once, on
/// all threads of a crew.
///
/// The same network, examples, settings and seed give the same numbers to the last bit, on any number
/// of threads.
public struct Trainer {
  /// A cost this many times that of the beginning is a divergence.
  private static let divergence = 1e4

  private let original: Network
  private let settings: TrainingSettings
  private let cost: Cost
  private let crew: ThreadCrew

  /// A trainer of a network that begins with the network's parameters.
  ///
  /// - Throws: ``TrainingError`` where a setting cannot be, or nothing learns.
  public init(
    _ network: Network, cost: Cost = .crossEntropy, settings: TrainingSettings = TrainingSettings(),
    crew: ThreadCrew = ThreadCrew()
  ) throws {
    try settings.check()
    if let stage = settings.recordedStage { _ = try network.index(of: stage) }
    (original, self.cost, self.settings, self.crew) = (network, cost, settings, crew)
  }

  /// Trains.
  ///
  /// - Parameters:
  ///   - examples: What the network learns from.
  ///   - validation: What decides which epoch is kept.
  ///   - heldOut: What nothing is decided by.
  ///   - shouldStop: Asked before each step.
  ///   - report: Told what happens.
  /// - Throws: ``TrainingError``, and ``NetworkError`` where a layer refuses what reaches it.
  public func train(
    on examples: Examples, validation: Examples? = nil, heldOut: Examples? = nil,
    shouldStop: () -> Bool = { false }, report: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> TrainingOutcome {
    for part in [examples, validation, heldOut] { if let part { try check(part) } }
    try tryOut(examples)
    let network = try BatchNetwork(original)
    guard network.learntCount > 0 else { throw TrainingError.nothingLearns }
    let batch = min(settings.batch, examples.count)
    var runner = BatchRunner(network, cost: cost, batch: batch, crew: crew)
    var parameters = network.parameters.map(\.values)
    var optimiser = OptimiserState(settings.optimiser)
    var course = Course(recorded: recorded(parameters, of: network, after: 0))
    var order = Order(examples.count, seed: settings.seed)
    let leavesOutOne = !network.coupledStages(in: .training).isEmpty
    for epoch in 1...settings.epochs {
      order.shuffle()
      var met = Sum()
      var steps = 0
      for first in stride(from: 0, to: examples.count, by: batch) {
        let indices = Array(order.indices[first..<min(examples.count, first + batch)])
        // One item alone has no statistics; another one is left out in the next epoch.
        if indices.count == 1, batch > 1, leavesOutOne { continue }
        if shouldStop() {
          return try course.outcome(of: network, named: original.name, isInterrupted: true)
        }
        let result = try runner.learn(examples, indices, seed: order.next())
        steps += 1
        try course.check(
          result.cost, epoch: epoch, step: steps, rate: settings.optimiser.rate,
          limit: Trainer.divergence)
        for (index, values) in result.buffers { parameters[index] = values }
        optimiser.step(&parameters, along: result.gradients)
        try runner.take(parameters)
        met.add(result, count: indices.count)
        try report(
          .step(
            epoch: epoch, of: settings.epochs, score: met.score, examples: examples.count))
      }
      guard parameters.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
        throw course.divergence(.nan, epoch: epoch, step: steps, rate: settings.optimiser.rate)
      }
      let record = EpochRecord(
        epoch: epoch, training: met.score,
        validation: try validation.map { try score(runner, $0) },
        heldOut: try heldOut.map { try score(runner, $0) })
      course.note(record, parameters)
      course.recorded += recorded(parameters, of: network, after: epoch)
      try report(.epoch(record))
    }
    return try course.outcome(of: network, named: original.name, isInterrupted: false)
  }

  private func score(_ runner: BatchRunner, _ examples: Examples) throws -> Score {
    let result = try runner.evaluate(examples)
    return Score(cost: result.cost, hits: result.hits, count: examples.count)
  }

  private func recorded(
    _ parameters: [[Double]], of network: BatchNetwork, after epoch: Int
  ) -> [RecordedParameters] {
    guard let stage = settings.recordedStage, settings.recordedEpochs.contains(epoch) else {
      return []
    }
    let own = network.tensors(parameters).filter { $0.name.rawValue.hasPrefix("\(stage).") }
    return [RecordedParameters(epoch: epoch, tensors: NamedTensors(Array(own)))]
  }
}

// MARK: Checks

extension Trainer {
  /// Refuses inputs of another shape than the network's, and classes that it does not have.
  private func check(_ examples: Examples) throws {
    let wanted = original.inputShape.filter { $0 > 1 }
    guard examples.itemShape.filter({ $0 > 1 }) == wanted else {
      throw TrainingError.examples(
        "the network '\(original.name)' takes inputs of \(Tensor.describe(original.inputShape)), "
          + "not \(Tensor.describe(examples.itemShape))")
    }
    let output = Tensor(shape: original.outputShape)
    for number in Set(examples.classes).sorted() {
      do {
        _ = try cost.pass(of: output, target: .class(number))
      } catch {
        throw TrainingError.examples(
          "an example is of class \(number), but of the network '\(original.name)' \(error)")
      }
    }
  }

  /// Takes two examples forward and back in the ordinary way, which refuses a network that cannot
  /// learn, at the right stage and in the right words.
  private func tryOut(_ examples: Examples) throws {
    let size = original.inputShape.reduce(1, *)
    let count = min(2, examples.count)
    var values = [Double](repeating: 0, count: count * size)
    for index in 0..<count { examples.put(index, into: &values, at: index * size) }
    var items: [Tensor] = []
    for index in 0..<count {
      items.append(try Tensor(shape: original.inputShape, values: values.item(index, size)))
    }
    let run = try original.forward(items, mode: .training)
    _ = try run.backward(from: cost, examples.classes.prefix(count).map { .class($0) })
  }
}

// MARK: Pieces

/// The order in which examples are met, and numbers for what else is left to chance.
private struct Order {
  private var generator: SeededGenerator
  private(set) var indices: [Int]

  init(_ count: Int, seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    indices = Array(0..<count)
  }

  /// The next number.
  mutating func next() -> UInt64 { generator.next() }

  /// Another order, each as likely. Source: R. Durstenfeld, *Algorithm 235: random permutation*
  /// (1964).
  mutating func shuffle() {
    for last in indices.indices.dropFirst().reversed() {
      indices.swapAt(last, Int(generator.nextFraction() * Double(last + 1)))
    }
  }
}

/// The cost and the hits of what was met in an epoch.
private struct Sum {
  private var cost = 0.0
  private var hits = 0
  private var count = 0

  mutating func add(_ result: BatchRunner.Result, count: Int) {
    cost += result.cost * Double(count)
    hits += result.hits
    self.count += count
  }

  var score: Score { Score(cost: cost / Double(max(1, count)), hits: hits, count: count) }
}

/// What a run has come to so far.
private struct Course {
  var recorded: [RecordedParameters]
  private var epochs: [EpochRecord] = []
  private var best: (epoch: Int, parameters: [[Double]])?
  private var beginning: Double?

  init(recorded: [RecordedParameters]) { self.recorded = recorded }

  /// Refuses a cost that is none, or far beyond that of the beginning.
  mutating func check(
    _ cost: Double, epoch: Int, step: Int, rate: Double, limit: Double
  ) throws(TrainingError) {
    let first = beginning ?? cost
    beginning = first
    guard cost.isFinite, cost <= limit * max(1, first) else {
      throw divergence(cost, epoch: epoch, step: step, rate: rate)
    }
  }

  func divergence(_ cost: Double, epoch: Int, step: Int, rate: Double) -> TrainingError {
    .diverged(epoch: epoch, step: step, cost: cost, beginning: beginning ?? cost, rate: rate)
  }

  /// Keeps the parameters where they are the best so far, or where nothing tells.
  mutating func note(_ record: EpochRecord, _ parameters: [[Double]]) {
    epochs.append(record)
    if let best, let before = epochs[best.epoch - 1].validation, let now = record.validation,
      !now.isBetter(than: before)
    {
      return
    }
    best = (record.epoch, parameters)
  }

  func outcome(
    of network: BatchNetwork, named name: String, isInterrupted: Bool
  ) throws(TrainingError) -> TrainingOutcome {
    guard let best else { throw .interruptedEarly }
    return TrainingOutcome(
      parameters: network.tensors(best.parameters),
      course: TrainingCourse(
        network: name, epochs: epochs, keptEpoch: best.epoch, recorded: recorded),
      isInterrupted: isInterrupted)
  }
}

extension BatchNetwork {
  /// Parameters under their names.
  func tensors(_ values: [[Double]]) -> NamedTensors {
    NamedTensors(
      zip(parameters, values).compactMap { parameter, values in
        (try? Tensor(shape: parameter.shape, values: values)).map {
          NamedTensor(TensorName(rawValue: parameter.name), $0)
        }
      })
  }
}
