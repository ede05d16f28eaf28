import ArrayFiles
import Models
import Neural
import Studio

/// Reads the tensors and networks that a command line or a lesson names.
struct OperandReader: OperandSource {
  let console: Console
  /// The folder that paths start from; empty for the current one.
  var folder = ""
  /// Whether `-` is standard input.
  var readsInput = true
  /// Whether a word is said where an input looks as if its channels came last.
  var notesLayout = false
  /// Told each file that is asked for, those that are not there too.
  var reading: @Sendable (String) -> Void = { _ in }

  func tensor(
    _ text: String, as role: String, option: String, reading options: ReadingOptions
  ) throws(RequestError) -> TitledTensor {
    let named = TensorSource(text)
    guard readsInput || !named.isStandardInput else {
      throw RequestError(
        .usage, subject: option,
        "--\(option): a lesson cannot read standard input; name a file")
    }
    let source = named.relative(to: folder)
    if let path = source.path { reading(path) }
    do {
      let read = try source.reading(
        as: role, options: options,
        standardInput: {
          try console.readInput(
            atMost: TensorSource.maximumFileSize, where: TensorSource.canBegin(with:))
        })
      for note in read.notes { console.note(note) }
      if option == "input", notesLayout, !read.isPicture,
        let note = OperandReader.channelsLastNote(read.tensor)
      {
        console.note(note)
      }
      return TitledTensor(
        read.tensor, title: source.name, isPicture: read.isPicture, isKernel: source.isKernel)
    } catch {
      throw RequestError(
        error.kind == .missing ? .missing : .data, subject: option, error.description)
    }
  }

  /// What to say of an input that looks as if its channels came last, read with its channels first:
  /// nil where it does not.
  static func channelsLastNote(_ tensor: Tensor) -> String? {
    guard tensor.rank == 3 else { return nil }
    let (rows, columns, last) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    guard [1, 3, 4].contains(last), min(rows, columns) > max(last, 3),
      max(rows, columns) <= 4 * min(rows, columns)
    else { return nil }
    return
      "the input is \(Tensor.describe(tensor.shape)), read as \(rows) channels of \(columns) × "
      + "\(last); --layout input:channels-last reads it as \(last) "
      + (last == 1 ? "channel" : "channels") + " of \(rows) × \(columns)"
  }

  func network(
    _ text: String, parameters: String?, seed: UInt64, over input: Tensor?
  ) throws(RequestError) -> NamedNetwork {
    guard readsInput || text != "-" else {
      throw RequestError(
        .usage, subject: "network",
        "--network: a lesson cannot read standard input; name a file")
    }
    let isFile = NetworkSource(text).path != nil
    let name = isFile ? path(text) : text
    let file = parameters.map(path)
    for path in [isFile ? name : nil, file].compactMap({ $0 }) { reading(path) }
    do {
      let model = try Model(
        name, parameters: file, seed: seed, given: input.map { ["": $0] } ?? [:],
        standardInput: {
          try console.readInput(atMost: NetworkFile.maximumLength)
        })
      for note in model.notes { console.note(note) }
      let tensors = model.network.parameters.map { name, tensor in
        (name, TitledTensor(tensor, title: name))
      }
      return NamedNetwork(
        NetworkRequest(
          model.file.plan, parameters: Dictionary(uniqueKeysWithValues: tensors), seed: seed,
          inputDivisor: model.file.inputDivisor), cost: model.file.cost)
    } catch {
      throw RequestError(
        error.kind == .missing ? .missing : .data, subject: "network", error.description)
    }
  }

  func course(_ text: String) throws(RequestError) -> TrainingCourse {
    let path = path(text)
    reading(path)
    do { return try TrainingHistory.course(at: path) } catch {
      throw RequestError(
        error.kind == .missing ? .missing : .data, subject: "history", error.description)
    }
  }

  func examples(
    _ text: String, divisor: Double
  ) throws(RequestError) -> (learnt: Examples, heldOut: Examples?) {
    do {
      let data = try TrainingData.parse(text).relative(to: path)
      for path in data.paths { reading(path) }
      return try data.examples(divisor: divisor)
    } catch let failure as Failure {
      throw RequestError(
        failure.kind == .missingInput ? .missing : .data, subject: "data", failure.description)
    } catch { throw RequestError(.usage, subject: "data", "--data: \(error)") }
  }

  /// A path that starts from the folder.
  private func path(_ path: String) -> String {
    guard !path.hasPrefix("/"), !folder.isEmpty else { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }
}
