/// One place in a list that may be too long to be shown whole.
enum Slot: Hashable {
  /// A thing that is shown.
  case one(Int)
  /// An ellipsis that stands for as many others.
  case more(Int)

  /// The numbers of a range; of more than `limit`, the first ones, an ellipsis and the last one.
  static func slots(_ range: Range<Int>, limit: Int) -> [Slot] {
    guard range.count > limit else { return range.map(Slot.one) }
    let shown = max(1, limit - 2)
    return range.prefix(shown).map(Slot.one) + [.more(range.count - shown - 1)]
      + [.one(range.upperBound - 1)]
  }

  /// The number shown, or none for an ellipsis.
  var shown: Int? { if case .one(let index) = self { index } else { nil } }
}
