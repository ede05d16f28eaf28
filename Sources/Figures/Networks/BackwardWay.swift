import Drawing
import Neural

/// The way of a gradient through the columns of a network, from right to left.
struct BackwardWay {
  private(set) var items: [Item] = []

  private let pen: Pen

  /// More lines than these between two columns are drawn as a ground.
  private static let most = 400

  init(
    columns: [NetworkColumn], maps: [[Int: Rectangle]], frames: [Rectangle],
    slots: [ClosedRange<Double>], _ pen: Pen
  ) {
    self.pen = pen
    for index in columns.indices.dropLast() {
      let (left, right) = (columns[index], columns[index + 1])
      let sides = (slots[index].upperBound, slots[index + 1].lowerBound)
      switch right.content {
      case .differences: continue
      case .cost:
        for (_, row) in maps[index].sorted(by: { $0.key < $1.key }) {
          link(
            from: Point(frames[index + 1].minX, frames[index + 1].midY),
            to: Point(row.maxX + 7, row.midY), pen.theme.frame, hasHead: true)
        }
      default:
        let isFolded = [left, right].contains {
          if case .folded = $0.content { true } else { false }
        }
        let (ends, starts) = (BackwardWay.boxes(maps[index]), BackwardWay.boxes(maps[index + 1]))
        if isFolded || right.links == .all && ends.count * starts.count > BackwardWay.most {
          ribbon(frames[index], frames[index + 1], between: sides)
        } else {
          join(right.links, maps[index], maps[index + 1])
        }
      }
    }
  }

  private static func boxes(_ maps: [Int: Rectangle]) -> [Rectangle] {
    maps.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The lines between two columns whose maps are shown.
  private mutating func join(
    _ links: BackwardLinks, _ left: [Int: Rectangle], _ right: [Int: Rectangle]
  ) {
    let starts = right.sorted { $0.key < $1.key }
    switch links {
    case .none: return
    case .apart:
      for (map, start) in starts {
        guard let end = left[map] else { continue }
        link(
          from: Point(start.minX - 3, start.midY), to: Point(end.maxX + 4, end.midY),
          pen.theme.frame, hasHead: true)
      }
    case .all:
      let ends = BackwardWay.boxes(left)
      if ends.count == 1, let end = ends.first {
        for (place, start) in starts.enumerated() {
          let share = (Double(place) + 0.5) / Double(starts.count)
          link(
            from: Point(start.value.minX - 3, start.value.midY),
            to: Point(end.maxX + 4, end.minY + end.height * share), pen.theme.frame, hasHead: true)
        }
        return
      }
      for end in ends {
        for (order, start) in starts.enumerated() {
          link(
            from: Point(start.value.minX - 3, start.value.midY),
            to: Point(end.maxX + 4, end.midY), pen.theme.hairline, hasHead: order == 0)
        }
      }
    }
  }

  /// A curve from right to left.
  private mutating func link(from start: Point, to end: Point, _ color: Color, hasHead: Bool) {
    guard start.x - end.x > 4 else { return }
    let head = min(9, (start.x - end.x) * 0.5)
    let stop = Point(end.x + head, end.y)
    let middle = (start.x + stop.x) / 2
    items.append(
      .group(
        Tag("wire", "back"),
        [
          .path(
            Path([.move(start), .curve(Point(middle, start.y), Point(middle, end.y), stop)]),
            .stroke(color, color == pen.theme.hairline ? 1 : 1.4))
        ]
          + (hasHead
            ? [
              .path(
                .polygon([end, Point(stop.x, end.y - 4.2), Point(stop.x, end.y + 4.2)]),
                .fill(pen.theme.muted))
            ] : [])))
  }

  /// A quiet ground in place of lines that would be too many.
  private mutating func ribbon(
    _ left: Rectangle, _ right: Rectangle, between sides: (left: Double, right: Double)
  ) {
    let (end, start) = (max(left.maxX, sides.left) + 3, min(right.minX, sides.right) - 3)
    guard start - end > 6 else { return }
    let head = min(9, (start - end) * 0.5)
    items.append(
      .group(
        Tag("ribbon"),
        [
          .path(
            .polygon([
              Point(end, left.minY), Point(start, right.minY), Point(start, right.maxY),
              Point(end, left.maxY),
            ]), .fill(pen.theme.paper.mixed(with: pen.theme.frame, 0.18))),
          .path(
            .polygon([
              Point(end, left.midY), Point(end + head, left.midY - 4.6),
              Point(end + head, left.midY + 4.6),
            ]), .fill(pen.theme.muted)),
        ]))
  }
}
