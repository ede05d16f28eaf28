import Yams

extension Mistake {
  /// What the YAML parser found wrong, in words for someone who writes a document.
  init(_ error: YamlError, in source: YAMLText, of kind: DocumentKind) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      let place = Place(line: mark.line, column: mark.column)
      self.init(Mistake.advice(problem, context, at: place, in: source, of: kind), at: place)
    case .composer(_, let problem, let mark, _):
      let isSecond = problem.contains("another document")
      self.init(
        isSecond
          ? "a second document begins here; a \(kind.noun) is one, so remove the line ---"
          : "this is not YAML: \(problem)", at: Place(line: mark.line, column: mark.column))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "'\($0)'" }.joined(separator: " and ")
      self.init(
        "\(names) stands more than once in this mapping, here first; keep one",
        at: Place(line: context.mark.line, column: context.mark.column))
    default:
      self.init("this is not YAML: \(error)", at: Place(line: 1, column: 1))
    }
  }

  /// What the parser's most frequent complaints mean, and what would be right.
  private static func advice(
    _ problem: String, _ context: YamlError.Context?, at place: Place, in source: YAMLText,
    of kind: DocumentKind
  ) -> String {
    let since = context.map { " (since line \($0.mark.line), column \($0.mark.column))" } ?? ""
    switch problem {
    case "found a tab character that violates indentation":
      return "a tab cannot indent; use spaces"
    case "did not find expected <document start>":
      return "there is something behind the end of the \(kind.noun); check quotes and brackets"
    case "did not find expected node content":
      return "a value or a closing bracket is missing\(since)"
    case "found character that cannot start any token":
      let character = source.character(at: place)
      return character == "\t"
        ? "a tab cannot indent; use spaces"
        : "text that begins with \(character.map { "\($0)" } ?? "such a character") must stand in "
          + "quotes"
    case "mapping values are not allowed in this context":
      return
        "there is no place for a key here; put text that contains ': ' in quotes, or check the "
        + "indentation and the line above"
    case "could not find expected ':'":
      return "a ':' is missing behind the key\(since)"
    case "did not find expected key", "did not find expected '-' indicator":
      return
        "this does not go with what stands before it\(since); check the indentation, and put text "
        + "that begins with [, { or a quote in quotes"
    case "did not find expected ',' or ']'":
      return "a ',' or the closing ']' of the list is missing\(since)"
    case "did not find expected ',' or '}'":
      return "a ',' or the closing '}' of the mapping is missing\(since)"
    case "found unexpected end of stream", "found unexpected document indicator":
      return "the quoted text is not closed\(since)"
    case "found unknown escape character":
      return "there is no such escape in \"…\"; double the \\, or use '…'"
    case "block sequence entries are not allowed in this context":
      return
        "a list cannot begin here; put its first '-' on a line of its own, or text that begins "
        + "with '-' in quotes"
    case "mapping keys are not allowed in this context":
      return "text that begins with ? must stand in quotes"
    case "did not find expected alphabetic or numeric character":
      return "text that begins with & must stand in quotes"
    case "did not find expected comment or line break":
      return "the text of a block begins below | or >; put text that begins with these in quotes"
    case _ where problem.hasPrefix("Maximum nesting level"):
      return "lists and mappings are nested too deeply"
    default:
      return "this is not YAML: \(context.map { "\($0.text), " } ?? "")\(problem)"
    }
  }
}

extension YAMLText {
  fileprivate func character(at place: Place) -> Character? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    return lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1).first.map(
      Character.init)
  }
}
