import ArgumentParser
import Figures
import Wording

extension FigureKind {
  /// The figure that an argument names.
  ///
  /// - Throws: `ValidationError` with the nearest names where there is none of that name.
  static func parse(_ argument: String) throws -> FigureKind {
    if let figure = Catalogue.figure(named: argument) { return figure }
    throw ValidationError(unknown(argument))
  }

  /// That there is no figure of a name, and what was probably meant.
  static func unknown(_ name: String) -> String {
    let near = Spelling.nearest(to: name, among: Catalogue.names)
    let guess =
      near.isEmpty
      ? "'convlens figures' lists them"
      : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
    return "there is no figure of that name; \(guess)"
  }
}
