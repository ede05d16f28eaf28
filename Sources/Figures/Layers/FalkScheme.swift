import Drawing
import Neural
import Wording

/// Falk's scheme of a convolution: underlays as columns above, filters as rows to the left, and each
/// result where its row and its column meet.
struct FalkScheme: Block {
  /// What a cell says.
  struct Face: Sendable {
    let number: Formula
    var symbol: Formula?
    var mark: Source?
    var identity: Color?
    var isQuiet = false
    /// A result that is still to come.
    var isEmpty = false
  }

  struct Column: Sendable {
    /// What stands above: `underlay (0,1)`.
    let title: Formula
    let style: PositionStyle
    let isFollowed: Bool
    /// The input with the overlay.
    let picture: Matrix
    /// The terms in their order; nil where others stand between.
    let faces: [Face?]
    /// The results, a map each; nil where others stand between.
    let results: [Face?]
  }

  struct Row: Sendable {
    let faces: [Face?]
  }

  /// The columns; nil where others stand between.
  let columns: [Column?]
  /// The rows of weights; nil where others stand between.
  let rows: [Row?]
  /// What stands above the cells of the rows.
  let names: [Formula?]
  /// The filter, and the bias below it.
  let filter: any Block
  let rowWords: String
  /// The feature map that the results are folded to.
  let map: any Block
  let foldWords: String

  var share: Size { Size(10, 6) }
  func least(_ pen: Pen) -> Size { Size(500, 300) }
  func size(in room: Size, _ pen: Pen) -> Size { layout(in: room, pen).size }

  var terms: Int { names.count }
  static let gap = 16.0

  /// The lengths of a room.
  struct Plan {
    let text: Double
    let weight: Double
    let column: Double
    let cell: Double
    let result: Double
    let picture: Double
    let left: Double
    let map: Double
    let hasSymbols: Bool
    /// Whether the texts of columns, and of rows, fit into their cells.
    let showsColumns: Bool
    let showsRows: Bool
  }

  /// The width of the widest text of cells at the least size that can be read.
  func widest(_ faces: [Face?], _ pen: Pen) -> Double {
    let isSymbols = pen.style.labels == .symbols
    return faces.compactMap { $0 }.filter { !$0.isEmpty }.map { face in
      let text = isSymbols ? face.symbol ?? face.number : face.number.weighted(.bold)
      return pen.formula(text, size: (pen.measures.floor + 0.05) / text.leastScale).bounds.width
    }.max() ?? 0
  }

