import Documents

/// A tensor of nested lists as the text in which the command line takes it.
enum TensorText {
  /// The text of `[[1, 2], [3, 4]]`, which is `1 2; 3 4`.
  ///
  /// Planes are separated by `|`, filters by `||`.
  /// - Throws: ``LessonError`` at what is no number, and at a row, a plane or a filter that is not
  ///   as large as the first.
  static func text(of node: DocumentNode) throws(LessonError) -> String {
    try part(node, depth: 0).text
  }

  private struct Part {
    var shape: [Int]
    var text: String
  }

  /// What separates the parts of a list, by the number of its dimensions.
  private static let separators = [" ", "; ", " | ", " || "]
  /// What lists are called, by the number of their dimensions.
  private static let names = ["row", "plane", "filter", "tensor"]

  private static func part(_ node: DocumentNode, depth: Int) throws(LessonError) -> Part {
    switch node.content {
    case .text(let text, _):
      guard isNumber(text) else {
        throw LessonError("\(node.description) is not a number", at: node.place)
      }
      return Part(shape: [], text: text)
    case .mapping:
      throw LessonError("a tensor is nested lists of numbers, not a mapping", at: node.place)
    case .list(let list):
      guard depth < separators.count else {
        throw LessonError("a tensor has four dimensions at most", at: node.place)
      }
      guard !list.isEmpty else { throw LessonError("there are no numbers here", at: node.place) }
      var parts: [Part] = []
      for element in list {
        let part = try part(element, depth: depth + 1)
        if let first = parts.first, first.shape != part.shape {
          throw mismatch(part, first, at: element.place)
        }
        parts.append(part)
      }
      let shape = [parts.count] + parts[0].shape
      return Part(
        shape: shape,
        text: parts.map(\.text).joined(separator: separators[shape.count - 1]))
    }
  }

  private static func mismatch(_ part: Part, _ first: Part, at place: Place) -> LessonError {
    guard part.shape.count == first.shape.count, !part.shape.isEmpty else {
      return LessonError("numbers and lists are mixed here; nest all alike", at: place)
    }
    let (found, expected) = (describe(part.shape), describe(first.shape))
    return LessonError(
      "this \(names[part.shape.count - 1]) is \(found) where the first is \(expected)", at: place)
  }

  private static func describe(_ shape: [Int]) -> String {
    shape.count == 1 ? "\(shape[0]) long" : shape.map(String.init).joined(separator: " × ")
  }

  private static func isNumber(_ text: String) -> Bool {
    guard let value = Double(text.replacing("−", with: "-")) else { return false }
    return value.isFinite && !text.contains { $0.isLetter && $0 != "e" && $0 != "E" }
  }
}
