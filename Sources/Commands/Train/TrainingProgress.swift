import Neural
import Training

/// How far training has come: on a terminal one line that is written anew, elsewhere a line an epoch.
struct TrainingProgress {
  private let console: Console
  /// Whether standard output is taken by something else.
  private let isOutputTaken: Bool
  private let isTerminal: Bool
  private let epochs: Int
  private var shown = ""

  /// Progress over a number of epochs.
  init(epochs: Int, isOutputTaken: Bool, console: Console) {
    (self.epochs, self.isOutputTaken, self.console) = (epochs, isOutputTaken, console)
    isTerminal = isOutputTaken ? console.errorIsTerminal : console.outputIsTerminal
  }

  /// Shows what has happened.
  mutating func show(_ event: TrainingEvent) throws {
    switch event {
    case .step(let epoch, _, let score, let examples):
      guard isTerminal else { return }
      try rewrite(
        "\(name(epoch)), \(score.count * 100 / max(1, examples)) %: "
          + TrainingProgress.words(score))
    case .epoch(let record):
      let line = name(record.epoch) + ": " + TrainingProgress.words(record)
      if isTerminal { try rewrite(line) } else { try print(line) }
    }
  }

  /// Prints a line that stays, behind what was shown.
  func print(_ line: String) throws {
    let end = shown.isEmpty ? "" : "\n"
    if isOutputTaken {
      console.writeError(end + line + "\n")
    } else {
      if !end.isEmpty { try console.writeOutput(Array(end.utf8)) }
      try console.print(line)
    }
  }

  private mutating func rewrite(_ line: String) throws {
    // Only what differs is worth the terminal's time.
    guard line != shown else { return }
    shown = line
    let text = "\r\u{1B}[K" + line
    if isOutputTaken { console.writeError(text) } else { try console.writeOutput(Array(text.utf8)) }
  }

  private func name(_ epoch: Int) -> String {
    let room = String(epochs).count - String(epoch).count
    return "epoch \(String(repeating: " ", count: room))\(epoch) of \(epochs)"
  }
}

extension TrainingProgress {
  /// An epoch in words: cost and accuracies.
  static func words(_ record: EpochRecord) -> String {
    words(record.training) + others(record)
  }

  /// How the network did on what it did not learn from.
  static func others(_ record: EpochRecord) -> String {
    [("validation", record.validation), ("held out", record.heldOut)].reduce(into: "") {
      if let score = $1.1 { $0 += "; \($1.0) \(percent(score))" }
    }
  }

  private static func words(_ score: Score) -> String {
    "cost \(decimals(score.cost)), accuracy \(percent(score))"
  }

  /// A share of hits in per cent with one decimal; what is not all is not printed as if it were.
  static func percent(_ score: Score) -> String {
    var thousandths = Int((score.accuracy * 1000).rounded())
    if thousandths == 1000, score.hits < score.count { thousandths = 999 }
    if thousandths == 0, score.hits > 0 { thousandths = 1 }
    return "\(thousandths / 10).\(thousandths % 10) %"
  }

  /// A cost with four decimals.
  private static func decimals(_ cost: Double) -> String {
    guard cost < 1e9 else { return "\(cost)" }
    let parts = Int((cost * 10_000).rounded()).quotientAndRemainder(dividingBy: 10_000)
    let decimals = String(parts.remainder)
    return "\(parts.quotient)." + String(repeating: "0", count: 4 - decimals.count) + decimals
  }
}
