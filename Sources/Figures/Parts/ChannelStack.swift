import Drawing
import Neural
import Wording

/// Panels of several channels in one column of a figure: stacked up to three, in a grid beyond,
/// and from the tenth on the first eight and a word about the rest.
struct ChannelStack {
  /// The number of channels.
  let count: Int
  /// How many panels stand side by side.
  let columns: Int

  /// A stack for a narrow column of a figure.
  init(count: Int) {
    self.init(count: count, columns: count <= 3 ? 1 : count <= 6 ? 2 : 3)
  }

  private init(count: Int, columns: Int) {
    self.count = count
    self.columns = columns
  }

  /// A stack of matrices of an extent, arranged so that their cells are as large as can be.
  init(count: Int, of extent: Extent, in room: Size) {
    func cell(_ columns: Int) -> Double {
      let stack = ChannelStack(count: count, columns: columns)
      return min(
        stack.cell(of: extent, height: room.height), stack.cell(of: extent, width: room.width))
    }
    let best = (1...min(count, 3)).reduce(1) { cell($1) > cell($0) ? $1 : $0 }
    self.init(count: count, columns: best)
  }

  private var gap: Double { columns == 1 ? 26 : 16 }
  private var shown: Int { count > 9 ? 8 : count }
  private var slots: Int { min(count, 9) }
  private var rows: Int { (slots + columns - 1) / columns }

  /// The largest cell at which the stack of matrices is no higher than the room.
  func cell(of extent: Extent, height: Double) -> Double {
    (height - gap * Double(rows - 1)) / Double(rows * extent.rows)
  }

  /// The cell at which the stack takes the width.
  func cell(of extent: Extent, width: Double) -> Double {
    (width - gap * Double(columns - 1)) / Double(columns * extent.columns)
  }

  /// The width of the stack.
  func width(of extent: Extent, cell: Double) -> Double {
    Double(columns * extent.columns) * cell + gap * Double(columns - 1)
  }

  /// The stack in the given width, with the middle of its left edge at (0, 0).
  func picture(
    of extent: Extent, width: Double, channels: Range<Int>, pen: Pen,
    panel: (_ channel: Int, _ cell: Double) -> Panel
  ) -> Stacked {
    let cell = cell(of: extent, width: width)
    let size = Size(Double(extent.columns) * cell, Double(extent.rows) * cell)
    let height = size.height * Double(rows) + gap * Double(rows - 1)
    var pictures: [Picture] = []
    for slot in 0..<slots {
      let x = Double(slot % columns) * (size.width + gap)
      let y = Double(slot / columns) * (size.height + gap) - height / 2
      if slot >= shown {
        let text = pen.label(
          say("+ \(count - shown) more"), size: max(11, min(15, size.width / 5)),
          color: pen.theme.muted)
        pictures.append(text.centered(at: Point(x + size.width / 2, y + size.height / 2)))
        continue
      }
      let channel = channels.lowerBound + slot
      let panel = panel(channel, cell)
      let drop = Double(extent.rows) * cell - panel.outer.height
      pictures.append(panel.placed(at: Point(x, y + drop)).picture)
    }
    return Stacked(
      picture: .joined(pictures), frame: Rectangle(0, -height / 2, width, height))
  }

  /// A stack on the page.
  struct Stacked {
    var picture: Picture
    let frame: Rectangle

    /// The stack with a heading centred above it, over a gap for what else stands there.
    func headed(_ heading: Picture, gap: Double = 0) -> Stacked {
      var result = self
      result.picture = heading.moved(
        frame.midX - heading.bounds.midX, frame.minY - 21 - gap
      ).over(picture)
      return result
    }

    /// The stack with a caption centred below it.
    func captioned(_ caption: Picture) -> Stacked {
      var result = self
      result.picture = caption.moved(
        frame.midX - caption.bounds.midX, frame.maxY + 14 - caption.bounds.minY
      ).over(picture)
      return result
    }
  }
}
