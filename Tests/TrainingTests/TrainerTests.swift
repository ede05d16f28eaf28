import Neural
import Synchronization
import Testing
import Threads

@testable import Training

@Suite struct TrainerTests {
  private func train(
    _ plan: NetworkPlan = .small, _ settings: TrainingSettings, count: Int = 22,
    validation: Int = 0, threads: Int = 1, seed: UInt64 = 1, shouldStop: () -> Bool = { false },
    report: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> TrainingOutcome {
    let examples = try Examples.random(count + validation, plan.inputShape, classes: 3, seed: seed)
    let trainer = try Trainer(
      plan.network(seed: seed), settings: settings, crew: ThreadCrew(threads))
    return try trainer.train(
      on: examples[0..<count],
      validation: validation > 0 ? examples[count..<(count + validation)] : nil,
      shouldStop: shouldStop, report: report)
  }

  /// Coupled layers and chance among the stages.
  private static let ugly = NetworkPlan.chain(
    [1, 6, 6],
    [
      ("conv1", "convolution", ["maps": .whole(3), "kernel": .extent(Extent(3))]),
      ("bn1", "batch-normalisation", [:]), ("relu1", "relu", [:]), ("drop", "dropout", [:]),
      ("fc", "fully-connected", ["neurons": .whole(3)]),
    ])

  @Test("The same seed gives the same bits on any number of threads", arguments: [2, 3, 5])
  func threads(count: Int) throws {
    for plan in [NetworkPlan.small, Self.ugly] {
      let settings = TrainingSettings(epochs: 2, batch: 13, seed: 5)
      let alone = try train(plan, settings, count: 31, validation: 9)
      let crew = try train(plan, settings, count: 31, validation: 9, threads: count)
      #expect(alone.parameters == crew.parameters)
      #expect(alone.course.epochs == crew.course.epochs)
    }
  }

  @Test("Another seed meets the examples in another order")
  func seeds() throws {
    let first = try train(.small, TrainingSettings(epochs: 1, batch: 5, seed: 1))
    let second = try train(.small, TrainingSettings(epochs: 1, batch: 5, seed: 2))
    #expect(first.parameters != second.parameters)
  }

  @Test(
    "A few examples are learnt by heart",
    arguments: [Optimiser.descent(rate: 0.1, momentum: 0.9), .adam(rate: 0.01)])
  func overfits(optimiser: Optimiser) throws {
    let outcome = try train(
      .small, TrainingSettings(epochs: 60, batch: 4, optimiser: optimiser), count: 8)
    let last = try #require(outcome.course.epochs.last)
    #expect(last.training.hits == 8)
    #expect(last.training.cost < 0.05)
    #expect(outcome.course.keptEpoch == 60)
  }

  @Test("A rate that is far too high is a divergence, said with epoch and step")
  func diverges() throws {
    let error = try #require(throws: TrainingError.self) {
      try train(
        .small, TrainingSettings(epochs: 9, batch: 4, optimiser: .descent(rate: 1e6, momentum: 0.9))
      )
    }
    guard case .diverged(let epoch, let step, _, let beginning, let rate) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(epoch >= 1 && step >= 1 && rate == 1e6)
    #expect(beginning < 10)
    #expect(error.description.hasPrefix("the training diverged: in epoch \(epoch), step \(step)"))
  }

