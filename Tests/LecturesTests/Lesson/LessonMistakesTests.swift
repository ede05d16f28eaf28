import Testing

@testable import Lectures

@Suite struct LessonMistakesTests {
  private static let head = "title: t\nslides:\n"

  private func mistake(in yaml: String) throws -> String {
    try #require(throws: LessonError.self) { try LessonReader.lesson(from: yaml) }.description
  }

  @Test(
    "What stands at the top is refused with its place",
    arguments: [
      ("", "line 1, column 1: the file is empty; 'convlens lesson new' writes a beginning"),
      ("# only", "line 1, column 1: there is nothing in the file but comments"),
      ("- a", "line 1, column 1: a lesson must be a mapping, 'key: value', not a list"),
      ("title: t", "line 1, column 1: a lesson needs the key 'slides', a list of slides"),
      ("slides: [{title: x}]", "line 1, column 1: a lesson needs the key 'title', text on one"),
      ("title: t\nslides: []", "line 2, column 9: 'slides' is an empty list; give a list of sl"),
      ("title: t\nslides:", "line 2, column 1: 'slides' has no value; give a list of slides"),
      ("title: ''\nslides: [{title: x}]", "line 1, column 9: the title is empty"),
      ("title: [a]\nslides: []", "line 1, column 8: 'title' takes text on one line, not a list"),
      ("title: |\n  a\n  b\nslides: []", "line 2, column 3: 'title' must be one line"),
      (
        "title: t\nslide: []",
        "line 2, column 1: a lesson has no key 'slide'; did you mean 'slides'"
      ),
      (
        "title: t\nzzzzzz: 1\nslides: [{title: a}]",
        "line 2, column 1: a lesson has no key 'zzzzzz'; there are title, su"
      ),
      ("title: t\ntitle: u", "line 1, column 1: 'title' stands more than once in this mapping"),
      (
        "title: t\nauthor:\nslides: []", "line 2, column 1: 'author' has no value; give text on one"
      ),
      (
        "title: t\ntheme: drak\nslides: []",
        "line 2, column 8: 'theme' cannot be 'drak'; give light"
      ),
      (
        "title: t\npage: tight\nslides: []", "line 2, column 7: 'page' cannot be 'tight'; give 16:9"
      ),
      (
        "title: t\nlanguage: it\nslides: []",
        "line 2, column 11: 'language' cannot be 'it'; give en"
      ),
      ("title: t\nlabels: [both]\nslides: []", "line 2, column 9: 'labels' takes symbols, numbers"),
      ("title: t\nnotation: a\nslides: []", "line 2, column 11: the notation must be a mapping"),
      (
        "title: t\nslides: [{inputs: [], figure: step}]",
        "line 2, column 19: 'inputs' is empty; give a list of inputs, or a mapping of names and"
      ),
      (
        "title: t\nslides: [{inputs: digit:7, figure: step}]",
        "line 2, column 19: 'inputs' takes a list of inputs, or a mapping of names and inputs, not"
      ),
      (
        "title: t\nslides: [{inputs: [digit:7, {a: 1}], figure: step}]",
        "line 2, column 29: an input is a name, a file, or numbers such as [[1, 2], [3, 4]], not a map"
      ),
      (
        "title: t\nslides: [{inputs: {a: [[1, 2], [3]]}, figure: step}]",
        "line 2, column 32: this row is 1 long where the first is 2 long"
      ),
      (
        "title: t\nslides: [{figure: {name: step, input: '1', inputs: ['1', '2']}}]",
        "line 2, column 44: 'input' is one input and 'inputs' are several; leave one of them out"
      ),
      (
        "title: t\nnotation: {indices: 2}\nslides: []",
        "line 2, column 21: 'indices' cannot be '2'; give 0 or 1"
      ),
      (
        "title: t\nnotation: {gradients: dw}\nslides: []",
        "line 2, column 23: 'gradients' cannot be 'dw'; give ∂C/∂w or ∂L/∂W"
      ),
      (
        "title: t\nnotation: {activation: x}\nslides: []",
        "line 2, column 12: the notation has no key 'activation', which belongs to a lesson, a slide, "
          + "a figure; did you mean 'activations'?"
      ),
    ])
  func top(yaml: String, message: String) throws {
    #expect(try mistake(in: yaml).hasPrefix(message))
  }

