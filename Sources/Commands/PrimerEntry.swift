import Drawing
import Figures

/// One picture of the primer: its file, its figure, and what that shows.
struct PrimerEntry: Sendable {
  /// The file's name, without its number and ending.
  let file: String
  /// The figure.
  let figure: FigureKind
  /// What it shows.
  let example: Example

  /// The pictures in order: every figure there is with its own example, and then some more.
  static let all: [PrimerEntry] =
    Catalogue.figures.map { PrimerEntry(file: $0.name, figure: $0, example: .of($0.name)) }
    + more.compactMap { file, name, example in
      Catalogue.figure(named: name).map { PrimerEntry(file: file, figure: $0, example: example) }
    }

  /// Pictures beyond one a figure, as file, figure and example.
  private static let more: [(file: String, figure: String, example: Example)] = [
    // The overlay lies on the right edge of the stroke, where the filter answers strongly.
    ("lens-over-digit-2", "step", Example(setup: .digit2, step: 16))
  ]

  /// The entry's picture, in the labels of its example where the style asks for none.
  func scene(
    style: StyleOptions, metrics: any TextMetrics, console: Console
  ) throws(Failure) -> Scene {
    let computation = try Computation(example.setup, console: console)
    return computation.scene(
      of: figure, step: example.step,
      style: style.style(labels: example.labels, metrics: metrics))
  }
}
