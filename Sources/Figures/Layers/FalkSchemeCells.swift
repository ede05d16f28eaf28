import Drawing

/// The cells of the scheme.
extension FalkScheme {
  private func cell(
    _ face: Face?, in box: Rectangle, _ plan: Plan, _ pen: Pen, isRow: Bool = false,
    isBold: Bool = false
  ) -> [Item] {
    let theme = pen.theme
    guard let face else {
      let dots = pen.formula(.math(isRow ? "⋯" : "⋮"), size: 19, color: theme.muted)
      let isNarrow = dots.bounds.width > box.width - 2 || dots.bounds.height > box.height - 2
      return isNarrow ? [] : dots.centered(at: box.center).items
    }
    guard !face.isEmpty else { return [] }
    let fill = face.identity.map { theme.paper.mixed(with: $0, theme.tint) }
    let ground = fill ?? theme.paper
    let color =
      face.identity.map { theme.text(in: $0, on: ground) }
      ?? (face.isQuiet ? theme.text(in: theme.quiet, on: ground) : theme.text(on: ground))
    let isSymbol = pen.style.labels == .symbols
    let number =
      isSymbol && face.symbol != nil
      ? face.symbol ?? face.number
      : isBold ? face.number.weighted(.bold) : face.number
    let size = isSymbol && face.symbol != nil ? pen.measures.symbolFloor + 0.05 : plan.text
    let least = (pen.measures.floor + 0.05) / number.leastScale
    var text = pen.formula(number, size: size, color: color)
    if text.bounds.width > box.width - 6 {
      text = pen.formula(
        number, size: max(least, size * (box.width - 6) / text.bounds.width), color: color)
    }
    var items: [Item] = fill.map { [.rectangle(box, radius: 0, .fill($0))] } ?? []
    if !(isRow ? plan.showsRows : plan.showsColumns) {
      // The colours stand for the numbers.
    } else if plan.hasSymbols, !isRow, let symbol = face.symbol {
      let name = pen.formula(symbol, size: pen.measures.symbolFloor + 0.05, color: color)
      let width = text.bounds.width + 10 + name.bounds.width
      let left = box.midX - width / 2
      items += text.moved(left - text.bounds.minX, box.midY + plan.text * 0.32).items
      items +=
        name.moved(
          left + text.bounds.width + 10 - name.bounds.minX,
          box.midY - (name.bounds.minY + name.bounds.maxY) / 2
        ).items
    } else if isSymbol {
      items += text.centered(at: box.center).items
    } else {
      items += text.moved(box.midX - text.bounds.midX, box.midY + plan.text * 0.32).items
    }
    return [.group(Tag("cell", source: face.mark), items)]
  }

  func rowItems(_ plan: Plan, _ top: Double, _ pen: Pen) -> [Item] {
    let left = (plan.left - plan.weight * Double(terms)) / 2
    var items: [Item] = []
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * (plan.result + 6)
      guard let row else {
        items +=
          pen.formula(.math("⋮"), size: 19, color: pen.theme.muted)
          .centered(at: Point(plan.left / 2, y + plan.result / 2)).items
        continue
      }
      for (number, face) in row.faces.enumerated() {
        let box = Rectangle(
          left + plan.weight * Double(number), y, plan.weight, plan.result)
        items += cell(face, in: box, plan, pen, isRow: true)
        if number > 0 {
          items.append(
            .path(
              .line(box.origin, Point(box.minX, box.maxY)), .stroke(pen.theme.hairline, 1)))
        }
      }
      let frame = Rectangle(left, y, plan.weight * Double(terms), plan.result)
      items.append(
        .rectangle(frame, radius: 3, .stroke(pen.theme.ink, index == 0 ? 2 : 1.4)))
      items.append(
        pen.arrow(
          from: Point(frame.maxX + 7, frame.midY), to: Point(plan.left + 30, frame.midY),
          width: 1.5))
    }
    for (number, name) in names.enumerated() {
      guard let name, pen.style.labels != .symbols else { continue }
      let text = pen.formula(name, size: pen.measures.symbolFloor + 0.05, color: pen.theme.muted)
      guard text.bounds.width <= plan.weight - 2 else { continue }
      items +=
        text.moved(
          left + plan.weight * (Double(number) + 0.5) - text.bounds.midX, top - 13
        ).items
    }
    return items
  }

  func column(
    _ column: Column, _ x: Double, _ plan: Plan, _ tops: (column: Double, result: Double),
    _ pen: Pen
  ) -> Layout {
    let picture = column.picture.layout(in: Size(plan.column, plan.picture), pen)
    var layout = picture.moved(
      x + (plan.column - picture.size.width) / 2, 30 + (plan.picture - picture.size.height) / 2)
    let middle = x + plan.column / 2
    let color = pen.theme.text(in: column.style.color, on: pen.theme.paper)
    let title = pen.formula(column.title, size: 17, color: color)
    let shorter = title.bounds.width <= plan.column + FalkScheme.gap - 4
    if shorter { layout.items += title.moved(middle - title.bounds.midX, 17).items }
    layout.items.append(
      pen.arrow(
        from: Point(middle, tops.column - 22), to: Point(middle, tops.column - 5),
        color: column.style.color))
    for (number, face) in column.faces.enumerated() {
      let box = Rectangle(
        x, tops.column + plan.cell * Double(number), plan.column, plan.cell)
      layout.items += cell(face, in: box, plan, pen, isBold: column.isFollowed)
      if number > 0 {
        layout.items.append(
          .path(.line(box.origin, Point(box.maxX, box.minY)), .stroke(pen.theme.hairline, 1)))
      }
    }
    let frame = Rectangle(x, tops.column, plan.column, plan.cell * Double(terms))
    let width = column.isFollowed ? 4.0 : 2
    layout.items.append(
      .group(
        Tag("column"), [.rectangle(frame, radius: 3, Paint(stroke: column.style.stroke(width)))]))
    layout.items.append(
      .path(
        .line(Point(middle, frame.maxY + 3), Point(middle, tops.result - 3)),
        .stroke(column.style.color, 1.6)))
    for (number, face) in column.results.enumerated() {
      let box = Rectangle(
        x, tops.result + Double(number) * (plan.result + 6), plan.column, plan.result)
      layout.items += cell(face, in: box, plan, pen, isBold: true)
      guard let face else { continue }
      let stroke = column.style.stroke(width)
      layout.items.append(
        .rectangle(
          box, radius: 3,
          face.isEmpty
            ? .stroke(pen.theme.frame, 1.2, dash: [4, 4]) : Paint(stroke: stroke)))
    }
    return layout
  }
}