  @Test(
    "What stands on a slide is refused with its place",
    arguments: [
      ("- {}", "line 3, column 3: the slide is empty; give it a title"),
      ("- text only", "line 3, column 3: a slide must be a mapping, 'key: value', not text"),
      ("- tittle: x", "line 3, column 3: a slide has no key 'tittle'; did you mean 'title'?"),
      ("- width: 2", "line 3, column 3: a slide has no key 'width', which belongs to a column"),
      ("- text:\n    a: b", "line 4, column 5: 'text' takes text, not a mapping"),
      ("- text: |\n    a\n    b **c", "line 5, column 7: "),
      ("- text: 'costs $5'", "line 3, column 16: "),
      ("- title: a *b", "line 3, column 12: "),
      ("- {title: '', text: a b, notes: c, quiz: ''}", "line 3, column 43: 'quiz' is empty; give"),
      ("- {title: a, text: ' '}", "line 3, column 21: 'text' is empty; give text"),
      ("- {title: a, blank: ['']}", "line 3, column 23: a blank is a word such as result"),
      ("- columns: {text: a}", "line 3, column 12: 'columns' takes a list of columns, not a map"),
      ("- columns: [{}]", "line 3, column 13: the column is empty; give it a text or a figure"),
      ("- columns: [{width: 0, text: a}]", "line 3, column 21: 'width' takes a number from 0.1"),
      (
        "- columns: [{columns: [{text: a}]}]",
        "line 3, column 14: a column has no key 'columns', which belongs to a slide"
      ),
      (
        "- columns: [{text: a}, {text: a}, {text: a}, {text: a}, {text: a}]",
        "line 3, column 12: there is room for 4 columns, not 5"
      ),
      ("- table: [[a]]", "line 3, column 10: a table must be a mapping, 'key: value', not a list"),
      ("- table: {header: [a]}", "line 3, column 10: a table needs the key 'rows', a list of rows"),
      ("- table: {rows: []}", "line 3, column 17: 'rows' is an empty list; give a list of rows"),
      ("- table: {rows: [a]}", "line 3, column 18: a row must be a list of texts such as [a, 1]"),
      ("- table: {rows: [[]]}", "line 3, column 18: the row is empty; give it a cell for each col"),
      ("- table: {rows: [[[a]]]}", "line 3, column 19: a cell must be text, not a list"),
      ("- table: {rows: [[a, b], [c]]}", "line 3, column 26: this row has 1 cell where the first"),
      (
        "- table: {header: [a], rows: [[a, b]]}",
        "line 3, column 31: this row has 2 cells where the header has 1"
      ),
      ("- quiz: none", "line 3, column 9: the quiz has no blank; write the answers as {{answer}}"),
      ("- quiz: [a]", "line 3, column 9: 'quiz' takes text or a mapping of text, explanation"),
      ("- quiz: {explanation: a}", "line 3, column 9: a quiz needs the key 'text', text"),
      ("- quiz: |\n    a\n    b {{c", "line 5, column 7: "),
      ("- quiz: 'a {{ }} b'", "line 3, column 12: this blank has no answer"),
      ("- {title: a, blank: [[a]]}", "line 3, column 22: a blank is a word such as result"),
      ("- {title: a, blank: []}", "line 3, column 21: 'blank' is an empty list; give a list such"),
      ("- {title: a, notes: [b]}", "line 3, column 21: 'notes' takes text, not a list"),
      ("- {title: a, section: {b: c}}", "line 3, column 23: 'section' takes text on one line, not"),
    ])
  func slide(yaml: String, message: String) throws {
    let mistake = try mistake(in: LessonMistakesTests.head + yaml)
    #expect(mistake.hasPrefix(message), "\(mistake)")
  }

