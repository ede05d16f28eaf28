import Drawing

/// Entries for the catalog of a finished PDF file: what cairo 1.16 cannot say, or says wrongly.
///
/// It has no words for the language, and leaves out the label of a first page that is called `1`,
/// which the format wants to be there. The catalog is the last object that cairo writes, right
/// before the table of where objects are, so that nothing moves but this table.
///
/// Source: ISO 32000-1, 7.5 (file structure), 7.7.2 (catalog) and 12.4.2 (page labels).
struct PDFCatalog {
  private var entries = ""

  /// Adds an entry, its value as it stands in a file.
  mutating func set(_ name: String, to value: String) {
    entries += "   /\(name) \(value)\n"
  }

  /// Labels for all pages; each stands for itself, as `7.9` and `7.10` are no numbers.
  mutating func set(pageLabels labels: [String]) {
    let ranges = labels.enumerated().map { "\($0) << /P \(PDFCatalog.string($1)) >>" }
    set("PageLabels", to: "<< /Nums [ \(ranges.joined(separator: " ")) ] >>")
  }

  /// The file with the entries in its catalog; a file that does not end with its catalog and a
  /// table, as files of version 1.4 from cairo do, stays as it is.
  func added(to file: [UInt8]) -> [UInt8] {
    let end = Array(">>\nendobj\n".utf8)
    let mark = Array("startxref\n".utf8)
    guard let address = file.lastIndex(ofMany: mark),
      let table = Int(
        String(decoding: file[(address + mark.count)...], as: UTF8.self).prefix { $0.isNumber }),
      file.indices.contains(table), file[..<table].suffix(end.count).elementsEqual(end),
      let start = file[..<table].lastIndex(ofMany: Array(" obj\n".utf8)),
      file[start..<table].lastIndex(ofMany: Array("/Type /Catalog".utf8)) != nil
    else { return file }
    let added = Array(entries.utf8)
    let last = "\(table + added.count)\n%%EOF\n"
    return file[..<(table - end.count)] + added + end + file[table..<(address + mark.count)]
      + Array(last.utf8)
  }

  /// A text string: in UTF-16, as hexadecimal digits, where it is not plain ASCII or holds what
  /// would need escaping.
  static func string(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x20..<0x7F).contains(byte) && !"()\\".utf8.contains(byte)
    }
    guard !isPlain else { return "(\(text))" }
    let digits = text.utf16.map { unit in
      let digits = String(unit, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "<FEFF\(digits.joined())>"
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where the bytes stand for the last time.
  fileprivate func lastIndex(ofMany bytes: [UInt8]) -> Int? {
    guard count >= bytes.count else { return nil }
    return (startIndex...(endIndex - bytes.count)).last { self[$0...].starts(with: bytes) }
  }
}
