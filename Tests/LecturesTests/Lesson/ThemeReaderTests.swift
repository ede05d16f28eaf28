import Documents
import Drawing
import Testing

@testable import Lectures

@Suite("Colours of a lesson's own")
struct ThemeReaderTests {
  private func lesson(
    _ theme: String, files: LessonFiles? = nil
  ) throws -> Lesson {
    let yaml = "title: t\ntheme: \(theme)\nslides: [{title: x, text: y}]"
    return try LessonReader.lesson(from: Array(yaml.utf8), files: files)
  }

  @Test("A mapping changes the colours that it names, and leaves the others")
  func mapping() throws {
    let theme = try lesson(
      "{base: dark, colours: {ink: '#ABCDEF', positions: ['112233', '#445566']}}"
    ).appearance.theme
    #expect(theme.ink == Color(hex: 0xABCDEF))
    #expect(theme.positions == [Color(hex: 0x112233), Color(hex: 0x445566)])
    #expect(theme.paper == Theme.dark.paper && theme.weights == Theme.dark.weights)
    #expect(try lesson("{base: print}").appearance.theme == .print)
  }

  @Test("A file is read as the mapping is, and its mistakes stand at its name")
  func file() throws {
    let files = LessonFiles { file throws(LessonError) in
      guard file.value == "own.yaml" else {
        return Array("colours: {ink: red}".utf8)
      }
      return Array("colours:\n  paper: \"#fffff0\"\n".utf8)
    }
    #expect(try lesson("own.yaml", files: files).appearance.theme.paper == Color(hex: 0xFFFFF0))
    let error = #expect(throws: LessonError.self) { try lesson("other.yml", files: files) }
    #expect(error?.place == Place(line: 2, column: 8))
    #expect(error?.message.hasPrefix("in 'other.yml', line 1, column 16: 'ink' takes") == true)
    #expect(throws: LessonError.self) { try lesson("own.yaml") }
  }

  @Test(
    "What is no colour or no theme is refused",
    arguments: [
      ("{colours: {ink: red}}", "'ink' takes a colour such as '#1a2b3c', in quotes, not 'red'"),
      ("{colours: {inc: '#000000'}}", "the colours has no key 'inc'; did you mean 'ink'?"),
      ("{colours: {positions: '#000000'}}", "'positions' takes a list of colours"),
      ("drak", "'theme' cannot be 'drak'; give light, dark, print, a .yaml file"),
    ])
  func refused(theme: String, message: String) throws {
    let error = try #require(throws: LessonError.self) { try lesson(theme) }
    #expect(error.message.hasPrefix(message), "\(error)")
  }

  @Test("Text that is hard to read is warned of, at the slide or at the top")
  func contrast() throws {
    let lesson = try lesson("{colours: {muted: '#bbbbbb'}}")
    let plan = try DeckBuilder.trial.plan(of: lesson)
    let warnings = plan.warnings(plan.pages.map { _ in [] })
    #expect(warnings.map(\.place) == [Place(line: 1, column: 1)])
    #expect(
      warnings[0].message
        == "text in the theme's colour 'muted' on 'paper' has a contrast of 1.9 : 1; 4.5 : 1 can be "
        + "read")
    let fine = try DeckBuilder.trial.plan(of: self.lesson("{colours: {band: '#eeeeff'}}"))
    #expect(fine.warnings(fine.pages.map { _ in [] }).isEmpty)
  }

  @Test("The pages are drawn in them")
  func drawn() throws {
    let deck = try DeckBuilder.trial.deck(
      of: lesson("{base: dark, colours: {paper: '#001122', ink: '#ffeedd'}}"))
    let page = try #require(deck.pages.last)
    #expect(page.scene.background == Color(hex: 0x001122))
    #expect(page.scene.texts.contains { $0.color == Color(hex: 0xFFEEDD) })
  }
}
