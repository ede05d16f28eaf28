import Drawing
import Neural

extension LessonKey.Form {
  /// What a value has to be, as messages say it.
  var demand: String {
    switch self {
    case .line: "text on one line"
    case .markup, .prose: "text"
    case .choice(let words):
      words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    case .tensor: "a name, a file, or numbers such as [[1, 2], [3, 4]]"
    case .inputs: "a list of inputs, or a mapping of names and inputs"
    case .numbers: "a number, or a few such as [2, 1]"
    case .setting(let types):
      types.map(\.remedy).map { String($0.trimmingPrefix("give ")) }.joined(separator: "; or ")
    case .integer(let least): "a whole number of \(least) or more"
    case .share: "a number from 0.1 to 10"
    case .part: "a number from 0.1 to 1, or a percentage such as 60%"
    case .lines: "lines such as 8-9 or 3,7-8"
    case .flag: "true or false"
    case .steps: "all, or steps such as 0-3,last"
    case .figureName: "the name of a figure"
    case .mapping(let level, let orText):
      (orText ? "text or " : "") + "a mapping of " + Self.excerpt(of: LessonKey.all(at: level))
    case .list(let level): "a list of \(level.rawValue)s"
    case .references: "a mapping of keys and texts"
    case .theme:
      Theme.all.map(\.name).joined(separator: ", ")
        + ", a .yaml file, or a mapping of base, colours"
    case .colour: "a colour such as '#1a2b3c', in quotes"
    case .colourList: "a list of colours such as ['#1a2b3c', '#a0b0c0']"
    case .cells: "a list of texts"
    case .rows: "a list of rows such as [[a, 1], [b, 2]]"
    case .blanks: "a list such as [result, feature map]"
    }
  }

  /// The names of some keys, first those that have to be there.
  private static func excerpt(of keys: [LessonKey]) -> String {
    let sorted = keys.filter(\.isRequired) + keys.filter { !$0.isRequired }
    return sorted.prefix(3).map(\.name).joined(separator: ", ") + (keys.count > 3 ? " …" : "")
  }
}
