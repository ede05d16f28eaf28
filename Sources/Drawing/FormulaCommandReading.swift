// What commands stand for, and what stands between \begin and \end.
extension FormulaReader {
  /// What a command stands for.
  mutating func command(after last: Formula?, isScript: Bool) throws(FormulaError) -> [Formula] {
    let start = index
    index += 1
    let name = commandName()
    guard name != "\\" else {
      throw error("\\\\ ends a line only in aligned, in cases and in a matrix", at: start)
    }
    guard let command = FormulaCommand.all[name] else {
      throw error("\\\(name) is not known", at: start, unknown: "\\\(name)")
    }
    let owner = "\\\(name)"
    switch command {
    case .symbol(let symbol): return [.math(symbol)]
    case .relation(let sign): return [relation(sign, after: last, isScript: isScript)]
    case .function(let name): return function(name)
    case .limit(let name):
      return isDisplay && !isScript ? [limited(.words(name))] : function(name)
    case .big(let sign): return [isDisplay && !isScript ? large(sign) : .math(sign)]
    case .space(let ems): return [.space(ems)]
    case .words: return try named(name)
    case .fraction:
      let top = try small { reader throws(FormulaError) -> Formula in
        try reader.argument(of: owner, isScript: isScript)
      }
      let bottom = try small { reader throws(FormulaError) -> Formula in
        try reader.argument(of: owner, isScript: isScript)
      }
      return [.fraction(top, bottom)]
    case .binomial:
      let top = try argument(of: owner, isScript: isScript)
      let bottom = try argument(of: owner, isScript: isScript)
      return [.construct(.fenced("(", .construct(.grid([[top], [bottom]], .centered)), ")"))]
    case .accent(let accent):
      let inner = Formula.construct(.accent(accent, try argument(of: owner, isScript: isScript)))
      // A brace may have words at its tip.
      return [accent.combining.isEmpty ? limited(inner) : inner]
    case .alphabet(let alphabet):
      return [FormulaReader.lettered(try argument(of: owner, isScript: isScript), alphabet)]
    case .stack(let isOver):
      let mark = try argument(of: owner, isScript: true)
      let base = try argument(of: owner, isScript: isScript)
      return [
        .construct(.limits(base, below: isOver ? nil : mark, above: isOver ? mark : nil))
      ]
    case .root: return [try root(isScript: isScript)]
    case .notation: return [.construct(.noted(try argument(of: owner, isScript: isScript)))]
    case .left: return [try fence(isScript: isScript, at: start)]
    case .right: throw error("there is no \\left before this \\right", at: start)
    case .bracket: return [.math(try bracket(of: owner, at: start))].filter { $0 != .math("") }
    case .begin: return [try environment(at: start)]
    case .end: throw error("there is no \\begin before this \\end", at: start)
    case .silent: return []
    }
  }

  /// The name of a function, with room behind it where no bracket follows.
  private mutating func function(_ name: String) -> [Formula] {
    let opens = next(skippingSpaces: true).map { "([_^".contains($0) } ?? true
    return opens ? [.words(name)] : [.words(name), .space(0.17)]
  }

  /// Words, which are the name of a function behind `\operatorname`.
  private mutating func named(_ command: String) throws(FormulaError) -> [Formula] {
    guard command == "operatorname" else { return [.words(try words(of: command))] }
    let takesLimits = next() == "*"
    if takesLimits { index += 1 }
    let name = try words(of: command).replacing("\\,", with: " ")
    return takesLimits && isDisplay ? [limited(.words(name))] : function(name)
  }

  private func large(_ sign: String) -> Formula {
    let sum = Formula.construct(.large(sign))
    return FormulaCommand.integrals.contains(sign) ? sum : limited(sum)
  }

  private func limited(_ base: Formula) -> Formula {
    .construct(.limits(base, below: nil, above: nil))
  }

  /// Reads something in which sums are as small as in a line.
  private mutating func small(
    _ read: (inout FormulaReader) throws(FormulaError) -> Formula
  ) throws(FormulaError) -> Formula {
    let outer = isDisplay
    isDisplay = false
    defer { isDisplay = outer }
    return try read(&self)
  }

  private static func lettered(_ formula: Formula, _ alphabet: FormulaAlphabet) -> Formula {
    switch formula {
    case .math(let text): .math(String(text.map(alphabet.letter)))
    case .row(let parts): .row(parts.map { lettered($0, alphabet) })
    case .scripts(let base, let sub, let sup):
      .scripts(lettered(base, alphabet), sub: sub, sup: sup)
    default: formula
    }
  }

