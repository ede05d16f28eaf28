import Drawing
import Neural
import Wording

/// What stands in a column of a network: its maps one below the other, or its elements.
struct NetworkBody {
  var items: [Item] = []
  /// The rectangles of the maps or elements that are shown, by their numbers.
  var maps: [Int: Rectangle] = [:]
  /// What all of them take.
  var frame = Rectangle(0, 0, 0, 0)
  var size = Size.zero
  /// How many are not shown.
  var hidden = 0
  /// Whether its rows are too low for what is written in them.
  var isCramped = false

  /// The least height of a row that is written.
  static let leastRow = 17.0
  /// The least height of a map that tells something.
  static let leastMap = 26.0
  /// The height of the words that stand for maps that are not shown.
  private static let line = 22.0

  init(_ column: NetworkColumn, in room: Size, diagram: NetworkDiagram, _ pen: Pen) {
    switch column.content {
    case .maps: drawMaps(column, in: room, diagram, pen)
    case .values where !NetworkFigure.isWritten(column, in: diagram.columns):
      drawStrip(column, in: room, diagram, pen)
    case .values: drawValues(column, in: room, diagram, pen)
    case .chances: drawChances(column, in: room, diagram, pen)
    case .differences: drawDifferences(column, in: room, diagram, pen)
    case .cost: drawCost(diagram, pen)
    case .folded(let count): drawFold(count, pen)
    }
  }

  func moved(_ dx: Double, _ dy: Double) -> NetworkBody {
    var body = self
    body.items = items.map { $0.moved(dx, dy) }
    body.maps = maps.mapValues { $0.moved(dx, dy) }
    body.frame = frame.moved(dx, dy)
    return body
  }

  // MARK: - Maps

  /// The maps that there is room for: the first ones, that of the neuron, and the last.
  private static func shown(
    of count: Int, rows: Int, with marked: [Int]
  ) -> [Int] {
    guard count > rows else { return Array(0..<count) }
    // One place is the ellipsis.
    let places = max(1, rows - 1)
    let kept = Array(Set([marked.first ?? 0] + (places > 1 ? [count - 1] : [])))
    let rest = (0..<count).filter { !kept.contains($0) }
    return Array((kept + rest.prefix(max(0, places - kept.count))).sorted().prefix(places))
  }

  private mutating func drawMaps(
    _ column: NetworkColumn, in room: Size, _ diagram: NetworkDiagram, _ pen: Pen
  ) {
    let extent = column.extent
    let (rows, columns) = (Double(extent.rows), Double(extent.columns))
    let isInput = column.number == 0
    let least = 6.0
    // A map that is wide is low; what counts is the longer side.
    let longest = max(rows, columns) > 12 ? 1.6 * NetworkBody.leastMap : NetworkBody.leastMap
    let needed = max(8, longest * min(1, rows / columns))
    let fitting = max(1, Int((room.height * (isInput ? 0.74 : 1) + least) / (needed + least)))
    let marked = diagram.trail?.channels(of: column) ?? []
    let numbers = NetworkBody.shown(of: column.count, rows: fitting, with: marked)
    hidden = column.count - numbers.count
    // What stands for the others takes a line.
    let line = hidden > 0 ? NetworkBody.line : 0
    let isRoomy = diagram.columns.count <= 3
    let most =
      isInput ? (isRoomy ? 330.0 : 232) : column.count == 1 ? (isRoomy ? 300 : 190) : 68
    let count = Double(numbers.count)
    let gap = max(least, min(12, room.height / count * 0.14))
    let free = room.height * (isInput ? 0.74 : 1) - line - gap * (count - (hidden > 0 ? 0 : 1))
    let cell = min(
      max(1, free) / count / rows, most / max(rows, columns), room.width / columns)
    let side = Size(columns * cell, rows * cell)
    let scale = NetworkDiagram.scale(column, shade: diagram.shade, pen.theme)
    let plane = extent.rows * extent.columns
    var y = 0.0
    for (place, map) in numbers.enumerated() {
      if place > 0, map != numbers[place - 1] + 1 {
        let words = pen.formula(
          .words("⋮  " + say("\(map - numbers[place - 1] - 1) more")), size: 15,
          color: pen.theme.muted)
        let placed = words.centered(at: Point(side.width / 2, y + line / 2))
        // Lines that pass by end at the words.
        if column.isGradient {
          items.append(.rectangle(placed.bounds.inset(-3, -2), radius: 2, .fill(pen.theme.paper)))
        }
        items += placed.items
        y += line + gap
      }
      let box = Rectangle(0, y, side.width, side.height)
      let values = Array(column.tensor.values[(map * plane)..<((map + 1) * plane)])
      items.append(
        NetworkBody.map(
          values, columns: extent.columns, scale, in: box,
          source: Source(
            .init(stage: column.address.stage, tensor: column.address.tensor, index: [map]),
            form: .mark), pen))
      maps[map] = box
      y += side.height + gap
    }
    if isInput, diagram.isPicture, column.count == 3 {
      showColours(column, of: side, pen)
    }
    size = Size(side.width, y - gap)
    frame = Rectangle(0, 0, side.width, y - gap)
  }

