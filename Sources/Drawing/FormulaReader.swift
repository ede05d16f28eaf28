/// What is wrong with a written formula, and where.
public struct FormulaError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and what would be right, in one line.
  public let message: String
  /// The column, counted from 1.
  public let column: Int

  /// The column and what is wrong.
  public var description: String { "column \(column): \(message)" }
}

extension Formula {
  /// A formula as it is written in LaTeX, of which a small part is known.
  ///
  /// Known are letters, digits, operators, brackets, `_` and `^`, `'`, groups in braces, `\frac`,
  /// `\text`, and the commands in ``commands``: `a_{0,1}^{L-1} \star w`,
  /// `\frac{\partial C}{\partial b}`.
  ///
  /// - Throws: ``FormulaError`` where it is not read.
  public init(latex text: String) throws(FormulaError) {
    var reader = FormulaReader(text)
    self = try reader.formula()
  }

  /// The commands that a written formula may use, with their backslashes, in order.
  public static let commands: [String] = FormulaCommand.all.keys.sorted().map { "\\\($0)" }
}

/// Reads a formula from the left to the right.
private struct FormulaReader {
  private let characters: [Character]
  private var index = 0
  private var depth = 0

  init(_ text: String) {
    characters = Array(text)
  }

  /// Groups within groups, so that no text can exhaust the stack.
  private static let deepest = 24

  mutating func formula() throws(FormulaError) -> Formula {
    let parts = try row(isScript: false)
    guard index == characters.count else { throw error("there is no { before this }", at: index) }
    guard !parts.isEmpty else { throw error("the formula is empty", at: 0) }
    return FormulaReader.joined(parts)
  }

  /// What stands side by side, up to the end or to a closing brace.
  private mutating func row(isScript: Bool) throws(FormulaError) -> [Formula] {
    var parts: [Formula] = []
    while let character = next(skippingSpaces: true), character != "}" {
      switch character {
      case "_", "^": try attachScript(to: &parts)
      case "'", "′": try attachPrime(to: &parts)
      default:
        if !isScript, FormulaReader.isBig(parts.last) { parts.append(.space(0.17)) }
        parts += try atom(after: parts.last, isScript: isScript)
      }
    }
    return isScript ? FormulaReader.merged(parts) : parts
  }

  /// One letter, number, sign, command or group.
  private mutating func atom(after last: Formula?, isScript: Bool) throws(FormulaError) -> [Formula]
  {
    let start = index
    guard let character = next() else {
      throw error("something is missing at the end", at: start)
    }
    if character == "\\" { return try command(after: last, isScript: isScript) }
    if character == "{" { return [.row(try group(isScript: isScript))] }
    index += 1
    if character.isASCII, character.isNumber {
      while let digit = next(), digit.isNumber || (digit == "." && isDigit(index + 1)) {
        index += 1
      }
      return [.math(String(characters[start..<index]))]
    }
    if let sign = FormulaCommand.operators[character] {
      return [relation(sign, after: last, isScript: isScript)]
    }
    switch character {
    case ",", ";": return isScript ? [.math(",")] : [.math(String(character)), .space(0.17)]
    case "&", "#", "%", "~", "\"", "`", "$":
      throw error("\(character) means nothing in a formula", at: start)
    default: return [.math(String(character))]
    }
  }

  /// What a command stands for.
  private mutating func command(after last: Formula?, isScript: Bool) throws(FormulaError)
    -> [Formula]
  {
    let start = index
    index += 1
    let name = commandName()
    guard let command = FormulaCommand.all[name] else {
      throw error(FormulaReader.unknown(name), at: start)
    }
    switch command {
    case .symbol(let symbol): return [.math(symbol)]
    case .relation(let sign): return [relation(sign, after: last, isScript: isScript)]
    case .function(let name):
      let opens = next(skippingSpaces: true).map { "([_^".contains($0) } ?? true
      return opens ? [.words(name)] : [.words(name), .space(0.17)]
    case .space(let ems): return [.space(ems)]
    case .words: return [.words(try words(of: name))]
    case .fraction:
      let top = try argument(of: "\\\(name)", isScript: isScript)
      return [.fraction(top, try argument(of: "\\\(name)", isScript: isScript))]
    case .bracket:
      guard let bracket = next(skippingSpaces: true), "()[]|.".contains(bracket) else {
        throw error("\\\(name) needs a bracket: ( ) [ ] | or .", at: start)
      }
      index += 1
      return bracket == "." ? [] : [.math(String(bracket))]
    }
  }

  private mutating func commandName() -> String {
    let start = index
    while let letter = next(), letter.isASCII, letter.isLetter { index += 1 }
    if index == start, index < characters.count { index += 1 }
    return String(characters[start..<index])
  }

  /// A sign between two things has room around it; one before a thing, or in a script, has none.
  private func relation(_ sign: String, after last: Formula?, isScript: Bool) -> Formula {
    let isPrefix =
      switch last {
      case nil, .relation: true
      case .math(let text): ["(", "[", "|", ","].contains(text)
      case .space: true
      default: false
      }
    return isScript || (isPrefix && ["+", "−", "±"].contains(sign)) ? .math(sign) : .relation(sign)
  }
}

