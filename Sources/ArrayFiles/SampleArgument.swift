import Neural

/// What stands behind the colon of a sample, read as a size, a shape, a digit or a letter.
struct SampleArgument {
  private let keyword: String
  private let text: String
  private let example: String

  /// The argument of a keyword; `example` is one that would be right.
  init(_ keyword: String, _ text: String?, example: String) throws(Fault) {
    self.keyword = keyword
    self.text = text ?? ""
    self.example = example
    guard !self.text.isEmpty else {
      throw Fault(
        "\(keyword) needs something behind a colon", remedy: "write \(keyword):\(example)")
    }
  }

  /// A shape such as `4x5` or `2×3×3`.
  func shape() throws(Fault) -> [Int] {
    let lengths = text.split(omittingEmptySubsequences: false) { "x×X".contains($0) }
    let shape = lengths.compactMap { SampleArgument.wholeNumber($0) }
    guard shape.count == lengths.count else {
      throw Fault("\(text.quoted()) is not a shape", remedy: "write \(keyword):\(example)")
    }
    _ = try Tensor.declaredCount(of: shape)
    return shape
  }

  /// A shape and a seed, such as `3x3@42`; the seed is 0 where it is left out.
  func shapeAndSeed() throws(Fault) -> (shape: [Int], seed: UInt64) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let shape = try SampleArgument(keyword, String(parts[0]), example: example).shape()
    guard parts.count > 1 else { return (shape, 0) }
    guard parts[1].allSatisfy({ "0123456789".contains($0) }), let seed = UInt64(parts[1]) else {
      throw Fault(
        "\(parts[1].quoted()) is not a seed", remedy: "write a whole number, as in random:3x3@42")
    }
    return (shape, seed)
  }

  /// The side of a filter.
  func side(in sides: some Sequence<Int>, allowed: String) throws(Fault) -> Int {
    guard let side = SampleArgument.wholeNumber(text), sides.contains(side) else {
      throw Fault(
        "\(text.quoted()) is not a size for \(keyword)",
        remedy: "sizes are \(allowed), as in \(keyword):\(example)")
    }
    return side
  }

  /// A digit and which one of its kind, such as `7#3`; the first where that is left out.
  func digit() throws(Fault) -> (digit: Int, index: Int) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let digit = SampleArgument.wholeNumber(parts[0]), digit < 10 else {
      throw Fault(
        "\(parts[0].quoted()) is not a digit", remedy: "write digit:0 to digit:9")
    }
    guard parts.count > 1 else { return (digit, 0) }
    guard let index = SampleArgument.wholeNumber(parts[1]) else {
      throw Fault(
        "\(parts[1].quoted()) is not a number of an image",
        remedy: "write digit:\(digit)#0 for the first \(digit)")
    }
    return (digit, index)
  }

  /// A photograph and perhaps one of its channels, such as `coffee#grey`.
  func photograph() throws(Fault) -> (name: String, channel: Selection.Channel?) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count > 1 else { return (text, nil) }
    guard case .channel(let channel) = Selection(String(parts[1])) else {
      throw Fault(
        "\(parts[1].quoted()) is not a channel of a picture",
        remedy: "write \(keyword):\(example)#red, #green, #blue or #grey")
    }
    return (String(parts[0]), channel)
  }

  /// The rows of a letter.
  func letter() throws(Fault) -> [[Double]] {
    // In upper case ß has two letters.
    let letters = text.uppercased()
    guard letters.count == 1, let rows = letters.first.flatMap(Letters.rows) else {
      throw Fault("\(text.quoted()) is not a letter", remedy: "write letter:A to letter:Z")
    }
    return rows
  }

  /// The number that plain digits spell; no sign, no blank.
  private static func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
    return Int(text)
  }
}
