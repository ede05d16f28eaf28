import Drawing
import Wording

/// Cells in rows and columns, or a map of neurons as circles.
///
/// All cells set their numbers at one size. Where that would be too small, the small lines give way
/// first, then the numbers, which the colours of the values replace.
struct Matrix: Block {
  /// What anchors and tags are called: `input`; a cell's is `input 0,1`.
  var name: String
  /// What the reader calls it, where something had to give way.
  let place: String
  let rows: Int
  let columns: Int
  /// A cell's face; of a cell outside, what is drawn in the ring around the matrix, or nothing.
  let face: @Sendable (Int, Int) -> CellFace?
  /// Whether the cells are neurons, drawn as circles.
  var isNeurons = false
  /// The numbers of the first row and column, where rows and columns are numbered.
  var indices: (row: Int, column: Int)?
  /// The rows and columns around the matrix that overlays reach.
  var ring = (top: 0, bottom: 0, left: 0, right: 0)
  /// The sides at which the matrix goes on, of which only a part is shown.
  var isCut = (top: false, bottom: false, left: false, right: false)
  var overlays: [OverlayMark] = []
  /// The outline; a thin one by default.
  var frame: Stroke?
  /// The values and their scale, for a matrix too large for single cells; what is not a number
  /// leaves its pixel empty.
  var raster: (values: [Double], scale: ValueScale)? {
    didSet {
      pixels = raster.flatMap { raster in
        isRaster ? Raster(values: raster.values, columns: columns, scale: raster.scale) : nil
      }
    }
  }
  /// The values as a picture, made once for all rooms that are tried.
  private(set) var pixels: Raster?
  /// What the values as a whole stand for.
  var mark: Source?
  /// How many rows or neurons are shown of how many, where places with an ellipsis stand for some.
  var shown: (count: Int, total: Int)?
  /// The largest side of a cell.
  var largest = Measures().largestCell
  /// A cell's width beside its height.
  var aspect = 1.0
  /// What it takes from the figure where the numbers give way; little where they stand elsewhere too.
  var numbersCost: Int?
  /// The least length that many cells need to tell something.
  var leastSide = 120.0
  /// How much more room a cell asks for than those of its neighbours in a row.
  var importance = 1.0

  /// Whether the cells are pixels of one picture.
  var isRaster: Bool {
    let most = Measures().mostCells
    return raster != nil && (rows > most || columns > most)
  }

  private let memo = FaceMemo()

  /// The faces of the matrix and of the ring around it, in the order of rows; they are made once,
  /// however often the matrix is laid out.
  var faces: [(row: Int, column: Int, face: CellFace)] {
    memo.faces(ring: [ring.top, ring.bottom, ring.left, ring.right]) {
      (-ring.top..<(rows + ring.bottom)).flatMap { row in
        (-ring.left..<(columns + ring.right)).compactMap { column in
          face(row, column).map { (row, column, $0) }
        }
      }
    }
  }

  /// The room that the texts of its cells take.
  func texts(_ pen: Pen) -> FaceMemo.Texts { memo.texts(of: faces, pen) }

  private var width: Double { Double(columns + ring.left + ring.right) }
  private var height: Double { Double(rows + ring.top + ring.bottom) }

  var share: Size {
    // A picture's pixels are no cells that need room: it asks for as much as a matrix that is read.
    let scale = isRaster ? Double(Matrix.pictureShare) / max(width, height) : 1
    return Size(width * importance * aspect * scale, height * importance * scale)
  }

  /// The cells along the longer side that a picture counts as beside others.
  private static let pictureShare = 12

  /// Where the cells are.
  struct Lattice {
    let cell: Size
    let frame: Rectangle
    let size: Size
    let hasIndices: Bool

    func rectangle(_ row: Int, _ column: Int, rows: Int = 1, columns: Int = 1) -> Rectangle {
      Rectangle(
        frame.x + Double(column) * cell.width, frame.y + Double(row) * cell.height,
        Double(columns) * cell.width, Double(rows) * cell.height)
    }
  }

  /// The room that outlines take beyond the cells.
  private var rim: Double { overlays.isEmpty ? 1 : Measures().overlay / 2 }

  func least(_ pen: Pen) -> Size {
    let gutter = indices == nil || isRaster ? Size.zero : Size(24, 26)
    return Size(gutter.width + 2 * rim, gutter.height + 2 * rim)
  }

  func grid(in room: Size, _ pen: Pen) -> Lattice {
    let gutter = indices == nil || isRaster ? Size.zero : Size(24, 26)
    func side(_ gutter: Size) -> Double {
      min(
        (room.width - gutter.width - 2 * rim) / (width * aspect),
        (room.height - gutter.height - 2 * rim) / height, largest)
    }
    let hasIndices = indices != nil && !isRaster && side(gutter) >= pen.measures.floor + 4
    let used = hasIndices ? gutter : .zero
    let side = max(isRaster ? 0.01 : 0.5, side(used))
    let cell = Size(side * aspect, side)
    let frame = Rectangle(
      used.width + rim + Double(ring.left) * cell.width, rim + Double(ring.top) * cell.height,
      Double(columns) * cell.width, Double(rows) * cell.height)
    return Lattice(
      cell: cell, frame: frame,
      size: Size(
        used.width + 2 * rim + width * cell.width, used.height + 2 * rim + height * cell.height),
      hasIndices: hasIndices)
  }