// MARK: - Scripts and groups

extension FormulaReader {
  private mutating func attachScript(to parts: inout [Formula]) throws(FormulaError) {
    let start = index
    let isSub = characters[index] == "_"
    index += 1
    guard let base = parts.popLast() else {
      throw error("there is nothing that \(isSub ? "_" : "^") could stand at", at: start)
    }
    let script = try argument(of: isSub ? "_" : "^", isScript: true)
    switch base {
    case .scripts(let inner, nil, let sup) where isSub:
      parts.append(.scripts(inner, sub: script, sup: sup))
    case .scripts(let inner, let sub, nil) where !isSub:
      parts.append(.scripts(inner, sub: sub, sup: script))
    case .scripts:
      throw error("this is a second \(isSub ? "subscript" : "superscript")", at: start)
    default:
      parts.append(
        isSub ? .scripts(base, sub: script, sup: nil) : .scripts(base, sub: nil, sup: script))
    }
  }

  private mutating func attachPrime(to parts: inout [Formula]) throws(FormulaError) {
    let start = index
    index += 1
    switch parts.popLast() {
    case .math(let text): parts.append(.math(text + "′"))
    case .scripts(.math(let text), let sub, let sup):
      parts.append(.scripts(.math(text + "′"), sub: sub, sup: sup))
    case let other:
      if let other { parts.append(other) }
      throw error("a prime stands behind a letter", at: start)
    }
  }

  /// What a script or a fraction takes: a group, or one thing.
  private mutating func argument(of owner: String, isScript: Bool) throws(FormulaError) -> Formula {
    let start = index
    switch next(skippingSpaces: true) {
    case nil, "}": throw error("nothing follows \(owner)", at: start)
    case "{": return FormulaReader.joined(try group(isScript: isScript))
    case "_", "^": throw error("\(owner) needs a letter, a number or a group in { }", at: index)
    default:
      return FormulaReader.joined(try atom(after: .relation(""), isScript: isScript))
    }
  }

  /// A group in braces; it may not be empty.
  private mutating func group(isScript: Bool) throws(FormulaError) -> [Formula] {
    let start = index
    guard depth < FormulaReader.deepest else {
      throw error("more than \(FormulaReader.deepest) groups stand in one another", at: start)
    }
    depth += 1
    index += 1
    let parts = try row(isScript: isScript)
    guard next() == "}" else { throw error("this { is not closed by a }", at: start) }
    guard !parts.isEmpty else { throw error("nothing stands in these braces", at: start) }
    index += 1
    depth -= 1
    return parts
  }

  /// Words in braces, as they stand.
  private mutating func words(of name: String) throws(FormulaError) -> String {
    guard next(skippingSpaces: true) == "{" else {
      throw error("\\\(name) needs words in { }", at: index)
    }
    let start = index
    guard let end = characters[start...].firstIndex(of: "}") else {
      throw error("this { is not closed by a }", at: start)
    }
    index = end + 1
    return String(characters[(start + 1)..<end])
  }

  /// The character at the reader's place.
  private mutating func next(skippingSpaces: Bool = false) -> Character? {
    while skippingSpaces, index < characters.count, characters[index].isWhitespace { index += 1 }
    return index < characters.count ? characters[index] : nil
  }

  private func isDigit(_ index: Int) -> Bool {
    characters.indices.contains(index) && characters[index].isASCII && characters[index].isNumber
  }

  private func error(_ message: String, at index: Int) -> FormulaError {
    FormulaError(message: message, column: index + 1)
  }

  private static func joined(_ parts: [Formula]) -> Formula {
    parts.count == 1 ? parts[0] : .row(parts)
  }

  /// Whether a sum or a product, which stands a little off from its terms.
  private static func isBig(_ formula: Formula?) -> Bool {
    switch formula {
    case .math(let text): ["∑", "∏"].contains(text)
    case .scripts(let base, _, _): isBig(base)
    default: false
    }
  }

  /// Neighbouring symbols as one, so that a notation finds the indices `0,1` and the layer `L−1`.
  private static func merged(_ parts: [Formula]) -> [Formula] {
    parts.reduce(into: []) { merged, part in
      if case .math(let text) = part, case .math(let before) = merged.last {
        merged[merged.count - 1] = .math(before + text)
      } else {
        merged.append(part)
      }
    }
  }

  private static func unknown(_ name: String) -> String {
    let known = Formula.commands.filter { $0.dropFirst().first?.isLetter == true }
    let near = known.filter { candidate in
      candidate.dropFirst().lowercased().hasPrefix(name.prefix(2).lowercased())
        || candidate.dropFirst().sorted() == name.sorted()
    }
    let choice = near.isEmpty ? known : near
    return "\\\(name) is not known; "
      + (near.isEmpty ? "these are: " : "did you mean ") + choice.joined(separator: ", ")
      + (near.isEmpty ? "" : "?")
  }
}