  func plan(in room: Size, _ pen: Pen) -> Plan {
    let least = pen.measures.numberFloor + 0.1
    func wide(_ faces: [Face?], _ size: Double) -> Double {
      faces.compactMap { $0 }.map { pen.formula($0.number, size: size).bounds.width }.max() ?? 0
    }
    let shown = columns.compactMap { $0 }
    let text = room.height > 420 ? 18.5 : least
    let weights = wide(rows.compactMap { $0 }.flatMap(\.faces), least)
    let map = min(room.width * 0.19, 210)
    let leftMost = room.width * 0.38
    let weight = max(weights + 10, min(56, leftMost / Double(terms)))
    let left = max(weight * Double(terms), 120)
    let gaps = Double(columns.count) * FalkScheme.gap
    let free = room.width - left - map - 74 - gaps
    let column = min(
      150, max(20, (free - 8) / (Double(shown.count) + 0.3 * Double(columns.count - shown.count))))
    let picture = min(column, room.height * 0.26)
    let results = Double(rows.count)
    let result = min(44, max(24, room.height * 0.1))
    let cell = max(
      3, min(42, (room.height - 30 - picture - 26 - 22 - results * (result + 6)) / Double(terms)))
    let symbols = wide(
      shown.flatMap(\.faces).map { face in
        face.flatMap { face in face.symbol.map { Face(number: $0) } }
      }, pen.measures.symbolFloor + 0.05)
    let numbers = wide(shown.flatMap(\.faces) + shown.flatMap(\.results), text)
    return Plan(
      text: min(text, max(least, cell * 0.62)), weight: weight, column: column, cell: cell,
      result: result, picture: picture, left: left, map: map,
      hasSymbols: pen.style.labels == .both && cell >= 30 && numbers + symbols + 26 <= column,
      showsColumns: cell >= pen.measures.floor + 5
        && widest(shown.flatMap { $0.faces + $0.results }, pen) <= column - 6,
      showsRows: widest(rows.compactMap { $0 }.flatMap(\.faces), pen) <= weight - 6)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let plan = plan(in: room, pen)
    let theme = pen.theme
    let head = 30.0
    let columnTop = head + plan.picture + 26
    let resultTop = columnTop + plan.cell * Double(terms) + 22
    let height = resultTop + Double(rows.count) * (plan.result + 6)
    var layout = Layout(size: Size(room.width, height))
    layout.content = room.width * height
    if !plan.showsColumns { layout.omit(Omission(.numbers, in: say("underlay"))) }
    if !plan.showsRows { layout.omit(Omission(.numbers, in: say("filter"))) }
    if !plan.hasSymbols, pen.style.labels == .both {
      layout.omit(Omission(.names, in: say("underlay")), cost: 1)
    }
    // The filter above its row.
    let filterRoom = Size(plan.left, resultTop - 40)
    let filter = self.filter.layout(in: filterRoom, pen)
    let filterX = max(0, (plan.left - filter.size.width) / 2)
    layout.add(filter.moved(filterX, 0))
    let below = filter.size.height
    if resultTop - 34 - below > 40 {
      let middle = plan.left / 2
      layout.items.append(
        pen.arrow(from: Point(middle, below + 8), to: Point(middle, resultTop - 38)))
      let words = pen.formula(.words(rowWords), size: pen.measures.caption, color: theme.muted)
      if middle + 12 + words.bounds.width <= plan.left + 10 {
        layout.items += words.moved(middle + 10, (below + resultTop - 30) / 2 + 5).items
      }
    }
    layout.items += rowItems(plan, resultTop, pen)
    // The columns.
    var x = plan.left + 36
    for column in columns {
      guard let column else {
        let wide = max(16, plan.column * 0.3)
        let dots = pen.formula(.math("⋯"), size: 22, color: theme.muted)
        for y in [head + plan.picture / 2, columnTop + plan.cell * Double(terms) / 2]
          + rows.indices.map({ resultTop + (Double($0) + 0.5) * (plan.result + 6) })
        {
          layout.items += dots.centered(at: Point(x + wide / 2, y)).items
        }
        x += wide + FalkScheme.gap
        continue
      }
      layout.add(self.column(column, x, plan, (columnTop, resultTop), pen))
      x += plan.column + FalkScheme.gap
    }
    // The map.
    let right = room.width - plan.map
    let map = self.map.layout(in: Size(plan.map, max(60, resultTop - 50)), pen)
    let mapY = max(0, (resultTop - 40 - map.size.height) / 2)
    layout.add(map.moved(right + max(0, (plan.map - map.size.width) / 2), mapY))
    layout.items += fold(
      from: x - FalkScheme.gap, to: right + plan.map / 2, mapY + map.size.height,
      resultTop + plan.result / 2, width: room.width, pen)
    return layout
  }

  private func fold(
    from x: Double, to middle: Double, _ bottom: Double, _ y: Double, width: Double, _ pen: Pen
  ) -> [Item] {
    guard y - bottom > 26 else { return [] }
    let words = pen.formula(.words(foldWords), size: pen.measures.caption, color: pen.theme.muted)
    // Beside the line, on the side where there is room.
    let isRight = middle + 10 + words.bounds.width <= width
    let left = isRight ? middle + 10 : middle - 10 - words.bounds.width
    let fits = isRight || left > x + 8
    return [
      .path(
        Path([.move(Point(x + 8, y)), .line(Point(middle, y)), .line(Point(middle, bottom + 18))]),
        .stroke(pen.theme.muted, 1.8)),
      pen.arrow(from: Point(middle, bottom + 24), to: Point(middle, bottom + 8)),
    ] + (fits ? words.moved(left, (bottom + y) / 2 + 8).items : [])
  }
}
