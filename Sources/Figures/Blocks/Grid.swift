import Drawing

/// Blocks in rows and columns: the rows are of one height, a block may reach over several of them,
/// and what a column shows stands above it once.
struct Grid: Block {
  /// A block and where it stands.
  struct Place: Sendable {
    let row: Int
    let column: Int
    var rows: Int
    let block: any Block

    init(_ block: any Block, row: Int, column: Int, rows: Int = 1) {
      (self.block, self.row, self.column, self.rows) = (block, row, column, rows)
    }
  }

  let places: [Place]
  /// What stands above each column.
  var titles: [Formula?] = []
  /// What stands below each column: a legend, a caption.
  var below: [any Block] = []
  /// The rows before which there is more room.
  var breaks: Set<Int> = []
  /// The least room between columns, and between rows.
  var gap = Size(28, 10)
  /// The most room between columns.
  var widest = 110.0

  private static let breakGap = 18.0

  private var rows: Int { places.map { $0.row + $0.rows }.max() ?? 1 }
  private var columns: Int { (places.map(\.column).max() ?? 0) + 1 }

  private func column(_ index: Int) -> [Place] { places.filter { $0.column == index } }

  var share: Size {
    Size(
      (0..<columns).reduce(0) { $0 + (column($1).map(\.block.share.width).max() ?? 0) },
      Double(rows) * (places.map { $0.block.share.height / Double($0.rows) }.max() ?? 1))
  }

  func least(_ pen: Pen) -> Size {
    Size(
      floors(pen).reduce(0, +) + gap.width * Double(columns - 1),
      above(pen) + below(in: Size(300, 60), pen)
        + Double(rows) * (places.map { $0.block.least(pen).height / Double($0.rows) }.max() ?? 0)
        + gap.height * Double(rows - 1) + Grid.breakGap * Double(breaks.count))
  }

  private func above(_ pen: Pen) -> Double {
    titles.contains { $0 != nil } ? pen.measures.heading + pen.measures.headingGap : 0
  }

  private func below(in room: Size, _ pen: Pen) -> Double {
    let height = below.map { $0.layout(in: room, pen).size.height }.max() ?? 0
    return height > 0 ? height + pen.measures.captionGap : 0
  }

  private func title(_ column: Int, _ pen: Pen) -> Picture {
    guard titles.indices.contains(column), let title = titles[column] else { return .empty }
    return pen.formula(title, size: pen.measures.heading)
  }

  /// What each column takes in any case.
  private func floors(_ pen: Pen) -> [Double] {
    (0..<columns).map { index in
      let legend = below.indices.contains(index) ? below[index].least(pen).width : 0
      return column(index).map { $0.block.least(pen).width }
        .reduce(max(title(index, pen).bounds.width, legend), max)
    }
  }

  /// The height of a block: that of the lowest of its column, so that all of them are of one size.
  private func offered(_ place: Place, row: Double) -> Double {
    column(place.column).map { height(of: $0, row: row) }.min() ?? row
  }

  private func height(of place: Place, row: Double) -> Double {
    let inner = breaks.filter { $0 > place.row && $0 < place.row + place.rows }.count
    return row * Double(place.rows) + gap.height * Double(place.rows - 1)
      + Grid.breakGap * Double(inner)
  }

  private func top(of row: Int, height: Double) -> Double {
    Double(row) * (height + gap.height) + Grid.breakGap * Double(breaks.filter { $0 <= row }.count)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let head = above(pen)
    let foot = below(in: Size(300, 60), pen)
    let gaps = gap.height * Double(rows - 1) + Grid.breakGap * Double(breaks.count)
    var row = max(1, (room.height - head - foot - gaps) / Double(rows))
    let free = room.width - gap.width * Double(columns - 1)
    let floors = floors(pen)
    let limits = (0..<columns).map { index in
      column(index).map {
        $0.block.size(in: Size(free, offered($0, row: row)), pen).width + 0.01
      }.reduce(floors[index], max)
    }
    let widths: [Double]
    if limits.reduce(0, +) <= free {
      widths = limits
    } else {
      let shares = (0..<columns).map { column($0).map(\.block.share.width).max() ?? 0 }
      let open = shares.indices.filter { shares[$0] > 0 && limits[$0] > floors[$0] }
      let extra = Columns.widths(
        room: max(1, free - floors.reduce(0, +)), shares: open.map { shares[$0] },
        limits: open.map { limits[$0] - floors[$0] })
      var shared = floors
      for (index, width) in zip(open, extra) { shared[index] += width }
      widths = shared
    }
    let drawn = places.map {
      $0.block.layout(in: Size(widths[$0.column], offered($0, row: row)), pen)
    }
    // Rows are as high as the highest of them needs.
    row =
      zip(places, drawn).map { place, layout in
        let inner = height(of: place, row: 0)
        return (layout.size.height - inner) / Double(place.rows)
      }.max() ?? row
    let used = (0..<columns).map { index in
      zip(places, drawn).filter { $0.0.column == index }.map(\.1.size.width)
        .reduce(min(floors[index], widths[index]), max)
    }
    let spare = (room.width - used.reduce(0, +)) / (Double(columns - 1) + 0.4)
    let step = columns == 1 ? 0 : min(max(widest, gap.width), max(gap.width, spare))
    let lefts = used.indices.map { used[..<$0].reduce(0, +) + step * Double($0) }
    let bottom = head + top(of: rows - 1, height: row) + row
    var result = Layout(
      size: Size(used.reduce(0, +) + step * Double(columns - 1), bottom + foot),
      body: Rectangle(0, head, used.reduce(0, +) + step * Double(columns - 1), bottom - head))
    for (place, layout) in zip(places, drawn) {
      let middle = Point(
        lefts[place.column] + used[place.column] / 2,
        head + top(of: place.row, height: row) + height(of: place, row: row) / 2)
      let x = min(
        max(lefts[place.column], middle.x - layout.body.midX),
        lefts[place.column] + used[place.column] - layout.size.width)
      // A block's own title stays in its row.
      let y = max(head + top(of: place.row, height: row), middle.y - layout.body.midY)
      result.add(layout.moved(x, y))
    }
    for index in 0..<columns {
      let title = title(index, pen)
      let middle = lefts[index] + used[index] / 2
      result.items += title.moved(middle - title.bounds.midX, pen.measures.heading).items
      guard below.indices.contains(index) else { continue }
      let full = below[index].layout(in: Size(used[index], 60), pen)
      let isWide = full.size.width > used[index] + gap.width * 0.5
      let layout = isWide ? below[index].layout(in: .zero, pen) : full
      result.add(
        layout.moved(
          min(max(0, middle - layout.size.width / 2), result.size.width - layout.size.width),
          bottom + pen.measures.captionGap))
    }
    return result
  }
}
