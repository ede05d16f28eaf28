import Figures
import Testing

@testable import Commands

@Suite struct ConvLensTests {
  @Test("The version is one line")
  func version() async {
    let (code, transcript) = await run(["--version"])
    #expect(code == 0)
    #expect(transcript.text == "0.1.0\n")
  }

  @Test(
    "Help goes to standard output and has an example",
    arguments: [
      ["--help"], ["figure", "--help"], ["step", "-h"], ["trace", "--help"], ["primer", "--help"],
      ["help", "samples"], [],
    ])
  func help(arguments: [String]) async {
    let (code, transcript) = await run(arguments)
    #expect(code == 0)
    #expect(transcript.errors.isEmpty)
    #expect(transcript.text.contains("USAGE: convlens"))
    #expect(transcript.text.contains("\n  convlens "))
  }

  @Test(
    "What the parser refuses is a usage error",
    arguments: [
      ["nonsense"], ["figure"], ["figures", "extra"], ["figure", "step", "--frobnicate"],
      ["figure", "step", "--theme", "sepia"], ["figure", "step", "--page", "3:2"],
      ["figure", "step", "--scale", "3"], ["figure", "step", "--activation", "sine"],
      ["figure", "step", "--operation", "correlation"], ["figure", "step", "--step", "one"],
      ["figure", "step", "--stride", "0"], ["figure", "step", "--dilation", "x"],
      ["--generate-completion-script", "nosuchshell"],
    ])
  func usage(arguments: [String]) async {
    let (code, transcript) = await run(arguments)
    #expect(code == 64)
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.hasPrefix("Error: "))
  }

  @Test("A shell's completion script knows the figures", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) async {
    let (code, transcript) = await run(["--generate-completion-script", shell])
    #expect(code == 0)
    for figure in Catalogue.figures { #expect(transcript.text.contains(figure.name)) }
    #expect(transcript.text.contains("completion") || transcript.text.contains("complete"))
  }
}
