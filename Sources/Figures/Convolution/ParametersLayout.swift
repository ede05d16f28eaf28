import Drawing
import Neural
import Wording

/// The two areas true to scale, side by side on one ground line, and the filters of the layer
/// enlarged beside them.
struct ParametersLayout {
  let pen: Pen
  let subject: Subject
  let full: Int
  let shared: Int

  private var pass: Convolution.ForwardPass { subject.pass }
  private var theme: Theme { pen.theme }

  func pictures(in room: Rectangle) -> [Picture] {
    let top = 118.0
    let (gap, width) = (pen.distance(76, least: 40), room.width * 0.56)
    let ratio = (Double(shared) / Double(full)).squareRoot()
    // Sides of the squares, whose areas are the parameters.
    let unit = min(
      (room.height - top) / max(1, ratio), (width - gap) / (1 + ratio))
    let (large, small) = (unit, unit * ratio)
    let ground = room.maxY
    let left = Rectangle(room.minX, ground - large, large, large)
    // A square too small to see still stands where its ring says.
    let x = max(left.maxX + gap, room.minX + min(width - small, 250))
    let right = Rectangle(x, ground - (small < 14 ? 13 + small / 2 : small), small, small)
    let magnified = Rectangle(
      room.minX + width + pen.distance(60, least: 30), room.minY + top,
      room.width - width - pen.distance(60, least: 30), room.height - top)
    let colors = [theme.positions[0], theme.positions[1]]
    let names = [
      (say("fully connected"), ParametersFigure.neurons(subject.neurons)),
      (say("shared weights"), maps),
    ]
    let rooms = [magnified.minX - room.minX - 16, magnified.width]
    let size =
      zip(names, rooms).map { name, width in
        min(17, 17 * width / nameWidth(name))
      }.min() ?? 17
    return [
      square(left, color: colors[0], strips: subject.neurons, tag: "fully connected"),
      heading(
        names[0], full,
        at: Point(room.minX, room.minY + 18), size: size,
        color: colors[0]),
      square(right, color: colors[1], strips: 1, tag: "convolution"),
      ring(around: right, color: colors[1]),
      rays(from: right, to: magnified, color: colors[1]),
      scaleNote(at: left), ratioNote(between: left, and: right, limit: magnified.minX),
      heading(
        names[1], shared,
        at: Point(magnified.minX, room.minY + 18), size: size, color: colors[1]),
      filters(in: magnified, color: colors[1]),
    ]
  }

  private var maps: String {
    let count = pass.layer.maps
    return count == 1
      ? say("1 feature map") : say("\(ParametersFigure.grouped(count)) feature maps")
  }

  private func nameWidth(_ name: (String, String)) -> Double {
    pen.label("\(name.0), \(name.1)", size: 17, weight: .medium).bounds.width
  }

  /// What a square stands for, with the number of its parameters large.
  private func heading(
    _ name: (String, String), _ count: Int, at point: Point, size: Double, color: Color
  ) -> Picture {
    let color = theme.text(in: color, on: theme.paper)
    let name = pen.label("\(name.0), \(name.1)", size: size, weight: .medium)
    let number = pen.label(
      ParametersFigure.grouped(count), size: 44, weight: .bold, color: color)
    let unit = pen.label(
      count == 1 ? say("parameter") : say("parameters"), size: 17, color: theme.muted)
    return Picture.joined([
      name.moved(point.x, point.y - 2),
      number.moved(point.x - number.bounds.minX, point.y + 48),
      unit.moved(point.x + number.bounds.width + 14, point.y + 48),
    ]).tagged("count", ParametersFigure.grouped(count))
  }

  private func square(
    _ rectangle: Rectangle, color: Color, strips: Int, tag: String
  ) -> Picture {
    let fill = theme.paper.mixed(with: color, max(theme.tint, 0.15) * 1.6)
    var items: [Item] = [.rectangle(rectangle, radius: 0, .fill(fill))]
    // One strip a neuron, while they can be told apart.
    if strips > 1, rectangle.height / Double(strips) >= 4 {
      let lines = (1..<strips).flatMap { index -> [Path.Element] in
        let y = rectangle.minY + rectangle.height * Double(index) / Double(strips)
        return [.move(Point(rectangle.minX, y)), .line(Point(rectangle.maxX, y))]
      }
      items.append(.path(Path(lines), .stroke(theme.paper, 1)))
    }
    if rectangle.width > 6 { items.append(.rectangle(rectangle, radius: 0, .stroke(color, 1.6))) }
    return Picture(bounds: rectangle, items: items).tagged("area", tag)
  }

  /// A ring around a square that is too small to be found without it.
  private func ring(around square: Rectangle, color: Color) -> Picture {
    guard square.width < 14 else { return .empty }
    return Picture(
      bounds: Rectangle(center: square.center, size: Size(26, 26)),
      items: [.circle(center: square.center, radius: 13, .stroke(color, 1.4, dash: [3, 4]))])
  }

  private func rays(from square: Rectangle, to magnified: Rectangle, color: Color) -> Picture {
    let ends = [
      (Point(square.maxX, square.minY), magnified.origin),
      (Point(square.maxX, square.maxY), Point(magnified.minX, magnified.maxY)),
    ]
    return Picture(
      bounds: magnified,
      items: ends.map {
        .path(.line($0, $1), .stroke(color.mixed(with: theme.paper, 0.3), 1.3, dash: [5, 4]))
      }
    ).tagged("rays")
  }

