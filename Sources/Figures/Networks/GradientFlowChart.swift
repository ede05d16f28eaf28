import Drawing
import Neural
import Wording

/// Maps of δ in a column for each layer, and the mean of |δ| below them on a logarithmic axis.
struct GradientFlowChart: Block {
  let subject: GradientFlow
  var hasMaps = true
  var hasCounts = true

  /// The most maps of a layer, and the least width of a column.
  private static let mostMaps = 6
  private static let leastColumn = 104.0

  var share: Size { Size(20, 12) }
  func least(_ pen: Pen) -> Size { Size(300, 150) }

  /// Where everything is.
  private struct Plan {
    let left: Double
    let pitch: Double
    /// The layers that have a column of their own; the others have a point.
    let shown: [Int]
    let count: Int

    func x(_ layer: Int) -> Double { left + pitch * (Double(layer) + 0.5) }
    /// The room of a column's maps.
    var column: Double { pitch * Double(count) / Double(shown.count) - 14 }
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let layers = subject.layers
    let lines = hasCounts ? countLines(pen) : 0
    let head = 52.0
    let foot = 8.0
    let countsHeight = Double(lines) * 20
    let mapsHeight = hasMaps ? min(150, (room.height - head - countsHeight - foot) * 0.46) : 0
    let top = head + mapsHeight + (hasMaps ? 12 : 0) + countsHeight + 22
    let bottom = room.height - foot
    let axis = PlotAxis.logarithmic(
      over: layers.map(\.mean.value), most: max(2, Int((bottom - top) / 24)))
    let ticks = axis.ticks.map {
      pen.label(NumberFormat.shortest($0), size: pen.measures.caption, color: pen.theme.muted)
    }
    let name = pen.formula(
      .row([.words(say("mean of")), .space(0.3), .math("|δ|")]), size: 17)
    let left = max(ticks.map(\.bounds.width).max() ?? 0, name.bounds.width) + 14
    let width = room.width - left
    let most = max(1, Int(width / GradientFlowChart.leastColumn))
    let plan = Plan(
      left: left, pitch: width / Double(layers.count),
      shown: GradientFlowChart.spread(layers.count, most: most), count: layers.count)
    var layout = Layout(size: room, body: Rectangle(0, head, room.width, max(1, bottom - head)))
    layout.content = room.width * (bottom - head)
    if bottom - top < 60 { layout.loss += 400 }
    if hasMaps, mapsHeight < 44 { layout.loss += 200 }
    if plan.shown.count < layers.count {
      layout.omit(
        Omission(.things(shown: plan.shown.count, of: layers.count), in: say("layers")), cost: 10)
    }
    func y(_ value: Double) -> Double { bottom - axis.share(of: value) * (bottom - top) }
    layout.items += name.moved(-name.bounds.minX, top - 14).items
    for (tick, label) in zip(axis.ticks, ticks) {
      layout.items.append(
        .path(
          .line(Point(left, y(tick)), Point(room.width, y(tick))), .stroke(pen.theme.hairline, 1)))
      if y(tick) > top - 1 {
        layout.items +=
          label.moved(left - 10 - label.bounds.maxX, y(tick) - label.bounds.midY).items
      }
    }
    let scales = scales(pen)
    for index in plan.shown {
      let column = Rectangle(plan.x(index) - plan.column / 2, head, plan.column, mapsHeight)
      add(index, scales[index], in: column, lines: lines, &layout, pen)
    }
    layout.items += curve(plan, y, pen)
    return layout
  }

  /// Some of so many, evenly spread with the first and the last.
  private static func spread(_ count: Int, most: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    guard most > 1 else { return [count - 1] }
    return Array(Set((0..<most).map { $0 * (count - 1) / (most - 1) })).sorted()
  }

  /// One scale for all layers but the last, which is what the cost gives.
  private func scales(_ pen: Pen) -> [ValueScale] {
    let layers = subject.layers
    let others = layers.dropLast().flatMap(\.delta.values)
    let shared = ValueScale(.signed, over: others, theme: pen.theme)
    let last = ValueScale(.signed, over: layers.last?.delta.values ?? [], theme: pen.theme)
    return layers.indices.map { $0 == layers.count - 1 ? last : shared }
  }

  // MARK: - Columns

  private func add(
    _ index: Int, _ scale: ValueScale, in box: Rectangle, lines: Int, _ layout: inout Layout,
    _ pen: Pen
  ) {
    let layer = subject.layers[index]
    let notation = Notation(
      layer: String(layer.number), components: pen.style.voice.notation.components)
    let name = pen.formula(.number(layer.stage, .medium), size: 18, width: box.width + 10)
    let symbol = pen.formula(notation.general(Tensors.delta), size: pen.measures.symbolFloor + 0.1)
    if name.bounds.height > 8 {
      layout.items += name.moved(box.midX - name.bounds.midX, 17).items
    }
    layout.items += symbol.moved(box.midX - symbol.bounds.midX, 42).items
    var y = box.minY
    if hasMaps {
      layout.items += maps(layer, scale, in: box, pen)
      y = box.maxY + 12
    }
    for text in texts(layer).prefix(lines) {
      let line = pen.formula(.words(text), size: pen.measures.caption, color: pen.theme.muted)
      if line.bounds.width > box.width + 14 { layout.loss += 300 }
      layout.items += line.moved(box.midX - line.bounds.midX, y + 13).items
      y += 20
    }
  }

  private func countLines(_ pen: Pen) -> Int { subject.layers.map { texts($0).count }.max() ?? 0 }

