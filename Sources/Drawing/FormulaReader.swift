/// What is wrong with a written formula, and where.
public struct FormulaError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and what would be right, in one line.
  public let message: String
  /// The column, counted from 1.
  public let column: Int
  /// The command that is not known, with its backslash; nil where something else is wrong.
  public var unknown: String?

  /// The column and what is wrong.
  public var description: String { "column \(column): \(message)" }
}

extension Formula {
  /// A formula as it is written in LaTeX, of which lecturers' part is known.
  ///
  /// Known are letters, digits, operators, brackets, `_` and `^`, `'`, groups in braces, the commands
  /// in ``commands``, and matrices, cases and aligned equations between `\begin` and `\end`:
  /// `a_{0,1}^{L-1} \star w`, `\frac{\partial C}{\partial b}`, `\hat y = \sqrt{x}`.
  ///
  /// - Parameter isDisplay: Whether it stands on lines of its own, where sums are large and have their
  ///   limits below and above.
  /// - Throws: ``FormulaError`` where it is not read.
  public init(latex text: String, isDisplay: Bool = false) throws(FormulaError) {
    var reader = FormulaReader(text, isDisplay: isDisplay)
    self = try reader.formula()
  }

  /// The commands that a written formula may use, with their backslashes, in order.
  public static let commands: [String] = FormulaCommand.all.keys.sorted().map { "\\\($0)" }
}

/// Reads a formula from the left to the right.
struct FormulaReader {
  let characters: [Character]
  var index = 0
  /// What stands around the reader's place, the innermost last.
  var surroundings: [Surrounding] = []
  /// Whether sums are large and have limits here.
  var isDisplay: Bool

  /// What can stand around a row of formulas, and tells where it ends.
  enum Surrounding {
    case group, fence, cell, index
  }

  init(_ text: String, isDisplay: Bool) {
    characters = Array(text)
    self.isDisplay = isDisplay
  }

  /// Groups within groups, so that no text can exhaust the stack.
  static let deepest = 24

  mutating func formula() throws(FormulaError) -> Formula {
    let parts = try row(isScript: false)
    guard index == characters.count else { throw error("there is no { before this }", at: index) }
    guard !parts.isEmpty else { throw error("the formula is empty", at: 0) }
    return FormulaReader.joined(parts)
  }

  /// Reads something with other things around it.
  mutating func within<Result>(
    _ surrounding: Surrounding, at start: Int,
    _ read: (inout FormulaReader) throws(FormulaError) -> Result
  ) throws(FormulaError) -> Result {
    guard surroundings.count < FormulaReader.deepest else {
      throw error("more than \(FormulaReader.deepest) groups stand in one another", at: start)
    }
    surroundings.append(surrounding)
    let result = try read(&self)
    surroundings.removeLast()
    return result
  }

  /// Whether the row that is read ends here.
  private func ends(at character: Character) -> Bool {
    if character == "}" { return true }
    return switch surroundings.last {
    case .fence: isAt("right")
    case .cell: character == "&" || isAt("\\") || isAt("end")
    case .index: character == "]"
    case .group, nil: false
    }
  }

  /// Whether a command stands here.
  func isAt(_ name: String) -> Bool {
    let word = characters[index...].prefix(name.count + 2)
    guard word.starts(with: "\\" + name) else { return false }
    return word.count < name.count + 2 || word.last?.isLetter == false || name == "\\"
  }

  /// What stands side by side, up to the end or to what ends the group; behind a formula, where
  /// one stands before it in another cell.
  mutating func row(isScript: Bool, behind first: Formula? = nil) throws(FormulaError) -> [Formula]
  {
    var parts: [Formula] = []
    while let character = next(skippingSpaces: true), !ends(at: character) {
      switch character {
      case "_", "^": try attachScript(to: &parts)
      case "'", "′": try attachPrime(to: &parts)
      default:
        if !isScript, FormulaReader.isBig(parts.last) { parts.append(.space(0.17)) }
        parts += try atom(after: parts.last ?? first, isScript: isScript)
      }
    }
    return isScript ? FormulaReader.merged(parts) : parts
  }

