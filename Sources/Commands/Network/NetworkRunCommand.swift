import ArgumentParser
import ArrayFiles
import Models
import Neural
import Studio

extension Mode: ExpressibleByArgument {}

/// `convlens network run`: what comes out of a network.
struct NetworkRunCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a network on an input and prints what comes out.",
    discussion: """
      Each number is printed behind its index, the class; of a network whose cost is the \
      cross-entropy its probability, the softmax, too.

      Examples:
        convlens network run digits --input digit:7
        convlens network run my.yaml --input scans.npy --item 3 --parameters my.npz
        convlens network run my.yaml --input scans.npy -o y.npy
        convlens network run two.yaml --input image=scan.png --input age=0.4
        convlens network run model.onnx --input photo.png --resize 384x608
      """)

  @Argument(
    help: "The network: a .yaml or .onnx file, the name of a preset, or - for standard input.",
    completion: .file(extensions: ["yaml", "yml", "onnx"]), transform: plainValue)
  var network: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The input, an item of the network's shape or a batch [items, …] of them.",
      discussion: """
        As for other commands; 'convlens samples' lists the built-in ones. For a network of several \
        inputs once for each: --input NAME=TENSOR, or in their order. What an ONNX graph takes beside \
        its first input is given by name.
        """,
      valueName: "tensor"),
    transform: plainValue)
  var input: [String]

  @OptionGroup(title: "Reading") var reading: DeclaredOptions<ReadingSection>

  @Option(
    help: ArgumentHelp(
      "The parameters, tensors by name (default: those the network comes with, or random ones).",
      valueName: "file"),
    completion: .file(extensions: ["npz", "safetensors", "pth", "pt"]), transform: plainValue)
  var parameters: String?

  @Option(help: "Whether batch normalisation and dropout learn or answer.")
  var mode = Mode.inference

  @Option(help: ArgumentHelp("What random parameters begin from.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp("The one item of a batch to print, counted from 0.", valueName: "number"))
  var item: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the output goes: a .npy or .json file.", valueName: "file"),
    completion: .file(extensions: TensorWriting.allCases.map(\.rawValue)), transform: plainValue)
  var output: String?

  func validate() throws {
    let fromInput = ([network] + input).count { $0 == "-" || $0.hasSuffix("=-") }
    if fromInput > 1 { throw ValidationError("standard input (-) can be read only once") }
    try NamedOperand.check(input)
    if let item, item < 0 { throw ValidationError("--item must be 0 or more, not \(item)") }
    if let output, format(of: Destination(output)) == nil {
      let endings = TensorWriting.allCases.map { ".\($0.rawValue)" }.joined(separator: " or ")
      throw ValidationError("'\(output)' must end in \(endings)")
    }
  }

  /// The format that a destination's name asks for; standard output gets JSON.
  private func format(of destination: Destination) -> TensorWriting? {
    destination == .standardOutput
      ? .json : destination.ending.flatMap(TensorWriting.init(rawValue:))
  }

  func run(console: Console) throws {
    let outputs: [Tensor]
    let model: Model
    do {
      let given = try NamedOperand.tensors(of: input, reading: reading.values, console: console)
      model = try Model(
        network, parameters: parameters, seed: seed,
        given: Dictionary(given) { first, _ in first },
        standardInput: { try console.readInput(atMost: NetworkFile.maximumLength) })
      if let problem = model.file.incompleteness {
        throw Failure(
          .malformedData,
          "\(network): \(problem); what comes before it 'convlens network show' shows")
      }
      for note in model.notes { console.warn(note) }
      let items = try items(of: model, given)
      if let item, item >= items.count {
        throw Failure(
          .usage, "there is no item \(item): the input has \(items.count), counted from 0")
      }
      outputs = try model.network.forward(items, mode: mode).outputs
    } catch let error as ModelError {
      throw Failure(error)
    } catch let error as RequestError {
      throw Failure(error)
    } catch let error as NetworkError {
      throw Failure(.malformedData, "\(error)")
    } catch let error as NetworkInputError {
      throw Failure(.malformedData, "\(error)")
    }
    let shown = item.map { [$0] } ?? Array(outputs.indices)
    if let output {
      let destination = Destination(output)
      guard let format = format(of: destination) else { return }
      let isBatch = item == nil && outputs.count > 1
      let tensor = isBatch ? try Tensor(stacking: outputs) : outputs[shown[0]]
      return try destination.write(format.bytes(of: tensor), console: console)
    }
    for index in shown {
      if outputs.count > 1 { try console.print("item \(index)") }
      for line in lines(of: outputs[index], cost: model.file.cost) { try console.print(line) }
    }
  }

  /// What goes into the network, among what is given by name.
  private func items(
    of model: Model, _ given: [(name: String, tensor: Tensor)]
  ) throws -> [Tensor] {
    guard !model.file.plan.namedInputs.isEmpty else {
      return try model.items(of: NamedOperand.input(of: model.file, among: given))
    }
    return try model.items(
      of: given.map { ($0.name.isEmpty ? nil : $0.name, $0.tensor) })
  }

  /// The lines that show an output: a number each where it is a vector, else nested lists.
  private func lines(of output: Tensor, cost: Cost?) -> [String] {
    guard output.shape.count(where: { $0 > 1 }) <= 1 else {
      let text = String(decoding: TensorWriting.json.bytes(of: output), as: UTF8.self)
      return text.split(separator: "\n").map(String.init)
    }
    let hasProbabilities = cost == .crossEntropy && output.count > 1
    var table = ColumnTable(
      [.right("class"), .right("output")] + (hasProbabilities ? [.right("probability")] : []))
    let probabilities = Cost.softmax(output).values
    for (index, value) in output.values.enumerated() {
      table.add(
        ["\(index)", SettingValue.number(value).text]
          + (hasProbabilities ? [NetworkRunCommand.percent(probabilities[index])] : []))
    }
    return table.lines
  }

  /// A probability in per cent with two decimals; what is not 0 or 1 is not printed as if it were.
  private static func percent(_ probability: Double) -> String {
    let hundredths = Int((probability * 10_000).rounded())
    if hundredths == 0, probability > 0 { return "< 0.01 %" }
    if hundredths == 10_000, probability < 1 { return "> 99.99 %" }
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals) %"
  }
}

extension Tensor {
  /// Tensors of one shape along a new first dimension.
  fileprivate init(stacking tensors: [Tensor]) throws {
    try self.init(
      shape: [tensors.count] + (tensors.first?.shape ?? []), values: tensors.flatMap(\.values))
  }
}
