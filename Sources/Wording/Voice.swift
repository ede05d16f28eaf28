/// The language of the words and the notation of the formulas that a reader is used to.
public struct Voice: Sendable, Equatable {
  /// The language of titles, names and alt text.
  public var language: Language
  /// How symbols and indices are written.
  public var notation: NotationStyle

  /// A voice; as it stands, English in the article's notation.
  public init(language: Language = .english, notation: NotationStyle = .article) {
    self.language = language
    self.notation = notation
  }

  /// The voice in which a figure or a slide that is being drawn speaks.
  @TaskLocal public static var current = Voice()
}

/// A phrase in the language and the notation that is being drawn in.
public func say(_ phrase: Phrase) -> String {
  let voice = Voice.current
  let pattern = voice.language.phrases[phrase.key] ?? phrase.key
  return voice.notation.written(Phrase.filled(pattern, with: phrase.values))
}
