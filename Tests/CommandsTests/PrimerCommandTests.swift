import Figures
import Testing

@testable import Commands

@Suite struct PrimerCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Every figure there is has a picture, and the numbered names sort in order")
  func written() async throws {
    let (code, transcript) = await run(["primer", "-o", folder("out")])
    #expect(code == 0, "\(transcript.errors)")
    let names = try folder.names(in: "out")
    for figure in Catalogue.figures {
      #expect(names.contains { $0.dropFirst(3) == "\(figure.name).png" })
    }
    #expect(names.contains { $0.hasSuffix("-lens-over-digit-2.png") })
    #expect(names.last == "trace-3x3.json")
    #expect(
      transcript.lines.dropLast().map { $0.dropFirst(folder("out/").count) }
        == names.map { $0[...] })
    #expect(
      transcript.lines.last == "wrote \(names.count - 1) figures and 1 trace to \(folder("out"))")
  }

  @Test("No two pictures have the same name, and each example can be computed")
  func entries() throws {
    #expect(Set(PrimerEntry.all.map(\.file)).count == PrimerEntry.all.count)
    for entry in PrimerEntry.all {
      let computation = try Computation(entry.example.setup, console: Transcript().console())
      #expect(computation.pass.steps.indices.contains(entry.example.step), "\(entry.file)")
    }
  }

  @Test("A folder that cannot be made ends with 73")
  func refused() async {
    let (code, transcript) = await run(["primer", "-o", "/dev/null/out"])
    #expect(code == 73)
    #expect(transcript.errors.contains("/dev/null"))
  }
}
