import Documents
import Drawing
import Figures
import Neural
import Wording

@testable import Lectures

/// Figures of the article's small example, 3 × 3 under 2 × 2, whatever numbers are asked for.
struct TrialFigures: FigureSource {
  /// A picture of 300 × 200 pixels, whatever file is asked for but `none.png`.
  func image(_ file: Located<String>) throws(LessonError) -> Raster {
    guard file.value != "none.png" else {
      throw LessonError("there is no 'none.png'", at: file.place)
    }
    let pixels = (0..<(300 * 200 * 3)).map { UInt8($0 % 251) }
    return Raster(
      width: 300, height: 200, pixels: pixels, isSmooth: true,
      file: Raster.File(.jpeg, bytes: [0xFF, 0xD8, 0xFF]))
  }

  /// Two lines of Python, whatever file is asked for.
  func text(_ file: Located<String>) throws(LessonError) -> String { "def f(x):\n    return x\n" }

  func figure(for request: FigureRequest) throws(LessonError) -> ComputedFigure {
    guard let kind = Catalogue.figure(named: request.name.value),
      let weights = try? Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
      let input = try? Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]),
      let layer = try? Convolution(weights: weights),
      let run = try? Network(layer: layer, inputShape: [1, 3, 3]).forward(input),
      let draw = kind.drawing(of: Exhibit(run))
    else { throw LessonError("there is no figure '\(request.name.value)'", at: request.name.place) }
    return ComputedFigure(stepCount: run.outputs[0].count, labels: .numbers, step: nil) {
      step, style in
      draw(Focus(step: step), style)
    }
  }
}

extension Lesson {
  /// A lesson of slides at places of their own: slide n at line 10 n.
  static func trial(
    _ slides: [LessonSlide], page: PageFormat = .widescreen, theme: Theme = .light,
    voice: Voice = Voice()
  ) -> Lesson {
    var lesson = Lesson(
      title: "A lesson", author: "Ada Example", date: "Winter term", page: page,
      appearance: Appearance(theme: theme, voice: voice), slides: slides)
    for index in slides.indices {
      lesson.slides[index].appearance = lesson.appearance
      lesson.slides[index].place = Place(line: 10 * (index + 1), column: 5)
    }
    return lesson
  }
}

extension LessonSlide {
  /// A slide of blocks.
  static func trial(
    _ blocks: Block..., title: String = "A slide", section: String = "Part",
    blanks: [String] = []
  ) -> LessonSlide {
    LessonSlide(
      title: title, section: section, blocks: blocks, notes: "Say it slowly.",
      blanks: blanks.map { Located(Blank(kind: $0), at: .trial) }, place: .trial)
  }
}

extension Block {
  static func words(_ text: String) -> Block { .text(.trial(text)) }

  static func drawn(_ name: String, steps: String? = nil, step: Int? = nil) -> Block {
    .figure(
      FigureRequest(
        name: .trial(name), step: step.map { Located($0, at: .trial) },
        steps: steps.map { .trial($0) }))
  }

  static func asked(_ text: String, why: String = "") -> Block {
    .quiz(Quiz(text: .trial(text), explanation: why))
  }
}

extension Place {
  /// The place of what a test writes itself.
  static let trial = Place(line: 3, column: 7)
}

extension Located<String> {
  static func trial(_ text: String) -> Located { Located(text, at: .trial) }
}

extension DeckBuilder {
  static let trial = DeckBuilder(figures: TrialFigures(), metrics: metrics)
}