  func size(in room: Size, _ pen: Pen) -> Size { grid(in: room, pen).size }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let grid = grid(in: room, pen)
    let body = grid.rectangle(
      -ring.top, -ring.left, rows: rows + ring.top + ring.bottom,
      columns: columns + ring.left + ring.right)
    var layout = Layout(size: grid.size, body: body)
    layout.anchors[name] = grid.frame
    layout.content = grid.frame.width * grid.frame.height
    if let shown, shown.count < shown.total {
      layout.omit(
        Omission(.things(shown: shown.count, of: shown.total), in: place), cost: 0)
    }
    // A picture of values that is no larger than a stamp tells nothing.
    if rows * columns > 36, max(grid.frame.width, grid.frame.height) < leastSide {
      layout.loss += 150
    }
    var items: [Item] = []
    if let pixels {
      items.append(.image(pixels, in: grid.frame))
      layout.omit(Omission(.numbers, in: place), cost: 0)
      items.append(outline(grid, pen))
    } else {
      let cells = MatrixCells(matrix: self, grid: grid, pen: pen)
      items += cells.items
      for omission in cells.omissions {
        let cost = omission.kind == .numbers ? numbersCost : nil
        layout.omit(omission, cost: raster == nil ? cost : 0)
      }
      if !cells.showsNumbers { layout.content *= 0.8 }
      layout.anchors.merge(cells.anchors) { first, _ in first }
    }
    if indices != nil && !isRaster {
      if grid.hasIndices {
        items += numbering(grid, pen)
      } else {
        layout.omit(Omission(.names, in: place), cost: raster == nil ? nil : 0)
      }
    }
    // Numbers and earlier badges stay free of badges.
    var taken =
      overlays.contains { $0.badge != nil }
      ? items.flatMap(\.flattened).compactMap { item -> Rectangle? in
        if case .text(let run) = item { run.bounds } else { nil }
      } : []
    var badges: [Item] = []
    for overlay in overlays {
      let (drawn, rectangle) = draw(overlay, grid, pen)
      items += drawn
      layout.anchors[overlay.name] = rectangle
      if let badge = badge(of: overlay, at: rectangle, in: grid, pen),
        !taken.contains(where: { $0.overlaps(badge.bounds) })
      {
        badges += badge.items
        taken.append(badge.bounds)
      }
    }
    layout.items = [.group(Tag("matrix", name, source: mark), items + badges)]
    return layout
  }

  /// The frame; open where the matrix goes on.
  func outline(_ grid: Lattice, _ pen: Pen) -> Item {
    let stroke = frame ?? Stroke(color: pen.theme.frame, width: 1.4)
    let box = grid.frame
    guard isCut.top || isCut.bottom || isCut.left || isCut.right else {
      return .rectangle(box, radius: 3, Paint(stroke: stroke))
    }
    var elements: [Path.Element] = []
    let corners = [
      (isCut.top, box.origin, Point(box.maxX, box.minY)),
      (isCut.right, Point(box.maxX, box.minY), Point(box.maxX, box.maxY)),
      (isCut.bottom, Point(box.maxX, box.maxY), Point(box.minX, box.maxY)),
      (isCut.left, Point(box.minX, box.maxY), box.origin),
    ]
    for (isOpen, start, end) in corners where !isOpen { elements += [.move(start), .line(end)] }
    return .path(Path(elements), Paint(stroke: stroke))
  }

  /// Row numbers at the left and column numbers below.
  private func numbering(_ grid: Lattice, _ pen: Pen) -> [Item] {
    guard let indices else { return [] }
    let size = pen.measures.floor
    func label(_ index: Int) -> Picture {
      pen.label(pen.style.voice.notation.index(index), size: size, color: pen.theme.muted)
    }
    let left = grid.frame.minX - Double(ring.left) * grid.cell.width
    let bottom = grid.frame.maxY + Double(ring.bottom) * grid.cell.height
    var items: [Item] = []
    for row in 0..<rows {
      let text = label(indices.row + row)
      items +=
        text.moved(
          left - rim - 7 - text.bounds.width, grid.rectangle(row, 0).midY + size * 0.36
        ).items
    }
    let labels = (0..<columns).map { label(indices.column + $0) }
    let isNarrow = (labels.map(\.bounds.width).max() ?? 0) + 3 > grid.cell.width
    for (column, text) in labels.enumerated() where !isNarrow || column % 2 == 0 {
      items +=
        text.moved(
          grid.rectangle(0, column).midX - text.bounds.midX, bottom + rim + 6 + size * 0.72
        ).items
    }
    return [.group(Tag("indices", name), items)]
  }
}
