/// Mean cost and hits over some examples.
public struct Score: Sendable, Hashable {
  /// The mean cost of an example.
  public let cost: Double
  /// The examples whose class the output tells.
  public let hits: Int
  /// All of them.
  public let count: Int

  /// A score.
  public init(cost: Double, hits: Int, count: Int) {
    (self.cost, self.hits, self.count) = (cost, hits, count)
  }

  /// The share of the hits.
  public var accuracy: Double { count > 0 ? Double(hits) / Double(count) : 0 }

  /// Whether this score is better: more hits, or as many at a lower cost.
  public func isBetter(than other: Score) -> Bool {
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

  /// A record.
  public init(epoch: Int, training: Score, validation: Score?, heldOut: Score?) {
    (self.epoch, self.training) = (epoch, training)
    (self.validation, self.heldOut) = (validation, heldOut)
  }
}

/// The parameters of a stage after an epoch.
public struct RecordedParameters: Sendable, Equatable {
  /// The epoch; 0 is before training.
  public let epoch: Int
  /// The parameters by name: `conv1.weight`.
  public let tensors: NamedTensors

  /// Parameters after an epoch.
  public init(epoch: Int, tensors: NamedTensors) {
    (self.epoch, self.tensors) = (epoch, tensors)
  }
}

/// How a training run went: what its history holds.
public struct TrainingCourse: Sendable, Equatable {
  /// The network's name.
  public let network: String
  /// The epochs that ended, from the first.
  public let epochs: [EpochRecord]
  /// The epoch whose parameters were kept, from 1.
  public let keptEpoch: Int
  /// The parameters of a stage after some epochs, in their order.
  public let recorded: [RecordedParameters]

  /// A course; the kept epoch is one of the epochs.
  public init(
    network: String, epochs: [EpochRecord], keptEpoch: Int, recorded: [RecordedParameters]
  ) {
    precondition(epochs.indices.contains(keptEpoch - 1), "the kept epoch is one of the epochs")
    (self.network, self.epochs) = (network, epochs)
    (self.keptEpoch, self.recorded) = (keptEpoch, recorded)
  }

  /// The record of the epoch that was kept.
  public var kept: EpochRecord { epochs[keptEpoch - 1] }
}
