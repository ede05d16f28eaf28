import Drawing

/// Blocks in rows and columns whose bodies line up both ways. A block may reach over several rows, or
/// lie across all columns; what a column shows stands above it once.
struct Grid: Block {
  /// A block and where it stands.
  struct Place: Sendable {
    let block: any Block
    let row: Int
    /// The column; nil for a block in the middle of all columns.
    let column: Int?
    let rows: Int

    init(_ block: any Block, row: Int, column: Int?, rows: Int = 1) {
      (self.block, self.row, self.column, self.rows) = (block, row, column, rows)
    }
  }

  /// One row.
  enum Row: Sendable {
    /// A block for each column.
    case cells([any Block])
    /// One block in the middle of all columns.
    case across(any Block)
  }

  private let places: [Place]
  /// The least room between columns and between rows.
  var gap = Size(28, 10)
  /// The most room between columns.
  var widest = 110.0
  /// The row whose body neighbours line up with; all of them by default.
  var leading: Int?
  /// The room before a row, where it is another than between the others.
  private var gaps: [Int: Double] = [:]
  /// Whether the first row is one of titles, and the last one of what stands below the columns.
  private var hasTitles = false
  private var hasLegends = false
  /// Whether rows are of one height, whatever stands in them.
  private var isEven = false

  private let rowCount: Int
  private let columnCount: Int

  /// Blocks at their places.
  ///
  /// - Parameters:
  ///   - titles: what stands above each column.
  ///   - below: what stands below each column: a legend, a caption.
  ///   - breaks: the rows before which there is more room.
  init(
    places: [Place], titles: [Formula?] = [], below: [any Block] = [], breaks: Set<Int> = []
  ) {
    isEven = true
    hasTitles = titles.contains { $0 != nil }
    hasLegends = !below.isEmpty
    let first = hasTitles ? 1 : 0
    let count = places.map { $0.row + $0.rows }.max() ?? 0
    for row in breaks { gaps[row + first] = Grid.breakGap }
    if hasTitles { gaps[1] = Measures().headingGap }
    if hasLegends { gaps[count + first] = Measures().captionGap }
    self.places =
      titles.enumerated().compactMap { column, title in
        title.map { Place(Grid.title($0), row: 0, column: column) }
      }
      + places.map { Place($0.block, row: $0.row + first, column: $0.column, rows: $0.rows) }
      + below.enumerated().map { Place($1, row: count + first, column: $0) }
    rowCount = count + first + (hasLegends ? 1 : 0)
    columnCount = (self.places.compactMap(\.column).max() ?? 0) + 1
  }

  /// Blocks row by row.
  init(_ rows: [Row], gap: Size = Size(16, 12), widest: Double = 60) {
    self.init(
      places: rows.enumerated().flatMap { index, row in
        switch row {
        case .cells(let blocks):
          blocks.enumerated().map { Place($1, row: index, column: $0) }
        case .across(let block): [Place(block, row: index, column: nil)]
        }
      })
    (self.gap, self.widest, isEven) = (gap, widest, false)
  }

  private static let breakGap = 28.0

  /// A title, of one height whatever its letters.
  private static func title(_ formula: Formula) -> any Block {
    Fixed { pen in
      var picture = pen.formula(formula, size: pen.measures.heading)
      let bounds = picture.bounds
      picture.bounds = Rectangle(
        bounds.minX, -pen.measures.heading, bounds.width, pen.measures.heading)
      return picture
    }
  }

  // MARK: - Room

  private func column(_ index: Int) -> [Place] { places.filter { $0.column == index } }

  private func gap(before row: Int) -> Double { row == 0 ? 0 : gaps[row] ?? gap.height }

  private var heightOfGaps: Double { (0..<rowCount).reduce(0) { $0 + gap(before: $1) } }
  private var widthOfGaps: Double { gap.width * Double(columnCount - 1) }

