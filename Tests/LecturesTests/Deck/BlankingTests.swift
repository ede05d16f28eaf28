import Documents
import Drawing
import Figures
import Testing

@testable import Lectures

@Suite("Blanks of worksheets")
struct BlankingTests {
  private static func page(
    _ figure: String, blanks: [String], edition: Edition = .worksheet
  ) throws -> Deck.Page {
    let slide = LessonSlide.trial(.drawn(figure, step: 1), blanks: blanks)
    let plan = try DeckBuilder.trial.plan(of: .trial([slide]), edition: edition)
    return try #require(plan.pages.first).drawn()
  }

  @Test(
    "A blank takes out its numbers, and what repeats them, and leaves the rest",
    arguments: [
      ("step", "result", ["370", "470"], ["1", "10", "20", "150"]),
      ("step", "total", ["470"], ["10", "20", "60", "150", "240"]),
      ("step", "feature map", ["370", "470"], ["20", "60"]),
      ("step", "products", ["60", "150", "240"], ["470", "1", "2", "10", "30"]),
      ("step", "Filter", ["10", "30", "40"], ["470", "60"]),
      ("step", "input", ["3", "5", "9"], ["470", "10"]),
      ("step", "sum", ["470"], ["60", "10"]),
      ("feature-map", "feature map", ["370", "470", "670", "770"], ["1", "9", "10"]),
      ("feature-neurons", "feature map", ["370", "470", "670", "770"], ["1", "10"]),
    ])
  func blanks(figure: String, blank: String, hidden: [String], kept: [String]) throws {
    let page = try Self.page(figure, blanks: [blank])
    for number in hidden {
      let shown = page.strings.count { $0 == number }
      let allowed = blank == "sum" ? 1 : 0
      #expect(shown <= allowed, "\(blank) leaves \(number)")
    }
    for number in kept { #expect(page.strings.contains(number), "\(blank) takes \(number)") }
    #expect(!page.scene.groups("blank").isEmpty)
    expectLegible(page)
  }

  @Test("The key shows what the sheet hides, in the same boxes")
  func key() throws {
    let sheet = try Self.page("step", blanks: ["result", "products"])
    let key = try Self.page("step", blanks: ["result", "products"], edition: .key)
    let boxes = { (page: Deck.Page) in page.scene.groups("blank").map { $0.items[0].bounds } }
    #expect(boxes(sheet) == boxes(key))
    #expect(sheet.strings(in: "blank").isEmpty)
    // The sum and z are 470 as well, in the neuron and in the band.
    #expect(
      key.strings(in: "blank").sorted() == ["150", "20", "240", "370"]
        + Array(repeating: "470", count: 4) + ["60"])
    expectLegible(key)
  }

  @Test("The alt text of a sheet does not give its answers away; that of the key does")
  func altText() throws {
    let sheet = try Self.page("step", blanks: ["result"])
    #expect(!sheet.scene.description.contains("470"))
    #expect(sheet.scene.description.contains("…"))
    let key = try Self.page("step", blanks: ["result"], edition: .key)
    #expect(key.scene.description.contains("470"))
  }

  @Test("A lecture's slides have no blanks")
  func slides() throws {
    let slide = LessonSlide.trial(.drawn("step", step: 1), blanks: ["result"])
    let deck = try DeckBuilder.trial.deck(of: .trial([slide]))
    #expect(deck.pages.allSatisfy { $0.scene.groups("blank").isEmpty })
  }

  @Test("A kind of groups can be named as it is tagged, with a name or without")
  func tags() throws {
    let slide = { (blank: Blank) in
      var slide = LessonSlide.trial(.drawn("step", step: 1))
      slide.blanks = [Located(blank, at: .trial)]
      return slide
    }
    let lesson = Lesson.trial([slide(Blank(kind: "cell", name: "input 0,1"))])
    let page = try #require(
      try DeckBuilder.trial.plan(of: lesson, edition: .worksheet).pages.first
    ).drawn()
    // The cell's number is hidden wherever it stands: in the cell, in its product, in the band.
    #expect(page.scene.groups("blank").count == 3)
    #expect(page.strings.contains("1") && page.strings.contains("3"))
  }

  @Test(
    "A blank of which a figure has nothing is refused, naming what it has",
    arguments: [
      ("upstream", ["'result'", "'products'", "'filter'", "'input'"]), ("totl", ["'result'"]),
    ])
  func unknown(blank: String, names: [String]) {
    let error = #expect(throws: LessonError.self) { try Self.page("step", blanks: [blank]) }
    #expect(error?.place == .trial)
    for name in names { #expect(error?.message.contains(name) == true, "\(error?.message ?? "")") }
  }

  @Test("A blank on a slide without a figure is refused")
  func noFigure() {
    let slide = LessonSlide.trial(.words("a"), blanks: ["result"])
    let error = #expect(throws: LessonError.self) {
      try DeckBuilder.trial.deck(of: .trial([slide]), edition: .worksheet)
    }
    #expect(error?.message.contains("no figure") == true)
  }

  @Test(
    "Hidden numbers are dots in words, also with more digits, and others stay",
    arguments: [
      (["370"], "gets z = 370.", "gets z = …."), (["370"], "3700 or 37", "3700 or 37"),
      (["0.062"], "0.06199647, 0.07", "…, 0.07"), (["−0.3"], "−0.3 and 0.3", "… and 0.3"),
      (["23,550"], "has 23550 weights", "has … weights"), (["1.2e−4"], "0.00012", "…"),
      ([], "370", "370"), (["2"], "row 2-wise", "row 2-wise"),
      (["0"], "neuron 0,0 keeps 0.3", "neuron 0,0 keeps 0.3"),
    ])
  func words(hidden: [String], words: String, result: String) {
    #expect(Blanking.hiding(hidden, in: words) == result)
  }
}
