/// Finds what a mistyped word was probably meant to be.
enum Spelling {
  /// The candidate that takes the fewest edits, if that is at most a third of the word's length.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let ranked = candidates.map { (word: $0, distance: distance(word.lowercased(), $0)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, word.count / 3)
    else { return nil }
    return best.word
  }

  /// The number of characters to insert, remove or replace to turn one word into the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let replaced = diagonal + (character == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
