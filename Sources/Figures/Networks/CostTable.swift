import Drawing
import Neural
import Wording

/// A table with a row a layer: what it gives, and a bar for each thing that it costs.
struct CostTable: Block {
  /// What stands in it beside the bars.
  enum Detail: Sendable, CaseIterable {
    case volumes, shapes, nothing
    /// Nothing beside them, and no bars of the memory.
    case withoutMemory

    var isBare: Bool { self == .nothing || self == .withoutMemory }
  }

  let subject: LayerCosts
  let rows: [LayerCosts.Row]
  let detail: Detail

  private static let textSize = 17.0
  private static let leastRow = 25.0
  private static let leastBar = 22.0

  var share: Size { Size(20, 12) }
  func least(_ pen: Pen) -> Size { Size(300, 150) }

  static func color(_ quantity: LayerCosts.Quantity, _ pen: Pen) -> Color {
    pen.theme.position(quantity.rawValue).color
  }

  static func text(_ quantity: LayerCosts.Quantity, on ground: Color, _ pen: Pen) -> Color {
    pen.theme.text(in: color(quantity, pen), on: ground)
  }

  private static func name(_ quantity: LayerCosts.Quantity) -> (name: String, words: String) {
    switch quantity {
    case .parameters: (say("parameters"), say("weights and biases"))
    case .multiplications: (say("multiplications"), say("for one input"))
    case .memory: (say("memory"), say("one value a neuron"))
    }
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let size = CostTable.textSize
    let names = rows.map { pen.formula(.number($0.name, .medium), size: size) }
    let shapes = rows.map {
      detail.isBare || $0.layers > 1
        ? Picture.empty
        : pen.formula(.words(Tensor.describe($0.shape)), size: size, color: pen.theme.muted)
    }
    let sum = pen.formula(.number(say("sum"), .semibold), size: size)
    let head = 46.0
    let height = min(64, (room.height - head) / (Double(rows.count) + 1))
    let gap = 20.0
    let nameWidth = max(names.map(\.bounds.width).max() ?? 0, sum.bounds.width)
    let volumes = detail == .volumes ? rows.map { volume($0, height: height * 0.8, pen) } : []
    let volumeWidth = volumes.map(\.bounds.width).max() ?? 0
    var x = nameWidth + gap
    let volumesAt = x
    if detail == .volumes { x += volumeWidth + 14 }
    let shapesAt = x
    if !detail.isBare { x += (shapes.map(\.bounds.width).max() ?? 0) + gap }
    let left = x
    let widths = widths(room.width - left - gap * Double(quantities.count - 1), pen)
    var layout = Layout(
      size: Size(room.width, head + height * (Double(rows.count) + 1)),
      body: Rectangle(0, head, room.width, height * Double(rows.count)))
    layout.content = room.width * layout.size.height
    if height < CostTable.leastRow { layout.loss += 2000 }
    if rows.count < subject.rows.count {
      layout.omit(
        Omission(
          .things(shown: rows.count(where: { $0.layers == 1 }), of: subject.rows.count),
          in: say("layers")), cost: 12 * (subject.rows.count - rows.count))
    }
    if detail.isBare { layout.omit(Omission(.names, in: say("shape")), cost: 12) }
    if detail == .withoutMemory {
      layout.omit(Omission(.things(shown: 0, of: 1), in: say("memory")), cost: 60)
    }
    if detail == .shapes { layout.loss += 4 }
    for (index, row) in rows.enumerated() {
      let middle = head + height * (Double(index) + 0.5)
      layout.items += names[index].moved(0, middle - names[index].bounds.midY).items
      if detail == .volumes, row.layers == 1 {
        layout.items +=
          volumes[index].moved(
            volumesAt - volumes[index].bounds.minX, middle - volumes[index].bounds.midY
          ).items
      }
      layout.items += shapes[index].moved(shapesAt, middle - shapes[index].bounds.midY).items
      let line = head + height * Double(index + 1)
      let isLast = index == rows.count - 1
      layout.items.append(
        .path(
          .line(Point(0, line), Point(room.width, line)),
          isLast ? .stroke(pen.theme.ink, 1.6) : .stroke(pen.theme.hairline, 1)))
    }
    let bottom = head + height * (Double(rows.count) + 0.5)
    layout.items += sum.moved(0, bottom - sum.bounds.midY).items
    var start = left
    if left + widths.reduce(0, +) + gap * Double(widths.count - 1) > room.width + 0.5 {
      layout.loss += 3000
    }
    for (quantity, width) in zip(quantities, widths) {
      column(
        quantity, in: Rectangle(start, head, width, height * Double(rows.count)), row: height,
        &layout, pen)
      start += width + gap
    }
    return layout
  }

  /// The columns.
  private var quantities: [LayerCosts.Quantity] {
    detail == .withoutMemory ? [.parameters, .multiplications] : LayerCosts.Quantity.allCases
  }

  /// The widths of the columns: even ones, unless a name needs more.
  private func widths(_ room: Double, _ pen: Pen) -> [Double] {
    let names = quantities.map { name($0, pen).bounds.width }
    let even = room / Double(names.count)
    guard names.contains(where: { $0 > even }) else { return names.map { _ in even } }
    let spare = max(0, room - names.reduce(0, +)) / Double(names.count)
    return names.map { $0 + spare }
  }

