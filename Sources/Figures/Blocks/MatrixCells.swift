import Drawing
import Neural

/// The cells of a matrix, with as much text as fits into each of them.
struct MatrixCells {
  private let matrix: Matrix
  private let grid: Matrix.Lattice
  private let pen: Pen
  private let faces: [(row: Int, column: Int, face: CellFace)]
  private let sizes: Sizes
  /// What had to give way.
  let omissions: [Omission]

  /// The sizes of the texts; nil where they are not set.
  private struct Sizes {
    var main: Double?
    var below: Double?
    var corner: Double?
    var cornerHeight = 0.0
  }

  /// Whether the cells say their numbers.
  var showsNumbers: Bool { sizes.main != nil || !hasText }
  private let hasText: Bool

  init(matrix: Matrix, grid: Matrix.Lattice, pen: Pen) {
    self.matrix = matrix
    self.grid = grid
    self.pen = pen
    faces = matrix.faces
    let texts = matrix.texts(pen)
    let (mains, belows) = (texts.main, texts.below)
    hasText = !mains.isEmpty
    let cell = grid.cell
    // Above its symbol a number stands where a circle is narrower.
    let wide = cell.width * (!matrix.isNeurons ? 0.86 : belows.isEmpty ? 0.66 : 0.6)
    let preferred = max(
      (pen.measures.floor + 0.1) / mains.leastScale,
      min(cell.height * 0.3, pen.measures.largestNumber))

    func fitted(_ texts: TextReach, _ room: Size, _ preferred: Double) -> Double? {
      let size = texts.size(in: room, preferred: preferred)
      return size * texts.leastScale >= pen.measures.floor - 0.01 ? size : nil
    }
    var sizes = Sizes()
    var omissions: [Omission] = []
    if !texts.corner.isEmpty, cell.height >= pen.measures.cornerCell {
      let room = Size(cell.width * 0.78, cell.height * 0.34)
      sizes.corner = fitted(texts.corner, room, max(14.8, min(cell.height * 0.2, 18)))
      sizes.cornerHeight = (sizes.corner ?? 0) * texts.corner.size.height
    }
    let free = cell.height - (sizes.corner == nil ? 0 : sizes.cornerHeight + 7)
    if !belows.isEmpty {
      let main = fitted(mains, Size(wide, free * 0.42), preferred)
      let isSymbol = pen.style.labels == .both
      let below = main.flatMap { main in
        fitted(
          belows, Size(cell.width * 0.84, free * 0.3),
          min(max(main * 0.64, isSymbol ? 19.2 : 14.9), 22))
      }
      if let main, let below, main * 0.64 + below * 0.9 + cell.height * 0.11 <= free * 0.95 {
        sizes.main = main
        sizes.below = below
      } else {
        omissions.append(Omission(isSymbol ? .names : .factors, in: matrix.place))
      }
    }
    if sizes.below == nil, !mains.isEmpty {
      sizes.main =
        fitted(mains, Size(wide, free * 0.62), preferred)
        ?? fitted(mains, Size(wide * 1.07, free * 0.7), preferred)
      if sizes.main == nil, sizes.corner != nil {
        sizes.corner = nil
        sizes.main = fitted(mains, Size(wide, cell.height * 0.62), preferred)
      }
    }
    if sizes.main == nil, !mains.isEmpty {
      sizes.corner = nil
      omissions = [Omission(.numbers, in: matrix.place)]
    }
    self.sizes = sizes
    self.omissions = omissions
  }

  /// The radius of a neuron's circle beside the side of its cell.
  static let radius = 0.42

  /// The rectangles of the cells.
  var anchors: [String: Rectangle] {
    let areFew = faces.count <= 900
    return Dictionary(
      faces.filter { areFew || $0.face.outline != nil }.map {
        ("\(matrix.name) \($0.row),\($0.column)", grid.rectangle($0.row, $0.column))
      }, uniquingKeysWith: { first, _ in first })
  }

