import Neural

/// Numbers as one types them: `1 2 3; 4 5 6`.
///
/// Values are separated by spaces or commas, rows by `;` or line breaks, planes by `|`, sets of
/// planes by `||`. The tensor is [rows, columns], [planes, rows, columns] or
/// [sets, planes, rows, columns]; a single row is 1 × n, a number alone 1 × 1. A separator at the
/// very end is allowed; line breaks may be repeated. A decimal comma is refused: see
/// ``DecimalComma``.
enum InlineText {
  /// The tensor that the text spells.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    if let fault = DecimalComma.fault(in: bytes) { throw fault }
    var reader = Reader(bytes: bytes)
    return try reader.tensor()
  }

  /// Whether a command-line argument is meant as numbers rather than as a name.
  ///
  /// It is where it is made of the characters of numbers, where it spells one of the numbers that
  /// are refused (`nan`, `0x10`), or where it is a list that holds at least one number: then a
  /// slip in the list deserves the message of the slip and not “no such file”.
  static func resembles(_ argument: String) -> Bool {
    let isNumeric = argument.unicodeScalars.allSatisfy(
      "0123456789+-−.eE,;| \t\r\n".unicodeScalars.contains)
    if isNumeric, argument.utf8.contains(where: isDigit) { return true }
    if Double(argument) != nil { return true }
    if ["/", "./", "../"].contains(where: argument.hasPrefix) { return false }
    let items = argument.split { $0.isWhitespace || ",;|".contains($0) }
    guard items.count > 1 || argument.contains(where: ",;|".contains) else { return false }
    return items.contains { item in
      let bytes = Array(item.utf8)
      return DecimalNumber.value(bytes, bytes.indices) != nil || bytes.first.map(isDigit) == true
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// A group of values that a separator ends.
private enum Level: Int {
  case row = 1
  case plane = 2
  case set = 3
}

/// The state of reading inline text.
private struct Reader {
  let bytes: [UInt8]
  var position: Int
  var line = 1
  var values: [Double] = []
  /// How many values are in the open row, rows in the open plane, planes in the open set, and sets.
  var counts = [0, 0, 0, 0]
  /// How many there are in each closed row, plane and set; 0 before the first is closed.
  var lengths = [0, 0, 0]
  var isAfterComma = false
  var rank = 2

  init(bytes: [UInt8]) {
    self.bytes = bytes
    self.position = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }

  mutating func tensor() throws(Fault) -> Tensor {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "\n"):
        position += 1
        try close(.row, allowsEmpty: true)
        line += 1
      case UInt8(ascii: ","):
        position += 1
        guard counts[0] > 0, !isAfterComma else { throw missingValue() }
        isAfterComma = true
      case UInt8(ascii: ";"):
        position += 1
        try close(.row)
      case UInt8(ascii: "|"):
        try closePlaneOrSet()
      default:
        try readNumber()
      }
    }
    try close(.set, allowsEmpty: true)
    guard !values.isEmpty else {
      throw Fault("there are no numbers in it", remedy: "write numbers such as “1 2; 3 4”")
    }
    let shape = [counts[3], lengths[2], lengths[1], lengths[0]].suffix(rank)
    return try Tensor(reading: shape, values)
  }

  private mutating func readNumber() throws(Fault) {
    let start = position
    while position < bytes.count, !Reader.separates(bytes[position]) { position += 1 }
    guard let value = DecimalNumber.value(bytes, start..<position) else {
      throw DecimalNumber.fault(bytes, start..<position, at: place(column: counts[0] + 1))
    }
    guard values.count < TensorSource.maximumCount else { throw .tooManyElements }
    values.append(value)
    counts[0] += 1
    isAfterComma = false
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"):
      true
    default:
      false
    }
  }

  private mutating func closePlaneOrSet() throws(Fault) {
    position += 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "|") {
      position += 1
      rank = 4
      try close(.set)
    } else {
      rank = max(rank, 3)
      try close(.plane)
    }
  }

  /// Ends the open row, plane or set, and whatever is open inside of it.
  private mutating func close(_ level: Level, allowsEmpty: Bool = false) throws(Fault) {
    let inner = level.rawValue - 1
    if let group = Level(rawValue: inner) { try close(group, allowsEmpty: true) }
    guard !isAfterComma else { throw missingValue() }
    let found = counts[inner]
    if found == 0 {
      guard allowsEmpty else {
        throw Fault(
          "there is nothing in \(Reader.names[level.rawValue]) \(counts[level.rawValue] + 1)",
          at: place(of: level), remedy: "give it values, or remove the separator")
      }
      return
    }
    if lengths[inner] == 0 { lengths[inner] = found }
    guard lengths[inner] == found else {
      let name = Reader.names[level.rawValue]
      throw Fault(
        "this \(name) has \(Reader.count(found, Reader.names[inner])) where the first has "
          + "\(lengths[inner])",
        at: place(of: level),
        remedy: "give every \(name) the same number of \(Reader.names[inner])s")
    }
    counts[inner] = 0
    counts[level.rawValue] += 1
  }

  private func missingValue() -> Fault {
    DecimalNumber.fault(bytes, position..<position, at: place(column: counts[0] + 1))
  }

  private static let names = ["value", "row", "plane", "set"]

  private static func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : "s")"
  }

  /// The place of a value: its line where each line is a row, else its set, plane and row.
  private func place(column: Int) -> [Place] {
    place(of: .row) + [.column(column)]
  }

  private func place(of level: Level) -> [Place] {
    let hasLines = bytes.contains(UInt8(ascii: "\n"))
    if hasLines, level == .row, !bytes.contains(where: { $0 == UInt8(ascii: ";") }), rank == 2 {
      return [.line(line)]
    }
    var place: [Place] = hasLines ? [.line(line)] : []
    if rank > 3 || level == .set { place.append(.set(counts[3] + 1)) }
    if level != .set, rank > 2 || level == .plane { place.append(.plane(counts[2] + 1)) }
    if level == .row { place.append(.row(counts[1] + 1)) }
    return place
  }
}
