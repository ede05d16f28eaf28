/// Shares out a room among blocks.
enum Columns {
  /// The lengths of blocks that ask for shares of a room: each at least what it takes in any case, and
  /// at most what it can use; what such a block takes more or less than its share, the others bear.
  ///
  /// - Parameter limits: The most that each can use; nil where all can use what they get.
  static func lengths(
    _ room: Double, shares: [Double], least: [Double], limits: [Double]? = nil
  ) -> [Double] {
    var lengths = least
    var open = shares.indices.filter { shares[$0] > 0 }
    var rest = room - least.indices.filter { shares[$0] == 0 }.map { least[$0] }.reduce(0, +)
    while !open.isEmpty {
      let unit = rest / open.map { shares[$0] }.reduce(0, +)
      for index in open {
        let most = limits.map { max($0[index], least[index]) } ?? .infinity
        lengths[index] = min(max(unit * shares[index], least[index]), most)
      }
      // Those that are bound the way that most room is lost or won keep what they have.
      let excess = open.map { lengths[$0] }.reduce(0, +) - rest
      let bound = open.filter { index in
        let change = lengths[index] - unit * shares[index]
        return excess > 1e-9 ? change > 0 : excess < -1e-9 ? change < 0 : true
      }
      rest -= bound.map { lengths[$0] }.reduce(0, +)
      open.removeAll(where: bound.contains)
      if bound.isEmpty { break }
    }
    return lengths
  }
}
