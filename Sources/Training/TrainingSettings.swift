import Neural

/// How a network learns.
public struct TrainingSettings: Sendable, Hashable {
  /// How often the network sees all examples.
  public var epochs: Int
  /// The examples of a step.
  public var batch: Int
  /// How parameters move.
  public var optimiser: Optimiser
  /// What the order of the examples and the masks of dropout follow from.
  public var seed: UInt64
  /// The stage whose parameters the history keeps; nil for none.
  public var recordedStage: String?
  /// The epochs after which it keeps them; 0 is before training.
  public var recordedEpochs: Set<Int>

  /// Settings; those that are not given are usual ones.
  public init(
    epochs: Int = 10, batch: Int = 32, optimiser: Optimiser = .descent(rate: 0.05, momentum: 0.9),
    seed: UInt64 = 0, recordedStage: String? = nil, recordedEpochs: Set<Int> = []
  ) {
    (self.epochs, self.batch, self.optimiser, self.seed) = (epochs, batch, optimiser, seed)
    (self.recordedStage, self.recordedEpochs) = (recordedStage, recordedEpochs)
  }

  /// Refuses what cannot be.
  func check() throws(TrainingError) {
    guard epochs > 0 else {
      throw .setting("epochs", "there must be 1 epoch or more, not \(epochs)")
    }
    guard batch > 0 else {
      throw .setting("batch", "a batch has 1 example or more, not \(batch)")
    }
    guard optimiser.rate > 0, optimiser.rate.isFinite else {
      throw .setting("rate", "the rate must be more than 0, not \(optimiser.rate)")
    }
    if case .descent(_, let momentum) = optimiser, !(0..<1).contains(momentum) {
      throw .setting("momentum", "the momentum is from 0 to less than 1, not \(momentum)")
    }
  }
}

/// Mean cost and hits over some examples.
public struct Score: Sendable, Hashable {
  /// The mean cost of an example.
  public let cost: Double
  /// The examples whose class the output tells.
  public let hits: Int
  /// All of them.
  public let count: Int

  /// The share of the hits.
  public var accuracy: Double { count > 0 ? Double(hits) / Double(count) : 0 }

  /// Whether this score is better: more hits, or as many at a lower cost.
  func isBetter(than other: Score) -> Bool {
    (hits, -cost) > (other.hits, -other.cost)
  }
}

/// How a network did in one epoch.
public struct EpochRecord: Sendable, Hashable {
  /// The epoch, from 1.
  public let epoch: Int
  /// Over what it learnt from, while it learnt: each example counts as it was met.
  public let training: Score
  /// Over what is kept apart for choosing, after the epoch; nil where nothing is.
  public let validation: Score?
  /// Over what is kept for the end, after the epoch; nil where nothing is.
  public let heldOut: Score?
}

/// The parameters of a stage after an epoch.
public struct RecordedParameters: Sendable, Equatable {
  /// The epoch; 0 is before training.
  public let epoch: Int
  /// The parameters by name: `conv1.weight`.
  public let tensors: NamedTensors
}

/// What a training run tells while it goes on.
public enum TrainingEvent: Sendable {
  /// A step was taken: the examples of the epoch that were met so far, and how they did.
  case step(epoch: Int, of: Int, score: Score, examples: Int)
  /// An epoch has ended.
  case epoch(EpochRecord)
}

/// What a training run came to.
public struct TrainingOutcome: Sendable {
  /// All parameters by name, running statistics included: those of the best epoch by validation, or
  /// of the last one where nothing is kept apart for that.
  public let parameters: NamedTensors
  /// The epoch that they are of, from 1.
  public let keptEpoch: Int
  /// The epochs that ended.
  public let epochs: [EpochRecord]
  /// The parameters that the history keeps.
  public let recorded: [RecordedParameters]
  /// Whether the run was stopped before its last epoch ended.
  public let isInterrupted: Bool

  /// The record of the epoch that was kept.
  public var kept: EpochRecord { epochs[keptEpoch - 1] }
}

/// Why a network cannot be trained.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// A setting cannot be; its name, and what is wrong.
  case setting(String, String)
  /// The examples do not go with the network; what is wrong.
  case examples(String)
  /// Nothing in the network learns.
  case nothingLearns
  /// The cost grew beyond measure.
  case diverged(epoch: Int, step: Int, cost: Double, beginning: Double, rate: Double)
  /// The run was stopped before its first epoch ended.
  case interruptedEarly

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .setting(_, let problem), .examples(let problem): return problem
    case .nothingLearns: return "there is nothing in the network that learns"
    case .diverged(let epoch, let step, let cost, let beginning, let rate):
      let now = cost.isFinite ? "grew from \(beginning) to \(cost)" : "is no finite number"
      return "the training diverged: in epoch \(epoch), step \(step), the cost \(now); "
        + "take a smaller rate than \(rate)"
    case .interruptedEarly:
      return "the training was interrupted before its first epoch ended; nothing is kept"
    }
  }
}
