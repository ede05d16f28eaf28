import Drawing
import Testing

@testable import Figures
@testable import Wording

extension Language {
  /// English in Greek letters, which a reader can follow: whatever a figure drawn in it still says
  /// in Latin words is in no table, or does not pass through `say`.
  static let pseudo = Language(
    code: "en-Grek", name: "Pseudo",
    phrases: Dictionary(
      PhraseTable.all.flatMap(\.keys).map { ($0, inGreekLetters($0)) }
    ) { first, _ in first })

  private static func inGreekLetters(_ text: String) -> String {
    let latin = Array("abcdefghijklmnopqrstuvwxyz")
    let greek = Array("αβψδεφγηιξκλμνοπϑρστθωχυζϕ")
    return String(
      text.map { character in
        guard let index = latin.firstIndex(of: Character(character.lowercased())) else {
          return character
        }
        return character.isUppercase ? Character(greek[index].uppercased()) : greek[index]
      })
  }
}

/// Words that are names in every language: of functions, and of what is no number.
private let names: Set<String> = [
  "sigmoid", "tanh", "ReLU", "leaky", "softplus", "max", "min", "exp", "NaN",
]

/// What every figure owes those who read no English: all of its words, those of its title and its
/// alt text included, pass through `say` and are in a table.
///
/// - Parameter given: the words that the subject brings with it, such as the name of its input.
func expectTranslated(
  _ figure: some Figure, given: Set<String> = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for labels in Labels.allCases {
    let scene = figure.drawn(
      in: FigureStyle(
        labels: labels, voice: Voice(language: .pseudo), metrics: metrics))
    for text in scene.texts.map(\.string) + [scene.title, scene.description] {
      let left = latinWords(in: text).filter { !names.contains($0) && !given.contains($0) }
      #expect(
        left.isEmpty, "\(labels): \(left) in “\(text)” is not translated",
        sourceLocation: sourceLocation)
    }
  }
}

/// The words of three Latin letters or more in a text.
private func latinWords(in text: String) -> [String] {
  text.split { !$0.isASCII || !$0.isLetter }.map(String.init).filter { $0.count >= 3 }
}

extension Figure {
  /// The figure as the catalogue draws it: in the style's language and notation.
  func drawn(in style: FigureStyle) -> Scene {
    Voice.$current.withValue(style.voice) { scene(style: style) }
  }
}

@Suite("The language that finds what is not translated")
struct PseudoLanguageTests {
  /// A figure that says a word past the tables.
  private struct Careless: Figure {
    init(subject: String) { word = subject }
    let word: String

    func scene(style: FigureStyle) -> Scene {
      Scene(
        size: Size(100, 100), background: style.theme.paper, title: say("feature map"),
        description: say("\(word) input"), items: [])
    }
  }

  @Test("lets pass what is in a table, and names")
  func translated() {
    expectTranslated(Careless(subject: "3 × 3"))
    expectTranslated(Careless(subject: "ReLU"))
    expectTranslated(Careless(subject: "digit 7"), given: ["digit"])
  }

  @Test("finds a word that is in none")
  func missing() {
    withKnownIssue { expectTranslated(Careless(subject: "forgotten")) }
  }
}
