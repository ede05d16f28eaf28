import Drawing
import Figures
import Studio

extension Computation {
  /// How a figure of the computation is drawn: for one step, or for nil as a whole.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where the figure does not show such a layer, or
  ///   needs a backward pass.
  func picture(
    of figure: FigureKind
  ) throws(Failure) -> @Sendable (_ step: Int?, _ style: FigureStyle) -> Scene {
    do { return try drawing(of: figure) } catch { throw Failure(error) }
  }
}

extension Scene {
  /// The scene, where the two ways to one result that it shows come to the same.
  ///
  /// - Throws: ``Failure`` of the kind `malformedData` where they do not, by which one is wrong.
  func agreeing() throws(Failure) -> Scene {
    guard let disagreement else { return self }
    throw Failure(
      .malformedData,
      "two ways to one result, '\(title)', differ by \(disagreement), which rounding cannot explain; "
        + "this is a fault of the program")
  }
}