  private mutating func root(isScript: Bool) throws(FormulaError) -> Formula {
    var degree: Formula?
    if next(skippingSpaces: true) == "[" {
      let start = index
      let parts = try within(.index, at: start) { reader throws(FormulaError) -> [Formula] in
        reader.index += 1
        return try reader.row(isScript: true)
      }
      guard next() == "]", !parts.isEmpty else {
        throw error("\\sqrt[ needs an index and a ]", at: start)
      }
      index += 1
      degree = FormulaReader.joined(parts)
    }
    return .construct(.root(try argument(of: "\\sqrt", isScript: isScript), index: degree))
  }

  // MARK: - Brackets

  private mutating func fence(isScript: Bool, at start: Int) throws(FormulaError) -> Formula {
    let left = try bracket(of: "\\left", at: start)
    let parts = try within(.fence, at: start) { reader throws(FormulaError) -> [Formula] in
      try reader.row(isScript: isScript)
    }
    guard isAt("right") else { throw error("this \\left has no \\right", at: start) }
    let end = index
    index += 6
    let right = try bracket(of: "\\right", at: end)
    return .construct(.fenced(left, FormulaReader.joined(parts), right))
  }

  /// The bracket behind a command; empty for the full stop that stands for none.
  private mutating func bracket(of owner: String, at start: Int) throws(FormulaError) -> String {
    let signs: Set<Character> = [
      "(", ")", "[", "]", "{", "}", "|", "‖", "⌊", "⌋", "⌈", "⌉", "⟨", "⟩",
    ]
    guard let character = next(skippingSpaces: true) else {
      throw error("\(owner) needs a bracket: ( ) [ ] \\{ \\} | or .", at: start)
    }
    index += 1
    if character == "." { return "" }
    if character == "<" { return "⟨" }
    if character == ">" { return "⟩" }
    if character == "\\", case .symbol(let sign)? = FormulaCommand.all[commandName()],
      sign.first.map(signs.contains) == true
    {
      return sign
    }
    guard character != "{", character != "}", signs.contains(character) else {
      throw error("\(owner) needs a bracket: ( ) [ ] \\{ \\} | or .", at: start)
    }
    return String(character)
  }

  // MARK: - Matrices, cases, aligned equations

  /// What may stand behind `\begin`: its brackets and how its columns line up.
  private static let environments: [String: (String, FormulaColumns, String)] = [
    "matrix": ("", .centered, ""), "smallmatrix": ("", .centered, ""),
    "pmatrix": ("(", .centered, ")"), "bmatrix": ("[", .centered, "]"),
    "Bmatrix": ("{", .centered, "}"), "vmatrix": ("|", .centered, "|"),
    "Vmatrix": ("‖", .centered, "‖"), "array": ("", .centered, ""),
    "cases": ("{", .leading, ""), "rcases": ("", .leading, "}"),
    "aligned": ("", .aligned, ""), "align": ("", .aligned, ""), "split": ("", .aligned, ""),
    "gathered": ("", .centered, ""), "gather": ("", .centered, ""),
  ]

  private mutating func environment(at start: Int) throws(FormulaError) -> Formula {
    let place = index
    let name = try words(of: "begin")
    let plain = name.last == "*" ? String(name.dropLast()) : name
    guard let (left, columns, right) = FormulaReader.environments[plain] else {
      let known = FormulaReader.environments.keys.sorted().joined(separator: ", ")
      throw error("there is no '\(name)' to begin; there are \(known)", at: place)
    }
    // How the columns of an array line up.
    if name == "array" { _ = try words(of: "begin{array}") }
    let outer = isDisplay
    isDisplay = outer && columns == .aligned
    var rows: [[Formula]] = [[]]
    while true {
      let isFollowing = columns == .aligned && !(rows.last?.isEmpty ?? true)
      let cell = try within(.cell, at: start) { reader throws(FormulaError) -> [Formula] in
        try reader.row(isScript: false, behind: isFollowing ? .row([]) : nil)
      }
      rows[rows.count - 1].append(FormulaReader.joined(cell))
      if next() == "&" {
        index += 1
      } else if isAt("\\") {
        index += 2
        rows.append([])
      } else if isAt("end") {
        break
      } else {
        throw error("\\begin{\(name)} has no \\end{\(name)}", at: start)
      }
    }
    isDisplay = outer
    let last = index
    index += 4
    let end = try words(of: "end")
    guard end == name else {
      throw error("\\end{\(end)} ends what \\begin{\(name)} began", at: last)
    }
    // A last line end begins no row.
    if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
    let grid = Formula.construct(.grid(rows, columns))
    return left.isEmpty && right.isEmpty ? grid : .construct(.fenced(left, grid, right))
  }
}
