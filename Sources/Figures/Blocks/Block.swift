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
  /// How much it takes from the figure in any room.
  var leastLoss: Int { get }
}

extension Block {
  func size(in room: Size, _ pen: Pen) -> Size { layout(in: room, pen).size }
  var share: Size { Size(1, 1) }
  func least(_ pen: Pen) -> Size { .zero }
  var leastLoss: Int { 0 }
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
  private(set) var omissions: [Omission] = []
  /// How much that takes from the figure.
  var loss = 0
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
    let new = other.omissions.filter { !omissions.contains($0) }
    // What several sheets of one volume lack is lacking once.
    if !new.isEmpty { loss += other.loss }
    omissions += new
    content += other.content
    crossings += other.crossings
  }

  /// Notes that something gave way.
  ///
  /// - Parameter cost: how much that takes from the figure; by default what its kind costs. What a
  ///   block never meant to show costs nothing.
  mutating func omit(_ omission: Omission, cost: Int? = nil) {
    guard !omissions.contains(omission) else { return }
    omissions.append(omission)
    switch omission.kind {
    case .numbers: loss += cost ?? 100
    case .things: loss += cost ?? 12
    case .factors: loss += cost ?? 4
    case .names: loss += cost ?? 3
    case .remarks: loss += cost ?? 1
    }
  }
}

/// A block that titles and neighbours line up with as a whole, its own titles included.
struct Whole: Block {
  let block: any Block

  init(_ block: any Block) { self.block = block }

  var share: Size { block.share }
  func least(_ pen: Pen) -> Size { block.least(pen) }
  func size(in room: Size, _ pen: Pen) -> Size { block.size(in: room, pen) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = block.layout(in: room, pen)
    layout.body = Rectangle(origin: .zero, size: layout.size)
    return layout
  }
}

/// A block that stands for a fuller one, and says what it lacks.
struct Lacking: Block {
  let block: any Block
  /// What is left out, in the reader's words, and how much that takes from the figure.
  let things: [(place: String, cost: Int)]

  init(_ things: [(place: String, cost: Int)], _ block: any Block) {
    self.block = block
    self.things = things
  }

  var share: Size { block.share }
  var leastLoss: Int { things.map(\.cost).reduce(0, +) }
  func least(_ pen: Pen) -> Size { block.least(pen) }
  func size(in room: Size, _ pen: Pen) -> Size { block.size(in: room, pen) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = block.layout(in: room, pen)
    for (place, cost) in things {
      layout.omit(Omission(.things(shown: 0, of: 1), in: place), cost: cost)
    }
    return layout
  }
}

/// A block that shows some of many things, and counts them.
struct Counted: Block {
  let block: any Block
  let shown: Int
  let count: Int
  /// What they are, in the reader's words.
  let place: String

  init(_ block: any Block, shown: Int, of count: Int, place: String) {
    (self.block, self.shown, self.count, self.place) = (block, shown, count, place)
  }

  var share: Size { block.share }
  func least(_ pen: Pen) -> Size { block.least(pen) }
  func size(in room: Size, _ pen: Pen) -> Size { block.size(in: room, pen) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = block.layout(in: room, pen)
    if shown < count { layout.omit(Omission(.things(shown: shown, of: count), in: place), cost: 0) }
    return layout
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

/// A narrow block that keeps its width beside blocks whose titles ask for room of their own.
struct AtLeast: Block {
  let width: Double
  let block: any Block

  init(width: Double, _ block: any Block) {
    self.width = width
    self.block = block
  }

  var share: Size { block.share }
  func size(in room: Size, _ pen: Pen) -> Size { block.size(in: room, pen) }
  func layout(in room: Size, _ pen: Pen) -> Layout { block.layout(in: room, pen) }

  func least(_ pen: Pen) -> Size {
    let least = block.least(pen)
    return Size(max(width, least.width), least.height)
  }
}
