import Drawing

/// A kind of figure: its name on the command line, and how it is drawn.
public struct FigureKind: Sendable {
  /// The name on the command line.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  private let draw: @Sendable (Subject, FigureStyle) -> Scene

  init(
    _ name: String, _ summary: String,
    draw: @escaping @Sendable (Subject, FigureStyle) -> Scene
  ) {
    self.name = name
    self.summary = summary
    self.draw = draw
  }

  /// The figure of a subject.
  public func scene(of subject: Subject, style: FigureStyle) -> Scene {
    draw(subject, style)
  }
}

/// The figures that there are, in the article's order.
public enum Catalogue {
  /// Every kind of figure.
  public static let figures: [FigureKind] = [
    FigureKind("step", "one overlay position in full: underlay, products, dot product, neuron") {
      Step(subject: $0).scene(style: $1)
    }
  ]

  /// The kind of figure with the given name.
  public static func figure(named name: String) -> FigureKind? {
    figures.first { $0.name == name }
  }
}