  /// One letter, number, sign, command or group.
  mutating func atom(after last: Formula?, isScript: Bool) throws(FormulaError) -> [Formula] {
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

  mutating func commandName() -> String {
    let start = index
    while let letter = next(), letter.isASCII, letter.isLetter { index += 1 }
    if index == start, index < characters.count { index += 1 }
    return String(characters[start..<index])
  }

  /// A sign between two things has room around it; one before a thing, or in a script, has none.
  func relation(_ sign: String, after last: Formula?, isScript: Bool) -> Formula {
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
    case .construct(.limits(let inner, nil, let above)) where isSub:
      parts.append(.construct(.limits(inner, below: script, above: above)))
    case .construct(.limits(let inner, let below, nil)) where !isSub:
      parts.append(.construct(.limits(inner, below: below, above: script)))
    case .scripts, .construct(.limits):
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
    case .row(let inner): parts.append(.scripts(.row(inner), sub: nil, sup: .math("′")))
    case .words(let name): parts.append(.scripts(.words(name), sub: nil, sup: .math("′")))
    case .construct(let inner): parts.append(.scripts(.construct(inner), sub: nil, sup: .math("′")))
    case let other:
      if let other { parts.append(other) }
      throw error("a prime stands behind a letter", at: start)
    }
  }

  /// What a script or a fraction takes: a group, or one thing.
  mutating func argument(of owner: String, isScript: Bool) throws(FormulaError) -> Formula {
    let start = index
    switch next(skippingSpaces: true) {
    case nil, "}": throw error("nothing follows \(owner)", at: start)
    case "{": return FormulaReader.joined(try group(isScript: isScript))
    case "_", "^": throw error("\(owner) needs a letter, a number or a group in { }", at: index)
    case .some(let digit) where digit.isASCII && digit.isNumber:
      // One digit, so that \frac12 is a half.
      index += 1
      return .math(String(digit))
    default:
      return FormulaReader.joined(try atom(after: .relation(""), isScript: isScript))
    }
  }

  /// A group in braces; it may not be empty.
  mutating func group(isScript: Bool) throws(FormulaError) -> [Formula] {
    let start = index
    let parts = try within(.group, at: start) { reader throws(FormulaError) -> [Formula] in
      reader.index += 1
      return try reader.row(isScript: isScript)
    }
    guard next() == "}" else { throw error("this { is not closed by a }", at: start) }
    guard !parts.isEmpty else { throw error("nothing stands in these braces", at: start) }
    index += 1
    return parts
  }

  /// Words in braces, as they stand.
  mutating func words(of name: String) throws(FormulaError) -> String {
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
  mutating func next(skippingSpaces: Bool = false) -> Character? {
    while skippingSpaces, index < characters.count, characters[index].isWhitespace { index += 1 }
    return index < characters.count ? characters[index] : nil
  }

  private func isDigit(_ index: Int) -> Bool {
    characters.indices.contains(index) && characters[index].isASCII && characters[index].isNumber
  }

  func error(_ message: String, at index: Int, unknown: String? = nil) -> FormulaError {
    FormulaError(message: message, column: index + 1, unknown: unknown)
  }

  static func joined(_ parts: [Formula]) -> Formula {
    parts.count == 1 ? parts[0] : .row(parts)
  }

  /// Whether a sum or a product, which stands a little off from its terms.
  private static func isBig(_ formula: Formula?) -> Bool {
    switch formula {
    case .math(let text): FormulaCommand.isBig(text)
    case .scripts(.words(let name), _, _): FormulaCommand.limitFunctions.contains(name)
    case .scripts(let base, _, _): isBig(base)
    case .construct(.limits(.construct(.accent), _, _)): false
    case .construct(.limits), .construct(.large): true
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
}