  var items: [Item] {
    matrix.isNeurons ? faces.map { neuron($0.row, $0.column, $0.face) } : cells
  }

  // MARK: - Cells

  private var cells: [Item] {
    var fills: [Item] = []
    var texts: [Item] = []
    var outlines: [Item] = []
    for (row, column, face) in faces {
      let box = grid.rectangle(row, column)
      let fill = face.fill(pen.theme, showsHeat: !showsNumbers)
      if let fill { fills.append(.rectangle(box, radius: 0, .fill(fill))) }
      let isHot = face.heat != nil && (face.isHeat || !showsNumbers)
      if pen.theme.hatchesNegative, face.isNegative, isHot {
        let color = (fill ?? pen.theme.paper).mixed(with: pen.theme.negative, 0.25)
        fills += Picture.hatch(in: box, color: color, spacing: 7).items
      }
      if face.isDashed, face.number != nil {
        outlines.append(
          .rectangle(box.inset(1), radius: 2, .stroke(pen.theme.frame, 0.9, dash: [3, 3])))
      }
      if let outline = face.outline {
        outlines.append(.rectangle(box, radius: 3, Paint(stroke: outline)))
      }
      let shown = self.texts(of: face, in: box, on: fill)
      if !shown.isEmpty || face.mark != nil {
        texts.append(
          .group(Tag("cell", "\(matrix.name) \(row),\(column)", source: face.mark), shown))
      }
    }
    return fills + [lines, matrix.outline(grid, pen)] + texts + outlines
  }

  private var lines: Item {
    let box = grid.frame
    var elements: [Path.Element] = []
    for row in 1..<max(matrix.rows, 1) {
      let y = box.minY + Double(row) * grid.cell.height
      elements += [.move(Point(box.minX, y)), .line(Point(box.maxX, y))]
    }
    for column in 1..<max(matrix.columns, 1) {
      let x = box.minX + Double(column) * grid.cell.width
      elements += [.move(Point(x, box.minY)), .line(Point(x, box.maxY))]
    }
    return .path(
      Path(elements), .stroke(pen.theme.hairline, grid.cell.height < 16 ? 0.5 : 1))
  }

  // MARK: - Neurons

  private func neuron(_ row: Int, _ column: Int, _ face: CellFace) -> Item {
    let box = grid.rectangle(row, column)
    guard !face.isGap else { return .group(Tag("ellipsis"), texts(of: face, in: box, on: nil)) }
    let radius = min(box.width, box.height) * MatrixCells.radius
    let fill = face.fill(pen.theme, showsHeat: !showsNumbers)
    let isRinged = face.outline != nil && face.isHeat
    var items: [Item] = []
    let outline: Stroke
    if face.isDashed {
      outline = Stroke(
        color: pen.theme.hairline.mixed(with: pen.theme.frame, 0.5), width: 1.4, dash: [4, 4])
    } else {
      outline = face.outline ?? Stroke(color: pen.theme.frame, width: 1.2)
    }
    if isRinged {
      // A gap of paper between the ring and the heat keeps both colours apart.
      items.append(.circle(center: box.center, radius: radius, Paint(stroke: outline)))
      items.append(
        .circle(center: box.center, radius: max(1, radius - 5), Paint(fill: fill)))
    } else {
      items.append(
        .circle(center: box.center, radius: radius, Paint(fill: fill, stroke: outline)))
    }
    let texts = texts(of: face, in: box, on: fill)
    items += texts
    if let badge = face.badge, radius >= 20 {
      let bounds = texts.flatMap(\.flattened).compactMap(\.bounds)
      // On the circle's edge, or as far out as leaves the texts free.
      let places = stride(from: max(radius * 0.72, 18.5), to: box.width / 2 + 6, by: 1)
      let badges = places.lazy.map {
        pen.badge(badge, color: outline.color, at: box.center.moved(-$0, -$0))
      }
      items += badges.first { badge in !bounds.contains { $0.overlaps(badge.bounds) } }?.items ?? []
    }
    return .group(
      Tag("neuron", "\(matrix.name) \(row),\(column)", source: face.mark), items)
  }

