import Documents

/// The steps of a figure that a slide asks for: `all`, or a list such as `0-3,7,last`.
struct StepList: Sendable, Equatable {
  /// One end of a range.
  private enum Bound: Sendable, Equatable {
    case index(Int)
    case last
  }

  private var ranges: [(first: Bound, last: Bound)]

  /// The list that a text names; nil where it names none.
  init?(_ text: String) {
    guard text.trimmed != "all" else {
      ranges = [(.index(0), .last)]
      return
    }
    ranges = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(StepList.bound)
      guard ends.count <= 2, let first = ends.first, let first, let last = ends.last, let last
      else { return nil }
      ranges.append((first, last))
    }
  }

  /// The steps of a figure with `count` steps, in the order in which they are asked for.
  ///
  /// - Throws: ``LessonError`` at `place` where a step is not there, a range runs backwards, or there are
  ///   more than a deck has pages for.
  func steps(of count: Int, at place: Place) throws(LessonError) -> [Int] {
    var steps: [Int] = []
    for range in ranges {
      let (first, last) = (index(range.first, count), index(range.last, count))
      for step in [first, last] { try StepList.check(step, of: count, at: place) }
      guard first <= last else {
        throw LessonError("\(first)-\(last) runs backwards; give \(last)-\(first)", at: place)
      }
      guard last - first < StepList.maximumCount - steps.count else {
        throw LessonError(
          "these are more than \(StepList.maximumCount) steps, a page each; give some of them, such "
            + "as 0-15,last", at: place)
      }
      for step in first...last where steps.last != step { steps.append(step) }
    }
    return steps
  }

  /// The most steps that a slide shows, each on a page of its own.
  private static let maximumCount = 1000

  /// Refuses a step that a figure does not have, saying which it has.
  static func check(_ step: Int, of count: Int, at place: Place) throws(LessonError) {
    guard !(0..<count).contains(step) else { return }
    throw LessonError(
      "there is no step \(step); "
        + (count <= 1 ? "the only step is 0" : "the steps are 0 to \(count - 1)"), at: place)
  }

  private func index(_ bound: Bound, _ count: Int) -> Int {
    switch bound {
    case .index(let index): index
    case .last: max(count - 1, 0)
    }
  }

  private static func bound(_ text: Substring) -> Bound? {
    let text = String(text).trimmed
    if text == "last" { return .last }
    guard text.first?.isNumber == true, let index = Int(text) else { return nil }
    return .index(index)
  }

  static func == (left: StepList, right: StepList) -> Bool {
    left.ranges.elementsEqual(right.ranges, by: ==)
  }
}
