import Drawing
import Neural
import Wording

extension NetworkBody {
  mutating func drawStrip(
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
  static func rows(_ column: NetworkColumn, in room: Size) -> (height: Double, count: Int) {
    let count = NetworkFigure.shown(column).count + (column.count > NetworkFigure.most ? 1 : 0)
    return (min(40, room.height / Double(count)), count)
  }

  mutating func drawValues(
    _ column: NetworkColumn, in room: Size, _ diagram: NetworkDiagram, _ pen: Pen
  ) {
    let shown = NetworkFigure.shown(column)
    let (height, _) = NetworkBody.rows(column, in: room)
    isCramped = height < NetworkBody.leastRow
    let notation = Notation(layer: String(column.number), before: "", maps: 2)
    let letter = column.symbol?.plainText.first == "z" ? Tensors.z : Tensors.a
    let texts = shown.map { index -> Formula in
      let datum = column.datum(index)
      var address = datum.address
      if !column.isGradient { address.tensor = letter }
      return pen.style.labels == .symbols
        ? notation.symbol(address)
        : column.isGradient ? diagram.spellings.bounded(datum) : diagram.spellings.number(datum)
    }
    // Text grows in proportion to its size.
    let heights = texts.map { pen.formula($0, size: 20).bounds.height }
    let largest = min(20, 20 * height * 0.62 / max(1, heights.max() ?? 1))
    let textSize = texts.map { pen.legible(largest, $0) }.max() ?? largest
    let scale = NetworkDiagram.scale(column, shade: diagram.shade, pen.theme)
    let fills = shown.map { column.isGradient ? scale.color(of: column.tensor.values[$0]) : nil }
    let pictures = zip(texts, fills).map { text, fill in
      pen.formula(text, size: textSize, color: fill.map { pen.theme.text(on: $0) })
    }
    let width = max(56, (pictures.map(\.bounds.width).max() ?? 0) + 22)
    frame = Rectangle(0, 0, width, height * Double(shown.count))
    for (row, index) in shown.enumerated() {
      let box = Rectangle(0, Double(row) * height, width, height)
      maps[index] = box
      if let fill = fills[row] {
        items.append(
          .group(
            Tag("cell", "\(index)", source: column.datum(index).mark),
            [.rectangle(box, radius: 0, .fill(fill))]))
      }
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

  mutating func drawChances(
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
}
