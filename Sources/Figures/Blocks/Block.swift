import Drawing

/// A part of a figure that measures itself in a proposed room and draws itself in a given one.
///
/// Blocks are put into rows, columns and grids; a page, a panel of a slide, a tight cut and a strip
/// come from the same description.
protocol Block: Sendable {
  /// The size that the block takes of a room: as much as it can use, and never more than the room
  /// where it can give things up instead.
  func size(in room: Size, _ pen: Pen) -> Size
  /// The block drawn in a room, with the corner of what it takes at (0, 0).
  func layout(in room: Size, _ pen: Pen) -> Layout
  /// How much of a row or column the block asks for beside others: about the number of its cells.
  var share: Size { get }
  /// The room that it takes whatever it is offered: titles, legends, signs.
  func least(_ pen: Pen) -> Size
}

extension Block {
  func size(in room: Size, _ pen: Pen) -> Size { layout(in: room, pen).size }
  var share: Size { Size(1, 1) }
  func least(_ pen: Pen) -> Size { .zero }
}

/// A block that has been drawn.
struct Layout: Sendable {
  /// The room that it takes.
  var size: Size
  /// What is drawn, in the room's coordinates.
  var items: [Item]
  /// The rectangles that wires lead to and that lines stand at, by name: `input`, `input 0,1`.
  var anchors: [String: Rectangle] = [:]
  /// What had to give way.
  var omissions: [Omission] = []
  /// The rectangle that headings and neighbours are lined up with.
  var body: Rectangle
  /// The area of what tells something: a measure of how well the room is used.
  var content: Double = 0
  /// How many texts lines run through.
  var crossings = 0

  init(size: Size, items: [Item] = [], body: Rectangle? = nil) {
    self.size = size
    self.items = items
    self.body = body ?? Rectangle(origin: .zero, size: size)
  }

  /// A picture as it is.
  init(_ picture: Picture) {
    let placed = picture.placed(at: .zero)
    self.init(size: placed.bounds.size, items: placed.items)
  }

  /// The layout moved by (dx, dy).
  func moved(_ dx: Double, _ dy: Double) -> Layout {
    var moved = self
    moved.items = items.map { $0.moved(dx, dy) }
    moved.anchors = anchors.mapValues { $0.moved(dx, dy) }
    moved.body = body.moved(dx, dy)
    return moved
  }

  /// Draws another layout, which is already where it belongs, over this one.
  mutating func add(_ other: Layout) {
    items += other.items
    anchors.merge(other.anchors) { first, _ in first }
    for omission in other.omissions where !omissions.contains(omission) {
      omissions.append(omission)
    }
    content += other.content
    crossings += other.crossings
  }

  /// How much had to give way: numbers weigh more than all the rest.
  var loss: Int {
    omissions.reduce(50 * crossings) { loss, omission in
      switch omission.kind {
      case .numbers: loss + 100
      case .things: loss + 12
      case .factors: loss + 4
      case .names: loss + 3
      case .remarks: loss + 1
      }
    }
  }
}

/// A picture of a fixed size as a block: a sign, a formula, words.
struct Fixed: Block {
  /// The picture, for the pen.
  let picture: @Sendable (Pen) -> Picture
  /// What its rectangle is called.
  var name: String?

  init(_ name: String? = nil, _ picture: @escaping @Sendable (Pen) -> Picture) {
    self.name = name
    self.picture = picture
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = Layout(picture(pen))
    if let name { layout.anchors[name] = layout.body }
    return layout
  }

  var share: Size { .zero }

  func least(_ pen: Pen) -> Size { picture(pen).bounds.size }

  /// An operator between blocks: ⋆, =, +.
  static func sign(_ text: String) -> Fixed {
    Fixed { pen in pen.sign(text, size: 30) }
  }

  /// A formula.
  static func formula(_ formula: Formula, size: Double = 20, isMuted: Bool = false) -> Fixed {
    Fixed { pen in
      pen.formula(formula, size: size, color: isMuted ? pen.theme.muted : nil)
    }
  }

  /// Quiet words.
  static func words(_ text: String) -> Fixed {
    .formula(.words(text), size: Measures().caption, isMuted: true)
  }

  /// Nothing.
  static let nothing = Fixed { _ in .empty }
}
