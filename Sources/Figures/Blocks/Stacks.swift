import Drawing

/// Blocks side by side, or one below the other: each gets its share of the room, unless it cannot
/// use it; what such blocks leave goes to the others, and what all of them leave widens the gaps.
struct Stack: Block {
  /// Which way the blocks follow one another.
  enum Axis: Sendable {
    /// From left to right.
    case row
    /// From top to bottom.
    case column
  }

  let axis: Axis
  let blocks: [any Block]
  /// The least room between neighbours; nil for the usual one.
  var gap: Double?
  /// The most room between neighbours; nil for the usual one.
  var widest: Double?
  /// How blocks line up across the stack: their bodies' middles, or their starts.
  var alignment = Picture.Alignment.center
  /// The block whose body neighbours line up with; all of them by default.
  var leading: Int?

  /// Blocks from left to right.
  static func row(
    _ blocks: [any Block], gap: Double? = nil, widest: Double? = nil,
    alignment: Picture.Alignment = .center
  ) -> Stack {
    Stack(axis: .row, blocks: blocks, gap: gap, widest: widest, alignment: alignment)
  }

  /// Blocks from top to bottom.
  static func column(
    _ blocks: [any Block], gap: Double? = nil, widest: Double? = nil,
    alignment: Picture.Alignment = .center
  ) -> Stack {
    Stack(axis: .column, blocks: blocks, gap: gap, widest: widest, alignment: alignment)
  }

  var share: Size {
    let shares = blocks.map(\.share)
    let (widths, heights) = (shares.map(\.width), shares.map(\.height))
    return axis == .row
      ? Size(widths.reduce(0, +), heights.max() ?? 1)
      : Size(widths.max() ?? 1, heights.reduce(0, +))
  }

  func least(_ pen: Pen) -> Size {
    let sizes = blocks.map { $0.least(pen) }
    return axis.size(
      length: sizes.map(axis.length).reduce(0, +)
        + (gap ?? pen.measures.gap) * Double(blocks.count - 1),
      breadth: sizes.map(axis.breadth).max() ?? 0)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    guard !blocks.isEmpty else { return Layout(size: .zero) }
    let least = gap ?? pen.measures.gap
    let most = max(least, widest ?? (axis == .row ? pen.measures.widestGap : least))
    let count = Double(blocks.count - 1)
    let free = axis.length(of: room) - least * count
    var taken: [Int: Double] = [:]
    var layouts: [Layout] = []
    // What takes more than it is offered, such as a long title, is served before the others.
    for _ in 0..<3 {
      let lengths = lengths(in: room, free: free, taken: taken, pen)
      layouts = zip(blocks, lengths).map { block, length in
        block.layout(in: axis.size(length: length, breadth: axis.breadth(of: room)), pen)
      }
      let used = layouts.map { axis.length(of: $0.size) }
      guard used.reduce(0, +) > free + 0.5 else { break }
      let before = taken.count
      for (index, length) in lengths.enumerated() where used[index] > length + 0.5 {
        taken[index] = used[index]
      }
      guard taken.count > before else { break }
    }
    let used = layouts.map { axis.length(of: $0.size) }.reduce(0, +)
    let gap =
      count == 0 ? 0 : min(most, max(least, (axis.length(of: room) - used) / (count + 0.4)))
    return placed(layouts, gap: gap, room: room)
  }

  /// The lengths that the blocks are offered: each what it takes in any case, and of the rest its
  /// share as far as it can use it.
  private func lengths(in room: Size, free: Double, taken: [Int: Double], _ pen: Pen) -> [Double] {
    let whole = axis.size(length: max(1, free), breadth: axis.breadth(of: room))
    let limits = blocks.enumerated().map { index, block in
      taken[index] ?? axis.length(of: block.size(in: whole, pen)) + 0.01
    }
    guard limits.reduce(0, +) > free else { return limits }
    let shares = blocks.enumerated().map { index, block in
      taken[index] == nil ? axis.length(of: block.share) : 0
    }
    let least = blocks.indices.map { index in
      taken[index] ?? min(limits[index], axis.length(of: blocks[index].least(pen)))
    }
    let open = shares.indices.filter { shares[$0] > 0 }
    let rest = max(1, free - least.reduce(0, +))
    let widths = Columns.lengths(
      rest, shares: open.map { shares[$0] }, least: open.map { _ in 0 },
      limits: open.map { limits[$0] - least[$0] })
    var lengths = least
    for (index, width) in zip(open, widths) { lengths[index] += width }
    return lengths
  }

  private func placed(_ layouts: [Layout], gap: Double, room: Size) -> Layout {
    // Bodies share a middle, so that what stands above them may differ in height.
    func middle(_ layout: Layout) -> Double {
      switch alignment {
      case .start, .origin: 0
      case .center: axis == .row ? layout.body.midY : layout.body.midX
      case .end: axis.breadth(of: layout.size)
      }
    }
    let line = layouts.map(middle).max() ?? 0
    let breadth = max(
      layouts.map { axis.breadth(of: $0.size) }.max() ?? 0,
      min(
        axis.breadth(of: room),
        layouts.map { line - middle($0) + axis.breadth(of: $0.size) }.max() ?? 0))
    var place = 0.0
    var bodies: [Rectangle] = []
    var result = Layout(size: .zero)
    for layout in layouts {
      let across = min(line - middle(layout), breadth - axis.breadth(of: layout.size))
      let moved = axis == .row ? layout.moved(place, across) : layout.moved(across, place)
      result.add(moved)
      bodies.append(moved.body)
      place += axis.length(of: layout.size) + gap
    }
    result.size = axis.size(length: max(0, place - gap), breadth: breadth)
    result.body =
      leading.map { bodies[$0] } ?? bodies.dropFirst().reduce(bodies[0]) { $0.union($1) }
    return result
  }
}

extension Stack.Axis {
  fileprivate func length(of size: Size) -> Double { self == .row ? size.width : size.height }
  fileprivate func breadth(of size: Size) -> Double { self == .row ? size.height : size.width }
  fileprivate func size(length: Double, breadth: Double) -> Size {
    self == .row ? Size(length, breadth) : Size(breadth, length)
  }
}
