import Neural

/// The handwritten digits that come with the program: 1,797 images of 8 × 8 pixels.
///
/// Their values 0 … 16 become 0 … 1, exactly. Their source is named beside their ``table``.
enum Digits {
  private static let pixels = 64
  /// A digit, a space, the pixels, and a line feed, which the last line has not.
  private static let lineLength = pixels + 3

  /// Image `index`, from 0, among those of a digit 0 … 9, as [8, 8].
  static func image(of digit: Int, index: Int) throws(Fault) -> Tensor {
    let images = table.withUTF8Buffer { text in
      stride(from: 0, to: text.count, by: lineLength)
        .filter { value(of: text[$0]) == digit }
        .map { start in text[(start + 2)...].prefix(pixels).map { Double(value(of: $0)) / 16 } }
    }
    guard images.indices.contains(index) else {
      throw Fault(
        "there are only \(images.count) images of the digit \(digit)",
        remedy: "write digit:\(digit)#0 to digit:\(digit)#\(images.count - 1)")
    }
    return try Tensor(reading: [8, 8], images[index])
  }

  /// How many images there are.
  static var count: Int { (table.utf8CodeUnitCount + 1) / lineLength }

  /// The image of that number among all, 0 ..< ``count``, as [8, 8], and the digit that it shows.
  static func item(_ index: Int) throws(Fault) -> (image: Tensor, label: Int) {
    precondition((0..<count).contains(index), "image \(index) of \(count)")
    let (label, values) = table.withUTF8Buffer { text in
      let start = index * lineLength
      return (
        value(of: text[start]),
        text[(start + 2)...].prefix(pixels).map { Double(value(of: $0)) / 16 }
      )
    }
    return (try Tensor(reading: [8, 8], values), label)
  }

  /// The value of a digit of base 17, in which A to G follow 9.
  private static func value(of digit: UInt8) -> Int {
    Int(digit) - Int(digit < UInt8(ascii: "A") ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10)
  }
}
