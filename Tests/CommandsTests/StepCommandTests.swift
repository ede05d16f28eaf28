import Testing

@testable import Commands

@Suite struct StepCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A picture for each step is written, numbered so that they sort")
  func pictures() async throws {
    let (code, transcript) = await run(["step", "--steps", "0-1,last", "-o", folder("a/b")])
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.isEmpty)
    #expect(
      try folder.names(in: "a/b") == ["step-000.png", "step-001.png", "step-003.png"])
  }

  @Test("Each picture is the one that the figure command draws, whatever the number of cores")
  func sameBytes() async throws {
    #expect(await run(["step", "-o", folder("out")]).code == 0)
    for step in 0..<4 {
      let (_, transcript) = await run(["figure", "step", "--step", "\(step)", "-o", "-"])
      #expect(try folder.bytes("out/step-00\(step).png") == transcript.output)
    }
  }

  @Test(
    "A pass of gradients has a picture for each neuron, that of the figure",
    arguments: ["bias-gradient", "weight-gradient", "activation-gradient"])
  func gradients(pass: String) async throws {
    #expect(await run(["step", "--pass", pass, "-o", folder("out")]).code == 0)
    #expect(try folder.names(in: "out").count == 4)
    let (_, transcript) = await run(["figure", pass, "--step", "2", "-o", "-"])
    #expect(try folder.bytes("out/step-002.png") == transcript.output)
    let (_, whole) = await run(["figure", pass, "-o", "-"])
    #expect(whole.output != transcript.output)
  }

  @Test("Pooling is asked for by its pass or its layer")
  func pooling() async throws {
    #expect(await run(["step", "--pass", "pooling", "-o", folder("a")]).code == 0)
    #expect(await run(["step", "--layer", "max-pooling", "-o", folder("b")]).code == 0)
    #expect(try folder.names(in: "a").count == 4)
    for name in try folder.names(in: "a") {
      #expect(try folder.bytes("a/\(name)") == folder.bytes("b/\(name)"))
    }
  }

  @Test("Other files in the folder stay, own ones are replaced")
  func overwrites() async throws {
    try folder.write("mine", to: "notes.txt")
    try folder.write("old", to: "step-000.svg")
    let (code, _) = await run(["step", "--format", "svg", "--steps", "0", "-o", folder.path])
    #expect(code == 0)
    #expect(try folder.names() == ["notes.txt", "step-000.svg"])
    #expect(try folder.bytes("notes.txt") == Array("mine".utf8))
    #expect(try folder.bytes("step-000.svg").starts(with: Array("<?xml".utf8)))
  }

  @Test("A .pdf is one document with all the steps")
  func document() async throws {
    #expect(await run(["step", "-o", folder("deck.pdf")]).code == 0)
    #expect(try folder.names() == ["deck.pdf"])
    #expect(try folder.bytes("deck.pdf").starts(with: Array("%PDF-".utf8)))
  }

  @Test("Progress is shown on a terminal and its line is gone at the end")
  func progress() async throws {
    let (_, transcript) = await run(["step", "-o", folder("out")], errorIsTerminal: true)
    #expect(transcript.errors.contains("1 of 4 pictures"))
    #expect(transcript.errors.hasSuffix("\r\u{1B}[K"))
  }

  @Test("More than a thousand pictures are drawn only where they are asked for")
  func many() async throws {
    let big = ["step", "--input", "zeros:60x60", "--filter", "1", "-o"]
    let unasked = await run(big + [folder("out")])
    #expect(unasked.code == 64)
    #expect(unasked.transcript.errors.contains("there are 3600 steps"))
    let pages = await run(big + [folder("deck.pdf"), "--steps", "all"])
    #expect(pages.code == 64)
    #expect(pages.transcript.errors.contains("room for 2000 steps, not for 3600"))
    #expect(try folder.names().isEmpty)
    #expect(await run(big + [folder("out"), "--steps", "last"]).code == 0)
    #expect(try folder.names(in: "out") == ["step-3599.png"])
  }

  @Test(
    "What cannot be done ends with its exit code",
    arguments: [
      (["--steps", "0-99"], 64), (["--steps", "x"], 64), (["-o", "-"], 64),
      (["-o", "a.pdf", "--format", "svg"], 64), (["-o", "/dev/null/x"], 73),
      (["--input", "1 x"], 65), (["--input", "/nowhere/a.csv"], 66),
      (["--pass", "backward"], 64), (["--pass", "pooling", "--layer", "convolution"], 64),
      (["--pass", "weight-gradient", "--layer", "max-pooling"], 64),
      (["--pass", "bias-gradient", "--upstream", "1"], 65),
    ])
  func refused(arguments: [String], expected: Int) async {
    let (code, transcript) = await run(["step"] + arguments)
    #expect(Int(code) == expected, "\(transcript.errors)")
    #expect(transcript.errors.hasPrefix("Error: "))
  }

  @Test(
    "An ending that steps are not written in is an error, not a folder",
    arguments: ["anim.gif", "steps.png", "a/b.mp4", "lecture.pdff"])
  func unknownEnding(name: String) async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = await run(["step", "-o", folder(name)])
    #expect(code == 64)
    #expect(transcript.errors.contains("is no .pdf document, and steps are not written as ."))
    #expect(try folder.names().isEmpty)
  }

  @Test("A folder may have a dot in its name where it is there, or ends in /")
  func dottedFolder() async throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      let (code, _) = await run(["step", "--steps", "0", "-o", folder("week.2/")])
      #expect(code == 0)
    }
    let (code, _) = await run(["step", "--steps", "1", "-o", folder("week.2")])
    #expect(code == 0)
    #expect(try folder.names(in: "week.2") == ["step-000.png", "step-001.png"])
  }
}
