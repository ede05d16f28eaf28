/// Shares out a room among blocks.
enum Columns {
  /// Shares out a width among blocks of which some cannot use all that they are offered.
  static func widths(room: Double, shares: [Double], limits: [Double]) -> [Double] {
    var widths = limits
    var open = Array(shares.indices)
    var rest = room
    while !open.isEmpty {
      let total = open.map { shares[$0] }.reduce(0, +)
      let limited = open.filter { limits[$0] <= rest * shares[$0] / total }
      if limited.isEmpty {
        for index in open { widths[index] = rest * shares[index] / total }
        break
      }
      for index in limited { rest -= limits[index] }
      open.removeAll(where: limited.contains)
    }
    return widths
  }
}
