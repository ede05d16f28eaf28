import Testing

@testable import Commands

@Suite("What a picture has no room for")
struct OmissionNotesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let large = ["--input", "random:40x40", "--filter", "sobel-x"]

  @Test("is said once on standard error, by the commands that draw it")
  func notes() async throws {
    for arguments in [
      ["figure", "step", "--step", "200", "-o", folder("a.svg")],
      ["step", "--steps", "200-203", "-o", folder("steps")],
      ["step", "--steps", "200-203", "-o", folder("a.pdf")],
    ] {
      let (code, transcript) = await run(arguments + large)
      #expect(code == 0)
      #expect(transcript.output.isEmpty)
      let lines = transcript.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(transcript.errors)")
      #expect(
        transcript.errors.hasPrefix("Note: there is no room for everything: "),
        "\(transcript.errors)")
      #expect(transcript.errors.contains("input: colours stand for the numbers"))
    }
  }

  @Test("Nothing is said of a picture that shows everything", arguments: ["step", "feature-map"])
  func nothing(figure: String) async {
    let (code, transcript) = await run(["figure", figure, "-o", folder("a.svg")])
    #expect(code == 0)
    #expect(transcript.errors.isEmpty, "\(transcript.errors)")
  }

  private let lesson = """
    title: T
    language: de
    slides:
    - figure: step
    - figure: {name: step, input: "random:40x40", filter: sobel-x}
      steps: 200-202
    """

  @Test("Lessons warn, once a slide, at its place and in its language")
  func warnings() async throws {
    try folder.write(lesson, to: "my.yaml")
    for arguments in [
      ["lesson", "check", folder("my.yaml")],
      ["slides", folder("my.yaml"), "-o", folder("a.pdf")],
    ] {
      let (code, transcript) = await run(arguments)
      #expect(code == 0)
      let lines = transcript.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(transcript.errors)")
      #expect(
        transcript.errors.hasPrefix(
          "Warning: \(folder("my.yaml")), line 5, column 3: there is no room for everything: "),
        "\(transcript.errors)")
      #expect(transcript.errors.contains("Eingabe: "), "\(transcript.errors)")
    }
  }

  @Test("Nothing is said of a built-in lesson, but of a copy, which can be changed")
  func builtIn() async throws {
    let (code, transcript) = await run(["lesson", "check", "forward-only"])
    #expect(code == 0)
    #expect(transcript.errors.isEmpty, "\(transcript.errors)")
    let copy = folder("my.yaml")
    #expect(await run(["lesson", "new", copy, "--from", "forward-only"]).code == 0)
    #expect(
      await run(["lesson", "check", copy]).transcript.errors.contains("Warning: \(copy), line"))
  }
}
