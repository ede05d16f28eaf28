import Documents
import Neural

/// A tensor of nested lists.
enum TensorList {
  /// The tensor of `[[1, 2], [3, 4]]`; a single list is one row.
  ///
  /// - Throws: ``LessonError`` at what is no number, and at a row, a plane or a filter that is not
  ///   as large as the first.
  static func tensor(of node: DocumentNode) throws(LessonError) -> Tensor {
    var values: [Double] = []
    let shape = try read(node, depth: 0, into: &values)
    do {
      return try Tensor(shape: shape.count == 1 ? [1] + shape : shape, values: values)
    } catch { throw LessonError("\(error)", at: node.place) }
  }

  /// What lists are called, by the number of their dimensions.
  private static let names = ["row", "plane", "filter", "tensor"]

  /// Appends the numbers of a part, and returns its shape.
  private static func read(
    _ node: DocumentNode, depth: Int, into values: inout [Double]
  ) throws(LessonError) -> [Int] {
    switch node.content {
    case .text(let text, _):
      guard let number = number(text) else {
        throw LessonError("\(node.description) is not a number", at: node.place)
      }
      values.append(number)
      return []
    case .mapping:
      throw LessonError("a tensor is nested lists of numbers, not a mapping", at: node.place)
    case .list(let list):
      guard depth < names.count else {
        throw LessonError("a tensor has four dimensions at most", at: node.place)
      }
      guard !list.isEmpty else { throw LessonError("there are no numbers here", at: node.place) }
      var first: [Int]?
      for element in list {
        let shape = try read(element, depth: depth + 1, into: &values)
        if let first, first != shape { throw mismatch(shape, first, at: element.place) }
        first = shape
      }
      return [list.count] + (first ?? [])
    }
  }

  private static func mismatch(_ part: [Int], _ first: [Int], at place: Place) -> LessonError {
    guard part.count == first.count, !part.isEmpty else {
      return LessonError("numbers and lists are mixed here; nest all alike", at: place)
    }
    return LessonError(
      "this \(names[part.count - 1]) is \(describe(part)) where the first is \(describe(first))",
      at: place)
  }

  private static func describe(_ shape: [Int]) -> String {
    shape.count == 1 ? "\(shape[0]) long" : shape.map(String.init).joined(separator: " × ")
  }

  private static func number(_ text: String) -> Double? {
    guard let value = Double(text.replacing("−", with: "-")), value.isFinite,
      !text.contains(where: { $0.isLetter && $0 != "e" && $0 != "E" })
    else { return nil }
    return value
  }
}