  /// How many times more parameters the larger layer needs.
  private func ratioNote(between left: Rectangle, and right: Rectangle, limit: Double) -> Picture {
    guard full >= 2 * shared, limit - left.maxX > 240 else { return .empty }
    let times = Double(full) / Double(shared)
    let format = NumberFormat(for: [times])
    let isExact = times < 1000 ? format.isExact(times) : full.isMultiple(of: shared)
    let text =
      times < 1000 ? format.string(times) : ParametersFigure.grouped(Int(times.rounded()))
    let number = pen.formula(
      .row(
        (isExact ? [] : [.math("≈"), .space(0.25)]) + [
          .number(text, .semibold), .space(0.2), .math("×"),
        ]), size: 34)
    let words = pen.label(say("fewer parameters"), size: 16, color: theme.muted)
    let picture = Picture.column([number, words], spacing: 10, alignment: .start)
    let placed = picture.moved(left.maxX + 36, left.minY + 4)
    return placed.bounds.maxY + 20 < right.minY ? placed.tagged("ratio") : .empty
  }

  private func scaleNote(at left: Rectangle) -> Picture {
    pen.label(say("areas true to scale"), size: 14, color: theme.muted)
      .moved(left.minX, left.minY - 12)
  }

  // MARK: - The filters, enlarged

  private func filters(in room: Rectangle, color: Color) -> Picture {
    let maps = pass.layer.maps
    let slots = Slot.slots(0..<maps, limit: 16)
    let noteRoom = 34.0
    let inner = room.inset(14)
    let kernel = pass.layer.kernel
    let area = Rectangle(inner.x, inner.y, inner.width, inner.height - noteRoom)
    // As many columns as give the largest tiles: the filter with its bias below.
    let best =
      (1...slots.count).map { columns -> (columns: Int, cell: Double) in
        let rows = (slots.count + columns - 1) / columns
        return (
          columns,
          min(
            (area.width / Double(columns) - 14) / Double(kernel.columns),
            (area.height / Double(rows) - 14) / (Double(kernel.rows) + 1.3), 72)
        )
      }.max { $0.cell < $1.cell } ?? (1, 1)
    let cell = max(best.cell, 1)
    let rows = (slots.count + best.columns - 1) / best.columns
    let scale = ValueScale(.signed, over: pass.layer.weights.values, theme: theme)
    let biasScale = ValueScale(.signed, over: pass.layer.bias.values, theme: theme)
    var parts: [Picture] = [
      Picture(bounds: room, items: [.rectangle(room, radius: 6, .stroke(color, 1.4))])
    ]
    for (index, slot) in slots.enumerated() {
      let center = Point(
        area.minX + area.width * (Double(index % best.columns) + 0.5) / Double(best.columns),
        area.minY + area.height * (Double(index / best.columns) + 0.5) / Double(rows))
      switch slot {
      case .more(let count):
        let text = pen.formula(
          .words(say("+ \(ParametersFigure.grouped(count)) more")), size: 16, color: theme.muted,
          width: area.width / Double(best.columns) - 6)
        parts.append(text.centered(at: center).tagged("more"))
      case .one(let map):
        parts.append(
          tile(map, cell: cell, scale: scale, biasScale: biasScale).centered(at: center))
      }
    }
    let depth = pass.layer.channelsInGroup
    let words =
      depth > 1
      ? say("each map: \(depth) × \(kernel) weights (the first \(kernel) drawn), 1 bias")
      : say("each map: \(kernel) weights, 1 bias")
    let brief = depth > 1 ? say("each map: \("\(depth) × \(kernel)") weights, 1 bias") : words
    let line = pen.label(words, size: 14, color: theme.muted)
    let isLong = line.bounds.width * 0.75 > room.width - 12
    let note =
      pen.style.panel == nil
      ? line
      : pen.label(isLong ? brief : words, size: 14, color: theme.muted, width: room.width - 12)
    parts.append(note.centered(at: Point(room.midX, inner.maxY - 8)))
    return .joined(parts)
  }

  /// A filter's first channel with the bias below it.
  private func tile(
    _ map: Int, cell: Double, scale: ValueScale, biasScale: ValueScale
  ) -> Picture {
    let kernel = pass.layer.kernel
    let weights = pass.layer.weights[slice: map][slice: 0].values
    let bias = pass.layer.bias.values[map]
    let filter =
      cell < 5
      ? pen.heat(
        weights, extent: kernel, scale: scale, cell: cell, tag: "filter \(map)")
      : pen.matrix(kernel, cell: cell, tag: "filter \(map)") { place in
        CellLook(
          value: weights[place.row * kernel.columns + place.column], scale: scale, theme: theme)
      }
    let neuron = pen.matrix(Extent(1), cell: cell, tag: "bias \(map)") { _ in
      CellLook(value: bias, scale: biasScale, theme: theme)
    }
    return .joined([
      filter.picture,
      neuron.moved(
        filter.frame.midX - cell / 2, filter.frame.maxY + cell * 0.3
      ).picture,
    ])
  }
}
