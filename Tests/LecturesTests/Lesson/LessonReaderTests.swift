import Documents
import Drawing
import Figures
import Neural
import Studio
import Testing
import Wording

@testable import Lectures

/// A lesson that uses most keys.
let wholeLesson = """
  title: Convolution in ten minutes
  author: Ada Example
  date: 2026-10-01
  theme: dark
  page: "4:3"
  language: de
  labels: both
  notation: {indices: 1, gradients: ∂L/∂W, activations: x}
  input: digit:2
  filter: [[1, 2], [3, -4.5]]
  slides:
    - section: Forward
      title: What a filter *sees*
      text: |
        A paragraph with **bold** and $a_{0,1}^{L-1}$.

        - a bullet
      figure: feature-map
      steps: 0-3,last
      notes: |
        What I say.
      blank: [total, {cell: "input 0,1"}]
    - title: Two columns
      theme: print
      notation: {indices: 0}
      stride: [2, 1]
      columns:
        - width: 2
          figure: {name: step, input: 1 2; 3 4, labels: symbols, step: 3}
        - text: Beside it
    - title: Try it
      quiz: "The dot product is {{370}}."
    - section: Backward
      quiz: {text: "{{1}} and {{2}}", explanation: "Because."}
      table:
        header: [layer, weights]
        rows: [[convolution, 272], [fully connected, "23,550"]]
  """

@Suite struct LessonReaderTests {
  @Test(
    "Several inputs are a list or a mapping of names, each a name, a file, text or nested lists",
    arguments: [
      ("slides: [{figure: {name: step, inputs: [digit:7, '1 2; 3 4', [[1, 2], [3, 4]]]}}]", 3),
      ("slides: [{inputs: {a: digit:7, b: [1, 2]}, figure: step}]", 2),
      ("input: digit:2\nslides: [{columns: [{figure: step}], inputs: [digit:7]}]", 1),
    ])
  func inputs(yaml: String, count: Int) throws {
    let lesson = try LessonReader.lesson(from: "title: t\n" + yaml)
    func figure(_ blocks: [Block]) -> FigureRequest? {
      for block in blocks {
        switch block {
        case .figure(let request): return request
        case .columns(let columns): return columns.lazy.compactMap { figure($0.blocks) }.first
        default: continue
        }
      }
      return nil
    }
    let request = try #require(figure(lesson.slides[0].blocks))
    let value = try #require(request.options["input"])
    guard case .inputs(let inputs) = value.value else {
      Issue.record("\(value.value) are no inputs")
      return
    }
    #expect(inputs.count == count && value.parts.count == count)
    #expect(inputs[0].value == .text("digit:7"))
    #expect(request.defaults["input"] == nil)
  }

