import Drawing
import Neural
import Wording

/// What a figure shows, as it is found in an exhibit.
protocol FigureSubject: Sendable {
  /// What there is nothing to show without.
  static var needs: Exhibit.Needs { get }
  /// What is to be seen; nil where the exhibit is of another kind, or lacks what is needed.
  init?(_ exhibit: Exhibit, focus: Focus)
}

extension FigureSubject {
  static var needs: Exhibit.Needs { [] }
}

/// What a figure shows of one stage, as it is found in the stage's run.
protocol StageSubject: FigureSubject {
  /// What is to be seen of a run; nil where the run is of another kind of pass, or lacks the
  /// gradients.
  init?(_ run: StageRun, focus: Focus)
}

extension StageSubject {
  init?(_ exhibit: Exhibit, focus: Focus) { self.init(exhibit.stage, focus: focus) }
}

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
///
/// What it can show is for the figure to say: it takes what it knows from an exhibit, and draws
/// nothing of any other.
public struct FigureKind: Sendable {
  /// The name on the command line.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  /// What it shows, and nothing without it.
  public let needs: Exhibit.Needs
  /// Other names that it is known by.
  public private(set) var otherNames: [String] = []
  /// The pass whose steps it draws one by one, as the command line names it; nil where it is of no
  /// single step.
  public private(set) var steps: String?
  /// Whether it shows the same whichever step is asked for, so that none can be.
  public private(set) var isOfNoStep = false
  /// Whether it is of a network as a whole.
  public private(set) var isOfNetworks = false
  private let views: [View]

  /// One way of drawing: for a convolution, for a pooling layer, ….
  struct View: Sendable {
    let needs: Exhibit.Needs
    let isComposed: Bool
    let shows: @Sendable (Exhibit) -> Bool
    let scene: @Sendable (Exhibit, Focus, FigureStyle) -> Scene?

    /// A figure of those subjects that it is for.
    static func of<F: Figure>(
      _ figure: F.Type, where isShown: @escaping @Sendable (F.Shown) -> Bool = { _ in true }
    ) -> View where F.Shown: FigureSubject {
      .of(figure, needs: F.Shown.needs) { exhibit, focus in
        F.Shown(exhibit, focus: focus).flatMap { isShown($0) ? $0 : nil }
      }
    }

    /// A figure of what is made of an exhibit; nil where there is nothing to be made of it.
    static func of<F: Figure>(
      _ figure: F.Type, needs: Exhibit.Needs = [],
      from subject: @escaping @Sendable (Exhibit, Focus) -> F.Shown?
    ) -> View {
      View(needs: needs, isComposed: F.self is any ComposedFigure.Type) { exhibit in
        subject(exhibit, Focus()) != nil
      } scene: { exhibit, focus, style in
        guard let subject = subject(exhibit, focus) else { return nil }
        return style.drawing { F(subject: subject).scene(style: style) }
      }
    }

    /// The same, of the first step where none is asked for.
    var ofOneStep: View {
      View(needs: needs, isComposed: isComposed, shows: shows) { [scene] exhibit, focus, style in
        var focus = focus
        focus.step = focus.step ?? 0
        return scene(exhibit, focus, style)
      }
    }
  }

  /// A figure that draws an exhibit by the first of several views that shows it.
  init(_ name: String, _ summary: String, _ views: View...) {
    self.name = name
    self.summary = summary
    self.views = views
    needs = views.dropFirst().reduce(views.first?.needs ?? []) { $0.intersection($1.needs) }
  }

  /// The same figure, which draws the steps of a pass one by one.
  func ofSteps(_ pass: String) -> FigureKind {
    var figure = self
    figure.steps = pass
    return figure
  }

  /// The same figure, known by another name too.
  func also(_ name: String) -> FigureKind {
    var figure = self
    figure.otherNames.append(name)
    return figure
  }

  /// The same figure, which is of a network as a whole.
  var ofNetworks: FigureKind {
    var figure = self
    figure.isOfNetworks = true
    return figure
  }

  /// The same figure, which shows no single step.
  var ofNoStep: FigureKind {
    var figure = self
    figure.isOfNoStep = true
    return figure
  }

  /// Whether there is something to draw of an exhibit.
  public func shows(_ exhibit: Exhibit) -> Bool { views.contains { $0.shows(exhibit) } }

  /// Whether what is drawn of an exhibit is composed of blocks, its numbers and symbols with their
  /// sources.
  public func isComposed(of exhibit: Exhibit) -> Bool {
    views.first { $0.shows(exhibit) }?.isComposed ?? false
  }

  /// How an exhibit is drawn; nil where the figure shows no such exhibit.
  ///
  /// Item and step of the focus must be the run's.
  public func drawing(
    of exhibit: Exhibit
  ) -> (@Sendable (_ focus: Focus, _ style: FigureStyle) -> Scene)? {
    guard let view = views.first(where: { $0.shows(exhibit) }) else { return nil }
    return { focus, style in
      guard let scene = view.scene(exhibit, focus, style) else {
        preconditionFailure("the passes of a stage are all of one kind")
      }
      return scene
    }
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
