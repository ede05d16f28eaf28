/// A table of texts in aligned columns, as terminals show it.
struct ColumnTable {
  /// A column's heading, and the side on which its texts end or begin.
  enum Column {
    case left(String)
    case right(String)

    fileprivate var heading: String {
      switch self {
      case .left(let heading), .right(let heading): heading
      }
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// A table without rows.
  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row, in which last columns may be left out.
  mutating func add(_ row: [String]) {
    precondition(row.count <= columns.count, "\(row.count) texts in \(columns.count) columns")
    rows.append(row)
  }

  /// The heading and the rows, columns two blanks apart.
  var lines: [String] {
    let all = [columns.map(\.heading)] + rows
    let widths = columns.indices.map { column in
      all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return all.map { row in
      var line = ""
      for (index, text) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[index] - text.count)
        switch columns[index] {
        case .left: line += text + blanks
        case .right: line += blanks + text
        }
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