  @Test(
    "What a figure asks for is refused with its place",
    arguments: [
      ("- figure: stepp", "line 3, column 11: there is no figure 'stepp'; did you mean 'step'?"),
      (
        "- figure: zzzzzzzzzzzz",
        "line 3, column 11: there is no figure 'zzzzzzzzzzzz'; 'convlens fi"
      ),
      ("- figure: [step]", "line 3, column 11: 'figure' takes text or a mapping of name, labels"),
      ("- figure: {step: 1}", "line 3, column 11: a figure needs the key 'name', the name of a f"),
      (
        "- figure: {nam: step}",
        "line 3, column 12: a figure has no key 'nam'; did you mean 'name'?"
      ),
      (
        "- figure: {name: step, theme: dark}", "line 3, column 24: a figure has no key 'theme', whi"
      ),
      (
        "- figure: {name: step, activation: relo}", "line 3, column 36: 'activation' cannot be 'rel"
      ),
      (
        "- figure: {name: step, activation: celu:0}",
        "line 3, column 36: 'activation' cannot be 'celu:0'; give a number above 0"
      ),
      (
        "- figure: {name: step, layer: pool}", "line 3, column 31: 'layer' cannot be 'pool'; give "
      ),
      (
        "- figure: {name: step, groups: 0}", "line 3, column 32: 'groups' takes a whole number of 1"
      ),
      ("- figure: {name: step, stride: [1, a]}", "line 3, column 36: 'stride' takes whole numbers"),
      ("- figure: {name: step, stride: {a: 1}}", "line 3, column 32: 'stride' takes one whole nu"),
      ("- figure: {name: step, input: ''}", "line 3, column 32: 'input' is empty; give a name, a"),
      ("- figure: {name: step, input: []}", "line 3, column 31: there are no numbers here"),
      ("- figure: {name: step, input: {a: 1}}", "line 3, column 31: 'input' takes a name, a file,"),
      ("- figure: {name: step, input: [[1, a]]}", "line 3, column 36: 'a' is not a number"),
      ("- figure: {name: step, input: [1, inf]}", "line 3, column 35: 'inf' is not a number"),
      (
        "- figure: {name: step, input: [[1, 2], [3]]}", "line 3, column 40: this row is 1 long wher"
      ),
      ("- figure: {name: step, input: [[1], 3]}", "line 3, column 37: numbers and lists are mixed"),
      (
        "- figure: {name: step, input: [[[[[1]]]]]}", "line 3, column 35: a tensor has four dimensi"
      ),
      ("- figure: step\n  steps: 0-", "line 4, column 10: '0-' names no steps; give all, or steps"),
      ("- figure: step\n  steps: [0, x]", "line 4, column 14: 'x' names no steps; give all, or st"),
      ("- figure: step\n  steps: 1\n  step: 2", "line 4, column 3: 'step' shows one step and 'st"),
      ("- figure: {name: step, steps: 1}\n  steps: 2", "line 4, column 3: 'steps' is also in the"),
      (
        "- figure: parameters\n  step: 1",
        "line 4, column 3: the figure 'parameters' shows no single step; leave out 'step'"
      ),
      ("- title: a\n  steps: 1", "line 4, column 3: 'steps' needs a figure beside it"),
      ("- title: a\n  step: 1", "line 4, column 3: 'step' needs a figure beside it"),
      ("- figure: step\n  step: -1", "line 4, column 9: 'step' takes a whole number of 0 or more"),
    ])
  func figure(yaml: String, message: String) throws {
    let mistake = try mistake(in: LessonMistakesTests.head + yaml)
    #expect(mistake.hasPrefix(message), "\(mistake)")
  }

  @Test("A line that no page has room for is refused")
  func longLine() throws {
    let line = String(repeating: "word ", count: 1000)
    #expect(
      try mistake(in: "title: \(line)\nslides: [{title: x}]")
        == "line 1, column 8: this text has more than 500 characters, for which a page has no room")
  }

  @Test("A text that no page has room for is refused before its markup is read")
  func longText() throws {
    let text = String(repeating: "[", count: 20_000)
    #expect(
      try mistake(in: "title: t\nslides:\n- text: '\(text)'")
        == "line 3, column 10: this text has more than 10000 characters, for which a page has no room"
    )
  }

  @Test("All mistakes are told, in the order of their places")
  func several() throws {
    let error = try #require(throws: LessonError.self) {
      try LessonReader.lesson(
        from: """
          title: t
          font: Inter
          page: A4
          slides:
            - text: a **b
              figure: stepp
              tittle: x
            - {}
            - columns: [{text: a}, {width: 0, text: b}, {image: {file: a.png}}]
          """)
    }
    #expect(
      error.all.map(\.place.line) == [2, 3, 5, 6, 7, 8, 9, 9])
    #expect(error.message.hasPrefix("a lesson has no key 'font'; there are title, subtitle"))
    #expect(!error.message.contains("mean"))
  }

  @Test("Mistakes of figures and of room are told together")
  func later() throws {
    let slides = [
      LessonSlide.trial(.drawn("nothing")), .trial(.words(String(repeating: "x", count: 200))),
      .trial(.words("good")),
    ]
    let error = try #require(throws: LessonError.self) {
      try DeckBuilder.trial.deck(of: .trial(slides))
    }
    #expect(error.all.count == 2)
  }
}
