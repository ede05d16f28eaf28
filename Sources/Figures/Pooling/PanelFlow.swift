import Drawing
import Neural

/// Panels that lead from one to the next: in a row, in two rows that go there and back, or one
/// below the other, whichever makes them largest.
struct PanelFlow {
  /// One panel of the flow.
  struct Slot {
    /// Width and height in units that all panels share.
    let size: Size
    /// What stands above.
    let words: String
    /// The symbol behind the words.
    var symbol: Formula?
    /// Whether row numbers may stand at its left.
    var isIndexed = false
    /// The panel for the page units that a unit comes to; its ring is as large as `size` says.
    let panel: (Double) -> Panel
  }

  /// What stands between a panel and the next.
  enum Link {
    /// An arrow with a word above it, or none.
    case arrow(String)
    /// A line between what belongs to two different things.
    case divider

    fileprivate var width: Double {
      switch self {
      case .arrow(let word): word.isEmpty ? 60 : 74
      case .divider: 64
      }
    }
  }

  let slots: [Slot]
  /// The links, one fewer than there are panels.
  let links: [Link]
  /// The first panel of the way back; none where there is no way back.
  let turn: Int?
  /// The most that a unit may come to.
  let largest: Double

  /// The least width of a panel with its heading.
  private static let narrowest = 100.0
  private static let heading = 44.0
  private static let below = 30.0
  /// The room that row numbers take at the left.
  private static let indent = 24.0

  /// Panels in lines, by their numbers from left to right.
  private struct Arrangement {
    let lines: [[Int]]
    let unit: Double
    /// How good it looks: large panels are, and a page that is filled from top to bottom.
    let score: Double
  }

  /// How many page units a unit comes to in the room.
  func unit(in room: Rectangle) -> Double { arrangement(in: room).unit }

  private func arrangement(in room: Rectangle) -> Arrangement {
    let all = Array(slots.indices)
    var candidates = [[all]]
    if let turn { candidates.append([Array(all[..<turn]), all[turn...].reversed()]) }
    candidates.append(all.map { [$0] })
    // Where headings and legends would run into one another a line must be broken.
    let wide = candidates.filter { lines in
      lines.allSatisfy { line in
        gaps(of: line).reduce(PanelFlow.indent, +) + PanelFlow.narrowest * Double(line.count)
          <= room.width
      }
    }
    let arrangements = (wide.isEmpty ? candidates.suffix(1) : wide).map { lines in
      let unit = unit(of: lines, in: room)
      let height = height(of: lines) * unit + bars(of: lines)
      return Arrangement(
        lines: lines, unit: unit, score: unit * (1 + 0.5 * min(1, height / room.height)))
    }
    // Fewer lines read better; they give way to more only where that makes a difference.
    return arrangements.dropFirst().reduce(arrangements[0]) { best, next in
      next.score > best.score * 1.05 ? next : best
    }
  }

  /// The height of the panels of all lines, in units.
  private func height(of lines: [[Int]]) -> Double {
    lines.map { line in line.map { slots[$0].size.height }.max() ?? 0 }.reduce(0, +)
  }

  /// The room for what stands above and below the lines.
  private func bars(of lines: [[Int]]) -> Double {
    (PanelFlow.heading + PanelFlow.below) * Double(lines.count)
  }

  private func unit(of lines: [[Int]], in room: Rectangle) -> Double {
    let widths = lines.map { line in
      (room.width - PanelFlow.indent - gaps(of: line).reduce(0, +))
        / line.map { slots[$0].size.width }.reduce(0, +)
    }
    let high = (room.height - bars(of: lines)) / height(of: lines)
    return max(0.5, min(largest, high, widths.min() ?? largest))
  }

  /// The link between two neighbours of a line, whichever comes first in the flow.
  private func link(_ first: Int, _ second: Int) -> Link { links[min(first, second)] }

  private func gaps(of line: [Int]) -> [Double] {
    zip(line, line.dropFirst()).map {
      link($0, $1).width + (slots[$1].isIndexed ? PanelFlow.indent : 0)
    }
  }

  /// The panels on the page.
  func pictures(pen: Pen, in room: Rectangle) -> [Picture] {
    let arrangement = arrangement(in: room)
    let unit = arrangement.unit
    let heights = arrangement.lines.map { line in
      unit * (line.map { slots[$0].size.height }.max() ?? 0) + PanelFlow.heading + PanelFlow.below
    }
    let free = max(0, room.height - heights.reduce(0, +))
    let gap = min(free / Double(heights.count + 1), 48)
    var y = room.minY + (free - gap * Double(heights.count - 1)) / 2
    var pictures: [Picture] = []
    for (line, height) in zip(arrangement.lines, heights) {
      let middle = y + PanelFlow.heading + (height - PanelFlow.heading - PanelFlow.below) / 2
      pictures += self.line(line, unit: unit, middle: middle, height: height, pen: pen, in: room)
      y += height + gap
    }
    return pictures
  }

  private func line(
    _ line: [Int], unit: Double, middle: Double, height: Double, pen: Pen, in room: Rectangle
  ) -> [Picture] {
    let widths = line.map { slots[$0].size.width * unit }
    let least = gaps(of: line)
    let free = max(
      0, room.width - PanelFlow.indent - widths.reduce(0, +) - least.reduce(0, +))
    let extra = least.isEmpty ? 0 : min(free / Double(least.count), 130)
    let gaps = least.map { $0 + extra }
    var x = room.minX + PanelFlow.indent + (free - extra * Double(gaps.count)) / 2
    var pictures: [Picture] = []
    for (order, index) in line.enumerated() {
      let slot = slots[index]
      let gap = (gaps.isEmpty ? 240 : gaps.min() ?? 0) - 16
      let panel = slot.panel(unit).placed(
        at: Point(x, middle - slot.size.height * unit / 2))
      let heading = pen.heading(slot.words, slot.symbol, width: widths[order] + gap)
      pictures.append(panel.headed(heading, within: room).picture)
      x += widths[order]
      guard order < gaps.count else { continue }
      let next = line[order + 1]
      let space = Rectangle(
        x, middle - height / 2, gaps[order] - (slots[next].isIndexed ? PanelFlow.indent : 0), height
      )
      let isBack = next < index
      pictures.append(picture(of: link(index, next), in: space, isBack: isBack, pen))
      x += gaps[order]
    }
    return pictures
  }

  private func picture(
    of link: Link, in space: Rectangle, isBack: Bool, _ pen: Pen
  ) -> Picture {
    switch link {
    case .divider:
      let line = Path.line(
        Point(space.midX, space.midY - space.height * 0.36),
        Point(space.midX, space.midY + space.height * 0.36))
      return Picture(
        bounds: space.inset(space.width / 2, 0),
        items: [.group(Tag("divider"), [.path(line, .stroke(pen.theme.hairline, 1.4))])])
    case .arrow(let word):
      let length = min(84, space.width - 20)
      let left = Point(space.midX - length / 2, space.midY)
      let right = left.moved(length, 0)
      let arrow = pen.arrow(from: isBack ? right : left, to: isBack ? left : right)
      let label = pen.label(word, size: 14, color: pen.theme.muted, width: space.width - 6)
      let bounds = Rectangle(left.x, left.y - 5, length, 10)
      return label.moved(bounds.midX - label.bounds.midX, left.y - 11)
        .over(Picture(bounds: bounds, items: [arrow]))
    }
  }
}
