import Documents
import Wording

/// Reads program code.
enum CodeReader {
  /// The code that a field holds: a text, or a mapping with a language.
  static func code(_ field: Field) throws(LessonError) -> CodeRequest {
    if case .text = field.node.content { return CodeRequest(.text(try text(field))) }
    guard case .mapping = field.node.content else { throw field.wrong() }
    let fields = try Fields(field.node, of: .code)
    if let file = fields["file"], fields["text"] != nil {
      throw LessonError(
        "'file' and 'text' are both the code; leave one of them out", at: file.place)
    }
    var request: CodeRequest
    if let file = fields["file"] {
      request = CodeRequest(.file(try file.line()))
    } else if let own = fields["text"] {
      request = CodeRequest(.text(try text(own)))
    } else {
      throw LessonError(
        "code needs the key 'text', the code itself, or 'file', a file with it", at: fields.place)
    }
    request.language = try fields["language"]?.choice().value(CodeLanguage.init(name:))
    request.lines = try fields["lines"]?.lines()
    if let numbers = fields["numbers"] {
      let word = try numbers.word()
      guard ["true", "false"].contains(word.value) else { throw numbers.wrong("'\(word.value)'") }
      request.isNumbered = word.value == "true"
    }
    return request
  }

  private static func text(_ field: Field) throws(LessonError) -> Located<String> {
    let text = try field.text()
    guard text.value.contains(where: { !$0.isWhitespace }) else { throw field.empty() }
    try LessonKey.checkLength(text)
    return text
  }
}

extension Field {
  /// The value as lines of code, whatever their number.
  fileprivate func lines() throws(LessonError) -> Located<String> {
    var words: [String] = []
    if case .list = node.content {
      for element in try list() {
        guard case .text(let text, _) = element.content else { throw wrong() }
        words.append(text)
      }
    } else {
      words = [try word().value]
    }
    let text = Located(words.joined(separator: ","), at: node.place)
    guard LineRanges(text.value) != nil else { throw wrong("'\(text.value)'") }
    return text
  }
}
