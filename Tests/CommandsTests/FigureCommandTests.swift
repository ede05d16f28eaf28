import Figures
import Testing

@testable import Commands

@Suite struct FigureCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Every figure draws its own example", arguments: Catalogue.figures.map(\.name))
  func example(name: String) async throws {
    let (code, transcript) = await run(["figure", name, "-o", folder("a.png")])
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.output.isEmpty)
    #expect(try folder.bytes("a.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try folder.names() == ["a.png"])
  }

  @Test(
    "The step of an example is one that the geometry asked for has",
    arguments: [
      ["--stride", "2"], ["--stride", "9"], ["--padding", "1"], ["--dilation", "2"],
    ])
  func defaultStep(options: [String]) async throws {
    let (code, transcript) = await run(
      ["figure", "feature-neuron", "-o", folder("a.png")] + options)
    #expect(code == 0, "\(transcript.errors)")
  }

  @Test(
    "A fully connected layer of a trace is a convolution whatever shape its input has",
    arguments: ["[4]", "[2, 2]", "[1, 2, 2]"])
  func tracedShape(shape: String) async throws {
    let trace = await run([
      "trace", "--layer", "fully-connected", "--input", "1 2; 3 4", "--filter", "1 2 3 4",
    ])
    let text = trace.transcript.text.replacing("[2, 2]", with: shape).replacing(
      "[2,2]", with: shape)
    #expect(text.contains(shape))
    try folder.write(text, to: "t.json")
    for figure in ["fully-connected-as-convolution", "fully-connected"] {
      let (code, transcript) = await run(
        ["figure", figure, "--trace", folder("t.json"), "-o", folder("a.png")])
      #expect(code == 0, "\(transcript.errors)")
    }
  }

  @Test("A figure of no single step refuses one")
  func noStep() async throws {
    let (code, transcript) = await run([
      "figure", "parameters", "--step", "3", "-o", folder("a.png"),
    ])
    #expect(code == 64)
    #expect(transcript.errors.contains("the figure 'parameters' shows no single step"))
    #expect(try folder.names().isEmpty)
  }

  @Test("Sums of many numbers in two orders are the same", arguments: ["stack", "chaining"])
  func longSums(figure: String) async throws {
    func nested(_ value: String, _ lengths: [Int]) -> String {
      lengths.reversed().reduce(value) { text, length in
        "[\(Array(repeating: text, count: length).joined(separator: ","))]"
      }
    }
    try folder.write(nested("0.1", [4, 200, 200]), to: "w.json")
    try folder.write(nested("1", [4, 200, 200]), to: "x.json")
    let (code, transcript) = await run([
      "figure", figure, "--input", folder("x.json"), "--filter", folder("w.json"),
      "--dimensions", "2", "-o", folder("a.png"),
    ])
    #expect(code == 0, "\(transcript.errors)")
  }

  @Test(
    "The file's ending gives the format",
    arguments: [("a.png", "\u{89}PNG"), ("a.PDF", "%PDF-"), ("a.svg", "<?xml")])
  func format(name: String, beginning: String) async throws {
    let (code, transcript) = await run(["figure", "step", "-o", folder(name)])
    #expect(code == 0, "\(transcript.errors)")
    let expected = beginning.unicodeScalars.map { UInt8($0.value) }
    #expect(try folder.bytes(name).starts(with: expected))
  }

  @Test("Standard output gets the bytes that the file gets", arguments: ["png", "pdf", "svg"])
  func standardOutput(format: String) async throws {
    #expect(await run(["figure", "step", "-o", folder("a.\(format)")]).code == 0)
    let (code, transcript) = await run(["figure", "step", "-o", "-", "--format", format])
    #expect(code == 0)
    #expect(try transcript.output == folder.bytes("a.\(format)"))
  }

  @Test("A binary picture is kept from a terminal, SVG is not")
  func terminal() async {
    let (code, transcript) = await run(["figure", "step", "-o", "-"], outputIsTerminal: true)
    #expect(code == 64)
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.contains("terminal"))
    let svg = await run(
      ["figure", "step", "-o", "-", "--format", "svg"], outputIsTerminal: true)
    #expect(svg.code == 0)
    #expect(!svg.transcript.output.isEmpty)
  }

  @Test("Twice the scale is twice the width and height")
  func scale() async throws {
    func size(_ scale: String) async throws -> [UInt8] {
      let (_, transcript) = await run(["figure", "step", "--scale", scale, "-o", "-"])
      return Array(transcript.output.dropFirst(16).prefix(8))
    }
    #expect(try await size("1") == [0, 0, 0x07, 0x80, 0, 0, 0x04, 0x38])
    #expect(try await size("2") == [0, 0, 0x0F, 0x00, 0, 0, 0x08, 0x70])
  }

  @Test("Numbers with a sign are operands, typed or piped")
  func operands() async throws {
    let rest = ["--filter", "-1 2; 3 -4", "--bias", "-0.5", "--activation", "relu", "-o"]
    let typed = await run(["figure", "step", "--input", "-1 2; 3 4"] + rest + [folder("a.png")])
    let piped = await run(
      ["figure", "step", "--input", "-"] + rest + [folder("b.png")], input: "-1 2; 3 4")
    #expect(typed.code == 0, "\(typed.transcript.errors)")
    #expect(piped.code == 0, "\(piped.transcript.errors)")
    #expect(try folder.names() == ["a.png", "b.png"])
  }

  @Test("A shade colours the input, and an input with a sign keeps its colours")
  func shade() async throws {
    func picture(_ input: String, _ options: [String]) async -> [UInt8] {
      let arguments = ["figure", "feature-map", "--input", input, "--filter", "1", "-o", "-"]
      return await run(arguments + options).transcript.output
    }
    let plain = await picture("0 1; 2 3", [])
    #expect(await picture("0 1; 2 3", ["--shade", "ink"]) == plain)
    #expect(await picture("0 1; 2 3", ["--shade", "light"]) != plain)
    #expect(await picture("0 1; 2 3", ["--shade", "cividis"]) != plain)
    #expect(
      await picture("0 -1; 2 3", ["--shade", "light"]) == picture("0 -1; 2 3", ["--shade", "ink"]))
  }

  @Test("A photograph is light unless another shade is asked for")
  func photograph() async throws {
    #expect(await run(["figure", "step", "-o", folder("a.png")]).code == 0)
    func picture(_ options: [String]) async -> [UInt8] {
      let photograph = folder("a.png#grey")
      return await run(
        ["figure", "feature-map", "--input", photograph, "--filter", "sobel-x", "--stride", "40"]
          + ["-o", "-"] + options
      ).transcript.output
    }
    let plain = await picture([])
    #expect(!plain.isEmpty)
    #expect(await picture(["--shade", "light"]) == plain)
    #expect(await picture(["--shade", "ink"]) != plain)
  }

  @Test("A gradient is drawn for an upstream gradient, a seed, or a target, and ones by default")
  func upstream() async throws {
    func picture(_ options: [String]) async -> [UInt8] {
      let (code, transcript) = await run(
        ["figure", "bias-gradient", "--input", "1 2; 3 4", "--filter", "1 2", "-o", "-"] + options)
      #expect(code == 0, "\(transcript.errors)")
      return transcript.output
    }
    let ones = await picture([])
    #expect(await picture(["--upstream", "ones"]) == ones)
    #expect(await picture(["--upstream", "1; 1"]) == ones)
    // Its activations are 5 and 11.
    #expect(await picture(["--target", "4; 10"]) == ones)
    #expect(await picture(["--target", "0.25; 0.75", "--cost", "cross-entropy"]) != ones)
    let random = await picture(["--upstream", "random:@1"])
    #expect(random != ones)
    #expect(await picture(["--upstream", "random:@1"]) == random)
    #expect(await picture(["--step", "1"]) != ones)
  }

  @Test(
    "What a pooling layer has no use for, or cannot do, ends with its exit code and a message",
    arguments: [
      (["--layer", "convolution"], 64, "--layer max-pooling"),
      (["--filter", "1"], 64, "--filter is not for"),
      (["--window", "0"], 64, "1 or more"),
      (["--window", "4"], 65, "smaller window"),
      (["--padding", "2"], 65, "window"),
    ])
  func refusedPooling(arguments: [String], expected: Int, message: String) async {
    await refused(arguments: ["max-pooling"] + arguments, expected: expected, message: message)
  }

  @Test(
    "What cannot be done ends with its exit code and a message",
    arguments: [
      (["stp"], 64, "did you mean 'step'?"),
      (["step", "--step", "4"], 64, "the steps are 0 to 3"),
      (["step", "--step", "-1"], 64, "the steps are 0 to 3"),
      (["step", "--input", "--filter", "1"], 64, "a value is missing"),
      (["step", "--padding", "-1"], 64, "0 or more"),
      (["step", "--groups", "0"], 64, "1 or more"),
      (["step", "--input", "-", "--filter", "-"], 64, "only once"),
      (["step", "-o", "a.gif"], 64, "end it in .png"),
      (["step", "-o", "a.pdf", "--format", "png"], 64, "does not go with"),
      (["step", "-o", ""], 64, "missing"),
      (["step", "--input", "1 2; 3"], 65, "row"),
      (["step", "--input", "1 2; 3 4", "--filter", "1 2 3"], 65, "smaller filter"),
      (["step", "--bias", "1 2"], 65, "bias"),
      (["step", "--groups", "2"], 65, "groups"),
      (["step", "--input", "/nowhere/a.csv"], 66, "/nowhere/a.csv"),
      (["modes", "--layer", "max-pooling"], 64, "--layer convolution"),
      (["step", "--layer", "pooling"], 64, "it is one of adaptive-average-pooling, add"),
      (["step", "--window", "2x2"], 64, "--window is not for"),
      (["bias-gradient", "--upstream", "ones", "--target", "1"], 64, "both give"),
      (["bias-gradient", "--cost", "quadratic"], 64, "--cost needs --target"),
      (["bias-gradient", "--upstream", "1 2 3"], 65, "the layer's output, 2 × 2"),
      (["bias-gradient", "--target", "1 2 3"], 65, "the layer's output, 2 × 2"),
      (["bias-gradient", "--upstream", "/nowhere/a.csv"], 66, "/nowhere/a.csv"),
      (["bias-gradient", "--step", "4"], 64, "the steps are 0 to 3"),
      (["step", "--shade", "signed"], 64, "'ink', 'light' or 'cividis'"),
      (["step", "-o", "/nowhere/a.png"], 73, "'/nowhere' does not exist"),
      (["step", "-o", "/"], 73, "folder"),
    ])
  func refused(arguments: [String], expected: Int, message: String) async {
    let (code, transcript) = await run(["figure"] + arguments)
    #expect(Int(code) == expected, "\(transcript.errors)")
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.hasPrefix("Error: "))
    #expect(transcript.errors.contains(message), "\(transcript.errors)")
  }
}
