import Drawing
import Neural
import Wording

/// Examples side by side, each with what is said of it and a bar for each class.
struct PredictionCards: Block {
  let subject: Predictions
  let shown: [Predictions.Answer]
  let columns: Int

  /// The most classes that have a bar each.
  private static let mostBars = 10

  private var rows: Int { (shown.count + columns - 1) / columns }

  var share: Size { Size(Double(columns) * 5, Double(rows) * 6) }

  func least(_ pen: Pen) -> Size {
    Size(Double(columns) * 130 + 22 * Double(columns - 1), Double(rows) * 110)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let gap = Size(26, 26)
    let card = Size(
      min(200, (room.width - gap.width * Double(columns - 1)) / Double(columns)),
      min(250, (room.height - gap.height * Double(rows - 1)) / Double(rows)))
    var layout = Layout(
      size: Size(
        card.width * Double(columns) + gap.width * Double(columns - 1),
        card.height * Double(rows) + gap.height * Double(rows - 1)))
    if card.width < 126 || card.height < 110 { layout.loss += 500 }
    for (place, answer) in shown.enumerated() {
      let origin = Point(
        Double(place % columns) * (card.width + gap.width),
        Double(place / columns) * (card.height + gap.height))
      let (items, width) = draw(answer, card, pen)
      if width > card.width + 16 { layout.loss += 400 }
      layout.items += items.map { $0.moved(origin.x, origin.y) }
    }
    layout.content = layout.size.width * layout.size.height
    if shown.count < subject.answers.count {
      layout.omit(
        Omission(.things(shown: shown.count, of: subject.answers.count), in: say("examples")),
        cost: max(0, 8 - shown.count) * 5)
    }
    return layout
  }

  private func draw(
    _ answer: Predictions.Answer, _ card: Size, _ pen: Pen
  ) -> (items: [Item], width: Double) {
    let wrong = pen.theme.position(1).color
    let side = min(card.width * 0.56, card.height * 0.5, 110)
    let box = picture(within: side)
    var items = [image(answer, in: box, pen)]
    if !answer.isRight {
      items.append(
        .rectangle(box.inset(-4, -4), radius: 5, .stroke(wrong, 3.4)))
    }
    let text = pen.theme.text(in: wrong, on: pen.theme.paper)
    let right = pen.theme.text(in: pen.theme.position(2).color, on: pen.theme.paper)
    let notation = pen.style.voice.notation
    let name = pen.formula(
      .number(notation.index(answer.said), .semibold), size: min(30, side * 0.34) / 0.88,
      color: answer.isRight ? pen.theme.ink : text)
    let datum = subject.chance(answer, answer.said)
    let source = Source(datum.address, value: datum.value, form: .decimals(2), isExact: false)
    let chance = pen.formula(
      .sourced(source, .number(source.printed ?? "", answer.isRight ? .regular : .semibold)),
      size: 16.5, color: answer.isRight ? pen.theme.muted : text)
    let verdict = pen.formula(
      .number(
        answer.isRight
          ? "✓ " + say("correct") : "✗ " + say("it is a \(index: answer.truth)"), .medium),
      size: 15.6, color: answer.isRight ? right : text)
    let words = Picture.column([name, chance, verdict], spacing: 8, alignment: .start)
      .placed(at: Point(box.maxX + 14, 0))
    let placed = words.moved(0, max(0, box.midY - words.bounds.midY))
    items += placed.items
    items += bars(
      answer,
      in: Rectangle(
        0, max(side, placed.bounds.maxY) + 16, card.width,
        card.height - max(side, placed.bounds.maxY) - 16), pen)
    return (items, placed.bounds.maxX)
  }

  private func picture(within side: Double) -> Rectangle {
    let shape = subject.inputShape
    guard shape.count == 3 else { return Rectangle(0, 0, side, side) }
    let (rows, columns) = (Double(shape[1]), Double(shape[2]))
    let unit = side / max(rows, columns)
    return Rectangle(0, 0, max(8, columns * unit), max(8, rows * unit))
  }

