import Drawing
import Wording

/// Which of many inputs or neurons a figure shows: all of a few, else the first ones, the one that
/// stands out and the last, with ellipses for those between.
struct FullyConnectedSlots: Equatable {
  /// One place in a row or column.
  enum Slot: Equatable {
    /// The input or neuron with the given number.
    case item(Int)
    /// So many that are left out.
    case ellipsis(Int)
  }

  /// The places in order.
  let slots: [Slot]
  /// How many there are.
  let count: Int

  /// - Parameters:
  ///   - limit: the most places that there may be; 5 or more.
  ///   - kept: the one that must be shown.
  init(count: Int, limit: Int, keeping kept: Int? = nil) {
    self.count = count
    guard count > limit else {
      slots = (0..<count).map(Slot.item)
      return
    }
    // With one ellipsis the last takes two places; one that is kept between may take two more.
    let leading = limit - 2
    var shown = Array(0..<leading) + [count - 1]
    if let kept, kept >= leading, kept < count - 1 {
      shown = Array(0..<leading - 2) + [kept, count - 1]
    }
    var slots: [Slot] = []
    for (order, index) in shown.enumerated() {
      let left = order == 0 ? index : index - shown[order - 1] - 1
      // An ellipsis for a single one would take as much room as that one.
      if left > 0 { slots.append(left == 1 ? .item(index - 1) : .ellipsis(left)) }
      slots.append(.item(index))
    }
    self.slots = slots
  }

  /// The numbers of those that are shown.
  var items: [Int] {
    slots.compactMap { if case .item(let index) = $0 { index } else { nil } }
  }

  /// Says how many are left out, below what is shown.
  var note: [any Block] {
    let hidden = count - items.count
    return hidden > 0 ? [Fixed.words(say("\(NumberFormat.grouped(hidden)) more"))] : []
  }
}
