import Documents
import Drawing
import Figures

/// A block of a slide that was read and computed, ready to be laid out in any room.
indirect enum Content: Sendable {
  /// Paragraphs and lists.
  case text(Markup)
  /// A picture from a file.
  case image(ImageContent)
  /// A figure.
  case figure(SteppedFigure)
  /// A table.
  case table(TableContent)
  /// Contents side by side.
  case columns([ContentColumn])
  /// A question, and why its answers are what they are.
  case quiz(Markup, explanation: Markup)
}

/// One of several columns.
struct ContentColumn: Sendable {
  /// Its share of the width, in relation to the others'.
  let share: Double
  /// What stands in it, from top to bottom.
  let contents: [Content]
}

/// A picture that was read, and what stands below it.
struct ImageContent: Sendable {
  let raster: Raster
  /// What it shows, for those who do not see it.
  let alt: String
  /// What stands below it; empty for nothing.
  let caption: [Markup.Span]
  /// Where it is from; empty where that is not said.
  let source: [Markup.Span]
  /// How much of its room's width it may take, from 0.1 to 1.
  let width: Double
}

/// A table whose cells were read.
struct TableContent: Sendable {
  /// The headings; empty for none.
  let header: [[Markup.Span]]
  /// The rows, each as long as the others.
  let rows: [[[Markup.Span]]]
}

/// A figure, and the steps that it shows from page to page.
struct SteppedFigure: Sendable {
  let figure: ComputedFigure
  /// What it shows: a step, or for `nil` all.
  let steps: [Int?]
  /// The labels that the request asks for.
  let labels: Labels?

  /// What it shows on a page of its slide; past its last step it stays there.
  func scene(page: Int, style: FigureStyle) -> Scene {
    figure.draw(steps[min(page, steps.count - 1)], style)
  }
}

extension [Content] {
  /// The contents and those of all columns.
  private var leaves: [Content] {
    flatMap { content in
      switch content {
      case .columns(let columns): columns.flatMap(\.contents.leaves)
      case .text, .image, .figure, .table, .quiz: [content]
      }
    }
  }

  /// The number of pages that the figures and the items that appear one by one need.
  var stepCount: Int {
    let steps = leaves.map { content in
      switch content {
      case .figure(let figure): figure.steps.count
      case .text(let markup): (markup.paragraphs.compactMap(\.appears).max() ?? 0) + 1
      default: 1
      }
    }
    return steps.max() ?? 1
  }

  /// The contents with the items of one text appearing after those of the text before it; or, on
  /// paper, all of them at once.
  func appearing(onPaper: Bool) -> [Content] {
    var next = 0
    return appearing(from: &next, onPaper: onPaper)
  }

  private func appearing(from next: inout Int, onPaper: Bool) -> [Content] {
    var contents: [Content] = []
    for content in self {
      switch content {
      case .text(let markup):
        contents.append(.text(markup.appearing(from: onPaper ? nil : next)))
        next += markup.incrementCount
      case .columns(let columns):
        var changed: [ContentColumn] = []
        for column in columns {
          changed.append(
            ContentColumn(
              share: column.share,
              contents: column.contents.appearing(from: &next, onPaper: onPaper)))
        }
        contents.append(.columns(changed))
      case .image, .figure, .table, .quiz: contents.append(content)
      }
    }
    return contents
  }

  /// Whether there is a figure or a picture, which take the room that is left.
  var hasFigure: Bool {
    leaves.contains { content in
      switch content {
      case .figure, .image: true
      default: false
      }
    }
  }

  /// The numbers that are asked for, but those of one digit, which say nothing without the question.
  var answers: [String] {
    leaves.flatMap { content -> [String] in
      guard case .quiz(let question, _) = content else { return [] }
      return question.paragraphs.flatMap(\.spans).compactMap { span in
        guard case .blank(let answer) = span.content else { return nil }
        let text = answer.plainText(answers: true)
        return text.count > 1 && DrawnNumber(text) != nil ? text : nil
      }
    }
  }

  /// Whether there is a question.
  var hasQuiz: Bool {
    leaves.contains { if case .quiz = $0 { true } else { false } }
  }
}

/// Reads the texts of a slide and has its figures computed.
struct ContentReader {
  let figures: any FigureSource

  /// The contents of blocks, in their order.
  ///
  /// - Throws: ``LessonError`` where a text is not read or a figure cannot be computed.
  func contents(of blocks: [Block]) throws(LessonError) -> [Content] {
    var contents: [Content] = []
    for block in blocks { contents.append(try content(of: block)) }
    return contents
  }

  private func content(of block: Block) throws(LessonError) -> Content {
    switch block {
    case .text(let text): return .text(try Markup(text))
    case .code(let request): return .text(try code(request))
    case .image(let request):
      return .image(
        ImageContent(
          raster: try figures.image(request.file), alt: request.alt,
          caption: try request.caption.map(Markup.line) ?? [],
          source: try request.source.map(Markup.line) ?? [], width: request.width))
    case .figure(let request): return .figure(try figure(for: request))
    case .table(let table): return .table(try self.table(table))
    case .columns(let columns):
      var read: [ContentColumn] = []
      for column in columns {
        read.append(
          ContentColumn(share: column.width, contents: try contents(of: column.blocks)))
      }
      return .columns(read)
    case .quiz(let quiz):
      let text = try Markup(quiz.text, blanks: true)
      guard text.blankCount > 0 else {
        throw LessonError(
          "this question has no blank; write {{answer}} where one should be", at: quiz.text.place)
      }
      return .quiz(
        text, explanation: try Markup(Located(quiz.explanation, at: quiz.text.place)))
    }
  }

  /// Code as a text that has nothing else.
  private func code(_ request: CodeRequest) throws(LessonError) -> Markup {
    let (text, language, place): (String, CodeLanguage, Place)
    switch request.origin {
    case .text(let own):
      (text, language, place) = (own.value, request.language ?? .text, own.place)
    case .file(let file):
      (text, place) = (try figures.text(file), file.place)
      language = request.language ?? CodeLanguage(file: file.value)
      try LessonKey.checkLength(Located(text, at: place))
      guard text.contains(where: { !$0.isWhitespace }) else {
        throw LessonError("there is no code in '\(file.value)'", at: place)
      }
    }
    let block = try CodeBlock(
      text, language: language, emphasizing: request.lines, isNumbered: request.isNumbered)
    return Markup(paragraphs: [Markup.Paragraph(kind: .code(block), spans: [])])
  }

  private func figure(for request: FigureRequest) throws(LessonError) -> SteppedFigure {
    let figure = try figures.figure(for: request)
    var steps: [Int?] = [figure.step]
    if let step = request.step {
      try StepList.check(step.value, of: figure.stepCount, at: step.place)
      steps = [step.value]
    }
    if let asked = request.steps {
      guard let list = StepList(asked.value) else {
        throw LessonError(
          "“\(asked.value)” names no steps; give all, or steps such as 0-3,7,last, from 0 on",
          at: asked.place)
      }
      steps = try list.steps(of: figure.stepCount, at: asked.place)
    }
    return SteppedFigure(figure: figure, steps: steps, labels: request.labels)
  }

  private func table(_ table: Table) throws(LessonError) -> TableContent {
    var rows: [[[Markup.Span]]] = []
    for row in table.rows { rows.append(try cells(row)) }
    return TableContent(header: try cells(table.header), rows: rows)
  }

  private func cells(_ cells: [Located<String>]) throws(LessonError) -> [[Markup.Span]] {
    var read: [[Markup.Span]] = []
    for cell in cells { read.append(try Markup.line(cell)) }
    return read
  }
}
