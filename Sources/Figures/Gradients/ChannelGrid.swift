import Drawing
import Neural

/// Panels of several channels in a small room, arranged so that their cells are as large as can be;
/// of many channels the first ones and a word about the rest.
struct ChannelGrid {
  /// The side of a cell.
  let cell: Double
  /// The width and height of all panels together.
  let size: Size
  private let extent: Extent
  private let count: Int
  private let slots: Int
  /// How many channels stand side by side.
  let columns: Int

  private static let gap = 10.0

  /// A grid of `count` matrices of an extent in a room.
  ///
  /// - Parameters:
  ///   - limit: up to how many channels all are shown.
  ///   - largest: the largest side of a cell.
  ///   - wanted: how many channels stand side by side; without it, as many as let cells be largest.
  init(
    _ count: Int, of extent: Extent, in room: Size, limit: Int = 4, largest: Double,
    columns wanted: Int? = nil
  ) {
    self.extent = extent
    self.count = count
    slots = min(count, limit)
    var best = (cell: 0.0, columns: 1)
    for columns in wanted.map({ $0...$0 }) ?? 1...slots {
      let rows = (slots + columns - 1) / columns
      let width = (room.width - ChannelGrid.gap * Double(columns - 1)) / Double(columns)
      let height = (room.height - ChannelGrid.gap * Double(rows - 1)) / Double(rows)
      let cell = min(width / Double(extent.columns), height / Double(extent.rows), largest)
      if cell > best.cell + 0.01 { best = (cell, columns) }
    }
    (cell, columns) = best
    let rows = (slots + columns - 1) / columns
    size = Size(
      Double(columns * extent.columns) * cell + ChannelGrid.gap * Double(columns - 1),
      Double(rows * extent.rows) * cell + ChannelGrid.gap * Double(rows - 1))
  }

  /// The grid with its middle at (0, 0); `panel` draws a channel, counted from 0, with cells of the
  /// grid's size.
  func picture(pen: Pen, panel: (_ channel: Int) -> Panel) -> Picture {
    let side = Size(Double(extent.columns) * cell, Double(extent.rows) * cell)
    let shown = count > slots ? slots - 1 : count
    let pictures = (0..<slots).map { slot -> Picture in
      let corner = Point(
        Double(slot % columns) * (side.width + ChannelGrid.gap) - size.width / 2,
        Double(slot / columns) * (side.height + ChannelGrid.gap) - size.height / 2)
      if slot < shown { return panel(slot).placed(at: corner).picture }
      return pen.formula(
        .words("+ \(count - shown)"), size: 16, color: pen.theme.muted, width: side.width
      ).centered(at: corner.moved(side.width / 2, side.height / 2)).tagged("more")
    }
    return .joined(pictures)
  }
}
