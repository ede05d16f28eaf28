import ArgumentParser
import ArrayFiles
import Models
import Neural
import Threads
import Training

/// `convlens train`: lets a network learn.
struct TrainCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Lets a network learn, and writes the parameters that it has learnt.",
    discussion: """
      The last tenth of what it learns from is kept apart and decides which epoch's parameters are \
      written; what is held out decides nothing. Ctrl-C ends the training and keeps the best so far. \
      The same command writes the same bytes, on any number of processors.

      Examples:
        convlens train tiny --data digits -o trained.npz
        convlens train lenet --data train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz \
      --test t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte.gz --epochs 5 -o lenet.npz
        convlens train my.yaml --data digits --history h.json --record conv1 -o my.npz
      """)

  @Argument(
    help: "The network: a .yaml file, the name of a preset, or - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]), transform: plainValue)
  var network: String

  @Option(
    help: ArgumentHelp(
      "What it learns from: digits, or an IDX file of images and one of labels.",
      discussion: """
        Files may be compressed with gzip, as MNIST comes. Bytes are divided by 255 where the \
        network's file does not say divide-input-by. The first 1,500 digits are learnt from, the \
        other 297 are held out.
        """, valueName: "digits|images,labels"), transform: TrainingData.parse)
  var data: TrainingData

  @Option(
    help: ArgumentHelp(
      "What is held out: it is tried on after each epoch and decides nothing.",
      valueName: "images,labels"), transform: TrainingData.parse)
  var test: TrainingData?

  @Option(help: ArgumentHelp("How often it sees all examples.", valueName: "number"))
  var epochs = 10

  @Option(help: ArgumentHelp("The examples of a step.", valueName: "number"))
  var batch = 32

  @Option(
    help: ArgumentHelp(
      "The learning rate η (default: 0.05, with --adam 0.001).", valueName: "number"))
  var rate: Double?

  @Option(
    help: ArgumentHelp(
      "The momentum of gradient descent (default: 0.9).", valueName: "number"))
  var momentum: Double?

  @Flag(help: "Adam instead of gradient descent with momentum.")
  var adam = false

  @Option(
    help: ArgumentHelp(
      "What random parameters, the order of examples and dropout begin from.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "The share of the examples, the last ones, that decides which epoch is kept; 0 keeps the last.",
      valueName: "share"))
  var validation = 0.1

  @Option(
    help: ArgumentHelp(
      "The parameters that it begins with (default: those the network comes with, or random ones).",
      valueName: "file"),
    completion: .file(extensions: ["npz"]), transform: plainValue)
  var parameters: String?

  @Option(
    help: ArgumentHelp("The threads that compute (default: all processors).", valueName: "number"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Where the course of the training goes: costs, accuracies and recorded parameters.",
      valueName: "file"),
    completion: .file(extensions: ["json"]), transform: plainValue)
  var history: String?

  @Option(
    help: ArgumentHelp(
      "The stage whose parameters the history holds (default: the first that learns).",
      valueName: "stage"))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "The epochs after which it holds them, such as 0-3,last; 0 is before training.",
      valueName: "epochs"), transform: StepSelection.parse)
  var recordEpochs: StepSelection?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the parameters go: a .npz file, or - for standard output."),
    completion: .file(extensions: ["npz"]), transform: plainValue)
  var output: String

  func validate() throws {
    let destination = Destination(output)
    guard destination == .standardOutput || destination.ending == "npz" else {
      throw ValidationError("'\(output)' must end in .npz")
    }
    if adam, momentum != nil {
      throw ValidationError("--momentum is for gradient descent, not for --adam")
    }
    if data == .digits, test != nil {
      throw ValidationError("--data digits has examples held out already; leave out --test")
    }
    if test == .digits {
      throw ValidationError("--test takes two files, IMAGES.idx3-ubyte,LABELS.idx1-ubyte")
    }
    guard (0..<1).contains(validation) else {
      throw ValidationError("--validation is a share from 0 to less than 1, not \(validation)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is from 1 to 1024, not \(threads)")
    }
    if history == nil, record != nil || recordEpochs != nil {
      throw ValidationError("--record and --record-epochs are for --history, which is missing")
    }
  }

  func run(console: Console) throws {
    do {
      try train(console: console)
    } catch let error as ModelError {
      throw Failure(error)
    } catch let error as NetworkError {
      throw Failure(.malformedData, "\(error)")
    } catch let error as TrainingError {
      throw Failure(error)
    }
  }

  private func train(console: Console) throws {
    let model = try Model(
      network, parameters: parameters, seed: seed,
      standardInput: { try console.readInput(atMost: NetworkFile.maximumLength) })
    for note in model.notes { console.warn(note) }
    let settings = try settings(for: model.network)
    let cost = model.file.cost ?? .crossEntropy
    let trainer = try Trainer(
      model.network, cost: cost, settings: settings,
      crew: ThreadCrew(threads ?? ThreadCrew.processors))
    let (examples, kept, heldOut) = try examples(for: model, console: console)
    // Files that cannot be made are found out before the work.
    let parameterFile = Destination(output)
    let historyFile = history.map(Destination.init)
    for file in [parameterFile, historyFile] { try file?.check() }
    var progress = TrainingProgress(
      epochs: epochs, isOutputTaken: output == "-" || history == "-", console: console)
    try progress.print(
      TrainCommand.beginning(model.network, examples, validation: kept, heldOut: heldOut))
    let outcome = try Interruption.patiently { isAsked in
      try trainer.train(
        on: examples, validation: kept, heldOut: heldOut, shouldStop: isAsked,
        report: { try progress.show($0) })
    }
    try parameterFile.write(TensorWriting.npz(outcome.parameters), console: console)
    let course = HistoryWriting(
      network: model.network.name, cost: cost, settings: settings, outcome: outcome)
    try historyFile?.write(Array(course.json.utf8), console: console)
    try progress.print(TrainCommand.end(outcome))
  }

  /// The settings that the options ask for.
  private func settings(for network: Network) throws -> TrainingSettings {
    var settings = TrainingSettings(
      epochs: epochs, batch: batch,
      optimiser: adam
        ? .adam(rate: rate ?? 0.001) : .descent(rate: rate ?? 0.05, momentum: momentum ?? 0.9),
      seed: seed)
    if history != nil {
      settings.recordedStage =
        record ?? network.stages.first { !$0.layer.parameters.isEmpty }?.name
      guard epochs > 0 else { return settings }
      settings.recordedEpochs = Set(
        try (recordEpochs ?? .all).indices(of: epochs + 1, named: "epoch"))
    }
    return settings
  }

  /// What is learnt from, what decides which epoch is kept, and what is held out.
  private func examples(
    for model: Model, console: Console
  ) throws -> (learnt: Examples, validation: Examples?, heldOut: Examples?) {
    let divisor = model.file.inputDivisor
    var (examples, heldOut) = try data.examples(divisor: divisor)
    if let test { heldOut = try test.examples(divisor: divisor).learnt }
    if divisor == 1, examples.divisor != 1 {
      let own = SettingValue.number(examples.divisor).text
      console.note(
        "the pixels are divided by \(own); 'divide-input-by: \(own)' in the network's file makes "
          + "runs and figures do so too")
    }
    let kept = Int((Double(examples.count) * validation).rounded())
    guard kept > 0 else { return (examples, nil, heldOut) }
    guard kept < examples.count else {
      throw Failure(
        .usage, subject: "validation",
        "--validation \(validation) leaves none of \(examples.count) examples to learn from")
    }
    let end = examples.count - kept
    return (examples[0..<end], examples[end..<examples.count], heldOut)
  }

  /// The line before the first epoch.
  private static func beginning(
    _ network: Network, _ examples: Examples, validation: Examples?, heldOut: Examples?
  ) -> String {
    let learnt = network.stages.reduce(0) { count, stage in
      let declared =
        (try? stage.layer.declaration.parameters(stage.layer.settings, stage.inputShapes)) ?? []
      return count
        + declared.reduce(0) { $0 + ($1.isBuffer ? 0 : $1.shape.reduce(1, *)) }
    }
    var line = "\(network.name): \(learnt) parameters; \(examples.count) examples to learn from"
    if let validation { line += ", \(validation.count) to choose by" }
    if let heldOut { line += ", \(heldOut.count) held out" }
    return line
  }

  /// The line behind the last epoch.
  private static func end(_ outcome: TrainingOutcome) -> String {
    let record = outcome.course.kept
    return (outcome.isInterrupted ? "interrupted; " : "") + "kept epoch \(outcome.course.keptEpoch)"
      + (record.validation == nil && record.heldOut == nil
        ? ": accuracy \(TrainingProgress.percent(record.training))"
        : ": " + TrainingProgress.others(record).dropFirst(2))
  }
}

extension Failure {
  /// Why a network cannot be trained.
  fileprivate init(_ error: TrainingError) {
    switch error {
    case .setting(let name, _): self.init(.usage, subject: name, "--\(name): \(error)")
    case .examples, .nothingLearns, .diverged: self.init(.malformedData, "\(error)")
    case .interruptedEarly: self.init(.cannotCreate, "\(error)")
    }
  }
}
