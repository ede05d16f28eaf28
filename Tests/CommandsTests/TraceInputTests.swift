import Testing

@testable import Commands

@Suite struct TraceInputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A figure of a trace is that of its computation to the byte, from a file or a pipe")
  func figure() async throws {
    let arguments = ["--input", "digit:7", "--filter", "sobel-x", "--upstream", "ones"]
    #expect(await run(["trace", "-o", folder("a.json")] + arguments).code == 0)
    for figure in ["step", "weight-gradient"] {
      let direct = await run(["figure", figure, "-o", "-"] + arguments).transcript.output
      let traced = await run(["figure", figure, "-o", "-", "--trace", folder("a.json")])
      #expect(traced.code == 0, "\(traced.transcript.errors)")
      #expect(traced.transcript.output == direct)
      let piped = await run(
        ["figure", figure, "-o", "-", "--trace", "-"],
        input: String(decoding: try folder.bytes("a.json"), as: UTF8.self))
      #expect(piped.transcript.output == traced.transcript.output)
    }
  }

  @Test(
    "The steps of a trace are those of its layer",
    arguments: ["convolution", "max-pooling", "average-pooling", "fully-connected"])
  func steps(layer: String) async throws {
    #expect(await run(["trace", "--layer", layer, "-o", folder("a.jsonl")]).code == 0)
    let (code, transcript) = await run(
      ["step", "--trace", folder("a.jsonl"), "--steps", "0", "-o", folder("out")])
    #expect(code == 0, "\(transcript.errors)")
    #expect(try folder.names(in: "out") == ["step-000.png"])
  }

  @Test("What is no trace, or not of such a layer, ends with its exit code and a message")
  func refused() async throws {
    try folder.write("{\"format\": \"other\"}", to: "other.json")
    #expect(await run(["trace", "-o", folder("a.json")]).code == 0)
    let cases: [([String], Int, String)] = [
      (["step", "--trace", folder("other.json")], 65, "other.json', line 1"),
      (["step", "--trace", "/nowhere/a.json"], 66, "/nowhere/a.json"),
      (["max-pooling", "--trace", folder("a.json")], 64, "not convolution"),
      (["weight-gradient", "--trace", folder("a.json")], 64, "needs gradients"),
      (["step", "--trace", folder("a.json"), "--bias", "1"], 64, "leave --bias out"),
      (["step", "--trace", folder("a.json"), "--target", "1"], 64, "leave --target out"),
      (["step", "--trace", folder("a.json"), "--step", "4"], 64, "the steps are 0 to 3"),
    ]
    for (arguments, expected, message) in cases {
      let (code, transcript) = await run(["figure"] + arguments + ["-o", "-"])
      #expect(Int(code) == expected, "\(transcript.errors)")
      #expect(transcript.errors.contains(message), "\(transcript.errors)")
    }
  }
}