  @Test("What is best by validation is kept, and is what the epoch had")
  func validation() throws {
    let settings = TrainingSettings(
      epochs: 12, batch: 4, optimiser: .descent(rate: 0.2, momentum: 0.9), recordedStage: "conv1",
      recordedEpochs: Set(0...12))
    let outcome = try train(.small, settings, validation: 10)
    let scores = try outcome.course.epochs.map { try #require($0.validation) }
    let best = try #require(
      scores.indices.max { scores[$1].isBetter(than: scores[$0]) })
    #expect(outcome.course.keptEpoch == best + 1)
    #expect(outcome.course.keptEpoch < 12, "otherwise this shows nothing")
    let recorded = try #require(
      outcome.course.recorded.first { $0.epoch == outcome.course.keptEpoch })
    #expect(recorded.tensors["conv1.weight"] == outcome.parameters["conv1.weight"])
    #expect(
      outcome.course.recorded.last?.tensors["conv1.weight"] != outcome.parameters["conv1.weight"])
  }

  @Test("A run that is stopped keeps the best of the epochs that ended")
  func interruption() throws {
    let asked = Mutex(0)
    // Six steps an epoch: the third epoch is begun and not ended.
    let outcome = try train(
      .small, TrainingSettings(epochs: 9, batch: 4),
      shouldStop: {
        asked.withLock {
          $0 += 1
          return $0 > 15
        }
      })
    #expect(outcome.isInterrupted)
    #expect(outcome.course.epochs.map(\.epoch) == [1, 2])
    let whole = try train(.small, TrainingSettings(epochs: 2, batch: 4))
    #expect(outcome.parameters == whole.parameters)
    #expect(!whole.isInterrupted)
    #expect(throws: TrainingError.interruptedEarly) {
      try train(.small, TrainingSettings(epochs: 9, batch: 4), shouldStop: { true })
    }
  }

  @Test("The parameters of a stage are recorded after the epochs that are asked for")
  func history() throws {
    let settings = TrainingSettings(
      epochs: 3, batch: 8, seed: 1, recordedStage: "fc", recordedEpochs: [0, 2])
    let outcome = try train(.small, settings)
    #expect(outcome.course.recorded.map(\.epoch) == [0, 2])
    #expect(outcome.course.recorded[0].tensors.map(\.name.rawValue) == ["fc.weight", "fc.bias"])
    let start = try NetworkPlan.small.network(seed: 1)
    let weight = try #require(start.parameters.first { $0.name == "fc.weight" })
    #expect(outcome.course.recorded[0].tensors["fc.weight"] == weight.tensor)
    let two = try train(.small, TrainingSettings(epochs: 2, batch: 8, seed: 1))
    #expect(outcome.course.recorded[1].tensors["fc.weight"] == two.parameters["fc.weight"])
    #expect(throws: NetworkError.self) {
      try train(.small, TrainingSettings(recordedStage: "nowhere"))
    }
  }

  @Test("Each step and the end of each epoch are told")
  func events() throws {
    let events = Mutex<[TrainingEvent]>([])
    _ = try train(
      .small, TrainingSettings(epochs: 2, batch: 8),
      report: { event in events.withLock { $0.append(event) } })
    let told = events.withLock { $0 }.map { event in
      switch event {
      case .step(let epoch, let count, let score, let examples):
        "\(epoch)/\(count): \(score.count)/\(examples)"
      case .epoch(let record): "end of \(record.epoch)"
      }
    }
    #expect(
      told == [
        "1/2: 8/22", "1/2: 16/22", "1/2: 22/22", "end of 1", "2/2: 8/22", "2/2: 16/22",
        "2/2: 22/22", "end of 2",
      ])
  }

  @Test("Dropout leaves out other elements in each step and each part of a batch")
  func dropout() throws {
    let layer = BatchDropout(rate: 0.5, seed: 0, size: 40)
    func output(_ seed: UInt64, _ mode: Mode = .training) throws -> [Double] {
      var (output, memory) = ([Double](repeating: 0, count: 40), LayerMemory())
      try layer.forward(
        [[Double](repeating: 1, count: 40)], BatchItems(count: 1, mode: mode, seed: seed),
        into: &output, memory: &memory)
      return output
    }
    #expect(try output(1) == output(1))
    #expect(try output(1) != output(2))
    #expect(Set(try output(1)) == [0, 2])
    #expect(try Set(output(1, .inference)) == [1])
  }

  @Test("A last batch of one item is left out where items are coupled")
  func oneLeft() throws {
    let plan = NetworkPlan.chain(
      [3], [("bn", "batch-normalisation", [:]), ("fc", "fully-connected", ["neurons": .whole(3)])])
    let outcome = try train(plan, TrainingSettings(epochs: 1, batch: 4), count: 9)
    #expect(outcome.course.epochs[0].training.count == 8)
    let small = try train(.small, TrainingSettings(epochs: 1, batch: 4), count: 9)
    #expect(small.course.epochs[0].training.count == 9)
  }

  @Test("What cannot be is refused in words")
  func refusals() throws {
    func problem(
      _ settings: TrainingSettings = TrainingSettings(epochs: 1), _ plan: NetworkPlan = .small,
      cost: Cost = .crossEntropy, input: [Int] = [1, 6, 6], classes: Int = 3
    ) -> String {
      do {
        let examples = try Examples.random(6, input, classes: classes)
        _ = try Trainer(plan.network(), cost: cost, settings: settings, crew: ThreadCrew(1))
          .train(on: examples)
        return ""
      } catch { return "\(error)" }
    }
    #expect(problem(TrainingSettings(epochs: 0)) == "there must be 1 epoch or more, not 0")
    #expect(problem(TrainingSettings(batch: 0)) == "a batch has 1 example or more, not 0")
    #expect(
      problem(TrainingSettings(optimiser: .adam(rate: 0)))
        == "the rate must be more than 0, not 0.0")
    #expect(
      problem(TrainingSettings(optimiser: .descent(rate: 1, momentum: 1)))
        == "the momentum is from 0 to less than 1, not 1.0")
    #expect(
      problem(input: [1, 5, 6])
        == "the network 'test' takes inputs of 1 × 6 × 6, not 1 × 5 × 6")
    #expect(problem(input: [6, 6]) == "")
    #expect(problem(classes: 40).hasPrefix("an example is of class "))
    #expect(problem(classes: 40).contains("the classes are 0 to 3"))
    let idle = NetworkPlan.chain([3], [("relu", "relu", [:])])
    #expect(
      problem(TrainingSettings(), idle, input: [3]) == "there is nothing in the network that learns"
    )
    let twice = NetworkPlan.chain(
      [3], [("fc", "fully-connected", ["neurons": .whole(3)]), ("p", "softmax", [:])])
    #expect(
      problem(TrainingSettings(), twice, input: [3]).hasPrefix("stage 'p': cross-entropy has"))
    #expect(problem(TrainingSettings(epochs: 1), twice, cost: .quadratic, input: [3]) == "")
  }
}
