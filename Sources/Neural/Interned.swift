import Synchronization

/// A text that is kept once for the whole program and known by its number.
///
/// Addresses name stages and tensors, and each term of each step has up to three addresses: with
/// numbers in them they are compared and copied without looking at any text. What is kept is never
/// let go; there are as many names as stages and tensors were ever spoken of.
@usableFromInline
struct Interned: Sendable, Hashable {
  @usableFromInline let number: Int32

  /// The empty text.
  @usableFromInline static let empty = Interned(number: 0)

  @usableFromInline
  init(number: Int32) { self.number = number }

  /// A text.
  @usableFromInline
  init(_ text: String) {
    number = text.isEmpty ? 0 : Interned.table.withLock { $0.number(of: text) }
  }

  /// The text.
  @usableFromInline var text: String {
    number == 0 ? "" : Interned.table.withLock { $0.texts[Int(number)] }
  }

  private struct Table {
    var texts = [""]
    var numbers = ["": Int32(0)]

    mutating func number(of text: String) -> Int32 {
      if let number = numbers[text] { return number }
      let number = Int32(texts.count)
      texts.append(text)
      numbers[text] = number
      return number
    }
  }

  private static let table = Mutex(Table())
}
