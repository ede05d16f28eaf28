import Documents
import Neural
import Testing

@testable import Models

@Suite struct NetworkFileTests {
  /// What stands before the stages of the table's files: four lines.
  private static let head = "name: t\ninput: [1, 8, 8]\ncost: quadratic\nstages:\n"

  private func mistakes(in yaml: String) throws -> [String] {
    try #require(throws: NetworkFileError.self) { try NetworkFile(reading: Array(yaml.utf8)) }
      .mistakes.map(\.description)
  }

  @Test("A file gives a plan, a cost, the name of its parameters and what inputs are divided by")
  func file() throws {
    let yaml = """
      name: small
      input: [1, 8, 8]
      cost: cross-entropy
      parameters: small.npz
      divide-input-by: 255
      stages:
        - conv1: {convolution: {maps: 6, kernel: 3, padding: same}}
        - pool1: max-pooling
        - pool2: {average-pooling: {window: [2, 2], stride: [2, 1]}, from: conv1}
        - fc: {fully-connected: {neurons: 10}, from: pool1}
      """
    let file = try NetworkFile(reading: Array(yaml.utf8))
    #expect(file.plan.name == "small")
    #expect(file.plan.inputShape == [1, 8, 8])
    #expect(file.cost == .crossEntropy)
    #expect(file.parameters == "small.npz")
    #expect(file.inputDivisor == 255)
    #expect(file.plan.stages.map(\.name) == ["conv1", "pool1", "pool2", "fc"])
    #expect(file.plan.stages.map(\.sources) == [["input"], ["conv1"], ["conv1"], ["pool1"]])
    #expect(file.plan.stages[0].settings.whole("maps") == 6)
    #expect(file.plan.stages[0].settings.padding("padding") == .same)
    #expect(file.plan.stages[1].settings == Settings())
    #expect(file.plan.stages[2].settings.extent("stride") == Extent(rows: 2, columns: 1))
    #expect(try file.plan.network().outputShape == [10])
  }

