import Drawing
import Neural
import Studio

extension LessonKey {
  /// The options of a computation, by their names on the command line.
  static let options: [LessonKey] =
    ComputationOption.all.map(LessonKey.init) + [
      LessonKey(
        "inputs", [.slide, .figure], .inputs,
        "What goes into a layer or a network that takes several inputs: a list, or each by its name.",
        isOption: true),
      LessonKey(
        "shade", levels, .choice(["ink", "light", "cividis"]),
        "How an input without negative values is coloured.", isOption: true),
    ]

  /// Where options can stand: those of the lesson hold for all figures.
  private static let levels: [LessonLevel] = [.lesson, .slide, .figure]

  private init(_ option: ComputationOption) {
    // A tensor may stand in a lesson as nested lists.
    let meaning =
      option.name == "input"
      ? "The input: a name such as digit:7, a file, or numbers as text or nested lists."
      : option.meaning.replacing("--", with: "")
    self.init(
      option.name, LessonKey.levels, Form(option),
      option.defaultValue.map { "\(meaning.dropLast()) (default: \($0))." } ?? meaning,
      isOption: true)
  }
}

extension LessonKey.Form {
  /// What an option takes, where it stands in a lesson.
  fileprivate init(_ option: ComputationOption) {
    switch option.form {
    case .setting(let types) where option.name == "maps":
      // A figure can show all maps of a layer.
      self = .setting(types + [.choice(["all"])])
    case .tensor: self = .tensor
    case .choice(let words): self = .choice(words)
    case .whole(let least): self = .integer(atLeast: least)
    case .positive: self = .setting([.number(0...(.infinity))])
    case .lengths: self = .numbers
    case .text: self = .line
    case .setting(let types):
      if types.count == 1, case .whole(let least) = types[0] {
        self = .integer(atLeast: least)
      } else {
        self = .setting(types)
      }
    }
  }
}
