import Drawing

/// Blocks in rows and columns that line up both ways; between rows a block can lie across.
struct BlockGrid: Block {
  /// One row.
  enum Row: Sendable {
    /// A block for each column.
    case cells([any Block])
    /// One block in the middle of all columns.
    case across(any Block)

    fileprivate var blocks: [any Block] {
      switch self {
      case .cells(let blocks): blocks
      case .across(let block): [block]
      }
    }
  }

  let rows: [Row]
  /// The least room between columns and between rows.
  var gap = Size(16, 12)
  /// The most room between columns.
  var widest = 60.0
  /// The row whose body neighbours line up with; all of them by default.
  var leading: Int?

  init(_ rows: [Row], gap: Size = Size(16, 12), widest: Double = 60) {
    (self.rows, self.gap, self.widest) = (rows, gap, widest)
  }

  private var cells: [[any Block]] {
    rows.compactMap { if case .cells(let blocks) = $0 { blocks } else { nil } }
  }
  private var columnCount: Int { cells.map(\.count).max() ?? 0 }

  private func column(_ index: Int) -> [any Block] {
    cells.compactMap { index < $0.count ? $0[index] : nil }
  }

  var share: Size {
    Size(
      (0..<columnCount).map { column($0).map(\.share.width).max() ?? 0 }.reduce(0, +),
      rows.map { $0.blocks.map(\.share.height).max() ?? 0 }.reduce(0, +))
  }

  func least(_ pen: Pen) -> Size {
    let columns = (0..<columnCount).map { index in
      column(index).map { $0.least(pen).width }.max() ?? 0
    }
    let heights = rows.map { row in row.blocks.map { $0.least(pen).height }.max() ?? 0 }
    return Size(
      columns.reduce(0, +) + gap.width * Double(max(0, columnCount - 1)),
      heights.reduce(0, +) + gap.height * Double(max(0, rows.count - 1)))
  }

  /// What each row or column is offered: its share, but never less than what it takes in any case.
  private func lengths(_ room: Double, least: [Double], shares: [Double]) -> [Double] {
    var lengths = least
    var open = shares.indices.filter { shares[$0] > 0 }
    var rest = room - least.indices.filter { shares[$0] == 0 }.map { least[$0] }.reduce(0, +)
    while !open.isEmpty {
      let total = open.map { shares[$0] }.reduce(0, +)
      let short = open.filter { least[$0] > rest * shares[$0] / total }
      if short.isEmpty {
        for index in open { lengths[index] = rest * shares[index] / total }
        break
      }
      rest -= short.map { least[$0] }.reduce(0, +)
      open.removeAll(where: short.contains)
    }
    return lengths
  }

  func size(in room: Size, _ pen: Pen) -> Size {
    let (widths, heights) = offers(in: room, pen)
    var used = [Double](repeating: 0, count: widths.count)
    var across = 0.0
    let taken = zip(rows, heights).map { row, height -> Double in
      switch row {
      case .across(let block):
        let size = block.size(in: Size(room.width, height), pen)
        across = max(across, size.width)
        return size.height
      case .cells(let blocks):
        let sizes = zip(blocks, widths).map { $0.size(in: Size($1, height), pen) }
        for (index, size) in sizes.enumerated() { used[index] = max(used[index], size.width) }
        return sizes.map(\.height).max() ?? 0
      }
    }
    let gaps = between(used, in: room) * Double(max(0, used.count - 1))
    return Size(
      max(across, used.reduce(0, +) + gaps),
      taken.reduce(0, +) + gap.height * Double(max(0, rows.count - 1)))
  }

  /// The room between columns that take so much of a room.
  private func between(_ used: [Double], in room: Size) -> Double {
    let count = Double(max(1, used.count - 1))
    return min(widest, max(gap.width, (room.width - used.reduce(0, +)) / (count + 0.4)))
  }

  /// What columns and rows are offered of a room.
  private func offers(in room: Size, _ pen: Pen) -> (widths: [Double], heights: [Double]) {
    let columns = (0..<columnCount).map { column($0) }
    let widths = lengths(
      room.width - gap.width * Double(max(0, columns.count - 1)),
      least: columns.map { $0.map { $0.least(pen).width }.max() ?? 0 },
      shares: columns.map { $0.map(\.share.width).max() ?? 0 })
    let heights = lengths(
      room.height - gap.height * Double(rows.count - 1),
      least: rows.map { $0.blocks.map { $0.least(pen).height }.max() ?? 0 },
      shares: rows.map { $0.blocks.map(\.share.height).max() ?? 0 })
    return (widths, heights)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    guard !rows.isEmpty else { return Layout(size: .zero) }
    let (widths, heights) = offers(in: room, pen)
    let drawn = zip(rows, heights).map { row, height -> [Layout] in
      switch row {
      case .cells(let blocks):
        zip(blocks, widths).map { $0.layout(in: Size($1, height), pen) }
      case .across(let block): [block.layout(in: Size(room.width, height), pen)]
      }
    }
    var used = [Double](repeating: 0, count: widths.count)
    for (row, layouts) in zip(rows, drawn) {
      guard case .cells = row else { continue }
      for (index, layout) in layouts.enumerated() {
        used[index] = max(
          used[index], 2 * max(layout.body.midX, layout.size.width - layout.body.midX))
      }
    }
    let between = between(used, in: room)
    let width = used.reduce(0, +) + between * Double(max(0, widths.count - 1))
    var result = Layout(size: .zero)
    var bodies: [Rectangle] = []
    var lines: [Rectangle] = []
    var y = 0.0
    var widestRow = width
    for (row, layouts) in zip(rows, drawn) {
      let line = layouts.map(\.body.midY).max() ?? 0
      let height = layouts.map { line - $0.body.midY + $0.size.height }.max() ?? 0
      var x = 0.0
      for (index, layout) in layouts.enumerated() {
        let middle: Double
        if case .across = row { middle = width / 2 } else { middle = x + used[index] / 2 }
        let left = max(0, middle - layout.body.midX)
        let moved = layout.moved(left, y + line - layout.body.midY)
        result.add(moved)
        bodies.append(moved.body)
        widestRow = max(widestRow, left + layout.size.width)
        if case .cells = row { x += used[index] + between }
      }
      let row = bodies.suffix(layouts.count)
      lines.append(row.dropFirst().reduce(row[row.startIndex]) { $0.union($1) })
      y += height + gap.height
    }
    result.size = Size(widestRow, max(0, y - gap.height))
    result.body = leading.map { lines[$0] } ?? bodies.dropFirst().reduce(bodies[0]) { $0.union($1) }
    return result
  }
}
