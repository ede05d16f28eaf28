/// A piece of code that is set alike; it does not reach beyond its line.
struct CodeToken: Equatable {
  /// The kinds of pieces.
  enum Kind: Equatable {
    case plain, keyword, name, number, string, comment
  }

  var kind: Kind
  /// The characters, with the spaces before them.
  var text: String
}

/// Reads code from the left to the right, and tells its words, numbers, strings and comments apart.
///
/// It knows what words look like, not what they mean: code with mistakes is read as well as any.
struct CodeReading {
  private let characters: [Character]
  private let grammar: CodeGrammar
  private var index = 0
  private var lines: [[CodeToken]] = [[]]
  /// Whether the word before was one behind which something gets its name.
  private var definesName = false

  /// The tokens of code, line by line.
  static func lines(of code: String, in language: CodeLanguage) -> [[CodeToken]] {
    var reading = CodeReading(code, language.grammar)
    reading.read()
    return reading.lines.map(merged)
  }

  private init(_ code: String, _ grammar: CodeGrammar) {
    characters = Array(code)
    self.grammar = grammar
  }

  private mutating func read() {
    while index < characters.count {
      if let length = commentLength() {
        append(.comment, length)
      } else if let length = stringLength() {
        append(isKey(behind: index + length) ? .keyword : .string, length)
      } else if characters[index].isNumber {
        append(.number, length { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" })
      } else if isWord(characters[index]) {
        word()
      } else {
        append(.plain, 1)
      }
    }
  }

  private mutating func word() {
    // The words of YAML have dashes in them.
    let count = length { isWord($0) || $0.isNumber || (grammar.hasKeys && $0 == "-") }
    let word = String(characters[index..<(index + count)])
    let isKeyword = grammar.keywords.contains(word) || isKey(behind: index + count)
    append(isKeyword ? .keyword : definesName ? .name : .plain, count)
    definesName = grammar.definers.contains(word)
  }

  /// Whether a word that ends here is a key: a colon and a space, or the line's end, follow.
  private func isKey(behind end: Int) -> Bool {
    guard grammar.hasKeys, end < characters.count, characters[end] == ":" else { return false }
    return end + 1 == characters.count || characters[end + 1].isWhitespace
  }

  private func isWord(_ character: Character) -> Bool { character.isLetter || character == "_" }

  // MARK: - Comments and strings

  private func commentLength() -> Int? {
    let isApart = index == 0 || characters[index - 1].isWhitespace
    if !grammar.commentsStandApart || isApart, grammar.lineComments.contains(where: isAt) {
      return length { !$0.isNewline }
    }
    guard let comment = grammar.blockComment, isAt(comment.open) else { return nil }
    var depth = 0
    var end = index
    while end < characters.count {
      if isAt(comment.close, end), depth > 0 {
        depth -= 1
        end += comment.close.count
        if depth == 0 { break }
      } else if isAt(comment.open, end), depth == 0 || comment.nests {
        depth += 1
        end += comment.open.count
      } else {
        end += 1
      }
    }
    return end - index
  }

  private func stringLength() -> Int? {
    guard let string = grammar.strings.first(where: { isAt($0.mark) }) else { return nil }
    var end = index + string.mark.count
    while end < characters.count {
      if string.escapes, characters[end] == "\\" {
        end += 2
      } else if isAt(string.mark, end) {
        return end + string.mark.count - index
      } else if !string.spansLines, characters[end].isNewline {
        // An apostrophe in words, or a string that is not closed, ends with its line.
        return end - index
      } else {
        end += 1
      }
    }
    return min(end, characters.count) - index
  }

  private func isAt(_ mark: String) -> Bool { isAt(mark, index) }

  private func isAt(_ mark: String, _ place: Int) -> Bool {
    characters[place...].starts(with: mark)
  }

  private func length(while holds: (Character) -> Bool) -> Int {
    characters[index...].prefix(while: holds).count
  }

  // MARK: - Lines

  private mutating func append(_ kind: CodeToken.Kind, _ count: Int) {
    var text = ""
    for character in characters[index..<(index + count)] {
      guard character.isNewline else {
        text.append(character)
        continue
      }
      if !text.isEmpty { lines[lines.count - 1].append(CodeToken(kind: kind, text: text)) }
      text = ""
      lines.append([])
    }
    if !text.isEmpty { lines[lines.count - 1].append(CodeToken(kind: kind, text: text)) }
    index += count
  }

  /// Neighbours of one kind as one; spaces go with what follows them.
  private static func merged(_ tokens: [CodeToken]) -> [CodeToken] {
    var merged: [CodeToken] = []
    var spaces = ""
    for token in tokens {
      if token.kind == .plain, token.text.allSatisfy(\.isWhitespace) {
        spaces += token.text
      } else if merged.last?.kind == token.kind {
        merged[merged.count - 1].text += spaces + token.text
        spaces = ""
      } else {
        merged.append(CodeToken(kind: token.kind, text: spaces + token.text))
        spaces = ""
      }
    }
    return merged
  }
}
