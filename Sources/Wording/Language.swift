/// A language of the words in figures and slides.
///
/// Its phrases come from the tables in `Phrases`, a column a language; what a table lacks
/// is said in English.
public struct Language: Sendable, Equatable {
  /// The BCP 47 tag: `de`.
  public let code: String
  /// The language's own name: `Deutsch`.
  public let name: String
  /// The translations, by the English phrase.
  public let phrases: [String: String]

  /// A language.
  public init(code: String, name: String, phrases: [String: String]) {
    self.code = code
    self.name = name
    self.phrases = phrases
  }

  /// What stands between the thousands of a count: 23,550, or a thin space where a comma would be
  /// taken for the decimal point.
  public var thousandsSeparator: String { code == Language.english.code ? "," : "\u{202F}" }

  /// English, which phrases are written in.
  public static let english = Language(code: "en", name: "English", phrases: [:])

  /// Every language that there is, English first.
  public static let all: [Language] = [english] + translated

  /// The language with a BCP 47 tag.
  public static func named(_ code: String) -> Language? { all.first { $0.code == code } }

  /// The languages of the tables' columns.
  private static let translated: [Language] = PhraseTable.all.reduce(into: []) { languages, table in
    for language in table.languages {
      if let index = languages.firstIndex(where: { $0.code == language.code }) {
        let earlier = languages[index].phrases
        languages[index] = Language(
          code: language.code, name: language.name,
          phrases: earlier.merging(language.phrases) { first, _ in first })
      } else {
        languages.append(language)
      }
    }
  }
}
