import Drawing
import Neural
import Wording

/// Which positions get a panel, and where the panels go.
struct FeatureNeuronsGrid {
  let pen: Pen
  let panel: FeatureNeuronsPanel
  /// The positions that are shown, in order.
  let shown: [Int]
  private let columns: Int
  private let room: Rectangle

  private static let heading = 30.0

  init(
    pen: Pen, subject: Subject, map: FeatureMapPanel, drawn: DrawnTerms, room: Rectangle
  ) {
    self.pen = pen
    self.room = room
    let count = map.steps.count
    // The step that was asked for stands in the middle, if it is in the middle.
    let asked = subject.step % count
    let middle = asked > 1 && asked < count - 1 ? asked : count / 2
    let panels = count <= 6 ? Array(0..<count) : [0, 1, middle, count - 1]
    func panel(_ columns: Int, of panels: [Int], isLens: Bool) -> FeatureNeuronsPanel {
      FeatureNeuronsPanel(
        pen: pen, subject: subject, map: map, drawn: drawn,
        size: FeatureNeuronsGrid.size(room, columns: columns, panels: panels, pen: pen),
        isLens: isLens)
    }
    // Panels below one another are wider, which lines are the better for.
    let plain = [2, 1].map { ($0, panel($0, of: panels, isLens: false)) }
    let best = plain[1].1.cell >= plain[0].1.cell * 0.9 ? plain[1] : plain[0]
    // A part of a slide shows fewer positions rather than cells without numbers.
    let fewer =
      pen.style.panel == nil
      ? []
      : [[0, middle, count - 1], [0, count - 1]].filter { count > 2 && $0.count < panels.count }
        .map { Array(Set($0)).sorted() }.flatMap { few in
          [1, 2].map { (few, $0, panel($0, of: few, isLens: false)) }
        }
    if best.1.isReadable {
      (self.columns, self.panel, self.shown) = (best.0, best.1, panels)
    } else if let few = fewer.first(where: { $0.2.isReadable }) {
      (self.shown, self.columns, self.panel) = few
    } else {
      // With a lens a panel needs the width of the page.
      let few =
        pen.isShallow && count > 2 ? [0, count - 1] : count <= 4 ? panels : [0, middle, count - 1]
      (self.columns, self.panel, self.shown) = (1, panel(1, of: few, isLens: true), few)
    }
  }

  // MARK: - Places

  private static func gaps(_ panels: [Int], _ pen: Pen) -> Size {
    let isComplete = panels.count == (panels.last ?? 0) + 1
    return isComplete
      ? Size(pen.distance(40, least: 24), pen.distance(26, least: 12))
      : Size(76, pen.distance(42, least: 34))
  }

  private static func size(
    _ room: Rectangle, columns: Int, panels: [Int], pen: Pen
  ) -> Size {
    let columns = min(columns, panels.count)
    let rows = (panels.count + columns - 1) / columns
    let gaps = gaps(panels, pen)
    return Size(
      (room.width - gaps.width * Double(columns - 1)) / Double(columns),
      (room.height - heading - gaps.height * Double(rows - 1)) / Double(rows))
  }

  private func place(_ order: Int) -> Rectangle {
    let columns = min(columns, shown.count)
    let gaps = FeatureNeuronsGrid.gaps(shown, pen)
    return Rectangle(
      room.x + Double(order % columns) * (panel.size.width + gaps.width),
      room.y + FeatureNeuronsGrid.heading
        + Double(order / columns) * (panel.size.height + gaps.height),
      panel.size.width, panel.size.height)
  }

  /// The panels, the ellipses between them, and the headings of the first row.
  var pictures: [Picture] {
    let panels = shown.enumerated().map { order, index in
      panel.picture(of: index, order: order, isHeaded: order < columns)
        .moved(place(order).x, place(order).y)
    }
    return panels + zip(shown.indices, shown.indices.dropFirst()).compactMap(ellipsis)
  }

  /// How many positions there are between two panels.
  private func ellipsis(between order: Int, and next: Int) -> Picture? {
    let left = shown[next] - shown[order] - 1
    guard left > 0 else { return nil }
    let (before, after) = (place(order), place(next))
    let isSameRow = before.y == after.y
    let dots = [-1.0, 0, 1].map { step in
      Item.circle(
        center: isSameRow ? Point(step * 9, 0) : Point(0, step * 9), radius: 2.4,
        .fill(pen.theme.muted))
    }
    let picture = Picture(bounds: Rectangle(-12, -12, 24, 24), items: dots)
    let words = pen.label(say("\(left) more"), size: 13, color: pen.theme.muted)
    if isSameRow {
      let text = words.moved(-words.bounds.midX, 26)
      return text.over(picture).moved((before.maxX + after.minX) / 2, before.midY)
        .tagged("ellipsis", "\(left)")
    }
    // In a column the ellipsis stands below the panels' numbers.
    let y = (before.maxY + after.minY) / 2
    let x = columns == 1 ? before.x + panel.numberX + 14 : room.midX - words.bounds.width / 2
    return words.moved(14, 4.5).over(picture).moved(x, y).tagged("ellipsis", "\(left)")
  }
}
