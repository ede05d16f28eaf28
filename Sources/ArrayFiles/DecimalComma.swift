/// Tells a comma that may be a decimal one from one that separates numbers.
///
/// Half of the world writes one and a half as 1,5. Where blanks separate numbers, a comma between
/// two digits is most probably such a comma, and reading two numbers would be silently wrong; so
/// neither reading is taken. `1, 2; 3, 4` and `1,2,3` are lists.
enum DecimalComma {
  /// The fault of the first number with a comma in it, where blanks separate numbers as well.
  static func fault(in bytes: [UInt8]) -> Fault? {
    var scan = Scan(bytes: bytes)
    guard let comma = scan.firstComma() else { return nil }
    let (token, place) = scan.token(around: comma)
    return fault(token, at: place)
  }

  /// The fault of one line in which every row is two numbers or one with a comma: `0,5`, `1,5; 2,5`.
  ///
  /// As soon as a row has another number of commas, or a blank behind one, they are lists.
  static func fault(ofPairs text: String) -> Fault? {
    let rows = text.split { ";|".contains($0) }
      .map { $0.trimmingPrefix { $0.isWhitespace } }.filter { !$0.isEmpty }
    guard let first = rows.first, !text.contains(where: \.isNewline) else { return nil }
    for row in rows {
      let bytes = Array(row.utf8.reversed().drop { $0 == UInt8(ascii: " ") }.reversed())
      let parts = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].last.map(isDigit) == true,
        parts[1].first.map(isDigit) == true,
        bytes.allSatisfy({ isDigit($0) || "+-−,eE".utf8.contains($0) })
      else { return nil }
    }
    return fault(String(first.prefix { !$0.isWhitespace }), at: rows.count > 1 ? [.row(1)] : [])
  }

  /// What is wrong with a number such as `1,5`, and the two ways to write it.
  static func fault(_ token: String, at location: [Place]) -> Fault {
    let parts = token.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      return Fault(
        "commas and blanks both separate numbers here, as in \(token.quoted())", at: location,
        remedy: "write a decimal point in a number, and one kind of separator between numbers")
    }
    return Fault(
      "\(token.quoted()) has a decimal comma or is two numbers", at: location,
      remedy: "write “\(parts[0]).\(parts[1])” for one number, “\(parts[0]), \(parts[1])” for two")
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// A walk through text, in which values are what is neither blank nor separator.
private struct Scan {
  let bytes: [UInt8]

  /// The offset of the first comma between two digits, where blanks separate values too.
  mutating func firstComma() -> Int? {
    var comma: Int?
    var blanksSeparate = false
    var previous: UInt8?
    var isAfterBlank = false
    for (offset, byte) in bytes.enumerated() {
      if Scan.isBlank(byte) {
        isAfterBlank = true
        continue
      }
      if isAfterBlank, Scan.isValue(byte), let previous, Scan.isValue(previous) {
        blanksSeparate = true
      }
      if comma == nil, byte == UInt8(ascii: ","), !isAfterBlank, couldBeDecimal(offset) {
        comma = offset
      }
      if blanksSeparate, let comma { return comma }
      previous = byte
      isAfterBlank = false
    }
    return nil
  }

  /// Whether a comma stands between two digits of numbers that have no decimal point.
  private func couldBeDecimal(_ comma: Int) -> Bool {
    let before = bytes[..<comma].reversed().drop(while: DecimalComma.isDigit)
    let after = bytes[(comma + 1)...].drop(while: DecimalComma.isDigit)
    return before.count < comma && after.startIndex > comma + 1
      && before.first != UInt8(ascii: ".") && after.first != UInt8(ascii: ".")
  }

  /// The number around an offset, and where it stands if blanks separate numbers.
  func token(around offset: Int) -> (String, [Place]) {
    let belongs = { (byte: UInt8) in Scan.isValue(byte) || byte == UInt8(ascii: ",") }
    let start = bytes[..<offset].lastIndex { !belongs($0) }.map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex { !belongs($0) } ?? bytes.count
    let before = bytes[..<start]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let rowStart = before.lastIndex { [UInt8(ascii: ";"), UInt8(ascii: "|")].contains($0) }
    let row = bytes[max(lineStart, rowStart.map { $0 + 1 } ?? 0)..<start]
    let column = row.split(whereSeparator: Scan.isBlank).count + 1
    let token = String(decoding: bytes[start..<end], as: UTF8.self)
    if bytes.contains(UInt8(ascii: "\n")) {
      return (token, [.line(before.count { $0 == UInt8(ascii: "\n") } + 1), .column(column)])
    }
    let rows = before.count { $0 == UInt8(ascii: ";") }
    return (token, [.row(rows + 1), .column(column)])
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static func isValue(_ byte: UInt8) -> Bool {
    !isBlank(byte) && !",;|\n[](){}\"".utf8.contains(byte)
  }
}
