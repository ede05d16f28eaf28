import Foundation
import Models
import Neural
import Testing

@testable import ArrayFiles
@testable import Commands

@Suite struct NetworkCommandTests {
  private static let yaml = """
    name: two
    input: [1, 3, 3]
    stages:
      - conv1: {convolution: {maps: 2, kernel: 2}}
      - pool1: {max-pooling: {window: 2x1}, from: conv1}

    """
  private static let answers = """
    input: [2]
    cost: cross-entropy
    stages:
      - fc: {fully-connected: {neurons: 3}}

    """

  @Test("Shows the stages of a network in aligned columns")
  func show() async {
    let (code, transcript) = await run(["network", "show", "-"], input: Self.yaml)
    #expect(code == 0, "\(transcript.errors)")
    #expect(
      transcript.text == """
        two: input 1 × 3 × 3

        stage  kind         settings          output     parameters  multiplications   sees   jump
        conv1  convolution  maps 2, kernel 2  2 × 2 × 2          10               32      2      1
        pool1  max-pooling  window 2x1        2 × 1 × 2           0                0  3 × 2  2 × 1
        total                                                    10               32

        """)
  }

  @Test("Shows what feeds a stage where that is not the stage before")
  func branches() async {
    let yaml = Self.yaml + "  - pool2: {max-pooling: {window: 1}, from: conv1}\n"
    let (code, transcript) = await run(["network", "show", "-"], input: yaml)
    #expect(code == 0)
    #expect(transcript.lines.contains { $0.contains("from") })
    #expect(
      transcript.lines.contains { $0.hasPrefix("pool2  max-pooling  window 1          conv1") })
  }

  @Test("Shows a network as JSON, and as the file that it is read from")
  func formats() async throws {
    let json = await run(["network", "show", "-", "--json"], input: Self.yaml)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.transcript.output)) as? [String: Any])
    #expect(object["parameters"] as? Int == 10)
    let stages = try #require(object["stages"] as? [[String: Any]])
    #expect(stages.map { $0["name"] as? String } == ["conv1", "pool1"])
    #expect(stages[1]["receptive_field"] as? [Int] == [3, 2])
    #expect(stages[1]["jump"] as? [Int] == [2, 1])
    let yaml = await run(["network", "show", "-", "--yaml"], input: Self.yaml)
    #expect(
      yaml.transcript.text
        == Self.yaml.replacing("window: 2x1}, from: conv1}", with: "window: 2x1}}"))
  }

  @Test("Prints each output behind its class, and its probability")
  func outputs() async throws {
    let (code, transcript) = await run(
      ["network", "run", "-", "--input", "1 2", "--seed", "3"], input: Self.answers)
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.lines.count == 4)
    #expect(transcript.lines[0].split(separator: " ") == ["class", "output", "probability"])
    let rows = transcript.lines.dropFirst().map { $0.split(separator: " ") }
    #expect(rows.map { $0[0] } == ["0", "1", "2"])
    let network = try NetworkFile(reading: Array(Self.answers.utf8)).plan.network(seed: 3)
    let output = try network.forward(Tensor(shape: [2], values: [1, 2])).outputs[0]
    #expect(rows.map { Double($0[1]) } == output.values)
    let sum = rows.compactMap { Double($0[2]) }.reduce(0, +)
    #expect(abs(sum - 100) < 0.03)
  }

  @Test("Never prints a probability as 0 or 1 that is not")
  func extremes() async {
    let (code, transcript) = await run(["network", "run", "digits", "--input", "digit:0"])
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.lines.count == 11)
    #expect(!transcript.text.contains(" 0.00 %") && !transcript.text.contains("100.00 %"))
    #expect(transcript.text.contains("< 0.01 %"))
  }

  @Test("Prints the items of a batch, or one of them")
  func batch() async {
    let arguments = ["network", "run", "-", "--input", "1 2; 3 4"]
    let all = await run(arguments, input: Self.answers).transcript.lines
    #expect(all.filter { $0.hasPrefix("item") } == ["item 0", "item 1"])
    let one = await run(arguments + ["--item", "1"], input: Self.answers)
    #expect(one.transcript.lines == Array(all.dropFirst(5)))
    let none = await run(arguments + ["--item", "2"], input: Self.answers)
    #expect(none.code == 64)
    #expect(none.transcript.errors.contains("there is no item 2: the input has 2"))
  }

  @Test(
    "Reads the input as the options of reading say",
    arguments: [
      ["--input", "ramp:4x8", "--reshape", "2x4x4", "--resize", "2"],
      ["--input", "ramp:4x4x2", "--layout", "channels-last", "--resize", "2x2"],
    ])
  func reading(arguments: [String]) async throws {
    let yaml = "input: [2, 2, 2]\nstages:\n  - same: identity\n"
    let (code, transcript) = await run(
      ["network", "run", "-", "-o", "-"] + arguments, input: yaml)
    #expect(code == 0, "\(transcript.errors)")
    // The means of 2 × 2 cells.
    let isLast = arguments.contains("channels-last")
    let means: [Double] =
      isLast ? [6, 10, 22, 26, 7, 11, 23, 27] : [3.5, 5.5, 11.5, 13.5, 19.5, 21.5, 27.5, 29.5]
    #expect(
      try JSONFile.tensor(from: transcript.output)
        == Tensor(shape: [2, 2, 2], values: means))
    let wrong = await run(
      ["network", "run", "-", "--input", "1", "--resize", "0"], input: yaml)
    #expect(wrong.code == 64)
  }

  @Test("Shows a graph of open lengths over what goes in, and draws it")
  func open() async throws {
    let folder = try TemporaryFolder()
    // A Relu of [1, 2, h, w].
    let graph = try #require(
      Data(
        base64Encoded: "CAgSADo7CgwKAXgSAXkiBFJlbHUSAWdaHQoBeBIYChYIARIS"
          + "CgIIAQoCCAIKAxIBaAoDEgF3YgkKAXkSBAoCCAFCBAoAEBE="))
    try graph.write(to: URL(fileURLWithPath: folder("relu.onnx")))
    let show = ["network", "show", folder("relu.onnx")]
    let without = await run(show)
    #expect(without.code == 65)
    #expect(without.transcript.errors.contains("has no fixed length; give an input that has one"))
    let (code, transcript) = await run(show + ["--input", "zeros:2x6x6", "--resize", "3x4"])
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.lines.first == "relu: input 2 × 3 × 4")
    let trace = await run(
      ["trace", "--network", folder("relu.onnx"), "--input", "ramp:2x3x5", "--steps", "last"])
    #expect(trace.code == 0, "\(trace.transcript.errors)")
    #expect(trace.transcript.text.contains("[2, 3, 5]"))
  }

  @Test("Writes the output to a file of NumPy or JSON, or to standard output")
  func files() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["network", "run", "-", "--input", "1 2; 3 4", "-o"]
    for name in ["y.npy", "y.json"] {
      let (code, transcript) = await run(
        arguments + [folder(name)], input: Self.answers)
      #expect(code == 0, "\(transcript.errors)")
    }
    let npy = try NPYFile.tensor(from: folder.bytes("y.npy"))
    #expect(npy.shape == [2, 3])
    #expect(try JSONFile.tensor(from: folder.bytes("y.json")) == npy)
    let output = await run(arguments + ["-"], input: Self.answers).transcript.output
    #expect(try output == folder.bytes("y.json"))
  }

  @Test(
    "Refuses what it cannot do with the exit code for it",
    arguments: [
      (["show", "tini"], 66, "Error: there is no network 'tini'; did you mean tiny?"),
      (["show", "none.yaml"], 66, "none.yaml"),
      (["show", "-"], 65, "Error: standard input, line 1, column 1: a network is a mapping"),
      (["show", "tiny", "--json", "--yaml"], 64, "--json and --yaml cannot be both"),
      (["run", "primer", "--input", "ramp:3x3"], 65, "takes an input of 1 × 28 × 28, not 3 × 3"),
      (["run", "primer", "--input", "ramp:28x28", "-o", "y.png"], 64, "must end in .npy or .json"),
      (["run", "primer", "--input", "ramp:28x28", "--parameters", "none.npz"], 66, "none.npz"),
      (["run", "-", "--input", "-"], 64, "standard input (-) can be read only once"),
    ])
  func refusals(arguments: [String], code: Int32, message: String) async {
    let result = await run(["network"] + arguments, input: "- a")
    #expect(result.code == code)
    #expect(result.transcript.errors.contains(message), "\(result.transcript.errors)")
  }

  @Test("Lists every kind of layer with its settings, and every preset")
  func lists() async {
    let kinds = await run(["network", "kinds"]).transcript.lines
    let tables = await run(["network", "kinds", "--markdown"]).transcript.text
    for declaration in LayerRegistry.declarations {
      #expect(kinds.contains("\(declaration.kind): \(declaration.meaning)"))
      #expect(tables.contains("### `\(declaration.kind)`\n"))
      for setting in declaration.settings { #expect(tables.contains("| `\(setting.name)` |")) }
    }
    let presets = await run(["network", "presets"]).transcript.lines
    #expect(presets.map { $0.prefix { $0 != " " } } == Preset.all.map { $0.name[...] })
  }
}
