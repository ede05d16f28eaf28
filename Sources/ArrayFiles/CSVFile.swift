import Neural

/// Comma-separated values: one matrix row a line.
///
/// The separator is the first of semicolon, comma and tab that the first line holds. Fields may be
/// quoted, lines may end in CR LF, and empty lines are allowed at the end only: within the file
/// one would be a missing row. There is no header row. The tensor is [lines, fields].
enum CSVFile {
  /// The matrix that the file holds.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    var reader = Reader(bytes: bytes)
    return try reader.tensor()
  }
}

private struct Reader {
  let bytes: [UInt8]
  let separator: UInt8
  /// The number of the line that is read, from 1.
  var line = 0
  var columns = 0
  var values: [Double] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") }
    self.separator =
      [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")].first(where: firstLine.contains)
      ?? UInt8(ascii: ",")
  }

  mutating func tensor() throws(Fault) -> Tensor {
    var position = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    var emptyLine: Int?
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      line += 1
      let range = trimmed(start..<position)
      position += 1
      if range.isEmpty, !bytes[start..<position - 1].contains(separator) {
        emptyLine = emptyLine ?? line
      } else if let emptyLine {
        throw Fault(
          "the line is empty", at: [.line(emptyLine)], remedy: "remove it or give it its values")
      } else {
        try readRow(start..<position - 1)
      }
    }
    guard columns > 0 else {
      throw Fault(
        "there are no numbers in it", remedy: "write one matrix row a line, such as 1,2,3")
    }
    return try Tensor(reading: [values.count / columns, columns], values)
  }

  private mutating func readRow(_ range: Range<Int>) throws(Fault) {
    var column = 0
    var position = range.lowerBound
    repeat {
      column += 1
      let field = try field(from: position, to: range.upperBound, column: column)
      guard let value = DecimalNumber.value(bytes, field.content) else {
        throw fault(field.content, column: column)
      }
      guard values.count < TensorSource.maximumCount else { throw .tooManyElements }
      values.append(value)
      position = field.end + 1
    } while position <= range.upperBound
    if columns == 0 { columns = column }
    guard column == columns else {
      throw Fault(
        "this line has \(column) \(column == 1 ? "value" : "values") where the first has "
          + "\(columns)",
        at: [.line(line)], remedy: "give every line the same number of values")
    }
  }

  /// The field that begins at a position: its content without quotation marks, and the offset of
  /// the separator or line end behind it.
  private func field(
    from start: Int, to lineEnd: Int, column: Int
  ) throws(Fault) -> (content: Range<Int>, end: Int) {
    var end = start
    while end < lineEnd, bytes[end] != separator, bytes[end] != UInt8(ascii: "\"") { end += 1 }
    guard end < lineEnd, bytes[end] == UInt8(ascii: "\""), trimmed(start..<end).isEmpty else {
      while end < lineEnd, bytes[end] != separator { end += 1 }
      return (trimmed(start..<end), end)
    }
    let contentStart = end + 1
    guard let contentEnd = bytes[contentStart..<lineEnd].firstIndex(of: UInt8(ascii: "\"")) else {
      throw Fault(
        "the quotation mark is not closed", at: [.line(line), .column(column)],
        remedy: "close it on the same line, or leave it out")
    }
    end = contentEnd + 1
    while end < lineEnd, bytes[end] != separator { end += 1 }
    guard trimmed((contentEnd + 1)..<end).isEmpty else {
      throw DecimalNumber.fault(
        bytes, trimmed(start..<end), at: [.line(line), .column(column)])
    }
    return (trimmed(contentStart..<contentEnd), end)
  }

  private func fault(_ field: Range<Int>, column: Int) -> Fault {
    var fault = DecimalNumber.fault(bytes, field, at: [.line(line), .column(column)])
    let isLetter = field.first.map { (bytes[$0] | 0x20) &- UInt8(ascii: "a") < 26 } ?? false
    guard fault.remedy == DecimalNumber.remedy else { return fault }
    if line == 1, isLetter {
      fault.remedy = "write numbers only, without a header line"
    } else if bytes[field].contains(where: { $0 == UInt8(ascii: " ") }) {
      fault.remedy = "separate values by commas, semicolons or tabs"
    }
    return fault
  }

  /// A range without the blanks at its ends; a tab that separates is no blank.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte != separator
      && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r"))
  }
}
