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
