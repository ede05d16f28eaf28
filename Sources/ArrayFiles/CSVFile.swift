import Neural

/// Tables of numbers as text: one matrix row a line.
///
/// The separator is the first of semicolon, comma and tab that the first line holds, or blanks as
/// `numpy.savetxt` writes them. Fields may be quoted, lines may end in CR LF, and empty lines are
/// allowed at the beginning and the end: among rows one would be a missing row. Separators that end every
/// line, as Excel writes them, end nothing but the line. A first line of words is a header; it and
/// lines of comments before it (`# …`) are left out and remarked upon. The tensor is [lines, fields],
/// or [fields] for one row.
enum CSVFile {
  /// The matrix that the file holds, or one row of it, without some columns at the left.
  static func reading(
    from bytes: [UInt8], row: Int? = nil, skippedColumns: Int = 0
  ) throws(Fault) -> Reading {
    if let fault = DecimalComma.fault(in: bytes) { throw fault }
    var reader = Reader(bytes: bytes, row: row, skippedColumns: skippedColumns)
    return try reader.reading()
  }

  /// The matrix that the file holds.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    try reading(from: bytes).tensor
  }
}

private struct Reader {
  private let table: CSVTable
  /// The one row that is wanted, from 0; nil for all.
  private let row: Int?
  private let skippedColumns: Int
  private var columns = 0
  private var values: [Double] = []
  private var remarks: [Remark] = []

  init(bytes: [UInt8], row: Int?, skippedColumns: Int) {
    self.table = CSVTable(bytes: bytes)
    self.row = row
    self.skippedColumns = skippedColumns
  }

  mutating func reading() throws(Fault) -> Reading {
    let survey = try Survey(table)
    for line in survey.heading {
      let kind = table.isComment(line) ? "a comment" : "a header"
      remarks.append(
        Remark(
          location: [.line(line.number)],
          text: "\(table.text(of: line).quoted()) is taken for \(kind) and left out"))
    }
    if let row, row >= survey.count {
      throw Fault(
        "there is no row \(row): there are \(survey.count)",
        remedy: "write @row:0 to @row:\(survey.count - 1)")
    }
    for (index, line) in table.lines.dropFirst(survey.firstLine - 1).enumerated() {
      guard index < survey.count else { break }
      if let row, row != index { continue }
      try read(line, withoutLast: survey.trailingSeparators)
      if row != nil { break }
    }
    let shape = row == nil ? [values.count / columns, columns] : [columns]
    return Reading(tensor: try Tensor(reading: shape, values), remarks: remarks)
  }

  private mutating func read(
    _ line: CSVTable.Line, withoutLast trailing: Int
  ) throws(Fault) {
    let fields = try table.fields(of: line).dropLast(trailing)
    guard fields.count > skippedColumns else {
      throw .tooFewColumns(fields.count, skipped: skippedColumns, at: [.line(line.number)])
    }
    for (column, field) in fields.enumerated().dropFirst(skippedColumns) {
      guard let value = DecimalNumber.value(table.bytes, field) else {
        throw fault(of: fields, at: column, line: line.number)
      }
      guard values.count < TensorSource.maximumCount else { throw .tooManyElements }
      values.append(value)
    }
    let count = fields.count - skippedColumns
    if columns == 0 { columns = count }
    guard count == columns else {
      throw Fault(
        "this line has \(fields.count) \(fields.count == 1 ? "value" : "values") where the first "
          + "has \(columns + skippedColumns)",
        at: [.line(line.number)], remedy: "give every line the same number of values")
    }
  }

  /// What is wrong with a field, from 0, of a line.
  private func fault(of fields: ArraySlice<Range<Int>>, at column: Int, line: Int) -> Fault {
    let field = fields[column]
    let bytes = table.bytes
    var fault = DecimalNumber.fault(bytes, field, at: [.line(line), .column(column + 1)])
    guard fault.remedy == DecimalNumber.remedy, let first = field.first else { return fault }
    let others = fields.dropFirst(column + 1)
    let isLabel =
      !others.isEmpty && others.allSatisfy { DecimalNumber.value(bytes, $0) != nil }
      && CSVTable.isWord(bytes, field)
    if isLabel, column == skippedColumns {
      fault.remedy = "write a number, or leave the labels out with --skip-columns \(column + 1)"
    } else if line == 1, (bytes[first] | 0x20) &- UInt8(ascii: "a") < 26 {
      fault.remedy = "write numbers only, or a header of words alone"
    } else if bytes[field].contains(where: { $0 == UInt8(ascii: " ") }) {
      fault.remedy = "separate all values alike, by commas, semicolons, tabs or blanks"
    }
    return fault
  }
}

/// What a first look at every line tells of a table.
private struct Survey {
  /// The comments and the header that the table begins with.
  private(set) var heading: [CSVTable.Line] = []
  /// The number of the first line of numbers, from 1.
  private(set) var firstLine = 1
  /// The number of lines of numbers.
  private(set) var count = 0
  /// How many separators end every line of numbers.
  private(set) var trailingSeparators = 0

  private static let longestHeading = 64

  init(_ table: CSVTable) throws(Fault) {
    var emptyLine: Int?
    var fewest = Int.max
    for line in table.lines {
      if table.isEmpty(line) {
        if count > 0 { emptyLine = emptyLine ?? line.number }
        continue
      }
      if let emptyLine {
        throw Fault(
          "the line is empty", at: [.line(emptyLine)], remedy: "remove it or give it its values")
      }
      if count == 0 {
        let canBeHeader = heading.allSatisfy { table.isComment($0) }
        let isHeader = try canBeHeader ? table.isHeader(line) : false
        guard !table.isComment(line), !isHeader else {
          heading.append(line)
          guard heading.count <= Survey.longestHeading else {
            throw Fault(
              "more than \(Survey.longestHeading) lines of comments begin it",
              remedy: "remove them")
          }
          continue
        }
        firstLine = line.number
      }
      count += 1
      guard count <= TensorSource.maximumCount else { throw .tooManyElements }
      if fewest > 0 { fewest = min(fewest, table.trailingSeparators(of: line)) }
    }
    guard count > 0 else {
      throw Fault(
        "there are no numbers in it", remedy: "write one matrix row a line, such as 1,2,3")
    }
    trailingSeparators = fewest
  }
}
