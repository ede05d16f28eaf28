import Drawing
import Neural

/// The way of one neuron through the columns of a network: what it sees in each, outlined, with lines
/// from one to the next, and where it leads on.
struct NetworkWay {
  /// The lines and grounds, which lie below the maps.
  private(set) var items: [Item] = []
  /// The outlines, which lie over them.
  private(set) var outlines: [Item] = []

  private let color: Color
  private let pen: Pen

  init(
    columns: [NetworkColumn], trail: NetworkTrail, maps: [[Int: Rectangle]], frames: [Rectangle],
    slots: [ClosedRange<Double>], color: Color, _ pen: Pen
  ) {
    (self.color, self.pen) = (color, pen)
    let boxes = columns.indices.map { index in
      NetworkWay.boxes(columns[index], trail, maps[index])
    }
    for (column, boxes) in zip(columns, boxes) {
      for (_, box) in boxes.sorted(by: { $0.key < $1.key }) { outline(box, in: column) }
    }
    for index in columns.indices.dropLast() {
      let (left, right) = (boxes[index], boxes[index + 1])
      if !left.isEmpty, !right.isEmpty {
        join(
          left, right, maps[index + 1], isApart: trail.isApart(columns[index + 1]),
          between: (slots[index].upperBound, slots[index + 1].lowerBound))
      } else if let box = left.first?.value, left.count == 1, columns[index + 1].content == .values,
        NetworkFigure.isWritten(columns[index + 1], in: columns)
      {
        lead(from: box, to: maps[index + 1], columns[index + 1])
      } else if columns[index + 1].content != .chances {
        ribbon(
          frames[index], frames[index + 1], pen.theme.frame, 0.82,
          between: (slots[index].upperBound, slots[index + 1].lowerBound))
      }
    }
  }

  /// What the neuron sees of each map of a column.
  private static func boxes(
    _ column: NetworkColumn, _ trail: NetworkTrail, _ maps: [Int: Rectangle]
  ) -> [Int: Rectangle] {
    guard let region = trail.region(of: column), column.content != .chances else { return [:] }
    let extent = column.extent
    var boxes: [Int: Rectangle] = [:]
    for channel in region.channels {
      guard let map = maps[channel] else { continue }
      let cell = Size(
        map.width / Double(extent.columns), map.height / Double(extent.rows))
      boxes[channel] = Rectangle(
        map.x + Double(region.columns.lowerBound) * cell.width,
        map.y + Double(region.rows.lowerBound) * cell.height,
        Double(region.columns.count) * cell.width, Double(region.rows.count) * cell.height)
    }
    return boxes
  }

  private mutating func outline(_ box: Rectangle, in column: NetworkColumn) {
    let width = min(3.4, max(2, min(box.width, box.height) * 0.16))
    let item = Item.group(
      Tag("overlay", column.title),
      [
        .rectangle(box, radius: 3, .stroke(pen.theme.paper, width + 2)),
        .rectangle(box, radius: 3, .stroke(color, width)),
      ])
    outlines.append(item)
  }

  /// The lines between what is seen in one column and in the next.
  private mutating func join(
    _ left: [Int: Rectangle], _ right: [Int: Rectangle], _ maps: [Int: Rectangle], isApart: Bool,
    between sides: (Double, Double)
  ) {
    if isApart, right.keys.allSatisfy({ left[$0] != nil }), right.count > 1 || left.count == 1 {
      for (channel, box) in right.sorted(by: { $0.key < $1.key }) {
        if let source = left[channel] { lens(source, box) }
      }
    } else if right.count == 1, let (channel, target) = right.first {
      let end = Point(maps[channel]?.minX ?? target.minX, target.midY)
      for (_, box) in left.sorted(by: { $0.key < $1.key }) {
        curve(Point(box.maxX, box.midY), end, 1.8)
      }
    } else if left.count == 1, let source = left.first?.value {
      let targets = right.sorted { $0.value.midY < $1.value.midY }
      for (index, (channel, target)) in targets.enumerated() {
        let share = (Double(index) + 0.5) / Double(targets.count)
        curve(
          Point(source.maxX, source.minY + source.height * share),
          Point(maps[channel]?.minX ?? target.minX, target.midY), 1.8)
      }
    } else {
      let (one, other) = (NetworkWay.hull(left), NetworkWay.hull(right))
      ribbon(one, other, color, 0.88, between: sides)
    }
  }

