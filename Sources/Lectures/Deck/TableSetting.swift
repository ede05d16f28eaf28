import Drawing
import Figures

/// A table laid out in a width: a header, hairlines, numbers to the right.
struct TableSetting {
  let table: TableContent
  let style: TextStyle

  /// The room left and right of a cell's text.
  private var padding: Double { style.size * 0.7 }
  /// The room above and below it.
  private var leading: Double { style.size * 0.5 }

  private var rows: [[[Markup.Span]]] { (table.header.isEmpty ? [] : [table.header]) + table.rows }
  private var columnCount: Int { rows.first?.count ?? 0 }

  /// The table with its top left corner at (0, 0), no wider than `width`; nil where a word does not
  /// fit.
  func picture(width: Double) -> Picture? {
    guard let widths = widths(width) else { return nil }
    let total = widths.reduce(0, +)
    let numeric = (0..<columnCount).map(isNumeric)
    var items: [Item] = []
    var y = 0.0
    for (index, row) in rows.enumerated() {
      let isHeader = index == 0 && !table.header.isEmpty
      guard let cells = cells(row, widths: widths, isHeader: isHeader) else { return nil }
      let height = cells.map(\.bounds.height).max() ?? 0
      var x = 0.0
      var texts: [Item] = []
      for (column, cell) in cells.enumerated() {
        let left = numeric[column] ? widths[column] - padding - cell.bounds.width : padding
        texts += cell.moved(x + left, y + leading).items
        x += widths[column]
      }
      items.append(.group(Tag("row", String(index)), texts))
      y += height + 2 * leading
      let isLast = index == rows.count - 1
      if !isLast || isHeader {
        items.append(line(at: y, width: total, isStrong: isHeader))
      }
    }
    items.insert(line(at: 0, width: total, isStrong: true), at: 0)
    items.append(line(at: y, width: total, isStrong: true))
    return Picture(bounds: Rectangle(0, 0, total, y), items: [.group(Tag("table"), items)])
  }

  private func line(at y: Double, width: Double, isStrong: Bool) -> Item {
    .path(
      .line(Point(0, y), Point(width, y)),
      isStrong
        ? .stroke(style.theme.frame, 1.4) : .stroke(style.theme.hairline, 1))
  }

  /// The widths of the columns: what each needs, and where that is too much, less for the widest.
  private func widths(_ width: Double) -> [Double]? {
    let natural = (0..<columnCount).map { column in
      rows.enumerated().map { index, row in
        cellStyle(isHeader: index == 0 && !table.header.isEmpty)
          .picture(of: style.atoms(of: spans(row[column]))).bounds.width
      }.max().map { $0 + 2 * padding + 2 } ?? 0
    }
    let needed = natural.reduce(0, +)
    guard needed > width else {
      // What is left goes to all columns alike, but a table of few words keeps together.
      let spare = min(width - needed, needed * 0.5) / Double(max(1, columnCount))
      return natural.map { $0 + spare }
    }
    // The columns that need least get that, the others share what is left.
    var left = width
    var widths = natural
    for (order, column) in natural.indices.sorted(by: { natural[$0] < natural[$1] }).enumerated() {
      widths[column] = min(natural[column], left / Double(natural.count - order))
      left -= widths[column]
    }
    return widths.allSatisfy { $0 > 2 * padding + style.size } ? widths : nil
  }

  private func cells(_ row: [[Markup.Span]], widths: [Double], isHeader: Bool) -> [Picture]? {
    let style = cellStyle(isHeader: isHeader)
    var pictures: [Picture] = []
    for (column, cell) in row.enumerated() {
      let markup = Markup(paragraphs: [Markup.Paragraph(spans: spans(cell))])
      let room = widths[column] - 2 * padding
      guard var picture = style.picture(of: markup, width: room) else { return nil }
      // As wide as its lines, so that numbers can stand at the right.
      picture.bounds.width =
        picture.items.compactMap(\.bounds).map(\.maxX).max() ?? 0
      pictures.append(picture)
    }
    return pictures
  }

  private func cellStyle(isHeader: Bool) -> TextStyle {
    var style = style
    if isHeader {
      style.weight = .semibold
      style.color = style.theme.muted
    }
    return style
  }

  /// Whether every cell of a column is a number.
  private func isNumeric(_ column: Int) -> Bool {
    !table.rows.isEmpty
      && table.rows.allSatisfy { TableSetting.isNumber($0[column].plainText(answers: true)) }
  }

  /// The cell, with the minus sign that numbers have.
  private func spans(_ cell: [Markup.Span]) -> [Markup.Span] {
    guard cell.count == 1, case .text(let text) = cell[0].content, text.hasPrefix("-"),
      TableSetting.isNumber(text)
    else { return cell }
    return [Markup.Span(content: .text("−" + text.dropFirst()), style: cell[0].style)]
  }

  /// Whether a text is a number: digits, their separators, a sign, a unit such as %.
  static func isNumber(_ text: String) -> Bool {
    text.contains(where: \.isNumber)
      && text.allSatisfy { $0.isNumber || " .,'’−-+%≈e".contains($0) }
  }

  /// The table in words: a row a sentence.
  var words: String {
    let headings = table.header.map { $0.plainText(answers: true) }
    return table.rows.map { row in
      row.enumerated().compactMap { column, cell -> String? in
        let text = cell.plainText(answers: true)
        guard !text.isEmpty else { return nil }
        return headings.indices.contains(column) && !headings[column].isEmpty
          ? "\(headings[column]): \(text)" : text
      }.joined(separator: ", ")
    }.joined(separator: "; ") + "."
  }
}
