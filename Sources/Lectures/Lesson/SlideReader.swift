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
  ///
  /// - Throws: ``LessonError`` at the first mistake, with the others of the slide.
  func slide(in section: String) throws(LessonError) -> LessonSlide {
    var mistakes = Mistakes()
    _ = mistakes.collecting { () throws(LessonError) in try fields.check() }
    func read<Value>(_ work: () throws(LessonError) -> Value?) -> Value? {
      mistakes.collecting(work) ?? nil
    }
    let begun = read { () throws(LessonError) in try fields["section"]?.line().value }
    var slide = LessonSlide(
      title: read(title) ?? begun ?? "", section: begun ?? section, blocks: [],
      notes: read { () throws(LessonError) in try fields["notes"]?.word().value } ?? "",
      place: fields.place)
    slide.appearance =
      read { () throws(LessonError) in try appearance.changed(by: fields) } ?? appearance
    let options =
      read { () throws(LessonError) in try FigureReader.options(of: fields) } ?? [:]
    slide.blocks =
      read { () throws(LessonError) in try blocks(of: fields, options: options) } ?? []
    slide.blanks = read(blanks) ?? []
    try mistakes.check()
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
    var mistakes = Mistakes()
    var blocks: [Block] = []
    func read(_ name: String, _ work: (Field) throws(LessonError) -> Block) {
      guard let field = fields[name] else { return }
      let block = mistakes.collecting { () throws(LessonError) in try work(field) }
      if let block { blocks.append(block) }
    }
    read("text") { field throws(LessonError) in .text(try field.markup()) }
    read("code") { field throws(LessonError) in .code(try CodeReader.code(field)) }
    read("image") { field throws(LessonError) in .image(try ImageReader.image(field)) }
    let figure = mistakes.collecting { () throws(LessonError) in
      try FigureReader(fields: fields, options: options, defaults: defaults).request()
    }
    if let figure, let figure { blocks.append(.figure(figure)) }
    read("table") { field throws(LessonError) in .table(try TableReader.table(field)) }
    read("columns") { field throws(LessonError) in
      .columns(try columns(field, options: options))
    }
    read("quiz") { field throws(LessonError) in .quiz(try QuizReader.quiz(field)) }
    try mistakes.check()
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
    var mistakes = Mistakes()
    let columns = list.compactMap { node in
      mistakes.collecting { () throws(LessonError) in try column(node, options: options) }
    }
    try mistakes.check()
    return columns
  }

  private func column(
    _ node: DocumentNode, options: [String: Located<ComputationOptions.Value>]
  ) throws(LessonError) -> Column {
    let fields = try Fields(node, of: .column)
    let column = Column(
      width: try fields["width"]?.share() ?? 1,
      blocks: try blocks(of: fields, options: options))
    guard !column.blocks.isEmpty else {
      throw LessonError("the column is empty; give it a text or a figure", at: fields.place)
    }
    return column
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