  private func texts(_ layer: GradientFlow.Layer) -> [String] {
    let largest = layer.delta.values.reduce(0) { max($0, abs($1)) }
    let number = NumberFormat(for: [largest], significant: 2).string(largest)
    return [say("largest \(number)")]
      + (layer.gate.map { [GradientFlowChart.words($0, tried: subject.tried)] } ?? [])
  }

  /// How many neurons of a layer learn nothing.
  static func words(_ gate: GradientFlow.Gate, tried: Int) -> String {
    let (closed, count) = (NumberFormat.grouped(gate.closed), NumberFormat.grouped(gate.count))
    guard gate.isFlat else { return say("\(closed) of \(count) flat") }
    return tried > 1 ? say("\(closed) of \(count) dead") : say("\(closed) of \(count) off")
  }

  /// The maps with the largest |δ|, in rows that make them largest.
  private func maps(
    _ layer: GradientFlow.Layer, _ scale: ValueScale, in box: Rectangle, _ pen: Pen
  ) -> [Item] {
    let tensor = layer.delta
    let isVector = tensor.rank < 3
    let (rows, columns) = isVector ? (tensor.count, 1) : (tensor.shape[1], tensor.shape[2])
    let plane = rows * columns
    let count = isVector ? 1 : tensor.shape[0]
    func size(_ map: Int) -> Double {
      tensor.values[(map * plane)..<((map + 1) * plane)].reduce(0) { max($0, abs($1)) }
    }
    let kept = (0..<count).sorted { (size($0), -$0) > (size($1), -$1) }
      .prefix(GradientFlowChart.mostMaps).sorted()
    let gap = 5.0
    var best = (side: Size.zero, across: 1)
    for across in 1...kept.count {
      let down = (kept.count + across - 1) / across
      let room = Size(
        (box.width - gap * Double(across - 1)) / Double(across),
        (box.height - gap * Double(down - 1)) / Double(down))
      let cell = min(room.width / Double(columns), room.height / Double(rows))
      if cell * Double(rows) > best.side.height {
        best = (Size(cell * Double(columns), cell * Double(rows)), across)
      }
    }
    if isVector { best.side = Size(min(26, box.width), box.height) }
    let down = (kept.count + best.across - 1) / best.across
    let across = min(best.across, kept.count)
    let left = box.midX - (best.side.width * Double(across) + gap * Double(across - 1)) / 2
    let top = box.midY - (best.side.height * Double(down) + gap * Double(down - 1)) / 2
    return kept.enumerated().map { place, map in
      NetworkBody.map(
        Array(tensor.values[(map * plane)..<((map + 1) * plane)]), columns: columns, scale,
        in: Rectangle(
          left + Double(place % best.across) * (best.side.width + gap),
          top + Double(place / best.across) * (best.side.height + gap), best.side.width,
          best.side.height),
        source: Source(
          .init(stage: layer.stage, tensor: Tensors.delta, index: isVector ? [] : [map]),
          form: .mark), pen)
    }
  }

  // MARK: - Curve

  /// A mean with two digits of its own.
  private static func source(_ datum: Datum) -> Source {
    let size = abs(datum.value)
    guard size > 0, size.isFinite else {
      return Source(datum.address, value: datum.value, form: .decimals(0))
    }
    var (decimals, unit) = (1, 1.0)
    while size < unit, decimals < 6 { (decimals, unit) = (decimals + 1, unit / 10) }
    let form: Source.Form = decimals > 5 ? .powers(2) : .decimals(decimals)
    return Source(datum.address, value: datum.value, form: form, isExact: false)
  }

  static func text(_ datum: Datum) -> String { source(datum).printed ?? "" }

  private func curve(_ plan: Plan, _ y: (Double) -> Double, _ pen: Pen) -> [Item] {
    let means = subject.layers.map(\.mean)
    let points = means.enumerated().map { Point(plan.x($0), y($1.value)) }
    let color = pen.theme.position(0).color
    var items = PlotCurve(
      points: points.map { ($0.x, $0.y) }, color: color, width: 2.6
    ).items(name: "mean", { Point($0, $1) }, pen)
    for (index, point) in points.enumerated() {
      items.append(
        .group(
          Tag("point", "\(index)", source: means[index].mark),
          [
            .circle(
              center: point, radius: plan.shown.contains(index) ? 6 : 3.5,
              Paint(
                fill: means[index].value > 0 ? color : pen.theme.paper,
                stroke: Stroke(color: color, width: 2)))
          ]))
    }
    for index in plan.shown {
      let source = GradientFlowChart.source(means[index])
      let label = pen.formula(
        .sourced(source, .number(source.printed ?? "", .semibold)), size: 18,
        color: pen.theme.text(in: color, on: pen.theme.paper))
      items += labelled(label, at: index, points, pen)
    }
    return items
  }

  /// A label above its point, or below where the curve comes from above; on a ground that keeps lines
  /// out.
  private func labelled(
    _ label: Picture, at index: Int, _ points: [Point], _ pen: Pen
  ) -> [Item] {
    let point = points[index]
    func slope(_ other: Int) -> Double {
      guard points.indices.contains(other), other != index else { return 0 }
      return (point.y - points[other].y) / abs(points[other].x - point.x)
    }
    // Lines that rise from the point take the room above it.
    let isBelow = max(slope(index - 1), slope(index + 1)) > 0.15
    let y = isBelow ? point.y + 12 : point.y - 12 - label.bounds.height
    let placed = label.placed(at: Point(point.x - label.bounds.width / 2, y))
    return [.rectangle(placed.bounds.inset(-3, -2), radius: 2, .fill(pen.theme.paper))]
      + placed.items
  }
}
