import Drawing

/// Panels side by side across a room: how wide each is and where it stands.
///
/// Each panel gets its share of the width, unless it cannot use it; what such panels leave goes to
/// the others, and what all of them leave widens the gaps, so that the page is filled.
struct Columns {
  /// The widths of the panels.
  let widths: [Double]
  /// The left edges of the panels.
  let lefts: [Double]
  /// The gaps between neighbouring panels.
  let gaps: [Double]

  /// Columns in a room.
  ///
  /// - Parameters:
  ///   - indent: room kept free at the left, for row numbers.
  ///   - shares: how the width is shared out.
  ///   - limits: the width that each panel can use at the most.
  ///   - gaps: the least widths of the gaps, one fewer than there are panels.
  init(in room: Rectangle, indent: Double, shares: [Double], limits: [Double], gaps: [Double]) {
    let least = gaps.reduce(0, +) + indent
    let widths = Columns.widths(room: room.width - least, shares: shares, limits: limits)
    let free = room.width - least - widths.reduce(0, +)
    // A single panel is centred; several spread to both edges, but not without bound.
    let extra = gaps.isEmpty ? 0 : min(free / Double(gaps.count), 150)
    let spread = gaps.map { $0 + extra }
    var x = room.minX + indent + (free - extra * Double(gaps.count)) / 2
    self.lefts = widths.enumerated().map { index, width in
      defer { x += width + (index < spread.count ? spread[index] : 0) }
      return x
    }
    self.widths = widths
    self.gaps = spread
  }

  /// The middle of the gap behind a panel.
  func middle(ofGap index: Int) -> Double { lefts[index] + widths[index] + gaps[index] / 2 }

  /// Shares out a width among panels of which some cannot use all that they are offered.
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