  /// One map as a picture with hairlines between few cells.
  static func map(
    _ values: [Double], columns: Int, _ scale: ValueScale, in box: Rectangle, source: Source,
    _ pen: Pen
  ) -> Item {
    let rows = values.count / columns
    var items: [Item] = [
      .image(Raster(values: values, columns: columns, scale: scale), in: box)
    ]
    let cell = box.height / Double(rows)
    if pen.theme.hatchesNegative, scale.kind == .signed, cell >= 6 {
      for (index, value) in values.enumerated() where value < 0 {
        let width = box.width / Double(columns)
        let place = Rectangle(
          box.minX + Double(index % columns) * width, box.minY + Double(index / columns) * cell,
          width, cell)
        let color = scale.color(of: value).mixed(with: pen.theme.negative, 0.25)
        items += Picture.hatch(in: place, color: color, spacing: 7).items
      }
    }
    if rows <= 12, columns <= 12, cell >= 5 {
      for row in 1..<max(1, rows) where row < rows {
        let y = box.minY + Double(row) * cell
        items.append(
          .path(.line(Point(box.minX, y), Point(box.maxX, y)), .stroke(pen.theme.hairline, 0.8)))
      }
      for column in 1..<max(1, columns) where column < columns {
        let x = box.minX + Double(column) * box.width / Double(columns)
        items.append(
          .path(.line(Point(x, box.minY), Point(x, box.maxY)), .stroke(pen.theme.hairline, 0.8)))
      }
    }
    items.append(.rectangle(box, radius: 2, .stroke(pen.theme.frame, 1.2)))
    return .group(Tag("map", source.address.description, source: source), items)
  }

  /// The picture that red, green and blue are of, in the frame of the first of them.
  private mutating func showColours(_ column: NetworkColumn, of side: Size, _ pen: Pen) {
    guard let top = maps[0] else { return }
    let plane = column.extent.count
    let peak = max(column.tensor.values.max() ?? 1, 1e-300)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * plane)
    for pixel in 0..<plane {
      for channel in 0..<3 {
        let value = column.tensor.values[channel * plane + pixel] / peak
        pixels.append(UInt8(min(max(value, 0), 1) * 255))
      }
    }
    let raster = Raster(width: column.extent.columns, height: column.extent.rows, pixels: pixels)
    let box = Rectangle(0, -side.height - 14, side.width, side.height)
    items.append(
      .group(
        Tag("picture"),
        [.image(raster, in: box), .rectangle(box, radius: 2, .stroke(pen.theme.frame, 1.2))]))
    let shift = side.height + 14
    items = items.map { $0.moved(0, shift) }
    maps = maps.mapValues { $0.moved(0, shift) }
    frame = Rectangle(0, 0, side.width, (top.height + 14) * Double(column.count + 1))
  }

  private mutating func drawFold(_ count: Int, _ pen: Pen) {
    let words = pen.formula(
      .words(count == 1 ? say("1 more layer") : say("\(count) more layers")), size: 15,
      color: pen.theme.muted)
    let dots = pen.formula(.math("⋯"), size: 30, color: pen.theme.muted)
    let width = words.bounds.width + 20
    frame = Rectangle(0, 0, width, 64)
    items = [
      .rectangle(frame, radius: 8, .stroke(pen.theme.frame, 1.2, dash: [5, 4]))
    ]
    items += dots.centered(at: Point(width / 2, 20)).items
    items += words.centered(at: Point(width / 2, 46)).items
    size = frame.size
  }
}
