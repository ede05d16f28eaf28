import Documents

/// Reads questions with blanks.
enum QuizReader {
  /// The question that a field holds: a text, or a mapping with an explanation.
  static func quiz(_ field: Field) throws(LessonError) -> Quiz {
    if case .text = field.node.content { return Quiz(text: try question(field)) }
    guard case .mapping = field.node.content else { throw field.wrong() }
    let fields = try Fields(field.node, of: .quiz)
    return Quiz(
      text: try question(fields.required("text")),
      explanation: try fields["explanation"]?.markup().value.trimmed ?? "")
  }

  /// Checks that each blank is closed and has an answer, and that there is one.
  private static func question(_ field: Field) throws(LessonError) -> Located<String> {
    let text = try field.markup(blanks: true)
    guard text.value.contains("{{") else {
      throw LessonError("the quiz has no blank; write the answers as {{answer}}", at: text.place)
    }
    return text
  }
}
