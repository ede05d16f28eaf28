import ArgumentParser
import Documents
import Models
import Neural
import Studio

/// `convlens network show`: a network's stages, shapes, parameters and costs.
struct NetworkShowCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints a network's stages: shapes, parameters, multiplications, what is seen.",
    discussion: """
      "sees" is the receptive field, the rows and columns of the input that a neuron depends on; \
      "jump" is how far what it sees lies from what the next neuron sees.

      Examples:
        convlens network show lenet
        convlens network show my.yaml --json
        convlens network show tiny --yaml > my.yaml
        convlens network show model.onnx --input zeros:3x384x608
      """)

  @Argument(
    help: "The network: a .yaml or .onnx file, the name of a preset, or - for standard input.",
    completion: .file(extensions: ["yaml", "yml", "onnx"]), transform: plainValue)
  var network: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What will go in, where an ONNX graph leaves lengths or parameters open.",
      discussion: "As 'convlens network run' takes it; NAME=TENSOR for one of several.",
      valueName: "tensor"),
    transform: plainValue)
  var input: [String] = []

  @OptionGroup(title: "Reading") var reading: DeclaredOptions<ReadingSection>

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print the network as a file of YAML, to begin one of your own.")
  var yaml = false

  func validate() throws {
    if json, yaml { throw ValidationError("--json and --yaml cannot be both") }
    if ([network] + input).count(where: { $0 == "-" || $0.hasSuffix("=-") }) > 1 {
      throw ValidationError("standard input (-) can be read only once")
    }
    try NamedOperand.check(input)
  }

  func run(console: Console) throws {
    let source = NetworkSource(network)
    do {
      let given = try NamedOperand.tensors(of: input, reading: reading.values, console: console)
      let file = try source.read(
        given: Dictionary(given) { first, _ in first },
        standardInput: { try console.readInput(atMost: NetworkFile.maximumLength) })
      for note in file.notes { console.warn("\(source.name): \(note)") }
      if let problem = file.incompleteness {
        console.warn("\(source.name): \(problem); shown is what comes before it")
      }
      if yaml { return try console.writeOutput(Array(file.yaml.utf8)) }
      let summary = try NetworkSummary(file.plan)
      if json {
        return try console.writeOutput(
          Array((summary.json(cost: file.cost).json() + "\n").utf8))
      }
      for line in summary.table { try console.print(line) }
    } catch let error as ModelError {
      throw Failure(error)
    } catch let error as RequestError {
      throw Failure(error)
    } catch let error as NetworkError {
      throw Failure(.malformedData, "\(source.name): \(error)")
    }
  }
}

extension NetworkSummary {
  /// The summary as JSON.
  func json(cost: Cost?) -> JSONValue {
    var head: JSONValue = ["name": .text(name), "input": .integers(inputShape)]
    if !namedInputs.isEmpty {
      let inputs = namedInputs.map {
        JSONValue.Member(name: $0.name, value: .integers($0.shape))
      }
      head = head.adding(["inputs": .object(inputs)])
    }
    if let cost { head = head.adding(["cost": .text(cost.rawValue)]) }
    return head.adding([
      "stages": .list(rows.map(\.json)), "parameters": .number(Double(parameters)),
      "buffers": .number(Double(buffers)), "multiplications": .number(Double(multiplications)),
    ])
  }

  /// The summary as lines of aligned columns.
  var table: [String] {
    let before = [NetworkPlan.input] + rows.map(\.name)
    let branches = zip(rows, before).contains { $0.sources != [$1] }
    var table = ColumnTable(
      [.left("stage"), .left("kind"), .left("settings")] + (branches ? [.left("from")] : [])
        + [
          .left("output"), .right("parameters"), .right("multiplications"), .right("sees"),
          .right("jump"),
        ])
    for row in rows {
      let settings = row.settings.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      table.add(
        [row.name, row.kind, settings]
          + (branches ? [row.sources.joined(separator: ", ")] : [])
          + [
            Tensor.describe(row.outputShape), "\(row.parameters)", "\(row.multiplications)",
            row.field.isEverything
              ? "all" : both("\(row.field.rows.size)", "\(row.field.columns.size)"),
            row.field.isEverything
              ? "–" : both("\(row.field.rows.jump)", "\(row.field.columns.jump)"),
          ])
    }
    table.add(
      ["total", "", ""] + (branches ? [""] : []) + ["", "\(parameters)", "\(multiplications)"])
    let kept = buffers > 0 ? "; \(buffers) numbers are kept but not learnt" : ""
    let inputs = namedInputs.map { "\($0.name) \(Tensor.describe($0.shape))" }
    let input =
      inputs.isEmpty
      ? "input \(Tensor.describe(inputShape))" : "inputs \(inputs.joined(separator: ", "))"
    return ["\(name): \(input)\(kept)", ""] + table.lines
  }

  private func both(_ rows: String, _ columns: String) -> String {
    rows == columns ? rows : "\(rows) × \(columns)"
  }
}

extension NetworkSummary.Row {
  fileprivate var json: JSONValue {
    let settings = settings.map { JSONValue.Member(name: $0.name, value: .text($0.value)) }
    var value: JSONValue = [
      "name": .text(name), "kind": .text(kind), "settings": .object(settings),
      "from": .texts(sources), "output": .integers(outputShape),
      "parameters": .number(Double(parameters)), "buffers": .number(Double(buffers)),
      "multiplications": .number(Double(multiplications)),
      "receptive_field": .integers([field.rows.size, field.columns.size]),
    ]
    if !field.isEverything {
      value = value.adding([
        "jump": .list([field.rows.jump.json, field.columns.jump.json]),
        "start": .integers([field.rows.start, field.columns.start]),
      ])
    }
    return value
  }
}

extension ReceptiveField.Jump {
  fileprivate var json: JSONValue {
    .number(Double(cells) / Double(neurons))
  }
}
