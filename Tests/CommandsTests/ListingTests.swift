import ArrayFiles
import Figures
import Testing

@testable import Commands

@Suite struct ListingTests {
  @Test("The figures are listed in the catalogue's order, a line each, in two columns")
  func figures() async {
    let (code, transcript) = await run(["figures"])
    #expect(code == 0)
    #expect(
      transcript.lines.map { $0.prefix { $0 != " " } } == Catalogue.figures.map { $0.name[...] })
    for (line, figure) in zip(transcript.lines, Catalogue.figures) {
      #expect(line.hasSuffix("  " + figure.summary))
    }
  }

  @Test("Each built-in input or filter that is listed can be traced")
  func samples() async {
    let (code, transcript) = await run(["samples"])
    #expect(code == 0)
    #expect(transcript.lines.count == TensorSource.samples.count)
    for line in transcript.lines {
      // A photograph has three channels, the filter one.
      let sample = String(line.prefix { $0 != " " })
      let name = sample.hasPrefix("photo:") ? sample + "#grey" : sample
      let traced = await run(["trace", "--input", name, "--filter", "2", "--steps", "0"])
      #expect(traced.code == 0, "\(name): \(traced.transcript.errors)")
    }
  }

  @Test("The second column is aligned")
  func aligned() {
    #expect(alignedLines([("a", "x"), ("bcd", "y")]) == ["a    x", "bcd  y"])
    #expect(alignedLines([]).isEmpty)
  }
}
