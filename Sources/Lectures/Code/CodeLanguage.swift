/// The languages that code is highlighted in.
public enum CodeLanguage: String, Sendable, Hashable, CaseIterable {
  case python, swift, c, json, yaml, shell
  /// No language: nothing stands out.
  case text

  /// Other names of a language, those in use behind a fence and as the endings of files.
  private var aliases: [String] {
    switch self {
    case .python: ["py", "python3"]
    case .swift: []
    case .c: ["h", "cpp", "c++", "hpp", "cc"]
    case .json: []
    case .yaml: ["yml"]
    case .shell: ["sh", "bash", "zsh", "console"]
    case .text: ["txt", "plain"]
    }
  }

  /// The names that a lesson may give, the languages' own first.
  static let names: [String] =
    allCases.map(\.rawValue) + allCases.flatMap(\.aliases)

  /// The language of a name.
  init?(name: String) {
    let name = name.lowercased()
    guard let language = Self.allCases.first(where: { ([$0.rawValue] + $0.aliases).contains(name) })
    else { return nil }
    self = language
  }

  /// The language that a file's ending tells; none where it tells nothing.
  init(file: String) {
    let ending = file.split(separator: ".").dropFirst().last.map(String.init) ?? ""
    self = CodeLanguage(name: ending) ?? .text
  }
}

/// What a language's words, comments and strings look like.
struct CodeGrammar: Sendable {
  /// The words of the language itself.
  var keywords: Set<String> = []
  /// The words behind which something gets its name.
  var definers: Set<String> = []
  /// What begins a comment that ends with its line.
  var lineComments: [String] = []
  /// What begins and ends a comment over several lines, and whether such comments nest.
  var blockComment: (open: String, close: String, nests: Bool)?
  /// What begins and ends a string, those over several lines first.
  var strings: [(mark: String, spansLines: Bool, escapes: Bool)] = []
  /// Whether the word before a colon is a key.
  var hasKeys = false
  /// Whether a comment's mark begins one only behind a space, or at the start of a line.
  var commentsStandApart = false
}

extension CodeLanguage {
  /// The grammar of the language.
  var grammar: CodeGrammar {
    switch self {
    case .python: .python
    case .swift: .swift
    case .c: .c
    case .json:
      CodeGrammar(keywords: ["true", "false", "null"], strings: [("\"", false, true)])
    case .yaml:
      CodeGrammar(
        keywords: ["true", "false", "null"], lineComments: ["#"],
        strings: [("\"", false, true), ("'", false, false)], hasKeys: true,
        commentsStandApart: true)
    case .shell: .shell
    case .text: CodeGrammar()
    }
  }
}

extension CodeGrammar {
  /// Source: The Python Language Reference, 2.3.1 (keywords) and 2.4 (literals).
  fileprivate static let python = CodeGrammar(
    keywords: words(
      """
      False None True and as assert async await break class continue def del elif else except \
      finally for from global if import in is lambda nonlocal not or pass raise return try while \
      with yield
      """), definers: ["def", "class"], lineComments: ["#"],
    strings: [
      ("\"\"\"", true, true), ("'''", true, true), ("\"", false, true), ("'", false, true),
    ])

  /// Source: The Swift Programming Language, Lexical Structure.
  fileprivate static let swift = CodeGrammar(
    keywords: words(
      """
      actor any as associatedtype async await break case catch class continue default defer \
      deinit do else enum extension fallthrough false fileprivate final for func get guard if \
      import in indirect init inout internal is lazy let mutating nil nonisolated open operator \
      override package private protocol public repeat rethrows return self Self set some static \
      struct subscript super switch throw throws true try typealias unowned var weak where while
      """),
    definers: ["func", "class", "struct", "enum", "protocol", "extension", "actor", "typealias"],
    lineComments: ["//"], blockComment: ("/*", "*/", true),
    strings: [("\"\"\"", true, true), ("\"", false, true)])

  /// C and the words that C++ adds. Source: ISO/IEC 9899, 6.4.1.
  fileprivate static let c = CodeGrammar(
    keywords: words(
      """
      auto bool break case char class const constexpr continue default delete do double else enum \
      extern false float for goto if inline int long namespace new nullptr private public \
      register restrict return short signed sizeof static struct switch template this true \
      typedef typename union unsigned using virtual void volatile while
      """), definers: ["struct", "class", "enum", "union"], lineComments: ["//"],
    blockComment: ("/*", "*/", false), strings: [("\"", false, true), ("'", false, true)])

  /// Source: POSIX.1-2017, Shell Command Language, 2.4.
  fileprivate static let shell = CodeGrammar(
    keywords: words(
      """
      case do done elif else esac export fi for function if in local return then until while
      """), lineComments: ["#"], strings: [("\"", true, true), ("'", true, false)],
    commentsStandApart: true)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }
}
