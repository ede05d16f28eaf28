import Documents

/// Reads tables.
enum TableReader {
  /// The table that a field holds.
  static func table(_ field: Field) throws(LessonError) -> Table {
    let fields = try Fields(field.node, of: .table)
    var table = Table(rows: [])
    if let header = fields["header"] { table.header = try cells(header.node) }
    for row in try fields.required("rows").list() {
      let cells = try cells(row)
      let length = table.header.isEmpty ? table.rows.first?.count : table.header.count
      guard length == nil || cells.count == length else {
        let first = table.header.isEmpty ? "the first" : "the header"
        throw LessonError(
          "this row has \(cells.count) \(cells.count == 1 ? "cell" : "cells") where \(first) has "
            + "\(length ?? 0)", at: row.place)
      }
      table.rows.append(cells)
    }
    return table
  }

  private static func cells(_ node: DocumentNode) throws(LessonError) -> [Located<String>] {
    guard case .list(let list) = node.content else {
      throw LessonError(
        "a row must be a list of texts such as [a, 1], not \(node.kind)", at: node.place)
    }
    guard !list.isEmpty else {
      throw LessonError("the row is empty; give it a cell for each column", at: node.place)
    }
    var cells: [Located<String>] = []
    for element in list {
      guard case .text(let text, _) = element.content else {
        throw LessonError("a cell must be text, not \(element.kind)", at: element.place)
      }
      let cell = Located(text.trimmed, at: element.place)
      try LessonKey.checkLine(cell)
      cells.append(cell)
    }
    return cells
  }
}
