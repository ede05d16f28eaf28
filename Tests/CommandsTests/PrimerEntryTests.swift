import Figures
import Studio
import Testing

@testable import Commands

@Suite struct PrimerEntryTests {
  @Test("Files sort by their number, and say their labels where there are several")
  func files() {
    let one = PrimerEntry("step", "One", caption: "")
    #expect(PrimerPicture.all(of: one, number: 3).map(\.file) == ["03-step.png"])
    let two = PrimerEntry("step", "Two", labels: [.symbols, .numbers], file: "lens", caption: "")
    #expect(
      PrimerPicture.all(of: two, number: 14).map(\.file)
        == ["14-lens-symbols.png", "14-lens-numbers.png"])
  }

  @Test("An entry of a figure that is not there has no pictures")
  func missing() {
    #expect(PrimerPicture.all(of: PrimerEntry("nothing", "", caption: ""), number: 1).isEmpty)
  }

  @Test("Each entry's example can be computed, and has the step that it shows")
  func examples() throws {
    for picture in Primer.entries.flatMap({ PrimerPicture.all(of: $0, number: 1) }) {
      let example = try picture.example()
      let computation = try Computation(example.request)
      #expect(computation.suits(picture.figure), "\(picture.file)")
      #expect(0..<computation.stepCount ~= example.step ?? 0, "\(picture.file)")
      #expect(
        !picture.figure.needs.contains(.gradient) || example.request.upstream != nil,
        "\(picture.file)")
    }
  }
}
