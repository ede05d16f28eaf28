import Documents
import Drawing
import Figures
import Studio

/// A figure that a slide asks for, as the lesson says it.
///
/// Lists of numbers are numbers; what names and settings mean, is the ``FigureSource``'s to say.
public struct FigureRequest: Sendable, Equatable {
  /// The figure's name, as in ``Catalogue``.
  public var name: Located<String>
  /// The options of the computation by their name on the command line, without dashes: `input`,
  /// `filter`, `stride`. Those of the figure come before those of the slide.
  ///
  /// One that the figure's layer does not take is a mistake.
  public var options: [String: Located<ComputationOptions.Value>]
  /// The options that the lesson gives to all its figures, without those that the figure or the
  /// slide says for itself.
  ///
  /// One that the figure's layer does not take is left out.
  public var defaults: [String: Located<ComputationOptions.Value>]
  /// What cells and neurons say; `nil` leaves it to the slide.
  public var labels: Labels?
  /// The one step to show; `nil` leaves it to the figure.
  public var step: Located<Int>?
  /// The steps to show, a page each: `0-3,last`; `nil` for one page.
  public var steps: Located<String>?

  /// A request.
  public init(
    name: Located<String>, options: [String: Located<ComputationOptions.Value>] = [:],
    defaults: [String: Located<ComputationOptions.Value>] = [:], labels: Labels? = nil,
    step: Located<Int>? = nil,
    steps: Located<String>? = nil
  ) {
    self.name = name
    self.options = options
    self.defaults = defaults
    self.labels = labels
    self.step = step
    self.steps = steps
  }
}

/// A figure of numbers that were computed, ready to be drawn in any style.
public struct ComputedFigure: Sendable {
  /// The number of steps that it has.
  public let stepCount: Int
  /// The labels and the step that it shows where nothing else is asked for.
  public let labels: Labels
  /// The step that it shows where none is asked for; `nil` for all.
  public let step: Int?
  /// Draws it: one step, or for `nil` as a whole.
  public let draw: @Sendable (_ step: Int?, _ style: FigureStyle) -> Scene

  /// A figure.
  public init(
    stepCount: Int, labels: Labels, step: Int?,
    draw: @escaping @Sendable (_ step: Int?, _ style: FigureStyle) -> Scene
  ) {
    self.stepCount = stepCount
    self.labels = labels
    self.step = step
    self.draw = draw
  }
}

/// Where the figures of a lesson come from: it reads the inputs that a request names and computes.
/// It also reads the other files that a lesson names.
public protocol FigureSource: Sendable {
  /// The picture that a file holds.
  ///
  /// - Throws: ``LessonError`` where it cannot be read.
  func image(_ file: Located<String>) throws(LessonError) -> Raster
  /// The text that a file holds.
  ///
  /// - Throws: ``LessonError`` where it cannot be read.
  func text(_ file: Located<String>) throws(LessonError) -> String
  /// The figure that is asked for.
  ///
  /// - Throws: ``LessonError`` at the option that cannot be met.
  func figure(for request: FigureRequest) throws(LessonError) -> ComputedFigure
}
