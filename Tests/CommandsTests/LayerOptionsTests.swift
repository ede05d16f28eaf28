import Neural
import Studio
import Testing

@testable import Commands

@Suite struct LayerOptionsTests {
  @Test(
    "Every option that layers declare is one of the command line",
    arguments: ComputationOption.all.map(\.name))
  func declared(name: String) throws {
    let option = try #require(ComputationOption.named(name))
    let value =
      switch option.form {
      case .choice(let words): words[0]
      case .setting(let types): types.contains(.activation) ? "relu" : option.words.first ?? "1"
      case .tensor, .text, .whole, .positive, .lengths: "1"
      }
    // What needs another option beside it.
    let others =
      [
        "at": ["--network", "x"], "parameters": ["--network", "x"], "cost": ["--target", "1"],
      ][name] ?? []
    let options = try LayerOptions.parse(["--\(name)", value] + others)
    #expect(options.options.text(name) == value)
    #expect(options.given.contains("--\(name)"))
  }

  @Test("The help says what the declarations say")
  func help() async {
    let (_, transcript) = await run(["figure", "--help"])
    let words = transcript.text.split { $0.isWhitespace }.joined(separator: " ")
    for option in ComputationOption.all {
      #expect(words.contains("--\(option.name) <\(option.valueName)>"))
      let meaning = option.meaning.prefix(25).split(separator: ".").first ?? ""
      #expect(words.contains(meaning), "\(option.meaning)")
    }
  }

  @Test(
    "What contradicts itself or can be no value is refused",
    arguments: [
      ["--upstream", "ones", "--target", "1"], ["--cost", "quadratic"],
      ["--upstream", "ones", "--cost", "quadratic"], ["--target", "1", "--cost", "hinge"],
      ["--upstream"], ["--upstream", "--target", "1"],
      ["--network", "tiny", "--filter", "1"], ["--stride", "0"], ["--stride", "x"],
      ["--padding", "1,2,3"], ["--groups", "0"], ["--activation", "sigmod"], ["--layer", "dense"],
      ["--mode", "learning"], ["--item", "-1"], ["--reshape", "2x"], ["--reshape", "0x3"],
      ["--skip-columns", "-1"], ["--resize", "0"], ["--layout", "nchw"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try LayerOptions.parse(arguments) }
  }

  @Test(
    "Standard input is read only once, by whichever options",
    arguments: [
      ["--input", "-", "--upstream", "-"], ["--filter", "-", "--target", "-"],
      ["--bias", "-", "--input", "-"],
    ])
  func standardInput(arguments: [String]) {
    #expect(throws: (any Error).self) { try LayerOptions.parse(arguments) }
  }
}
