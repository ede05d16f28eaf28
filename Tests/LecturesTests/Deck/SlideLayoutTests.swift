import Documents
import Drawing
import Figures
import Testing
import Wording

@testable import Lectures

@Suite("Slides")
struct SlideLayoutTests {
  /// Slides of every kind of block, and of those together.
  static let slides: [LessonSlide] = [
    .trial(.words("A **bold** word, a [link](#2) and $a_{0,1}^{L-1}$.\n\n- one\n  - two\n- three")),
    .trial(.drawn("step")), .trial(.drawn("feature-map")), .trial(.drawn("step", steps: "0,last")),
    .trial(.words("Above."), .drawn("feature-map")),
    .trial(.words("Above,\n\n- on\n- four\n- lines."), .drawn("step")),
    .trial(
      .columns([
        Column(width: 2, blocks: [.drawn("step")]),
        Column(blocks: [.words("- beside\n- it"), .asked("It is {{370}}.", why: "So.")]),
      ])),
    .trial(.columns([Column(blocks: [.drawn("step")]), Column(blocks: [.drawn("feature-map")])])),
    .trial(
      .table(
        Table(
          header: ["a", "$b$"].map { .trial($0) }, rows: [["1", "2"].map { .trial($0) }]))),
    .trial(.asked("Is it {{$\\frac{a}{b}$}} or {{a longer answer}}?", why: "Because **yes**.")),
    .trial(title: "Only a title"),
    .trial(.words("Without a title."), title: ""),
    .trial(.words("$$\\frac{\\partial C}{\\partial b} = \\sigma'(z)$$"), title: "A $\\star$ **b**"),
  ]

  @Test(
    "Every page can be read, whatever stands on it, in every theme and shape",
    arguments: slides.indices)
  func legible(index: Int) throws {
    for page in [PageFormat.widescreen, .standard] {
      for theme in Theme.all {
        let lesson = Lesson.trial([Self.slides[index]], page: page, theme: theme)
        for page in try DeckBuilder.trial.deck(of: lesson).pages { expectLegible(page) }
      }
    }
  }

  private static func pages(_ slide: LessonSlide) throws -> [Deck.Page] {
    try DeckBuilder.trial.deck(of: .trial([slide])).slides[1].pages
  }