  /// The example: a plane in greys, three as colours, a vector as a strip.
  private func image(_ answer: Predictions.Answer, in box: Rectangle, _ pen: Pen) -> Item {
    let values = subject.examples.input(answer.index).values
    let shape = subject.inputShape
    let address = Source.Address(
      stage: subject.isHeldOut ? "held_out" : "examples", tensor: Tensors.input,
      index: [answer.index])
    let columns = shape.count == 3 ? shape[2] : 1
    if shape.count == 3, shape[0] == 3 {
      let plane = shape[1] * shape[2]
      let peak = max(values.max() ?? 1, 1e-300)
      let pixels = (0..<plane).flatMap { pixel in
        (0..<3).map { UInt8(min(max(values[$0 * plane + pixel] / peak, 0), 1) * 255) }
      }
      return .group(
        Tag("picture", "\(answer.index)", source: Source(address, form: .mark)),
        [
          .image(Raster(width: columns, height: shape[1], pixels: pixels), in: box),
          .rectangle(box, radius: 2, .stroke(pen.theme.frame, 1.2)),
        ])
    }
    let shown = shape.count == 3 ? Array(values.prefix(shape[1] * shape[2])) : values
    let scale = ValueScale(
      shown.contains { $0 < 0 } ? .signed : subject.shade, over: shown, theme: pen.theme)
    return NetworkBody.map(
      shown, columns: columns, scale, in: box, source: Source(address, form: .mark), pen)
  }

  // MARK: - Bars

  /// The classes that have a bar: all, or the true one and the most probable ones.
  private func bars(_ answer: Predictions.Answer) -> [Int] {
    guard subject.classes > PredictionCards.mostBars else { return Array(0..<subject.classes) }
    let order = answer.chances.indices.sorted {
      (answer.chances[$0], $1) > (answer.chances[$1], $0)
    }
    return Array(Set([answer.truth] + order.prefix(5))).sorted()
  }

  private func bars(_ answer: Predictions.Answer, in box: Rectangle, _ pen: Pen) -> [Item] {
    let classes = bars(answer)
    let wrong = pen.theme.position(1).color
    let foot = 20.0
    let height = max(10, box.height - foot - 2)
    let base = box.minY + height
    let pitch = box.width / Double(classes.count)
    var items: [Item] = [
      .path(
        .line(Point(box.minX, box.minY), Point(box.maxX, box.minY)),
        .stroke(pen.theme.hairline, 1.2, dash: [1, 4])),
      .path(
        .line(Point(box.minX, base), Point(box.maxX, base)), .stroke(pen.theme.frame, 1.2)),
    ]
    var free = -Double.infinity
    for (place, number) in classes.enumerated() {
      let middle = box.minX + pitch * (Double(place) + 0.5)
      let isSaid = number == answer.said
      let color = isSaid ? (answer.isRight ? pen.theme.ink : wrong) : pen.theme.quiet
      let length = max(1, min(1, answer.chances[number]) * height)
      let width = min(16, pitch * 0.72)
      items.append(
        .group(
          Tag("bar", "\(answer.index) \(number)", source: subject.chance(answer, number).mark),
          [
            .rectangle(
              Rectangle(middle - width / 2, base - length, width, length), radius: 0, .fill(color))
          ]))
      let isTold = isSaid || number == answer.truth
      let label = pen.formula(
        .number(pen.style.voice.notation.index(number), isTold ? .bold : .regular),
        size: pen.measures.numberFloor + 0.1,
        color: isSaid && !answer.isRight
          ? pen.theme.text(in: wrong, on: pen.theme.paper)
          : isTold ? pen.theme.ink : pen.theme.muted)
      let left = middle - label.bounds.width / 2
      guard left > free else { continue }
      items += label.moved(left - label.bounds.minX, base + 17).items
      free = left + label.bounds.width + 3
    }
    return items
  }
}
