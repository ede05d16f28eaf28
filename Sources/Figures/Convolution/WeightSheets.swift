import Drawing

/// Sets of weights as areas, one below the other: every square is one weight, and all squares are
/// equal, so that areas are counts.
struct WeightSheets: Block {
  struct Sheet: Sendable {
    let name: String
    /// What stands above: its name and its count, and what is said of it where there is room.
    let title: Formula
    let rule: Formula
    let color: Color
    let rows: Int
    let columns: Int
    /// How many columns belong together.
    let group: Int
    /// The weights in row order, and their scale; nil where there are none.
    let values: (weights: [Double], scale: ValueScale)?
  }

  let sheets: [Sheet]
  /// What stands beside the last sheet, where there is room.
  let aside: (any Block)?

  /// The least side of a square with lines around it.
  private static let leastCell = 4.0
  private static let head = 30.0
  private static let gap = 20.0

  var share: Size { Size(10, 6) }
  func least(_ pen: Pen) -> Size { Size(240, 150) }
  func size(in room: Size, _ pen: Pen) -> Size { layout(in: room, pen).size }

  private var heads: Double {
    WeightSheets.head * Double(sheets.count) + WeightSheets.gap * Double(sheets.count - 1)
  }

  private func unit(in room: Size) -> Double {
    let columns = sheets.map(\.columns).max() ?? 1
    let rows = sheets.map(\.rows).reduce(0, +)
    return min(
      26, max(1, room.width - 2) / Double(columns), max(1, room.height - heads - 8) / Double(rows))
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let unit = unit(in: room)
    var layout = Layout(size: .zero)
    var y = 0.0
    var width = 0.0
    for (index, sheet) in sheets.enumerated() {
      if index > 0 { y += WeightSheets.gap }
      let title = pen.formula(sheet.title, size: 18.5)
      layout.items += title.moved(-title.bounds.minX, y + 19).items
      let rule = pen.formula(sheet.rule, size: 15.2, color: pen.theme.muted)
      if title.bounds.width + 20 + rule.bounds.width <= room.width {
        layout.items +=
          rule.moved(title.bounds.width + 20 - rule.bounds.minX, y + 19).items
        width = max(width, title.bounds.width + 20 + rule.bounds.width)
      }
      width = max(width, title.bounds.width)
      y += WeightSheets.head
      // What would be too thin to be seen keeps a little of its side.
      let size = Size(
        max(2, Double(sheet.columns) * unit), max(2, Double(sheet.rows) * unit))
      let box = Rectangle(1, y, size.width, size.height)
      layout.items.append(.group(Tag("sheet", sheet.name), area(sheet, box, unit, pen)))
      width = max(width, box.maxX + 1)
      if index == sheets.count - 1, let aside {
        let left = box.maxX + 60
        let drawn = aside.layout(in: Size(room.width - left, max(size.height, 60)), pen)
        let top = y + 8
        if drawn.size.width <= room.width - left, top + drawn.size.height <= room.height + 0.5 {
          layout.add(drawn.moved(left, top))
          width = max(width, left + drawn.size.width)
          y = max(y, top + drawn.size.height - size.height)
        } else {
          layout.omit(Omission(.things(shown: 0, of: 1), in: sheets[0].name), cost: 45)
        }
      }
      y += size.height
    }
    layout.size = Size(width, y + 1)
    layout.body = Rectangle(origin: .zero, size: layout.size)
    layout.content = width * y
    return layout
  }

  private func area(_ sheet: Sheet, _ box: Rectangle, _ unit: Double, _ pen: Pen) -> [Item] {
    let theme = pen.theme
    var items: [Item] = []
    if let (weights, scale) = sheet.values {
      let raster = Raster(values: weights, columns: sheet.columns, scale: scale)
      items.append(.image(raster, in: box))
    } else {
      items.append(.rectangle(box, radius: 0, .fill(theme.paper.mixed(with: sheet.color, 0.12))))
    }
    if unit >= WeightSheets.leastCell {
      var elements: [Path.Element] = []
      for row in 1..<max(1, sheet.rows) {
        let y = box.minY + unit * Double(row)
        elements += [.move(Point(box.minX, y)), .line(Point(box.maxX, y))]
      }
      for column in 1..<max(1, sheet.columns) {
        let x = box.minX + unit * Double(column)
        elements += [.move(Point(x, box.minY)), .line(Point(x, box.maxY))]
      }
      if !elements.isEmpty {
        items.append(.path(Path(elements), .stroke(theme.hairline, 0.8)))
      }
    }
    if sheet.group > 1, unit * Double(sheet.group) >= 8 {
      for column in stride(from: sheet.group, to: sheet.columns, by: sheet.group) {
        let x = box.minX + unit * Double(column)
        items.append(
          .path(.line(Point(x, box.minY), Point(x, box.maxY)), .stroke(theme.ink, 1)))
      }
    }
    items.append(.rectangle(box, radius: 1, .stroke(sheet.color, 2)))
    return items
  }
}
