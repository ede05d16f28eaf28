import Figures
import Foundation
import Lectures
import Neural
import Testing

@testable import Commands

@Suite struct LessonCommandTests {
  @Test("A new lesson is a file that checks without a mistake")
  func new() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = await run(["lesson", "new", folder("my.yaml")])
    #expect(code == 0)
    #expect(transcript.text.hasPrefix("wrote \(folder("my.yaml")); next: convlens slides"))
    #expect(try folder.bytes("my.yaml") == BuiltInLesson.template)
    let check = await run(["lesson", "check", folder("my.yaml")])
    #expect(check.code == 0)
    #expect(
      check.transcript.text.hasPrefix("ok: 13 slides, 17 pages\n"), "\(check.transcript.errors)")
  }

  @Test("A file that is there is replaced only by force")
  func existing() async throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "my.yaml")
    let (code, transcript) = await run(["lesson", "new", folder("my.yaml")])
    #expect(code == 73)
    #expect(
      transcript.errors
        == "Error: cannot write '\(folder("my.yaml"))': it is there already; --force replaces it\n")
    #expect(try folder.bytes("my.yaml") == Array("mine".utf8))
    #expect(await run(["lesson", "new", folder("my.yaml"), "--force"]).code == 0)
    #expect(try folder.bytes("my.yaml") == BuiltInLesson.template)
  }

  @Test("A new lesson may be a copy of a built-in one, on standard output")
  func from() async throws {
    let (code, transcript) = await run(["lesson", "new", "-", "--from", "backprop"])
    #expect(code == 0)
    #expect(transcript.output == BuiltInLesson.named("backprop")?.source)
    let unknown = await run(["lesson", "new", "-", "--from", "primmer"])
    #expect(unknown.code == 64)
    #expect(unknown.transcript.errors.contains("there is no built-in lesson 'primmer'; there are"))
  }

  @Test(
    "A figure without a step shows one that the lesson's geometry has",
    arguments: ["stride: 2", "stride: 4", "padding: 1", "dilation: 2"])
  func defaultStep(option: String) async {
    let lesson = "title: t\n\(option)\nslides: [{figure: feature-neuron}]\n"
    let (code, transcript) = await run(["lesson", "check", "-"], input: lesson)
    #expect(code == 0, "\(transcript.errors)")
  }

  @Test(
    "A mistake is named with its file, line and column",
    arguments: [
      ("title: t\nslides:\n- tittle: x", "line 3, column 3: a slide has no key 'tittle'"),
      ("title: t\nslides:\n- figure: {name: step, input: 'none.csv'}", "line 3, column 32: input"),
      ("title: t\nslides:\n- figure: step\n  step: 99", "line 4, column 9: there is no step 99"),
      (
        "title: t\nslides:\n- figure: step\n  steps: 0-99", "line 4, column 10: there is no step 99"
      ),
      (
        "title: t\nslides:\n- figure: {name: step, input: 'zeros:99x99', steps: all}",
        "line 3, column 53: these are more than 1000 steps"
      ),
      (
        "title: t\nslides:\n- figure: {name: step, window: 2}",
        "line 3, column 32: window is not for"
      ),
      (
        "title: t\nslides:\n- figure: step\n  blank: [nothing]", "line 4, column 11: "
      ),
    ])
  func mistakes(yaml: String, message: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(yaml, to: "my.yaml")
    let (code, transcript) = await run(["lesson", "check", folder("my.yaml")])
    #expect(code == 65)
    #expect(transcript.text.isEmpty)
    #expect(
      transcript.errors.hasPrefix("Error: \(folder("my.yaml")), \(message)"),
      "\(transcript.errors)")
  }

  @Test("A file that is not there has an exit code of its own")
  func missing() async {
    let (code, transcript) = await run(["lesson", "check", "/no/such/lesson.yaml"])
    #expect(code == 66)
    #expect(transcript.errors.hasPrefix("Error: cannot read '/no/such/lesson.yaml': "))
  }

  @Test("Standard input is checked too")
  func standardInput() async {
    let good = await run(["lesson", "check", "-"], input: "title: t\nslides: [{title: x}]")
    #expect(good.code == 0)
    #expect(good.transcript.text == "ok: 2 slides, 2 pages\n")
    let bad = await run(["lesson", "check", "-"], input: "title: t")
    #expect(bad.code == 65)
    #expect(bad.transcript.errors.hasPrefix("Error: standard input, line 1, column 1: a lesson"))
    #expect(await run(["lesson", "check", "-", "-"]).code == 64)
  }

  @Test("Of several lessons each is reported, and the first failure is the exit code")
  func several() async throws {
    let folder = try TemporaryFolder()
    try folder.write("title: t\nslides: [{title: x}]", to: "a.yaml")
    try folder.write("title: t", to: "b.yaml")
    let (code, transcript) = await run(
      ["lesson", "check", folder("b.yaml"), folder("none.yaml"), folder("a.yaml")])
    #expect(code == 65)
    #expect(transcript.text == "\(folder("a.yaml")): ok: 2 slides, 2 pages\n")
    #expect(transcript.errors.split(separator: "\n").count == 2)
  }

  @Test("The built-in lessons check without a mistake", arguments: BuiltInLesson.all.map(\.name))
  func builtIn(name: String) async {
    let (code, transcript) = await run(["lesson", "check", name])
    #expect(code == 0, "\(transcript.errors)")
  }

  @Test("The schema goes to standard output")
  func schema() async {
    let (code, transcript) = await run(["lesson", "schema"])
    #expect(code == 0)
    #expect(transcript.text == LessonSchema.text)
  }

  @Test("The kinds of layer and the shades of lessons are those of the command line")
  func choices() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(LessonSchema.text.utf8))
    let properties = try #require((schema as? [String: Any])?["properties"] as? [String: Any])
    func words(_ key: String) -> [String]? {
      (properties[key] as? [String: Any])?["enum"] as? [String]
    }
    #expect(words("layer") == LayerRegistry.declarations.map(\.kind))
    #expect(words("shade") == Shade.allCases.map(\.rawValue))
  }
}