  /// The most of something over the blocks of each row, those of several rows in equal parts.
  private func overRows(_ length: (any Block) -> Double) -> [Double] {
    var lengths = [Double](repeating: 0, count: rowCount)
    for place in places {
      let part = length(place.block) / Double(place.rows)
      for row in place.row..<(place.row + place.rows) { lengths[row] = max(lengths[row], part) }
    }
    return lengths
  }

  /// The most of something over the blocks of each column.
  private func overColumns(_ length: (any Block) -> Double) -> [Double] {
    (0..<columnCount).map { column($0).map { length($0.block) }.max() ?? 0 }
  }

  /// The most of something over the blocks that lie across all columns.
  private func across(_ length: (any Block) -> Double) -> Double {
    places.filter { $0.column == nil }.map { length($0.block) }.max() ?? 0
  }

  var share: Size {
    Size(
      max(overColumns(\.share.width).reduce(0, +), across(\.share.width)),
      overRows(\.share.height).reduce(0, +))
  }

  func least(_ pen: Pen) -> Size {
    Size(
      max(
        overColumns { $0.least(pen).width }.reduce(widthOfGaps, +),
        across { $0.least(pen).width }),
      overRows { $0.least(pen).height }.reduce(heightOfGaps, +))
  }

  /// What each row is offered: its share, but never less than what it takes in any case.
  private func heights(_ room: Double, _ pen: Pen) -> [Double] {
    var shares = overRows(\.share.height)
    if isEven, let most = shares.max() { shares = shares.map { $0 > 0 ? most : 0 } }
    return Columns.lengths(room, shares: shares, least: overRows { $0.least(pen).height })
  }

  /// The height of the rows that a block stands in.
  private func height(of place: Place, _ heights: [Double]) -> Double {
    let rows = place.row..<(place.row + place.rows)
    return rows.map { heights[$0] }.reduce(0, +)
      + rows.dropFirst().map(gap(before:)).reduce(0, +)
  }

  /// What a block is offered of the heights of rows: those of several rows of a column the same.
  private func offered(_ place: Place, _ heights: [Double]) -> Double {
    guard place.rows > 1, let column = place.column else { return height(of: place, heights) }
    return self.column(column).filter { $0.rows == place.rows }
      .map { height(of: $0, heights) }.min() ?? 0
  }

  /// What each column is offered: what it takes in any case, and of the rest its share as far as it
  /// can use it.
  private func widths(_ room: Double, _ heights: [Double], _ pen: Pen) -> [Double] {
    let least = overColumns { $0.least(pen).width }
    let limits = (0..<columnCount).map { index in
      column(index).filter { $0.block.share.width > 0 }.map {
        $0.block.size(in: Size(room, offered($0, heights)), pen).width + 0.01
      }.reduce(least[index], max)
    }
    guard limits.reduce(0, +) > room else { return limits }
    return Columns.lengths(
      room, shares: overColumns(\.share.width), least: least, limits: limits)
  }

  // MARK: - Layout

  /// How far blocks reach to both sides of the line that their bodies' middles are on.
  private struct Reach {
    var before = 0.0
    var after = 0.0
    var length: Double { before + after }

    mutating func take(_ middle: Double, of length: Double) {
      before = max(before, middle)
      after = max(after, length - middle)
    }
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    guard !places.isEmpty else { return Layout(size: .zero) }
    let heights = heights(room.height - heightOfGaps, pen)
    let widths = widths(room.width - widthOfGaps, heights, pen)
    var columns = [Reach](repeating: Reach(), count: columnCount)
    var drawn: [Int: Layout] = [:]
    // What takes no share, such as a legend, is as wide as the others let it be.
    for isSharing in [true, false] {
      let group = places.indices.filter { (places[$0].block.share.width > 0) == isSharing }
      for index in group {
        let place = places[index]
        let width = place.column.map {
          isSharing ? widths[$0] : max(columns[$0].length, place.block.least(pen).width)
        }
        let room = Size(width ?? room.width, offered(place, heights))
        drawn[index] = place.block.layout(in: room, pen)
      }
      if isSharing { even(&drawn, widths: widths, pen) }
      for index in group {
        guard let column = places[index].column, let layout = drawn[index] else { continue }
        columns[column].take(layout.body.midX, of: layout.size.width)
      }
    }
    let layouts = places.indices.compactMap { drawn[$0] }
    return placed(layouts, columns: columns, rows: rows(layouts), room: room)
  }

