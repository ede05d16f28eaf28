extension LessonKey.Form {
  /// What a value has to be, as messages say it.
  var demand: String {
    switch self {
    case .line: "text on one line"
    case .markup, .prose: "text"
    case .choice(let words):
      words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    case .tensor: "a name, a file, or numbers such as [[1, 2], [3, 4]]"
    case .numbers: "a number, or a few such as [2, 1]"
    case .integer(let least): "a whole number of \(least) or more"
    case .share: "a number from 0.1 to 10"
    case .steps: "all, or steps such as 0-3,last"
    case .figureName: "the name of a figure"
    case .mapping(let level, let orText):
      (orText ? "text or " : "") + "a mapping of "
        + LessonKey.all(at: level).prefix(3).map(\.name).joined(separator: ", ")
        + (LessonKey.all(at: level).count > 3 ? " …" : "")
    case .list(let level): "a list of \(level.rawValue)s"
    case .cells: "a list of texts"
    case .rows: "a list of rows such as [[a, 1], [b, 2]]"
    case .blanks: "a list of kinds of marks, such as [total, cell]"
    }
  }
}

extension String {
  /// Without blanks and line breaks at both ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    let end = start.reversed().drop { $0.isWhitespace }
    return String(end.reversed())
  }
}
