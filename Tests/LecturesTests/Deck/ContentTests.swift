import Documents
import Drawing
import Testing

@testable import Lectures

@Suite("Contents of slides")
struct ContentTests {
  private static func contents(_ blocks: Block...) throws -> [Content] {
    try ContentReader(figures: TrialFigures()).contents(of: blocks)
  }

  @Test("A slide has a page for each step of its figures, those in columns too")
  func steps() throws {
    #expect(try Self.contents(.words("a")).stepCount == 1)
    #expect(try Self.contents(.drawn("step", steps: "0-2")).stepCount == 3)
    #expect(try Self.contents(.drawn("step", step: 3)).stepCount == 1)
    let column = Column(blocks: [.drawn("step", steps: "all")])
    #expect(try Self.contents(.columns([column, column])).stepCount == 4)
  }

  @Test("A question is found in a column too")
  func quiz() throws {
    let column = Column(blocks: [.asked("{{1}}")])
    #expect(try Self.contents(.columns([column])).hasQuiz)
    #expect(try !Self.contents(.words("{{1}}")).hasQuiz)
  }

  @Test(
    "Mistakes are refused at their places",
    arguments: [
      (Block.words("**a"), "no ** that closes"), (.drawn("stp"), "no figure 'stp'"),
      (.drawn("step", steps: "x"), "names no steps"), (.drawn("step", steps: "9"), "0 to 3"),
      (.drawn("step", step: -1), "0 to 3"), (.asked("no blank"), "no blank"),
      (.asked("{{1}}", why: "$"), "closes this formula"),
      (.table(Table(rows: [[.trial("`")]])), "no ` that closes"),
    ])
  func mistakes(block: Block, words: String) {
    let error = #expect(throws: LessonError.self) { try Self.contents(block) }
    #expect(error?.place.line == Place.trial.line)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
