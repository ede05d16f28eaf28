import Documents
import Neural
import Training

/// The course of a training run as JSON, for figures and other programs.
struct HistoryWriting {
  /// The network's name.
  let network: String
  let cost: Cost
  let settings: TrainingSettings
  let outcome: TrainingOutcome

  /// The document; `Docs/Training.md` says what is in it.
  var json: String {
    let value: JSONValue = .object([
      .init(name: "network", value: .text(network)),
      .init(name: "cost", value: .text(cost.rawValue)),
      .init(name: "optimiser", value: optimiser),
      .init(name: "batch", value: .number(Double(settings.batch))),
      .init(name: "seed", value: .text(String(settings.seed))),
      .init(name: "kept_epoch", value: .number(Double(outcome.course.keptEpoch))),
      .init(name: "interrupted", value: .flag(outcome.isInterrupted)),
      .init(name: "epochs", value: .list(outcome.course.epochs.map(HistoryWriting.value))),
      .init(name: "parameters", value: .list(outcome.course.recorded.map(HistoryWriting.value))),
    ])
    return value.json() + "\n"
  }

  private var optimiser: JSONValue {
    switch settings.optimiser {
    case .descent(let rate, let momentum):
      ["name": "gradient-descent", "rate": .number(rate), "momentum": .number(momentum)]
    case .adam(let rate): ["name": "adam", "rate": .number(rate)]
    }
  }

  private static func value(of record: EpochRecord) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "epoch", value: .number(Double(record.epoch))),
      .init(name: "training", value: value(of: record.training)),
    ]
    for (name, score) in [("validation", record.validation), ("held_out", record.heldOut)] {
      if let score { members.append(.init(name: name, value: value(of: score))) }
    }
    return .object(members)
  }

  private static func value(of score: Score) -> JSONValue {
    [
      "cost": .number(score.cost), "accuracy": .number(score.accuracy),
      "hits": .number(Double(score.hits)), "count": .number(Double(score.count)),
    ]
  }

  private static func value(of recorded: RecordedParameters) -> JSONValue {
    [
      "epoch": .number(Double(recorded.epoch)),
      "tensors": .object(
        recorded.tensors.map {
          .init(name: $0.name.rawValue, value: nested($0.tensor.shape[...], $0.tensor.values[...]))
        }),
    ]
  }

  /// Numbers as lists within lists.
  private static func nested(_ shape: ArraySlice<Int>, _ values: ArraySlice<Double>) -> JSONValue {
    guard let length = shape.first else { return values.first.map(JSONValue.number) ?? .null }
    let size = values.count / length
    return .list(
      (0..<length).map { index in
        let start = values.startIndex + index * size
        return nested(shape.dropFirst(), values[start..<(start + size)])
      })
  }
}
