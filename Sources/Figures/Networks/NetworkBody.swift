import Drawing
import Neural
import Wording

/// What stands in a column of a network: its maps one below the other, or its elements.
struct NetworkBody {
  private(set) var items: [Item] = []
  /// The rectangles of the maps or elements that are shown, by their numbers.
  private(set) var maps: [Int: Rectangle] = [:]
  /// What all of them take.
  private(set) var frame = Rectangle(0, 0, 0, 0)
  private(set) var size = Size.zero
  /// How many are not shown.
  private(set) var hidden = 0

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
    let marked = diagram.trail.channels(of: column)
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
        items += words.centered(at: Point(side.width / 2, y + line / 2)).items
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

  // MARK: - Vectors

  private mutating func drawStrip(
    _ column: NetworkColumn, in room: Size, _ diagram: NetworkDiagram, _ pen: Pen
  ) {
    let height = min(room.height, max(120, Double(column.count) * 3))
    let box = Rectangle(0, 0, 20, height)
    let scale = NetworkDiagram.scale(column, shade: diagram.shade, pen.theme)
    items = [
      NetworkBody.map(
        column.tensor.values, columns: 1, scale, in: box,
        source: Source(
          .init(stage: column.address.stage, tensor: column.address.tensor), form: .mark), pen)
    ]
    let row = height / Double(column.count)
    for index in 0..<column.count {
      maps[index] = Rectangle(0, Double(index) * row, box.width, row)
    }
    (size, frame) = (box.size, box)
  }

  /// The height of a row of a vector, and how many rows there are.
  private static func rows(_ column: NetworkColumn, in room: Size) -> (height: Double, count: Int) {
    let count = NetworkFigure.shown(column).count + (column.count > NetworkFigure.most ? 1 : 0)
    return (min(40, room.height / Double(count)), count)
  }

  private mutating func drawValues(
    _ column: NetworkColumn, in room: Size, _ diagram: NetworkDiagram, _ pen: Pen
  ) {
    let shown = NetworkFigure.shown(column)
    let (height, _) = NetworkBody.rows(column, in: room)
    let notation = Notation(layer: String(column.number), before: "", maps: 2)
    let letter = column.symbol?.plainText.first == "z" ? Tensors.z : Tensors.a
    let texts = shown.map { index -> Formula in
      let datum = column.datum(index)
      var address = datum.address
      address.tensor = letter
      return pen.style.labels == .symbols
        ? notation.symbol(address) : diagram.spellings.number(datum)
    }
    // Text grows in proportion to its size.
    let heights = texts.map { pen.formula($0, size: 20).bounds.height }
    let largest = min(20, 20 * height * 0.62 / max(1, heights.max() ?? 1))
    let textSize = texts.map { pen.legible(largest, $0) }.max() ?? largest
    let pictures = texts.map { pen.formula($0, size: textSize) }
    let width = max(56, (pictures.map(\.bounds.width).max() ?? 0) + 22)
    frame = Rectangle(0, 0, width, height * Double(shown.count))
    for (row, index) in shown.enumerated() {
      let box = Rectangle(0, Double(row) * height, width, height)
      maps[index] = box
      if row > 0 {
        items.append(
          .path(
            .line(Point(0, box.minY), Point(width, box.minY)), .stroke(pen.theme.hairline, 1)))
      }
      items += pictures[row].centered(at: box.center).items
    }
    items.append(.rectangle(frame, radius: 3, .stroke(pen.theme.frame, 1.4)))
    size = frame.size
    hidden = column.count - shown.count
    if hidden > 0 {
      let words = pen.formula(
        .words("⋮  " + say("\(hidden) more")), size: 15, color: pen.theme.muted)
      items += words.centered(at: Point(width / 2, frame.maxY + height * 0.5)).items
      size.height += height
    }
  }

  private mutating func drawChances(
    _ column: NetworkColumn, in room: Size, _ diagram: NetworkDiagram, _ pen: Pen
  ) {
    let shown = NetworkFigure.shown(column)
    let (height, _) = NetworkBody.rows(column, in: room)
    let (label, bar, number) = (30.0, 126.0, 62.0)
    let textSize = min(18, max(pen.measures.numberFloor + 0.05, height * 0.56))
    let top = column.tensor.values.max() ?? 1
    for (row, index) in shown.enumerated() {
      let value = column.tensor.values[index]
      let box = Rectangle(0, Double(row) * height, label + bar + number, height)
      maps[index] = box
      let isTop = value == top
      let color = isTop ? pen.theme.ink : pen.theme.muted
      let weight = isTop ? FontWeight.bold : .regular
      let name = pen.formula(.number("\(index)", weight), size: textSize, color: color)
      items +=
        name.moved(label - 10 - name.bounds.maxX, box.midY - name.bounds.midY).items
      let length = min(value, 1) * bar
      let source = Source(
        .init(stage: column.address.stage, tensor: column.address.tensor, index: [index]),
        value: value, form: .mark)
      items.append(
        .group(
          Tag("bar", "\(index)", source: source),
          [
            .rectangle(
              Rectangle(label, box.midY - height * 0.28, max(1.5, length), height * 0.56),
              radius: 1, .fill(isTop ? pen.theme.ink : pen.theme.quiet))
          ]))
      let isBelow = value > 0 && value < 0.005
      let printed = Source(
        source.address, value: value, form: isBelow ? .below(2) : .decimals(2), isExact: false)
      let text = pen.formula(
        .sourced(printed, .number(printed.printed ?? "", weight)), size: textSize, color: color)
      items +=
        text.moved(
          label + bar + number - text.bounds.maxX, box.midY - text.bounds.midY
        ).items
    }
    let line = Rectangle(label, 0, 0, height * Double(shown.count))
    items.append(
      .path(
        .line(Point(line.minX, 0), Point(line.minX, line.maxY)), .stroke(pen.theme.frame, 1.2)))
    frame = Rectangle(0, 0, label + bar + number, height * Double(shown.count))
    size = frame.size
    hidden = column.count - shown.count
    if hidden > 0 {
      let rest = column.tensor.values.indices.filter { !shown.contains($0) }
        .reduce(0.0) { $0 + column.tensor.values[$1] }
      let words = pen.formula(
        .words("⋮  " + say("\(hidden) more") + ": " + NetworkDiagram.chance(rest)), size: 15,
        color: pen.theme.muted)
      items += words.centered(at: Point(frame.midX, frame.maxY + height * 0.5)).items
      size.height += height
    }
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
