import Drawing
import Neural
import Wording

/// A figure of a subject, not yet drawn in any style.
protocol Figure: Sendable {
  /// What the figure shows.
  associatedtype Shown
  /// The figure of a subject.
  init(subject: Shown)
  /// The figure as a scene.
  func scene(style: FigureStyle) -> Scene
}

/// A figure that is composed of blocks, its digits solved for the figure as a whole.
protocol ComposedFigure: Figure {
  /// The numbers that it prints and the equations among them.
  var ledger: Ledger { get }
}

/// A kind of figure: its name on the command line, and how it is drawn.
public struct FigureKind: Sendable {
  /// How a figure is drawn, by what it needs to be shown.
  public enum Drawing: Sendable {
    /// From a forward pass of a convolution.
    case convolution(@Sendable (Subject, FigureStyle) -> Scene)
    /// From a backward pass of a convolution.
    case gradient(@Sendable (GradientSubject, FigureStyle) -> Scene)
    /// From a pooling layer, forward and backward.
    case pooling(@Sendable (PoolingSubject, FigureStyle) -> Scene)
    /// From a fully connected layer, forward and backward.
    case fullyConnected(@Sendable (FullyConnectedSubject, FigureStyle) -> Scene)

    static func of<F: Figure>(_ figure: F.Type) -> Drawing where F.Shown == Subject {
      .convolution { subject, style in style.drawing { F(subject: subject).scene(style: style) } }
    }

    static func of<F: Figure>(_ figure: F.Type) -> Drawing where F.Shown == GradientSubject {
      .gradient { subject, style in style.drawing { F(subject: subject).scene(style: style) } }
    }

    static func of<F: Figure>(_ figure: F.Type) -> Drawing where F.Shown == PoolingSubject {
      .pooling { subject, style in style.drawing { F(subject: subject).scene(style: style) } }
    }

    static func of<F: Figure>(_ figure: F.Type) -> Drawing where F.Shown == FullyConnectedSubject {
      .fullyConnected { subject, style in
        style.drawing { F(subject: subject).scene(style: style) }
      }
    }
  }

  /// The name on the command line.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  /// How it is drawn.
  public let drawing: Drawing

  init(_ name: String, _ summary: String, _ drawing: Drawing) {
    self.name = name
    self.summary = summary
    self.drawing = drawing
  }
}

/// A figure that a Swift program draws of what a stage of a network computed:
/// `StepFigure(run, focus: 12)?.scene(style)`.
public protocol StageFigure: Sendable {
  /// The figure of a stage's run; nil where it is not for such a layer, or there is no such step.
  init?(_ run: StageRun, focus: Int)
  /// The figure as a scene, in the style's language and notation.
  func scene(_ style: FigureStyle) -> Scene
}

extension FigureStyle {
  /// Draws in the style's language and notation.
  func drawing(_ draw: () -> Scene) -> Scene {
    Voice.$current.withValue(voice, operation: draw)
  }
}