  /// Blocks of a row that ask for the same room are of one size, that of the smallest.
  private func even(_ drawn: inout [Int: Layout], widths: [Double], _ pen: Pen) {
    for index in drawn.keys.sorted() {
      let place = places[index]
      guard let column = place.column, let layout = drawn[index] else { continue }
      let alike = drawn.filter { other in
        places[other.key].row == place.row && places[other.key].rows == place.rows
          && places[other.key].block.share == place.block.share
      }
      let excess = layout.body.height - (alike.map(\.value.body.height).min() ?? 0)
      guard excess > 0.5 else { continue }
      drawn[index] = place.block.layout(
        in: Size(widths[column], layout.size.height - excess), pen)
    }
  }

  /// How high rows are.
  private func rows(_ layouts: [Layout]) -> [Reach] {
    var rows = [Reach](repeating: Reach(), count: rowCount)
    for (place, layout) in zip(places, layouts) where place.rows == 1 {
      rows[place.row].take(layout.body.midY, of: layout.size.height)
    }
    for (place, layout) in zip(places, layouts) where place.rows > 1 {
      let lacking = layout.size.height - height(of: place, rows.map(\.length))
      guard lacking > 0 else { continue }
      for row in place.row..<(place.row + place.rows) {
        rows[row].before += lacking / Double(2 * place.rows)
        rows[row].after += lacking / Double(2 * place.rows)
      }
    }
    return rows
  }

  private func placed(
    _ layouts: [Layout], columns: [Reach], rows: [Reach], room: Size
  ) -> Layout {
    let used = columns.map(\.length).reduce(0, +)
    let spare = (room.width - used) / (Double(max(1, columnCount - 1)) + 0.4)
    let step = min(max(widest, gap.width), max(gap.width, spare))
    let lefts = columns.indices.map { index in
      columns[..<index].map(\.length).reduce(step * Double(index), +)
    }
    let across = zip(places, layouts).filter { $0.0.column == nil }.map(\.1.size.width)
    let width = across.reduce(used + step * Double(columnCount - 1), max)
    var tops: [Double] = []
    var y = 0.0
    for (index, row) in rows.enumerated() {
      y += gap(before: index)
      tops.append(y)
      y += row.length
    }
    var result = Layout(size: Size(width, y))
    var bodies: [Rectangle] = []
    for (place, layout) in zip(places, layouts) {
      let middle = place.column.map { lefts[$0] + columns[$0].before } ?? width / 2
      let height = height(of: place, rows.map(\.length))
      let line =
        place.rows == 1
        ? rows[place.row].before
        : min(
          max(layout.body.midY, height / 2), height - layout.size.height + layout.body.midY)
      let moved = layout.moved(
        max(0, middle - layout.body.midX), tops[place.row] + line - layout.body.midY)
      result.add(moved)
      result.size.width = max(result.size.width, moved.body.x - layout.body.x + layout.size.width)
      if isBody(place) { bodies.append(moved.body) }
    }
    result.body = bodies.dropFirst().reduce(bodies.first ?? result.body) { $0.union($1) }
    return result
  }

  /// Whether neighbours line up with a block: no title, no legend, and of the leading row.
  private func isBody(_ place: Place) -> Bool {
    if let leading { return place.row == leading + (hasTitles ? 1 : 0) }
    return !(hasTitles && place.row == 0) && !(hasLegends && place.row == rowCount - 1)
  }
}
