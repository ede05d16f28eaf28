/// The header of an NPY file: a Python dictionary with the keys `descr`, `fortran_order`, `shape`.
///
/// For example `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`. Only what NumPy
/// itself writes is understood: strings, True and False, and tuples of whole numbers.
struct NPYHeader {
  /// The type of an element as NumPy names it, such as `<f8`.
  private(set) var descriptor = ""
  /// Whether the first index runs fastest.
  private(set) var isFortranOrder = false
  /// The dimensions.
  private(set) var shape: [Int] = []

  /// The header in `range`.
  init(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var literal = Literal(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    var keys: Set<String> = []
    try literal.expect("{")
    while literal.next() != UInt8(ascii: "}") {
      let start = literal.position
      let key = try literal.string()
      try literal.expect(":")
      switch key {
      case "descr":
        // A list here describes the fields of a record.
        guard literal.next() != UInt8(ascii: "[") else {
          throw NPYFile.unsupported("a structured type", at: literal.position)
        }
        descriptor = try literal.string()
      case "fortran_order": isFortranOrder = try literal.boolean()
      case "shape": shape = try literal.tuple()
      default: throw NPYHeader.fault("has the unknown key \(key.quoted())", at: start)
      }
      guard keys.insert(key).inserted else {
        throw NPYHeader.fault("has the key \(key.quoted()) twice", at: start)
      }
      if literal.next() != UInt8(ascii: "}") { try literal.expect(",") }
    }
    try literal.expect("}")
    guard literal.next() == nil else {
      throw NPYHeader.fault("has more text behind its end", at: literal.position)
    }
    if let missing = ["descr", "fortran_order", "shape"].first(where: { !keys.contains($0) }) {
      throw NPYHeader.fault("has no \(missing.quoted())", at: range.lowerBound)
    }
  }

  static func fault(_ problem: String, at offset: Int) -> Fault {
    Fault(
      "the NPY header \(problem)", at: [.byte(offset)],
      remedy: "write the file again with numpy.save")
  }
}

/// The few Python literals that an NPY header is made of.
private struct Literal {
  let bytes: [UInt8]
  var position: Int
  let end: Int

  /// The next byte that is no blank, which becomes the position; nil at the end.
  mutating func next() -> UInt8? {
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): position += 1
      case let byte: return byte
      }
    }
    return nil
  }

  mutating func expect(_ character: Unicode.Scalar) throws(Fault) {
    guard next() == UInt8(ascii: character) else {
      throw NPYHeader.fault("lacks a “\(character)”", at: position)
    }
    position += 1
  }

  mutating func string() throws(Fault) -> String {
    guard let quote = next(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw NPYHeader.fault("lacks a string", at: position)
    }
    let start = position + 1
    guard let close = bytes[start..<end].firstIndex(of: quote) else {
      throw NPYHeader.fault("has a string without an end", at: position)
    }
    position = close + 1
    return String(decoding: bytes[start..<close], as: UTF8.self)
  }

  mutating func boolean() throws(Fault) -> Bool {
    _ = next()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[position..<end].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw NPYHeader.fault("lacks True or False", at: position)
  }

  mutating func tuple() throws(Fault) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while next() != UInt8(ascii: ")") {
      numbers.append(try wholeNumber())
      // Python 2 wrote long integers as 3L.
      if next() == UInt8(ascii: "L") { position += 1 }
      if next() != UInt8(ascii: ")") { try expect(",") }
    }
    try expect(")")
    return numbers
  }

  private mutating func wholeNumber() throws(Fault) -> Int {
    let start = position
    while position < end, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Int(digits) else {
      throw NPYHeader.fault(
        digits.isEmpty
          ? "has a shape that is not made of whole numbers" : "has a dimension of \(digits)",
        at: start)
    }
    return number
  }
}
