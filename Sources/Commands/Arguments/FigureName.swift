import ArgumentParser
import Figures
import Wording

extension FigureKind {
  /// The figure that an argument names.
  ///
  /// - Throws: `ValidationError` with the nearest names where there is none of that name.
  static func parse(_ argument: String) throws -> FigureKind {
    if let figure = Catalogue.figure(named: argument) { return figure }
    let near = Spelling.nearest(to: argument, among: Catalogue.figures.map(\.name))
    let guess =
      near.isEmpty
      ? "'convlens figures' lists them"
      : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
    throw ValidationError("there is no figure of that name; \(guess)")
  }
}