  @Test("A slide has a page a step, and one more for answers")
  func labels() throws {
    let steps = Block.drawn("step", steps: "0-1,last")
    #expect(try Self.pages(.trial(.words("a"))).map(\.label) == ["2"])
    #expect(try Self.pages(.trial(steps)).map(\.label) == ["2.1", "2.2", "2.3"])
    #expect(try Self.pages(.trial(.asked("{{1}}"))).map(\.label) == ["2.1", "2.2"])
    #expect(
      try Self.pages(.trial(steps, .asked("{{1}}"))).map(\.label) == ["2.1", "2.2", "2.3", "2.4"])
  }

  @Test("The steps of a figure are those that were asked for, and the last one stays")
  func steps() throws {
    let pages = try Self.pages(.trial(.drawn("step", steps: "1,last"), .asked("{{1}}")))
    #expect(pages.map { $0.strings.contains("770") } == [false, true, true])
    #expect(pages.map { $0.strings.contains("470") } == [true, true, true])
  }

  @Test("Answers and their reasons show on the last page only, and nothing else moves")
  func answers() throws {
    let pages = try Self.pages(.trial(.asked("It is {{370}}, yes.", why: "As computed.")))
    #expect(!pages[0].strings.contains("370") && !pages[0].scene.description.contains("370"))
    #expect(pages[1].strings.contains("370") && pages[1].scene.description.contains("370"))
    #expect(!pages[0].strings.contains("As computed."))
    #expect(pages[1].strings.contains("As computed."))
    let kept = pages[1].scene.texts.filter { pages[0].strings.contains($0.string) }
    #expect(kept.map(\.origin) == Array(pages[0].scene.texts.map(\.origin).prefix(kept.count)))
    #expect(kept.count >= 3)
  }

  @Test("A figure alone fills the page as it does on its own")
  func alone() throws {
    let page = try #require(try Self.pages(.trial(.drawn("step"))).first)
    let figure = try #require(page.scene.groups("figure").first)
    let bounds = figure.items.compactMap(\.bounds).reduce(Rectangle(640, 300, 0, 0)) {
      $0.union($1)
    }
    #expect(bounds.minX < 90 && bounds.maxX > 1200)
    #expect(bounds.maxY > 640)
  }

  @Test("A full slide sets its text smaller, down to a size that can be read")
  func shrinks() throws {
    func text(_ paragraphs: Int) -> LessonSlide {
      .trial(
        .words(Array(repeating: "A line of text.", count: paragraphs).joined(separator: "\n\n")))
    }
    func size(_ slide: LessonSlide) throws -> Double? {
      try Self.pages(slide)[0].scene.groups("text").first?.items.flatMap(\.flattened)
        .compactMap { if case .text(let run) = $0 { run.font.size } else { nil } }.first
    }
    #expect(try size(text(3)) == SlideLayout.largeText)
    let shrunk = try #require(try size(text(14)))
    #expect((18..<24).contains(shrunk))
    let error = #expect(throws: LessonError.self) { try size(text(40)) }
    #expect(error?.place == Place(line: 10, column: 5))
    #expect(error?.message.contains("too full") == true)
  }

  @Test(
    "What does not fit is refused with the reason",
    arguments: [
      (Block.words(String(repeating: "word ", count: 300)), "too full"),
      (.words(String(repeating: "a", count: 200)), "word or a formula"),
      (.table(Table(rows: [[.trial(String(repeating: "a", count: 200))]])), "the table"),
      (.columns(Array(repeating: Column(blocks: [.drawn("step")]), count: 4)), "a figure has 256"),
      (.asked("{{1}}", why: String(repeating: "a", count: 200)), "the explanation"),
    ])
  func misfits(block: Block, words: String) {
    let error = #expect(throws: LessonError.self) {
      try Self.pages(.trial(block, .drawn("step")))
    }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test("A title too long for a line shrinks, and is refused when it would be too small")
  func titles() throws {
    let long = String(repeating: "A longer title ", count: 7)
    let page = try Self.pages(.trial(.words("a"), title: long))[0]
    expectLegible(page)
    let error = #expect(throws: LessonError.self) {
      try Self.pages(.trial(.words("a"), title: long + long + long))
    }
    #expect(error?.message.contains("title is too long") == true)
  }

  @Test("A page has its title, its texts and its pictures as parts, with alt text")
  func parts() throws {
    let parts = try Self.pages(.trial(.words("Above."), .drawn("step")))[0].parts
    #expect(parts.count == 3)
    guard case .title(let title) = parts[0].content, case .text(let lines) = parts[1].content,
      case .picture(let scene) = parts[2].content
    else {
      Issue.record("\(parts)")
      return
    }
    #expect(title.runs.map(\.text) == ["A slide"])
    #expect(lines.map { $0.runs.map(\.text) } == [["Above."]])
    #expect(scene.size == parts[2].frame.size)
    #expect(scene.description.contains("370"))
  }

  @Test("A page says its section, its label and how far the lecture has come")
  func footer() throws {
    let deck = try DeckBuilder.trial.deck(
      of: .trial([.trial(.words("a"), section: "One"), .trial(.words("b"), section: "Two")]))
    #expect(deck.pages.map { $0.strings(in: "section") } == [[], ["One"], ["Two"]])
    #expect(deck.pages.map { $0.strings(in: "label") } == [[], ["2"], ["3"]])
    let progress = deck.pages.map { $0.scene.groups("progress").first?.items.first?.bounds?.width }
    #expect(progress[0] == nil && progress[2] == 1280)
    #expect(abs((progress[1] ?? 0) - 1280 * 2 / 3) < 1e-9)
    let long = String(repeating: "a long section ", count: 30)
    let page = try Self.pages(.trial(.words("a"), section: long))[0]
    expectLegible(page)
    #expect(page.strings(in: "section").first?.last == "…")
  }

  @Test("Words and formulas are in the slide's language and notation")
  func voice() throws {
    let german = try #require(Language.named("de"))
    let voice = Voice(language: german, notation: NotationStyle(firstIndex: 1, activations: .x))
    let slide = LessonSlide.trial(.words("$\\notation{a_{0,1}}$"), title: "")
    let deck = try DeckBuilder.trial.deck(of: .trial([slide], voice: voice))
    #expect(deck.language == "de")
    #expect(deck.slides[1].title == "Folie 2")
    #expect(deck.slides[1].pages[0].strings.starts(with: ["𝑥", "1,2"]))
  }

  @Test("A long title stands on two lines, above all else")
  func longTitle() throws {
    let title =
      "A title that nobody in their right mind would ever have written in this way, but here it stands, and it has "
      + "to stand on two lines"
    for block in [Block.drawn("step"), .words("words")] {
      let page = try Self.pages(.trial(block, title: title))[0]
      expectLegible(page)
      let lines = page.strings(in: "title")
      #expect(lines.count == 2)
    }
    #expect(throws: LessonError.self) {
      try Self.pages(.trial(.words("a"), title: title + title + title))
    }
  }

  @Test("A deck of some slides has those alone, which keep their numbers")
  func chosen() throws {
    let lesson = Lesson.trial([
      .trial(.words("a")), .trial(.words("b")), .trial(.drawn("nothing")),
    ])
    let plan = try DeckBuilder.trial.plan(of: lesson, only: [1, 3])
    let deck = plan.deck(of: try plan.pages(plan.pages.map { $0.result() }))
    #expect(deck.slides.map(\.number) == [1, 3])
    let part = try DeckBuilder.trial.plan(of: lesson, only: [2])
    #expect(part.pages.map(\.label) == ["2"])
  }
}
