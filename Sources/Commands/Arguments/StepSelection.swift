import ArgumentParser
import Traces

/// Which steps of a pass are wanted: `all`, or a list such as `0-3,7,last`.
struct StepSelection: Equatable, Sendable {
  /// One end of a range.
  enum Bound: Equatable, Sendable {
    case index(Int)
    case last

    func index(of count: Int) -> Int { index(orLast: count - 1) }

    func index(orLast last: Int) -> Int {
      switch self {
      case .index(let index): index
      case .last: last
      }
    }
  }

  /// The ranges of the list, both ends included.
  let ranges: [(first: Bound, last: Bound)]

  /// Every step.
  static let all = StepSelection(ranges: [(.index(0), .last)])

  /// The selection that an argument names.
  ///
  /// - Throws: `ValidationError` where it names none.
  static func parse(_ argument: String) throws -> StepSelection {
    if argument == "all" { return .all }
    var ranges: [(Bound, Bound)] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Bound.init)
      guard ends.count <= 2, let first = ends.first, let first, let last = ends.last, let last
      else {
        throw ValidationError("give all, or steps such as 0-15 or 0-3,7,last; they count from 0")
      }
      ranges.append((first, last))
    }
    return StepSelection(ranges: ranges)
  }

  /// The ranges as indices of a pass with `count` steps.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where a step is not there, or a range is reversed.
  func ranges(of count: Int, named noun: String = "step") throws(Failure) -> [ClosedRange<Int>] {
    var resolved: [ClosedRange<Int>] = []
    for range in ranges {
      let first = range.first.index(of: count)
      let last = range.last.index(of: count)
      for step in [first, last] { try StepSelection.check(step, of: count, named: noun) }
      guard first <= last else {
        throw Failure(.usage, "\(first)-\(last) runs backwards; give \(last)-\(first)")
      }
      resolved.append(first...last)
    }
    return resolved
  }

  /// The ranges for passes of several lengths, of which the longest has `count` steps: `last` stays
  /// the last step of each.
  ///
  /// - Throws: ``Failure``, as ``ranges(of:named:)`` does.
  func openRanges(of count: Int) throws(Failure) -> [ClosedRange<Int>] {
    _ = try ranges(of: count)
    return ranges.map { range in
      let first = range.first.index(orLast: TraceSelection.last)
      // What begins at the last step is that step, whatever number it ends with.
      return first...max(first, range.last.index(orLast: TraceSelection.last))
    }
  }

  /// The selected indices of a pass with `count` steps: each once, in order.
  ///
  /// - Throws: ``Failure``, as ``ranges(of:named:)`` does.
  func indices(of count: Int, named noun: String = "step") throws(Failure) -> [Int] {
    Set(try ranges(of: count, named: noun).joined()).sorted()
  }

  /// Refuses a step that a pass does not have, saying which it has.
  static func check(_ step: Int, of count: Int, named noun: String = "step") throws(Failure) {
    guard step < 0 || step >= count else { return }
    throw Failure(
      .usage,
      "there is no \(noun) \(step); "
        + (count == 1 ? "the only \(noun) is 0" : "the \(noun)s are 0 to \(count - 1)"))
  }

  static func == (left: StepSelection, right: StepSelection) -> Bool {
    left.ranges.elementsEqual(right.ranges, by: ==)
  }
}

extension StepSelection.Bound {
  init?(_ text: some StringProtocol) {
    if text == "last" {
      self = .last
    } else if let index = Int(text), text.first?.isNumber == true {
      self = .index(index)
    } else {
      return nil
    }
  }
}