  private func name(_ quantity: LayerCosts.Quantity, _ pen: Pen) -> Picture {
    pen.formula(
      .number(CostTable.name(quantity).name, .semibold), size: detail.isBare ? 16 : 18,
      color: CostTable.text(quantity, on: pen.theme.paper, pen))
  }

  /// A column: its name, a bar a row, the sum.
  private func column(
    _ quantity: LayerCosts.Quantity, in box: Rectangle, row height: Double,
    _ layout: inout Layout, _ pen: Pen
  ) {
    let size = CostTable.textSize
    let (color, words) = (CostTable.color(quantity, pen), CostTable.name(quantity))
    let strong = CostTable.text(quantity, on: pen.theme.paper, pen)
    let name = name(quantity, pen)
    let below = pen.formula(.words(words.words), size: pen.measures.caption, color: pen.theme.muted)
    layout.items += name.moved(box.minX, 14).items
    if below.bounds.width <= box.width + 16 {
      layout.items += below.moved(box.minX, 35).items
    } else {
      layout.omit(Omission(.remarks, in: words.name), cost: 1)
    }
    if name.bounds.width > box.width + 16 { layout.loss += 400 }
    let largest = rows.filter { $0.layers == 1 }.map { $0[quantity] }.max() ?? 0
    let total = subject.total(quantity)
    let labels = rows.map { row -> Picture in
      let isLargest = row.layers == 1 && row[quantity] == largest && largest > 0
      guard row[quantity] > 0 else {
        return pen.formula(.words(say("none")), size: size, color: pen.theme.muted)
      }
      let number = NumberFormat.grouped(row[quantity])
      let share = CostTable.percent(row[quantity], of: total)
      let whole = Formula.row(
        [.number(number, isLargest ? .bold : .regular)]
          + (isLargest ? [.space(0.5), .number(share, .semibold)] : []))
      return pen.formula(whole, size: size, color: isLargest ? strong : nil)
    }
    let room = box.width - 10 - (labels.map(\.bounds.width).max() ?? 0)
    if room < CostTable.leastBar { layout.loss += 500 }
    // The bar of layers that are folded is cut at the column's end.
    let unit = largest > 0 ? max(4, room) / Double(largest) : 0
    for (index, row) in rows.enumerated() {
      let middle = box.minY + height * (Double(index) + 0.5)
      let length = min(max(4, room), Double(row[quantity]) * unit)
      var end = box.minX
      if row[quantity] > 0 {
        let isLargest = row.layers == 1 && row[quantity] == largest
        let bar = Rectangle(
          box.minX, middle - height * 0.26, max(1.5, length), height * 0.52)
        layout.items.append(
          .group(
            Tag("bar", "\(quantity) \(row.name)"),
            [
              .rectangle(
                bar, radius: 0,
                .fill(isLargest ? color : color.mixed(with: pen.theme.paper, 0.55)))
            ]))
        end = bar.maxX
      }
      layout.items += labels[index].moved(end + 8, middle - labels[index].bounds.midY).items
    }
    layout.items.append(
      .path(
        .line(box.origin, Point(box.minX, box.maxY)), .stroke(pen.theme.frame, 1.4)))
    let sum = pen.formula(.number(NumberFormat.grouped(total), .bold), size: 20)
    layout.items += sum.moved(box.minX + 8, box.maxY + height * 0.5 - sum.bounds.midY).items
  }

  /// A share in whole per cent; what is not all of it is not 100 %.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    let share = 100 * Double(part) / Double(whole)
    if part < whole, share >= 99.5 { return "> 99 %" }
    return "\(NumberFormat.fixed(share, decimals: 0)) %"
  }

  // MARK: - Volumes

  /// The most sheets of a volume that are drawn.
  private static let mostSheets = 24

  /// What a layer gives: maps as sheets, all layers on one scale; a vector as a strip.
  private func volume(_ row: LayerCosts.Row, height: Double, _ pen: Pen) -> Picture {
    let images = rows.filter { $0.layers == 1 && $0.shape.count == 3 }
    let largest = images.flatMap { $0.shape.dropFirst() }.max() ?? 1
    let paint = Paint(
      fill: pen.theme.band, stroke: Stroke(color: pen.theme.frame, width: 1))
    guard row.shape.count == 3 else {
      let vectors = rows.filter { $0.layers == 1 && $0.shape.count != 3 }
      let most = vectors.map { $0.shape.reduce(1, *) }.max() ?? 1
      let box = Rectangle(
        0, 0, max(6, 64 * Double(row.shape.reduce(1, *)) / Double(most)), 6)
      return Picture(bounds: box, items: [.rectangle(box, radius: 1, paint)])
    }
    let unit = (height - 9) / Double(largest)
    let side = Size(
      max(3, Double(row.shape[2]) * unit), max(3, Double(row.shape[1]) * unit))
    let sheets = min(row.shape[0], CostTable.mostSheets)
    let step = min(2.2, 22 / Double(max(1, sheets - 1)))
    let rise = min(step, 9 / Double(max(1, sheets - 1)))
    let items = (0..<sheets).reversed().map { sheet in
      Item.rectangle(
        Rectangle(
          Double(sheet) * step, -Double(sheet) * rise, side.width, side.height), radius: 1, paint)
    }
    let back = Double(sheets - 1)
    return Picture(
      bounds: Rectangle(0, -back * rise, side.width + back * step, side.height + back * rise),
      items: items)
  }
}