  @Test("A file may have several inputs by name, which are stages, and is written with them")
  func inputs() throws {
    let yaml = """
      name: two
      inputs: {image: [1, 4, 4], age: [1]}
      stages:
        - conv1: {convolution: {maps: 2, kernel: 3}, from: image}
        - flat: flatten
        - both: {concatenate: {}, from: [flat, age]}

      """
    let file = try NetworkFile(reading: Array(yaml.utf8))
    #expect(
      file.plan.namedInputs == [.init("image", shape: [1, 4, 4]), .init("age", shape: [1])])
    #expect(file.plan.inputShape == [17])
    #expect(try file.plan.network().outputShape == [9])
    #expect(file.yaml == yaml)
  }

  @Test(
    "A mistake in inputs by name is told at its place",
    arguments: [
      ("inputs: [1, 2]\nstages: [a: relu]", "line 1, column 9: 'inputs' takes the shapes of"),
      (
        "inputs: {a: [2, 0]}\nstages: [b: relu]",
        "line 1, column 17: '0' is no length; give whole numbers of 1 or more"
      ),
      (
        "input: [2]\ninputs: {a: [2]}\nstages: [b: relu]",
        "line 1, column 8: a network has an input or inputs by name; leave one of the keys out"
      ),
      (
        "inputs: {a: [2], b: [2]}\nstages: [c: relu]",
        "line 2, column 10: the network has several inputs; say which one feeds its first stage"
      ),
      (
        "inputs: {a: [2]}\nstages: [a: relu]",
        "line 2, column 10: there is a stage 'a' already, in line 1"
      ),
    ])
  func inputMistakes(yaml: String, expected: String) throws {
    let found = try mistakes(in: yaml)
    #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
  }

  @Test(
    "A mistake at the top is told at its place, with what would be right",
    arguments: [
      ("- a", "line 1, column 1: a network is a mapping, such as 'name: small', not a list"),
      (
        "input: [1, 8, 8]\nstages: [a: max-pooling]\nkost: quadratic",
        "line 3, column 1: a network has no key 'kost'; did you mean cost?"
      ),
      (
        "stages: [a: max-pooling]",
        "line 1, column 1: a network needs the key 'input', the shape of the input, such as"
      ),
      (
        "input: [1, 8, 8]", "line 1, column 1: a network needs the key 'stages', a list of stages"
      ),
      (
        "input:\nstages: [a: max-pooling]",
        "line 1, column 1: 'input' has no value; give the shape of the input"
      ),
      (
        "input: 8\nstages: [a: max-pooling]",
        "line 1, column 8: 'input' takes the shape of the input, such as [1, 8, 8] for channels, r"
      ),
      (
        "input: [1, 0, 8]\nstages: [a: max-pooling]",
        "line 1, column 12: '0' is no length; give whole numbers of 1 or more"
      ),
      (
        "input: [9999999, 99999, 99999999]\nstages: [a: max-pooling]",
        "line 1, column 8: an input of 9999999 × 99999 × 99999999 has more than"
      ),
      (
        "input: [1, 8, 8]\ncost: quadratik\nstages: [a: max-pooling]",
        "line 2, column 7: there is no cost 'quadratik'; did you mean quadratic?"
      ),
      (
        "input: [1, 8, 8]\ndivide-input-by: 0\nstages: [a: max-pooling]",
        "line 2, column 18: 'divide-input-by' takes a number above 0, such as 255, not '0'"
      ),
      (
        "input: [1, 8, 8]\nparameters: [a]\nstages: [a: max-pooling]",
        "line 2, column 13: 'parameters' takes the name of a file, such as small.npz, not a list"
      ),
      (
        "input: [1, 8, 8]\nstages: {a: max-pooling}",
        "line 2, column 9: 'stages' takes a list of stages, such as - relu1: relu, not a mapping; p"
      ),
      ("input: [1, 8, 8]\nstages: []", "line 2, column 9: there are no stages; give one or more"),
      ("input: [1, 8, 8\nstages: 1", "line 2, column 7: a ',' or the closing ']' of the list"),
      ("", "line 1, column 1: the file is empty; 'convlens network show tiny --yaml' prints one"),
    ])
  func head(yaml: String, message: String) throws {
    let mistakes = try mistakes(in: yaml)
    #expect(mistakes.count == 1 && mistakes[0].hasPrefix(message), "\(mistakes)")
  }

  @Test(
    "A mistake in a stage is told at its place, with what would be right",
    arguments: [
      ("  - relu", 5, 5, "a stage is a name and a kind of layer, such as relu1: relu, not 'relu'"),
      ("  - a:", 5, 5, "the stage 'a' has no kind; give one, such as a: relu"),
      ("  - a: [b]", 5, 8, "a stage is a kind, or {kind: {settings}, from: …}, not a list"),
      ("  - a: {}", 5, 8, "the stage 'a' has no kind; give one, such as {relu: {}}"),
      (
        "  - a: max-poling", 5, 8,
        "there is no kind of layer 'max-poling'; did you mean max-pooling?"
      ),
      (
        "  - a: {max-poling: {window: 2}}", 5, 9,
        "there is no kind of layer 'max-poling'; did you mean max-pooling?"
      ),
      (
        "  - a: {max-pooling: {windou: 2}}", 5, 23,
        "a layer of the kind max-pooling has no setting 'windou'; did you mean window?"
      ),
      (
        "  - a: {max-pooling: {from: input}}", 5, 23,
        "'from' belongs behind the settings: {max-pooling: {…}, from: …}"
      ),
      (
        "  - a: {max-pooling: , window: 2}", 5, 24,
        "'window' is a setting and belongs into braces behind the kind: {max-pooling: {window: …}}"
      ),
      (
        "  - a: {max-pooling: , average-pooling: }", 5, 24,
        "a stage has one kind, here max-pooling; 'average-pooling' is a second"
      ),
      (
        "  - a: {max-pooling: 2}", 5, 22,
        "behind a kind stand its settings, such as {maps: 6, kernel: 3}, not '2'"
      ),
      (
        "  - a: max-pooling\n    window: 2", 6, 5,
        "a stage is one name with its kind; put 'window' into the braces behind 'a:', or begin"
      ),
      (
        "  - a: {max-pooling: {window: 0}}", 5, 31,
        "'window' cannot be '0'; give one whole number of 1 or more"
      ),
      ("  - a: {max-pooling: {window: }}", 5, 31, "'window' has no value; give one whole number"),
      ("  - a: {max-pooling: {window: {}}}", 5, 31, "'window' cannot be a mapping; give one whole"),
      (
        "  - a: {max-pooling: {window: 99999999}}", 5, 31,
        "'window' cannot be 99999999: 99999999 is more than any network that can be computed needs"
      ),
      (
        "  - a: {convolution: {maps: 2, kernel: 3, padding: some}}", 5, 52,
        "'padding' cannot be 'some'; give valid, same"
      ),
      (
        "  - a: max-pooling\n  - a: max-pooling", 6, 5,
        "there is a stage 'a' already, in line 5; give each a name of its own"
      ),
      (
        "  - a: max-pooling\n  - a.b: max-pooling", 6, 5,
        "'a.b' and 'a' cannot both be stages, as the names of their parameters could be the same"
      ),
      ("  - input: max-pooling", 5, 5, "'input' is the network's input; call the stage otherwise"),
      ("  - a b: max-pooling", 5, 5, "'a b' cannot be a stage's name; use letters, digits, '_'"),
      (
        "  - pool: {max-pooling: {}, from: inpud}", 5, 35,
        "no stage before this one is called 'inpud'; did you mean input?"
      ),
      (
        "  - a: {max-pooling: {}, from: b}\n  - b: max-pooling", 5, 32,
        "the stage 'b' comes later; a stage is fed by those before it, so move it up"
      ),
      ("  - a: {max-pooling: {}, from: a}", 5, 32, "a stage cannot feed itself"),
      ("  - a: {max-pooling: {}, from: []}", 5, 32, "'from' is an empty list; name what feeds the"),
      (
        "  - a: {max-pooling: {}, from: [[a]]}", 5, 33,
        "'from' takes a stage's name or a list of names, not a list"
      ),
      (
        "  - a: {max-pooling: {}, from: [input, input]}", 5, 32,
        "a stage of the kind max-pooling is fed by one, not 2"
      ),
      (
        "  - a: convolution", 5, 5,
        "stage 'a': a convolution needs the number of its maps (it is fed 1 × 8 × 8)"
      ),
      (
        "  - a: max-pooling\n  - b: {max-pooling: {window: 5}}", 6, 31,
        "stage 'b': the window is 5 × 5 but the padded input is only 4 × 4; use a smaller window"
      ),
      (
        "  - a: {convolution: {maps: 4, kernel: 3, groups: 3}}", 5, 51,
        "stage 'a': the input's 1 channels cannot be divided into 3 groups (it is fed 1 × 8 × 8)"
      ),
      (
        "  - a: {convolution: {maps: 1048576, kernel: 1}}\n"
          + "  - b: {fully-connected: {neurons: 1048576}}", 6, 5,
        "with the weight of this stage, 1048576 × 67108864, the network has more than 134217728 par"
      ),
      (
        "  - a: {convolution: {maps: 1048576, kernel: 1, padding: 30}}", 5, 5,
        "stage 'a': the stack of feature maps is larger than any that can be computed"
      ),
    ])
  func stage(stages: String, line: Int, column: Int, message: String) throws {
    let mistakes = try mistakes(in: Self.head + stages)
    #expect(
      mistakes.count == 1
        && mistakes[0].hasPrefix("line \(line), column \(column): \(message)"), "\(mistakes)")
  }

  @Test("All mistakes are told, in the order of the file, each of them once")
  func all() throws {
    let yaml = """
      nmae: t
      input: [1, 8, 8]
      stages:
        - a: {convolution: {maps: 0, kernel: 3}}
        - b: pooling
        - c: {max-pooling: {window: 2}, from: a}
        - d: {max-pooling: {window: 9}, from: input}
        - d: max-pooling
        - e: {max-pooling: {}, from: z}
      cost: quadratics
      """
    let places = try mistakes(in: yaml).map { $0.prefix { $0 != ":" } }
    #expect(
      places == [
        "line 1, column 1", "line 4, column 29", "line 5, column 8", "line 7, column 31",
        "line 8, column 5", "line 9, column 32", "line 10, column 7",
      ])
  }

  @Test("Texts of the file cannot break a message's line, nor make it endless")
  func messages() throws {
    let long = String(repeating: "x", count: 5000)
    for text in ["\"a\\nError: all is lost\"", long] {
      let mistakes = try mistakes(in: "\(text): 1\n" + Self.head + "  - a: max-pooling")
      #expect(mistakes.count == 1)
      #expect(mistakes.allSatisfy { !$0.contains("\n") && $0.count < 500 }, "\(mistakes)")
    }
  }

  @Test("Of very many mistakes the first twenty are told, and how many more there are")
  func many() throws {
    let stages = (0..<30).map { "  - a\($0): nothing-like-it-\($0)" }.joined(separator: "\n")
    let error = try #require(throws: NetworkFileError.self) {
      try NetworkFile(reading: Array((Self.head + stages).utf8))
    }
    let lines = error.lines(of: "net.yaml")
    #expect(lines.count == 21)
    #expect(lines[0].hasPrefix("net.yaml, line 5, column 9: there is no kind"))
    #expect(lines.last == "net.yaml: and 10 more mistakes")
  }

  @Test("More stages than any network has are refused")
  func endless() throws {
    let stages = (0...2000).map { "  - a\($0): max-pooling" }.joined(separator: "\n")
    #expect(
      try mistakes(in: Self.head + stages) == [
        "line 5, column 3: there are more than 2000 stages"
      ])
  }
}
