/// Finds what a misspelt name was probably meant to be.
public enum Spelling {
  /// The names that differ least from a misspelt one, at most two; none if all are far away.
  public static func nearest(to name: String, among names: [String]) -> [String] {
    let distances = names.map { (name: $0, distance: distance(name.lowercased(), $0)) }
    guard let least = distances.map(\.distance).min(), least <= max(2, name.count / 2) else {
      return names.filter { !name.isEmpty && $0.contains(name.lowercased()) }.prefix(2).map { $0 }
    }
    return distances.filter { $0.distance == least }.prefix(2).map(\.name)
  }

  /// The number of letters that must be put in, taken out or changed to make one word the other.
  ///
  /// Source: R. Wagner and M. Fischer, *The String-to-String Correction Problem* (1974).
  public static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let substitution = diagonal + (letter == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(substitution, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
