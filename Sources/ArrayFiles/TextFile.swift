import Neural

/// Numbers as text, whatever the file is called: a table, inline text, nested lists.
///
/// The content tells which of them it is, so that a file reads alike by its name and through
/// standard input. Text in brackets is nested lists; text with `|`, or in which `;` ends rows of
/// several numbers, is inline text; everything else is a table, a row a line.
enum TextFile {
  /// What the text holds.
  ///
  /// - Parameters:
  ///   - isTable: Whether a file's ending says that a single line is a row of a table.
  ///   - row: The one row of a table that is wanted, from 0.
  ///   - skippedColumns: How many columns of a table are left out at the left.
  static func reading(
    from bytes: [UInt8], isTable: Bool = false, row: Int? = nil, skippedColumns: Int = 0
  ) throws(Fault) -> Reading {
    let plain: Tensor
    if JSONFile.resembles(bytes) {
      plain = try JSONFile.tensor(from: bytes)
    } else if try hasInlineRows(bytes, isTable: isTable) {
      plain = try InlineText.tensor(from: bytes)
    } else {
      return try CSVFile.reading(from: bytes, row: row, skippedColumns: skippedColumns)
    }
    var reading = Reading(tensor: plain)
    if let row { reading.tensor = try Selection.row(row).part(of: reading.tensor) }
    reading.tensor = try reading.tensor.droppingColumns(skippedColumns)
    return reading
  }

  /// Whether the rows are those of inline text and not lines.
  ///
  /// - Throws: ``Fault`` where a single line of numbers apart by `;` could be a row or a column.
  private static func hasInlineRows(_ bytes: [UInt8], isTable: Bool) throws(Fault) -> Bool {
    if bytes.contains(UInt8(ascii: "|")) { return true }
    guard bytes.contains(UInt8(ascii: ";")) else { return false }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).filter { !isBlank($0) }
    let groups = lines.flatMap { line in
      line.split(separator: UInt8(ascii: ";")).map { trimmed($0) }.filter { !$0.isEmpty }
    }
    if groups.contains(where: holdsSeveral) { return true }
    guard !isTable, lines.count == 1, groups.count > 1 else { return false }
    let numbers = groups.prefix(3).map { String(decoding: $0, as: UTF8.self) }
    guard !groups.contains(where: { $0.contains(UInt8(ascii: ",")) }) else { return false }
    throw Fault(
      "this one line could be a row or a column", at: [.line(1)],
      remedy: "write “\(numbers.joined(separator: " "))” for a row, one number a line for a column")
  }

  /// Whether a group of characters is several numbers; `1,5` may be one.
  private static func holdsSeveral(_ group: ArraySlice<UInt8>) -> Bool {
    guard let first = group.first, "0123456789+-.\u{E2}".unicodeScalars.contains(.init(first))
    else { return false }
    if group.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
      return true
    }
    return group.count { $0 == UInt8(ascii: ",") } > 1
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { trimmed(line).isEmpty }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let blanks: [UInt8] = Array(" \t\r".utf8) + byteOrderMark
    let head = text.drop { blanks.contains($0) }
    guard let last = head.lastIndex(where: { !blanks.contains($0) }) else { return [] }
    return head[...last]
  }
}

extension Tensor {
  /// A matrix, or a vector, without its first columns.
  func droppingColumns(_ count: Int) throws(Fault) -> Tensor {
    guard count > 0 else { return self }
    guard rank <= 2, let columns = shape.last else {
      throw Fault(
        "it is \(Tensor.describe(shape)) and has no columns to skip",
        remedy: "leave --skip-columns out")
    }
    guard count < columns else { throw .tooFewColumns(columns, skipped: count) }
    let rows = values.count / columns
    return try Tensor(
      reading: shape.dropLast() + [columns - count],
      (0..<rows).flatMap { values[($0 * columns + count)..<(($0 + 1) * columns)] })
  }
}

extension Fault {
  /// Nothing is left where that many columns are left out.
  static func tooFewColumns(_ columns: Int, skipped: Int, at location: [Place] = []) -> Fault {
    Fault(
      "it has \(columns) \(columns == 1 ? "column" : "columns"), of which \(skipped) are skipped",
      at: location, remedy: "skip fewer with --skip-columns")
  }
}
