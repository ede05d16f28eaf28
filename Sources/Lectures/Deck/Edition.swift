import Documents
import Drawing
import Figures
import Wording

/// What is made of a lesson.
public enum Edition: Sendable, Hashable, CaseIterable {
  /// The slides of a lecture.
  case slides
  /// Sheets for paper, on which what the lesson chooses and the answers of questions are blank.
  case worksheet
  /// The same sheets with the answers.
  case key
}

extension Edition {
  /// Whether pages are set on sheets of paper.
  var isPrinted: Bool { self != .slides }

  /// The lesson as the edition shows it: on paper in the colours of print.
  func lesson(_ lesson: Lesson) -> Lesson {
    guard isPrinted else { return lesson }
    var printed = lesson
    printed.appearance.theme = .print
    for index in printed.slides.indices { printed.slides[index].appearance.theme = .print }
    return printed
  }

  /// The edition of a deck of slides: as it is, or as sheets of two pages.
  func deck(_ deck: Deck, metrics: any TextMetrics) -> Deck {
    guard isPrinted else { return deck }
    return deck.speaking {
      let heading = self == .worksheet ? say("Worksheet") : say("Answers")
      var sheets = deck.sheets(
        perSheet: 2, theme: .print,
        frame: SheetPage.Frame(
          heading: heading, title: deck.title, isForm: true,
          fields: self == .worksheet ? [say("Name"), say("Date")] : [], author: deck.author),
        metrics: metrics)
      sheets.title = "\(heading): \(deck.title)"
      return sheets
    }
  }

  /// Refuses a lesson of which a worksheet would leave nothing blank.
  func check(_ lesson: Lesson, contents: [[Content]]) throws(LessonError) {
    guard isPrinted, lesson.slides.allSatisfy(\.blanks.isEmpty),
      !contents.contains(where: \.hasQuiz)
    else { return }
    throw LessonError(
      "a worksheet of this lesson would leave nothing blank; give a slide a quiz, "
        + "or blank: [result]", at: lesson.slides.first?.place ?? Place(line: 1, column: 1))
  }
}
