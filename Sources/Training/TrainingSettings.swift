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
  /// The epochs that ended, which of them the parameters are of, and what was recorded.
  public let course: TrainingCourse
  /// Whether the run was stopped before its last epoch ended.
  public let isInterrupted: Bool
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
