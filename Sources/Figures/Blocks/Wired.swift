import Drawing

/// A block with wires between its anchors.
struct Wired: Block {
  let block: any Block
  let wires: [Wire]

  init(_ block: any Block, _ wires: [Wire]) {
    self.block = block
    self.wires = wires
  }

  var share: Size { block.share }

  func least(_ pen: Pen) -> Size { block.least(pen) }

  func size(in room: Size, _ pen: Pen) -> Size { block.size(in: room, pen) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = block.layout(in: room, pen)
    var texts = layout.items.textBounds
    for wire in wires {
      let paths = wire.ways.compactMap { $0.path(layout.anchors) }
      guard let first = paths.first else { continue }
      guard let path = paths.first(where: { !texts.contains(where: $0.crosses) }) else {
        // No line runs through a text: rather is it left out.
        layout.crossings += texts.filter(first.crosses).count
        continue
      }
      let items = wire.items(path, pen)
      texts += items.textBounds
      layout.items += items
    }
    return layout
  }
}

extension [Item] {
  /// The rectangles that lines keep out of: those of the texts.
  fileprivate var textBounds: [Rectangle] {
    flatMap(\.flattened).compactMap { item in
      if case .text(let run) = item { run.bounds.inset(-1, 1.5) } else { nil }
    }
  }
}

extension Wire {
  /// The wire and other ways that it can take, the best first.
  fileprivate var ways: [Wire] {
    func way(_ route: Route) -> Wire {
      var wire = self
      wire.route = route
      return wire
    }
    func leaving(_ share: Double) -> Wire {
      Wire(
        End(name: from.name, side: from.side, share: share), to, route, color: color,
        width: width, hasHead: hasHead, label: label)
    }
    return switch route {
    case .elbow: [self] + [0.5, 0.3, 0.7, 0.15, 0.85].map { way(.elbow($0)) }
    case .leave: [self, leaving(0), leaving(1)]
    case .around(let matrix, let turn):
      [turn, 0.25, 0.75, 0.1, 0.9].map { way(.around(matrix, turn: $0)) }
    case .curve: [self, way(.elbow(0.5)), way(.elbow(0.3)), way(.elbow(0.7))]
    default: [self]
    }
  }
}

extension Wire {
  /// One of several wires that meet at a sign, spread over its left: those from above land above.
  static func fan(
    _ name: String, to sign: String, order: Int, of count: Int, color: Color? = nil,
    width: Double = 1.8, hasHead: Bool = true
  ) -> Wire {
    guard count > 1 else {
      return Wire(.right(name), .left(sign), .level, color: color, width: width, hasHead: hasHead)
    }
    let turn = 0.5 + 0.15 * (2 * Double(order) / Double(count - 1) - 1)
    return Wire(
      .right(name), .around(sign, turn), .curve, color: color, width: width, hasHead: hasHead)
  }
}
