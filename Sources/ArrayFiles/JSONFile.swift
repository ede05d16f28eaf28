import Neural

/// Nested arrays of numbers of any rank, as JSON, or as Python, NumPy, PyTorch and MATLAB print them;
/// or `{"shape": [2, 3], "values": [1, 2, 3, 4, 5, 6]}`.
///
/// Commas may be left out, as NumPy leaves them out: `[[1 2] [3 4]]`. An array has one of the two,
/// so that `[1,5 2,5]` is not taken for four numbers. `array(…)` and `tensor(…)` may stand around
/// it, with a type behind it. In one pair of brackets, `;` ends rows: `[1 2; 3 4]`.
///
/// Foundation's parser gives neither the line of a ragged array nor that of a stray letter, and
/// makes an object of each number; this one reads straight into the tensor and knows its place.
enum JSONFile {
  /// The tensor that the document holds.
  static func tensor(from bytes: [UInt8]) throws(Fault) -> Tensor {
    if let rows = rowsInBrackets(bytes) { return try InlineText.tensor(from: rows) }
    var parser = JSONParser(bytes: bytes)
    return try parser.document()
  }

  /// Whether text begins as nested arrays do.
  static func resembles(_ bytes: some Sequence<UInt8>) -> Bool {
    var head = Array(bytes.prefix(256))
    head.removeFirst(head.starts(with: byteOrderMark) ? byteOrderMark.count : 0)
    let text = head.drop { " \t\r\n".utf8.contains($0) }
    return ["[", "{", "array(", "tensor("].contains { text.starts(with: $0.utf8) }
  }

  /// What stands in the one pair of brackets of `[1 2; 3 4]`, the brackets replaced by blanks; nil
  /// where the text is something else.
  private static func rowsInBrackets(_ bytes: [UInt8]) -> [UInt8]? {
    let brackets = bytes.indices.filter { "[]{(".utf8.contains(bytes[$0]) }.prefix(3)
    guard brackets.count == 2, bytes[brackets[0]] == UInt8(ascii: "["),
      bytes[brackets[1]] == UInt8(ascii: "]"), bytes.contains(UInt8(ascii: ";"))
    else { return nil }
    var rows = bytes
    for index in brackets { rows[index] = UInt8(ascii: " ") }
    return rows
  }
}

/// Nested arrays as they are read: their values in row order, and the lengths found so far.
struct NestedArray {
  var values: [Double] = []
  /// The length of the arrays at each depth; 0 before the first of them is closed.
  var lengths: [Int] = []
  /// How deep the numbers are; nil before the first one.
  var rank: Int?
}

/// A reader of one document, at a place in it.
struct JSONParser {
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
      let isCall = try call()
      var array = NestedArray()
      try value(into: &array, depth: 0)
      if isCall { try endCall() }
      tensor = try Tensor(reading: array.lengths, array.values)
    }
    guard next() == nil else {
      throw fault("\(token().quoted()) follows the end", remedy: "write one array a file")
    }
    return tensor
  }

  /// Steps over `array(` or `tensor(`, if one of them is there.
  private mutating func call() throws(Fault) -> Bool {
    _ = next()
    for name in ["array", "tensor"] where bytes[position...].starts(with: name.utf8) {
      position += name.utf8.count
      try expect(UInt8(ascii: "("))
      return true
    }
    return false
  }

  /// Steps over the end of a call, and a type before it: `, dtype=float32)`.
  private mutating func endCall() throws(Fault) {
    if next() == UInt8(ascii: ",") {
      while let byte = next(), byte != UInt8(ascii: ")") { position += 1 }
    }
    try expect(UInt8(ascii: ")"))
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
    var separator: Separator?
    repeat {
      try value(into: &array, depth: depth + 1)
      length += 1
    } while try anotherElement(after: &separator)
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
    while position < bytes.count, !JSONParser.delimits(bytes[position]) { position += 1 }
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
      if bytes[range].elementsEqual("...".utf8) {
        throw fault(
          "values are left out here", at: start,
          remedy: "save the array with numpy.save, or print all of it")
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

  /// What stands between the elements of an array.
  private enum Separator { case comma, blank }

  /// Whether another element of an array follows, apart as those before it are.
  private mutating func anotherElement(after separator: inout Separator?) throws(Fault) -> Bool {
    let end = position
    let found: Separator
    switch next() {
    case UInt8(ascii: ","): found = .comma
    case let byte? where (position > end || byte == UInt8(ascii: "[")) && JSONParser.begins(byte):
      found = .blank
    default: return try another(before: UInt8(ascii: "]"))
    }
    guard separator == nil || separator == found else { throw mixture(at: end) }
    separator = found
    if found == .comma { position += 1 }
    return true
  }

  /// Commas and blanks both stand between the elements of one array.
  private func mixture(at offset: Int) -> Fault {
    let opening = bytes[..<offset].lastIndex(of: UInt8(ascii: "[")) ?? 0
    let closing = bytes[offset...].firstIndex(of: UInt8(ascii: "]")) ?? bytes.count
    if let fault = DecimalComma.fault(in: Array(bytes[(opening + 1)..<closing])) {
      return Fault(fault.problem, at: place(of: opening), remedy: fault.remedy)
    }
    return fault(
      "commas and blanks both separate values here", at: offset,
      remedy: "write commas between all values, or none")
  }

  /// Whether a byte can begin an element.
  private static func begins(_ byte: UInt8) -> Bool {
    // The last is the first byte of the true minus sign.
    "[+-.0123456789".utf8.contains(byte) || byte == 0xE2
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
}
