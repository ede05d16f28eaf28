import Documents
import Drawing
import Figures
import Testing
import Wording

@testable import Lectures

@Suite("Markup")
struct MarkupTests {
  @Test("Blank lines separate paragraphs; lines of one are joined by a space")
  func paragraphs() throws {
    let markup = try Markup(.trial("One\nline.\n\n\nAnother.\n"))
    #expect(markup.plainText == "One line.\nAnother.")
    #expect(markup.paragraphs.map(\.level) == [0, 0])
  }

  @Test("Bullets stand on two levels, with lines that go on")
  func bullets() throws {
    let text = "Before:\n- one\n  goes on\n  - below\n- two\n\nAfter."
    let markup = try Markup(.trial(text))
    #expect(markup.plainText == "Before:\none goes on\nbelow\ntwo\nAfter.")
    #expect(markup.paragraphs.map(\.level) == [0, 1, 2, 1, 0])
  }

  @Test("A third level of bullets is refused where it stands")
  func thirdLevel() {
    let error = #expect(throws: LessonError.self) {
      try Markup(Located("- a\n  - b\n    - c", at: Place(line: 5, column: 9)))
    }
    #expect(error?.place == Place(line: 7, column: 13))
  }

  @Test("A formula between two dollars on each side stands alone")
  func display() throws {
    let markup = try Markup(.trial("See\n\n$$a_0$$"))
    #expect(markup.paragraphs[0].kind == .text && markup.paragraphs[1].kind == .display)
    #expect(markup.plainText == "See\na_0")
  }

  @Test("Answers show in plain text, or dots in their places")
  func blanks() throws {
    let markup = try Markup(.trial("It is {{370}} or {{$a_0$}}."), blanks: true)
    #expect(markup.blankCount == 2)
    #expect(markup.plainText(answers: true) == "It is 370 or a_0.")
    #expect(markup.plainText(answers: false) == "It is … or ….")
  }

  @Test(
    "What is marked is in the reader's notation, everything else as it is typed",
    arguments: [
      ("$\\notation{a_{0,1}}$", "x_1,2"), ("$a_{0,1}$", "a_0,1"),
      ("$N \\times C \\times H \\times W$", "N × C × H × W"), ("$\\theta_0$", "θ_0"),
      ("$\\hat{\\notation{\\frac{\\partial C}{\\partial w_0}}} - C_0$", "(∂L)/(∂W_1) − C_0"),
    ])
  func notation(text: String, plain: String) throws {
    let markup = try Markup(.trial(text))
    let voice = Voice(
      notation: NotationStyle(firstIndex: 1, gradients: .loss, activations: .x))
    #expect(Voice.$current.withValue(voice) { markup.plainText } == plain)
  }

  @Test("An unknown command is refused at its place, with the nearest known one")
  func unknownCommand() throws {
    let error = #expect(throws: LessonError.self) { try Markup(.trial("ab $x + \\simga$")) }
    #expect(error?.place.column == Place.trial.column + 8)
    #expect(error?.message.contains("\\simga is not known; did you mean \\sigma?") == true)
    let far = #expect(throws: LessonError.self) { try Markup(.trial("$\\qqqqqqqqq$")) }
    #expect(far?.message.contains("words stand in \\text{ }") == true)
  }

  @Test("Text without marks is one span, and no text is no paragraph")
  func plain() throws {
    #expect(try Markup(.trial("")).paragraphs.isEmpty)
    #expect(try Markup(.trial(" \n ")).paragraphs.isEmpty)
    #expect(try Markup.line(.trial("- 5")) == [Markup.Span(content: .text("- 5"))])
  }

  @Test("Sentences for reading aloud end in a mark")
  func sentences() throws {
    #expect(
      try Markup(.trial("One:\n- two\n- three!")).sentences(answers: true) == "One: two. three!")
  }
}
