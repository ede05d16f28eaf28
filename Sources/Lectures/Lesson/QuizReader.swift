/// Reads questions with blanks.
enum QuizReader {
  /// The question that a field holds: a text, or a mapping with an explanation.
  static func quiz(_ field: Field) throws(LessonError) -> Quiz {
    if case .text = field.node.content { return Quiz(text: try question(field.text())) }
    let fields = try Fields(field.node, of: .quiz)
    var quiz = Quiz(text: try question(fields.required("text").text()))
    if let explanation = try fields["explanation"]?.text() {
      try checkMarkup(explanation)
      quiz.explanation = explanation.value.trimmed
    }
    return quiz
  }

  /// Checks that the text has blanks, that each is closed, and that each has an answer.
  private static func question(_ text: Located<String>) throws(LessonError) -> Located<String> {
    var rest = text.value[...]
    var count = 0
    while let brace = rest.firstRange(of: "{{") {
      let place = text.place(of: brace.lowerBound)
      rest = rest[brace.upperBound...]
      guard let end = rest.firstRange(of: "}}"),
        !rest[..<end.lowerBound].contains("{{")
      else {
        throw LessonError("this {{ has no }}; write {{answer}}", at: place)
      }
      guard rest[..<end.lowerBound].contains(where: { !$0.isWhitespace }) else {
        throw LessonError("this blank has no answer; write {{answer}}", at: place)
      }
      rest = rest[end.upperBound...]
      count += 1
    }
    if let end = text.value.firstRange(of: "}}"), count == 0 {
      throw LessonError("this }} has no {{; write {{answer}}", at: text.place(of: end.lowerBound))
    }
    guard count > 0 else {
      throw LessonError("the quiz has no blank; write the answers as {{answer}}", at: text.place)
    }
    try checkMarkup(text)
    return text
  }
}
