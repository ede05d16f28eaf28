import Drawing
import Wording

extension Omission {
  /// What there was no room for, in the reader's words: for a command's note or a lesson's warning.
  public var words: String {
    switch kind {
    case .remarks: say("\(place): there is no room for all of its words")
    case .names: say("\(place): there is no room for symbols or row numbers")
    case .factors: say("\(place): there is no room for the factors of the products")
    case .things(0, _): say("\(place): left out")
    case .things(let shown, let count): say("\(place): \(shown) of \(count) shown")
    case .numbers: say("\(place): colours stand for the numbers")
    }
  }
}

extension Sequence where Element == Omission {
  /// What pictures could not show, in one line; nil where they show everything.
  public var note: String? {
    let omissions = unique
    return omissions.isEmpty ? nil : omissions.map(\.words).joined(separator: "; ")
  }
}

extension Scene {
  /// What the scene could not show, in one line; nil where it shows everything.
  public var omissionNote: String? { omissions.note }
}
