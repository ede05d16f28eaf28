import Documents

/// Reads pictures from files.
enum ImageReader {
  /// The picture that a field asks for.
  static func image(_ field: Field) throws(LessonError) -> ImageRequest {
    let fields = try Fields(field.node, of: .image)
    let file = try fields.required("file").line()
    guard !file.value.isEmpty else { throw try fields.required("file").empty() }
    let alt = try fields.required("alt").line()
    guard !alt.value.isEmpty else {
      throw LessonError(
        "'alt' is empty; say what the picture shows, for those who do not see it", at: alt.place)
    }
    return ImageRequest(
      file: file, alt: alt.value, caption: try line(fields["caption"]),
      source: try line(fields["source"]), width: try fields["width"]?.part() ?? 1)
  }

  private static func line(_ field: Field?) throws(LessonError) -> Located<String>? {
    guard let field else { return nil }
    let text = try field.line()
    try LessonKey.checkLine(text)
    return text
  }
}

extension Field {
  /// The value as a part of the room: `0.6` or `60%`.
  fileprivate func part() throws(LessonError) -> Double {
    let word = try word()
    let isPercentage = word.value.hasSuffix("%")
    let number = Double(isPercentage ? String(word.value.dropLast()) : word.value)
    guard let value = number.map({ isPercentage ? $0 / 100 : $0 }), (0.1...1).contains(value) else {
      throw wrong("'\(word.value)'")
    }
    return value
  }
}