  private static func hull(_ boxes: [Int: Rectangle]) -> Rectangle {
    let all = Array(boxes.values)
    return all.dropFirst().reduce(all[0]) { $0.union($1) }
  }

  /// From a neuron to every element of the next layer.
  private mutating func lead(
    from box: Rectangle, to rows: [Int: Rectangle], _ column: NetworkColumn
  ) {
    let top = column.tensor.values.firstIndex(of: column.tensor.values.max() ?? 0)
    for (index, row) in rows.sorted(by: { $0.key < $1.key }) {
      let isTop = index == top
      curve(
        Point(box.maxX, box.midY), Point(row.minX, row.midY), isTop ? 2.6 : 1.2,
        isQuiet: !isTop)
    }
  }

  private mutating func curve(
    _ start: Point, _ end: Point, _ width: Double, isQuiet: Bool = false
  ) {
    let middle = (start.x + end.x) / 2
    items.append(
      .group(
        Tag("wire"),
        [
          .path(
            Path([
              .move(start), .curve(Point(middle, start.y), Point(middle, end.y), end),
            ]), .stroke(isQuiet ? color.mixed(with: pen.theme.paper, 0.55) : color, width))
        ]))
  }

  /// Two dashed lines from corner to corner over a quiet ground.
  private mutating func lens(_ box: Rectangle, _ target: Rectangle) {
    let corners = [
      Point(box.maxX, box.minY), Point(target.minX, target.minY), Point(target.minX, target.maxY),
      Point(box.maxX, box.maxY),
    ]
    items.append(
      .group(
        Tag("lens"),
        [
          .path(.polygon(corners), .fill(pen.theme.paper.mixed(with: color, 0.1))),
          .path(.line(corners[0], corners[1]), .stroke(color, 1.2, dash: [5, 4])),
          .path(.line(corners[3], corners[2]), .stroke(color, 1.2, dash: [5, 4])),
        ]))
  }

  /// A quiet ground from one column to the next, in place of lines that would be too many.
  private mutating func ribbon(
    _ left: Rectangle, _ right: Rectangle, _ color: Color, _ paleness: Double,
    between sides: (left: Double, right: Double)
  ) {
    // Titles and legends that are wider than the maps stay free.
    let (start, end) = (max(left.maxX, sides.left) + 3, min(right.minX, sides.right) - 3)
    guard end > start else { return }
    let corners = [
      Point(start, left.minY), Point(end, right.minY), Point(end, right.maxY),
      Point(start, left.maxY),
    ]
    items.append(
      .group(
        Tag("ribbon"),
        [.path(.polygon(corners), .fill(color.mixed(with: pen.theme.paper, paleness)))]))
  }
}

extension NetworkTrail {
  /// What the neuron sees of a column; nil where that is nothing.
  func region(of column: NetworkColumn) -> Region? {
    switch column.content {
    case .folded, .chances, .differences, .cost: return nil
    case .maps, .values:
      guard let stage = column.stage else { return input }
      return regions[stage]
    }
  }

  /// The channels that the neuron sees of a column.
  func channels(of column: NetworkColumn) -> [Int] { region(of: column)?.channels ?? [] }

  /// Whether each map of a column is made of the map with its number alone.
  func isApart(_ column: NetworkColumn) -> Bool {
    !column.stages.isEmpty && column.stages.allSatisfy { stagesApart.contains($0) }
  }
}
