import Documents
import Studio

/// Reads one slide.
struct SlideReader {
  let fields: Fields
  /// The options that the lesson gives to all its figures.
  let defaults: [String: Located<ComputationOptions.Value>]
  /// The lesson's looks.
  let appearance: Appearance

  /// The slide, in a section that has begun before it.
  func slide(in section: String) throws(LessonError) -> LessonSlide {
    let begun = try fields["section"]?.line().value
    var slide = LessonSlide(
      title: try title() ?? begun ?? "", section: begun ?? section,
      blocks: try blocks(of: fields, options: FigureReader.options(of: fields)),
      notes: try fields["notes"]?.word().value ?? "",
      appearance: try appearance.changed(by: fields), place: fields.place)
    slide.blanks = try blanks()
    guard !slide.title.isEmpty || !slide.blocks.isEmpty else {
      throw LessonError("the slide is empty; give it a title, a text or a figure", at: slide.place)
    }
    return slide
  }

  private func title() throws(LessonError) -> String? {
    guard let field = fields["title"] else { return nil }
    let title = try field.line()
    try LessonKey.checkLine(title)
    return title.value
  }

  /// The blocks of the slide or of one of its columns.
  private func blocks(
    of fields: Fields, options: [String: Located<ComputationOptions.Value>]
  ) throws(LessonError) -> [Block] {
    var blocks: [Block] = []
    if let text = try fields["text"]?.markup() { blocks.append(.text(text)) }
    if let code = fields["code"] { blocks.append(.code(try CodeReader.code(code))) }
    if let image = fields["image"] { blocks.append(.image(try ImageReader.image(image))) }
    let figure = FigureReader(fields: fields, options: options, defaults: defaults)
    if let request = try figure.request() { blocks.append(.figure(request)) }
    if let table = fields["table"] { blocks.append(.table(try TableReader.table(table))) }
    if let columns = fields["columns"] {
      blocks.append(.columns(try self.columns(columns, options: options)))
    }
    if let quiz = fields["quiz"] { blocks.append(.quiz(try QuizReader.quiz(quiz))) }
    return blocks
  }

  private func columns(
    _ field: Field, options: [String: Located<ComputationOptions.Value>]
  ) throws(LessonError) -> [Column] {
    let list = try field.list()
    guard list.count <= SlideReader.maximumColumns else {
      throw LessonError(
        "there is room for \(SlideReader.maximumColumns) columns, not \(list.count)",
        at: field.node.place)
    }
    var columns: [Column] = []
    for node in list {
      let fields = try Fields(node, of: .column)
      let column = Column(
        width: try fields["width"]?.share() ?? 1,
        blocks: try blocks(of: fields, options: options))
      guard !column.blocks.isEmpty else {
        throw LessonError("the column is empty; give it a text or a figure", at: fields.place)
      }
      columns.append(column)
    }
    return columns
  }

  /// The most columns that a page has room for.
  static let maximumColumns = 4

  private func blanks() throws(LessonError) -> [Located<Blank>] {
    guard let field = fields["blank"] else { return [] }
    let nodes: [DocumentNode]
    if case .list = field.node.content { nodes = try field.list() } else { nodes = [field.node] }
    var blanks: [Located<Blank>] = []
    for node in nodes { blanks.append(try blank(node)) }
    return blanks
  }

  private func blank(_ node: DocumentNode) throws(LessonError) -> Located<Blank> {
    switch node.content {
    case .text(let word, _) where !word.trimmed.isEmpty:
      return Located(Blank(kind: word.trimmed), at: node.place)
    case .mapping(let entries) where entries.count == 1:
      guard case .text(let name, _) = entries[0].value.content else { break }
      return Located(
        Blank(kind: entries[0].key.value, name: name.trimmed), at: entries[0].key.place)
    default: break
    }
    throw LessonError(
      "a blank is a word such as result, or a kind of mark with its name such as "
        + "'cell: input 0,1'", at: node.place)
  }
}

extension Field {
  /// The value as a column's share of the width.
  fileprivate func share() throws(LessonError) -> Double {
    let word = try word()
    guard let value = Double(word.value), (0.1...10).contains(value) else {
      throw wrong("'\(word.value)'")
    }
    return value
  }
}
