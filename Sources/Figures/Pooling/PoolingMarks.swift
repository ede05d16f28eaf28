import Drawing
import Neural

/// The windows that have a colour, and how their outlines keep apart where windows overlap.
struct PoolingMarks {
  /// The colour and dashes of each marked window, by its position's number.
  let styles: [Int: PositionStyle]
  /// Whether every window is marked.
  let isComplete: Bool
  private let levels: [Int: Int]
  private let count: Int

  /// As many windows as there are outlines to tell them apart: each colour solid and dashed in
  /// three ways. Where windows overlap, more than nine are a thicket.
  private static func limit(overlapping: Bool) -> Int { overlapping ? 9 : 16 }
  /// How far the outermost outline keeps from the edge of its cells.
  private static let margin = 3.0

  /// One window alone.
  init(only position: OverlayPosition, theme: Theme) {
    styles = [position.index: theme.position(0)]
    levels = [:]
    isComplete = false
    count = 1
  }

  /// All windows of a sweep where their outlines can be told apart in cells of the given side, else
  /// the first, one in the middle and the last.
  init(of sweep: Sweep, cell: Double, theme: Theme) {
    // Windows of one row or column overlap while they are fewer than these steps apart. With the
    // sum of row and column as the level, two such windows never have the same inset.
    let geometry = sweep.geometry
    func overlapping(_ kernel: Int, _ stride: Int, _ count: Int) -> Int {
      min((kernel + stride - 1) / stride, count)
    }
    let period = max(
      overlapping(geometry.kernel.rows, geometry.stride.rows, sweep.extent.rows),
      overlapping(geometry.kernel.columns, geometry.stride.columns, sweep.extent.columns))
    let step = PoolingMarks.step(levels: period, cell: cell)
    isComplete =
      sweep.count <= PoolingMarks.limit(overlapping: period > 1) && cell >= 44
      && (period == 1 || step >= 3.8)
    if isComplete {
      count = period
      let positions = Array(sweep)
      styles = Dictionary(
        uniqueKeysWithValues: positions.map { ($0.index, theme.position($0.index)) })
      levels = Dictionary(
        uniqueKeysWithValues: positions.map {
          ($0.index, ($0.neuron.row + $0.neuron.column) % period)
        })
    } else {
      var shown: [Int] = []
      for index in [0, sweep.count / 2, sweep.count - 1] where !shown.contains(index) {
        shown.append(index)
      }
      count = 1
      styles = Dictionary(
        uniqueKeysWithValues: shown.enumerated().map { ($0.element, theme.position($0.offset)) })
      levels = [:]
    }
  }

  private static func step(levels: Int, cell: Double) -> Double {
    levels > 1 ? min(5, (cell * 0.3 - margin) / Double(levels - 1)) : 0
  }

  /// How far the outline of a window keeps from the edge of its cells.
  func inset(of index: Int, cell: Double) -> Double {
    guard isComplete else { return cell < 30 ? 0 : 2 }
    return PoolingMarks.margin
      + Double(levels[index] ?? 0) * PoolingMarks.step(levels: count, cell: cell)
  }

  /// How far the innermost outline keeps from the edge of its cells.
  func innermost(cell: Double) -> Double {
    guard isComplete else { return 0 }
    return PoolingMarks.margin
      + Double(count - 1) * PoolingMarks.step(levels: count, cell: cell)
  }

  /// The side of a cell that the outlines leave to its text.
  func textCell(_ cell: Double) -> Double {
    guard isComplete else { return cell }
    // Text takes four fifths of what it is given.
    return min(cell, (cell - 2 * innermost(cell: cell) - 6) / 0.8)
  }

  /// The marked windows in order.
  var indices: [Int] { styles.keys.sorted() }
}
