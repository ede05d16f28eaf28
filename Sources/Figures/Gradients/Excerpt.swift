/// Which of many things a figure shows: all of a few; of many the first ones, one in the middle and
/// the last, with ellipses that say how many are left out.
struct Excerpt: Equatable {
  /// One place in the row.
  enum Place: Equatable {
    /// The thing with the given number; `order` counts those that are shown.
    case item(Int, order: Int)
    /// So many things that are left out.
    case ellipsis(Int)
  }

  /// The places in order.
  let places: [Place]

  /// - Parameters:
  ///   - count: how many things there are.
  ///   - limit: up to how many all are shown.
  ///   - leading: how many are shown at the beginning where not all are.
  ///   - hasMiddle: whether one in the middle is shown where not all are.
  init(count: Int, limit: Int = 6, leading: Int = 2, hasMiddle: Bool = true) {
    guard count > max(limit, leading + (hasMiddle ? 2 : 1)) else {
      places = (0..<count).map { .item($0, order: $0) }
      return
    }
    let middle = max(count / 2, leading)
    let shown = Array(0..<leading) + (hasMiddle && middle < count - 1 ? [middle] : []) + [count - 1]
    var places: [Place] = []
    for (order, index) in shown.enumerated() {
      let left = order == 0 ? index : index - shown[order - 1] - 1
      if left > 0 { places.append(.ellipsis(left)) }
      places.append(.item(index, order: order))
    }
    self.places = places
  }

  /// The numbers of the things that are shown.
  var items: [Int] {
    places.compactMap { if case .item(let index, _) = $0 { index } else { nil } }
  }

  /// Whether all things are shown.
  var isComplete: Bool { items.count == places.count }
}
