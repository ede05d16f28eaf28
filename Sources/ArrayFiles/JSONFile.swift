import Neural

/// JSON: nested arrays of numbers of any rank, or `{"shape": [2, 3], "values": [1, 2, 3, 4, 5, 6]}`.
///
/// Foundation's parser gives neither the line of a ragged array nor that of a stray letter, and
/// makes an object of each number; this one reads straight into the tensor and knows its place.
enum JSONFile {
  /// The tensor that the document holds.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    var parser = Parser(bytes: bytes)
    return try parser.document()
  }
}

/// Nested arrays as they are read: their values in row order, and the lengths found so far.
private struct NestedArray {
  var values: [Double] = []
  /// The length of the arrays at each depth; 0 before the first of them is closed.
  var lengths: [Int] = []
  /// How deep the numbers are; nil before the first one.
  var rank: Int?
}

private struct Parser {
  let bytes: [UInt8]
  var position: Int

  init(bytes: [UInt8]) {
    self.bytes = bytes
    self.position = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }

  mutating func document() throws(Fault) -> Tensor {
    let tensor: Tensor
    if next() == UInt8(ascii: "{") {
      tensor = try object()
    } else {
      var array = NestedArray()
      try value(into: &array, depth: 0)
      tensor = try Tensor(reading: array.lengths, array.values)
    }
    guard next() == nil else {
      throw fault("\(token().quoted()) follows the end", remedy: "write one array a file")
    }
    return tensor
  }

  /// An object with the keys `shape` and `values`, in any order.
  private mutating func object() throws(Fault) -> Tensor {
    let start = position
    position += 1
    var fields: [String: [Double]] = [:]
    repeat {
      _ = next()
      let keyStart = position
      let key = try key()
      guard key == "shape" || key == "values", fields[key] == nil else {
        position = keyStart
        throw fault(
          "the key \(key.quoted()) is \(fields[key] == nil ? "unknown" : "there twice")",
          remedy: #"write {"shape": […], "values": […]}"#)
      }
      try expect(UInt8(ascii: ":"))
      _ = next()
      let opening = position
      var array = NestedArray()
      try value(into: &array, depth: 0)
      guard array.lengths.count == 1 else {
        position = opening
        throw fault("\(key.quoted()) is not a flat array", remedy: "write all numbers in one array")
      }
      fields[key] = array.values
    } while try another(before: UInt8(ascii: "}"))
    guard let lengths = fields["shape"], let values = fields["values"] else {
      throw fault(
        "\(fields["shape"] == nil ? "“shape”" : "“values”") is missing", at: start,
        remedy: #"write {"shape": […], "values": […]}"#)
    }
    let shape = lengths.compactMap { Int(exactly: $0) }
    guard shape.count == lengths.count else {
      throw fault("the shape is not made of whole numbers", at: start, remedy: "write [2, 3]")
    }
    let count = try Tensor.declaredCount(of: shape, at: place(of: start))
    guard count == values.count else {
      throw fault(
        "a shape of \(Tensor.describe(shape)) needs \(count) values, not \(values.count)",
        at: start, remedy: "correct the shape or the values")
    }
    return try Tensor(reading: shape, values)
  }

  /// One array or number. The depth is bounded, so that no file can exhaust the stack.
  private mutating func value(into array: inout NestedArray, depth: Int) throws(Fault) {
    guard next() == UInt8(ascii: "[") else { return try number(into: &array, depth: depth) }
    let start = position
    guard depth < TensorSource.maximumRank else {
      throw fault(
        "the arrays are nested too deeply", remedy: "at most \(TensorSource.maximumRank) deep")
    }
    guard array.rank.map({ depth < $0 }) ?? true else {
      throw fault("there is an array among numbers", remedy: "nest every array equally deep")
    }
    position += 1
    guard next() != UInt8(ascii: "]") else {
      throw fault("the array is empty", at: start, remedy: "give it at least one number")
    }
    if array.lengths.count == depth { array.lengths.append(0) }
    var length = 0
    repeat {
      try value(into: &array, depth: depth + 1)
      length += 1
    } while try another(before: UInt8(ascii: "]"))
    if array.lengths[depth] == 0 { array.lengths[depth] = length }
    guard array.lengths[depth] == length else {
      throw fault(
        "this array has \(length) \(length == 1 ? "element" : "elements") where the first has "
          + "\(array.lengths[depth])",
        at: start, remedy: "give arrays of one depth the same length")
    }
  }

  private mutating func number(into array: inout NestedArray, depth: Int) throws(Fault) {
    let start = position
    while position < bytes.count, !Parser.delimits(bytes[position]) { position += 1 }
    guard let value = DecimalNumber.value(bytes, start..<position) else {
      let range = start..<position
      position = start
      guard next() != nil else {
        throw fault("the text ends early", remedy: "close every array")
      }
      if range.isEmpty, bytes[start] != UInt8(ascii: "]"), bytes[start] != UInt8(ascii: ",") {
        throw fault(
          "there is \(token().quoted()) where a number should be",
          remedy: "write a decimal number such as 0.5")
      }
      throw DecimalNumber.fault(bytes, range, at: place(of: start))
    }
    array.rank = array.rank ?? depth
    guard array.rank == depth else {
      throw fault("there is a number among arrays", at: start, remedy: "nest all equally deep")
    }
    guard array.values.count < TensorSource.maximumCount else { throw .tooManyElements }
    array.values.append(value)
  }

  /// Whether a comma promises another element; the closing bracket ends them.
  private mutating func another(before closing: UInt8) throws(Fault) -> Bool {
    switch next() {
    case UInt8(ascii: ","):
      position += 1
      return true
    case closing:
      position += 1
      return false
    case nil:
      throw fault("the text ends early", remedy: "close every array")
    default:
      throw fault(
        "there is \(token().quoted()) where a comma or the end should be",
        remedy: "separate elements by commas")
    }
  }

  private mutating func key() throws(Fault) -> String {
    try expect(UInt8(ascii: "\""))
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
    let key = String(decoding: bytes[start..<position], as: UTF8.self)
    try expect(UInt8(ascii: "\""))
    return key
  }

  private mutating func expect(_ byte: UInt8) throws(Fault) {
    guard let found = next() else {
      throw fault("the text ends early", remedy: "close every array and object")
    }
    guard found == byte else {
      throw fault(
        "there is \(token().quoted()) where a \(Character(UnicodeScalar(byte))) should be",
        remedy: #"write {"shape": […], "values": […]}"#)
    }
    position += 1
  }

  /// The next byte that is no blank, which becomes the position; nil at the end.
  private mutating func next() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        position += 1
      case let byte:
        return byte
      }
    }
    return nil
  }

  /// The characters at the position, up to the next delimiter, for messages.
  private func token() -> String {
    let rest = bytes[position...].prefix(64)
    let end = rest.dropFirst().firstIndex(where: Parser.delimits) ?? rest.endIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func delimits(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""):
      true
    default:
      false
    }
  }

  private func fault(_ problem: String, at offset: Int? = nil, remedy: String) -> Fault {
    Fault(problem, at: place(of: offset ?? position), remedy: remedy)
  }

  /// The line and the character at a byte offset.
  private func place(of offset: Int) -> [Place] {
    let textStart = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let before = bytes[textStart..<offset]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? textStart
    // Continuation bytes of UTF-8 are no characters of their own.
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return [.line(line), .column(column)]
  }
}