  @Test("The head gives title, author, date as written, page and looks")
  func head() throws {
    let lesson = try LessonReader.lesson(from: wholeLesson)
    #expect(lesson.title == "Convolution in ten minutes")
    #expect(lesson.author == "Ada Example")
    #expect(lesson.date == "2026-10-01")
    #expect(lesson.page == .standard)
    #expect(lesson.appearance.theme == .dark)
    #expect(lesson.appearance.labels == .both)
    #expect(lesson.appearance.voice.language.code == "de")
    #expect(
      lesson.appearance.voice.notation
        == NotationStyle(firstIndex: 1, gradients: .loss, activations: .x))
    #expect(lesson.slides.count == 4)
  }

  @Test("A slide says what differs from the lesson, and nothing else changes")
  func slideLooks() throws {
    let lesson = try LessonReader.lesson(from: wholeLesson)
    #expect(lesson.slides[0].appearance == lesson.appearance)
    var expected = lesson.appearance
    expected.theme = .print
    expected.voice.notation.firstIndex = 0
    #expect(lesson.slides[1].appearance == expected)
  }

  @Test("A section holds until the next, and names a slide without a title")
  func sections() throws {
    let lesson = try LessonReader.lesson(from: wholeLesson)
    #expect(lesson.slides.map(\.section) == ["Forward", "Forward", "Forward", "Backward"])
    #expect(lesson.slides[3].title == "Backward")
  }

  @Test("Text, notes, blanks and places are as in the file")
  func parts() throws {
    let slide = try LessonReader.lesson(from: wholeLesson).slides[0]
    #expect(slide.title == "What a filter *sees*")
    #expect(slide.place == Place(line: 12, column: 5))
    #expect(slide.notes == "What I say.")
    #expect(
      slide.blanks.map(\.value) == [Blank(kind: "total"), Blank(kind: "cell", name: "input 0,1")])
    #expect(
      slide.blocks.first
        == .text(
          Located(
            "A paragraph with **bold** and $a_{0,1}^{L-1}$.\n\n- a bullet\n",
            at: Place(line: 15, column: 7))))
  }

  @Test("A figure's options come before the slide's, and these before the lesson's")
  func figures() throws {
    let lesson = try LessonReader.lesson(from: wholeLesson)
    guard case .figure(let first) = lesson.slides[0].blocks[1],
      case .columns(let columns) = lesson.slides[1].blocks[0],
      case .figure(let second) = columns[0].blocks[0]
    else {
      Issue.record("the figures are not where they should be")
      return
    }
    let filter = ComputationOptions.Value.tensor(try Tensor(rows: [[1, 2], [3, -4.5]]))
    let input = ComputationOptions.Value.text("1 2; 3 4")
    #expect(first.name.value == "feature-map")
    #expect(first.steps == Located("0-3,last", at: Place(line: 19, column: 12)))
    #expect(first.options.isEmpty)
    #expect(first.defaults.mapValues(\.value) == ["input": .text("digit:2"), "filter": filter])
    #expect(second.options.mapValues(\.value) == ["input": input, "stride": .numbers([2, 1])])
    #expect(second.defaults.mapValues(\.value) == ["filter": filter])
    #expect(second.labels == .symbols)
    #expect(second.step?.value == 3)
    #expect(columns.map(\.width) == [2, 1])
  }

  @Test("A quiz and a table are read, in the order of blocks")
  func quizAndTable() throws {
    let lesson = try LessonReader.lesson(from: wholeLesson)
    guard case .quiz(let short) = lesson.slides[2].blocks[0],
      case .table(let table) = lesson.slides[3].blocks[0],
      case .quiz(let long) = lesson.slides[3].blocks[1]
    else {
      Issue.record("the blocks are not in order")
      return
    }
    #expect(short.text == Located("The dot product is {{370}}.", at: Place(line: 32, column: 12)))
    #expect(long.explanation == "Because.")
    #expect(table.header.map(\.value) == ["layer", "weights"])
    #expect(
      table.rows.map { $0.map(\.value) } == [
        ["convolution", "272"], ["fully connected", "23,550"],
      ])
  }

  @Test("Numbers, dates and words such as yes are text where text is wanted")
  func plainValues() throws {
    let lesson = try LessonReader.lesson(
      from: "title: 7\nauthor: yes\ndate: 1.50\nslides: [{title: null, bias: -0.50, figure: step}]")
    #expect(lesson.title == "7")
    #expect(lesson.author == "yes")
    #expect(lesson.date == "1.50")
    #expect(lesson.slides[0].title == "null")
    guard case .figure(let figure) = lesson.slides[0].blocks[0] else { return }
    #expect(figure.options["bias"]?.value == .text("-0.50"))
  }

  @Test(
    "Steps may be words, numbers and lists",
    arguments: [
      ("all", "all"), ("3", "3"), ("last", "last"), ("0-3, last", "0-3, last"),
      ("[0, 2-4, last]", "0,2-4,last"),
    ])
  func steps(yaml: String, expected: String) throws {
    let lesson = try LessonReader.lesson(
      from:
        "title: x\nslides: [{figure: {name: step, steps: \(yaml.contains("[") ? yaml : "'\(yaml)'")}}]"
    )
    guard case .figure(let figure) = lesson.slides[0].blocks[0] else { return }
    #expect(figure.steps?.value == expected)
  }
}