  // MARK: - Texts

  private func texts(of face: CellFace, in box: Rectangle, on fill: Color?) -> [Item] {
    guard let size = sizes.main else { return [] }
    let lines = face.lines(pen.style.labels)
    guard let text = lines.main else { return [] }
    let color = face.color(pen.theme, on: fill)
    let corner = face.corner.flatMap { corner in
      sizes.corner.map { self.corner(corner, size: $0, in: box, face: face, fill: fill) }
    }
    let main = pen.formula(
      face.isStrong ? text.weighted(.bold) : text, size: size, color: color)
    // Numbers share a baseline, so they are centred by the height of their digits.
    let drop = size * 0.32
    let isCornered = corner != nil
    // A number that is as wide as its cell stays clear of the frame.
    let shift = max(0, min(box.width * 0.07, (box.width - main.bounds.width) / 2 - 5))
    let middle = Point(
      box.midX - (isCornered ? shift : 0),
      box.midY - (isCornered ? sizes.cornerHeight / 2 + 3 : 0))
    guard let below = lines.below, let small = sizes.below else {
      return main.moved(middle.x - main.bounds.midX, middle.y + drop).items + (corner ?? [])
    }
    let lower = pen.formula(below, size: small, color: color)
    let gap = min(box.height * 0.11, 12)
    let height = size * 0.64 + gap + lower.bounds.height
    let top = middle.y - height / 2
    return main.moved(middle.x - main.bounds.midX, top + size * 0.64).items
      + lower.moved(
        middle.x - lower.bounds.midX, top + size * 0.64 + gap - lower.bounds.minY
      ).items + (corner ?? [])
  }

  /// The weight on a cell, small in its lower right corner: on a tab where there is room.
  private func corner(
    _ formula: Formula, size: Double, in box: Rectangle, face: CellFace, fill: Color?
  ) -> [Item] {
    let isTab = grid.cell.height >= pen.measures.tabCell
    let ground = isTab ? pen.theme.paper : fill ?? pen.theme.paper
    let color =
      face.identity.map { pen.theme.text(in: $0, on: ground) } ?? pen.theme.text(on: ground)
    let text = pen.formula(formula, size: size, color: color)
    let inset = isTab ? 6.0 : 4.0
    let edge = isTab ? 5.0 : 3.5
    let tab = Rectangle(
      box.maxX - edge - text.bounds.width - 2 * inset,
      box.maxY - edge - sizes.cornerHeight - 2 * 4, text.bounds.width + 2 * inset,
      sizes.cornerHeight + 8)
    let placed = text.moved(
      tab.midX - text.bounds.midX, tab.midY - (text.bounds.minY + text.bounds.maxY) / 2)
    guard isTab else { return placed.items }
    let paint = Paint(
      fill: pen.theme.paper,
      stroke: Stroke(color: face.identity ?? pen.theme.frame, width: 1.2))
    return [.rectangle(tab, radius: 4, paint)] + placed.items
  }
}

extension Formula {
  /// The formula with its numbers in another weight.
  func weighted(_ weight: FontWeight) -> Formula {
    switch self {
    case .number(let text, _): .number(text, weight)
    case .colored(let color, let formula): .colored(color, formula.weighted(weight))
    case .sourced(let source, let formula): .sourced(source, formula.weighted(weight))
    case .row(let parts): .row(parts.map { $0.weighted(weight) })
    case .math, .words, .relation, .scripts, .fraction, .space, .construct: self
    }
  }
}

extension Matrix {
  /// A matrix that has nothing around it.
  init(
    _ name: String, _ place: String, _ extent: Extent,
    face: @escaping @Sendable (Cell) -> CellFace
  ) {
    self.init(name: name, place: place, rows: extent.rows, columns: extent.columns) { row, column in
      row >= 0 && column >= 0 && row < extent.rows && column < extent.columns
        ? face(Cell(row, column)) : nil
    }
  }
}
