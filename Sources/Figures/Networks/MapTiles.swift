import Drawing
import Neural
import Wording

/// The maps of a stage as tiles in rows, those with the largest mean first, each with its filter beside
/// it and its number and mean below.
struct MapTiles: Block {
  let layer: MapsSubject.Layer
  let columns: Int
  let rows: Int
  let hasFilters: Bool

  /// The most planes of a filter.
  private static let mostPlanes = 8
  private static let labelHeight = 24.0
  private static let heading = 34.0
  private static let gap = Size(12, 8)

  /// The tiles that are shown: all maps, or the first ones, a place for the others, and the last.
  private var shown: [Int?] {
    let order = layer.order
    let places = columns * rows
    guard order.count > places else { return order }
    guard places > 2 else { return order.prefix(places).map { $0 } }
    return order.prefix(places - 2).map { $0 } + [nil, order[order.count - 1]]
  }

  private var used: Int { (shown.count + columns - 1) / columns }
  /// The tiles of a row.
  private var across: Int { min(columns, max(1, layer.count)) }

  var share: Size { Size(Double(across) * 5, Double(used) * 4) }
  func least(_ pen: Pen) -> Size { Size(Double(across) * 50, MapTiles.heading) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let shown = shown
    let gap = MapTiles.gap
    let width = (room.width - gap.width * Double(across - 1)) / Double(across)
    let height =
      (room.height - MapTiles.heading - gap.height * Double(used - 1)) / Double(used)
      - MapTiles.labelHeight
    let extent = layer.extent
    let filters = hasFilters ? layer.filters : nil
    let part = filters == nil ? 0 : width * 0.34
    let unit = max(
      0.2,
      min(
        (width - part - 4) / Double(extent.columns), height / Double(extent.rows),
        150 / Double(max(extent.rows, extent.columns))))
    let map = Size(unit * Double(extent.columns), unit * Double(extent.rows))
    let tile = Size(
      min(width, part + map.width + 4), max(map.height, 8) + MapTiles.labelHeight)
    var layout = Layout(
      size: Size(
        tile.width * Double(across) + gap.width * Double(across - 1),
        MapTiles.heading + tile.height * Double(used) + gap.height * Double(used - 1)))
    layout.content = map.width * map.height * Double(shown.count)
    let least = max(extent.rows, extent.columns) > 6 ? 44.0 : 30
    // Maps that are no larger than stamps, and planes that are no larger than their outlines.
    let areSmall = max(map.width, map.height) < least
    let areTiny = filters.map { part < ($0.shape[1] > 1 ? 36 : 22) } ?? false
    if areSmall || areTiny {
      layout.omit(
        Omission(.numbers, in: layer.stage), cost: (areSmall ? 120 : 0) + (areTiny ? 60 : 0))
    }
    let notation = Notation(layer: String(layer.number), before: "", maps: 2)
    let heading = pen.formula(
      .row(
        [.number(layer.stage, .medium), .space(0.5)]
          + (filters == nil
            ? [] : [notation.general(Tensors.weight, "m"), .math(","), .space(0.2)])
          + [notation.general(Tensors.a, "m")]), size: pen.measures.heading)
    layout.items += heading.moved(-heading.bounds.minX, 18).items
    if heading.bounds.width > room.width { layout.loss += 300 }
    layout.size.width = max(layout.size.width, heading.bounds.width)
    let scale = scale(pen.theme)
    let weights = ValueScale(.signed, over: layer.filters?.values ?? [], theme: pen.theme)
    let format = NumberFormat(
      for: (0..<layer.count).map { layer.mean($0).value }, significant: 3)
    for (place, number) in shown.enumerated() {
      let origin = Point(
        Double(place % columns) * (tile.width + gap.width),
        MapTiles.heading + Double(place / columns) * (tile.height + gap.height))
      guard let number else {
        let hidden = layer.count - shown.count + 1
        add(hidden: hidden, in: Rectangle(origin: origin, size: tile), &layout, pen)
        continue
      }
      if let filters {
        layout.items += planes(
          filters, number, weights,
          in: Rectangle(origin.x, origin.y, part - 6, min(tile.height, max(map.height, part - 6))),
          pen)
      }
      let box = Rectangle(origin.x + part + 2, origin.y, map.width, map.height)
      layout.items.append(
        NetworkBody.map(
          layer.values(number), columns: extent.columns, scale, in: box,
          source: Source(
            .init(stage: layer.mapStage, tensor: layer.tensor, index: [number]), form: .mark), pen))
      var label = label(number, format, pen)
      if label.bounds.width > tile.width + gap.width - 4 {
        label = self.label(number, nil, pen)
        layout.omit(Omission(.remarks, in: layer.stage), cost: 30)
      }
      layout.items +=
        label.moved(
          min(
            max(origin.x, box.midX - label.bounds.midX),
            origin.x + tile.width - label.bounds.maxX),
          box.maxY + 18
        ).items
      if label.bounds.width > tile.width + gap.width - 4 { layout.loss += 400 }
    }
    if shown.contains(where: { $0 == nil }) || layer.count > shown.count {
      let count = shown.count { $0 != nil }
      layout.omit(
        Omission(.things(shown: count, of: layer.count), in: layer.stage),
        cost: 10 + (layer.count - count))
    }
    if !hasFilters, layer.filters != nil {
      layout.omit(
        Omission(
          .things(shown: 0, of: layer.count), in: say("filters of \(layer.stage)")), cost: 16)
    }
    return layout
  }

  /// The scale of a stage's maps.
  func scale(_ theme: Theme) -> ValueScale {
    let values = layer.maps.values
    return ValueScale(values.contains { $0 < 0 } ? .signed : .ink, over: values, theme: theme)
  }

  /// The number of a map and its mean, as far as there is room.
  private func label(_ number: Int, _ format: NumberFormat?, _ pen: Pen) -> Picture {
    let size = pen.measures.numberFloor + 0.1
    let name = Formula.number(pen.style.voice.notation.index(number), .bold)
    guard let format else { return pen.formula(name, size: size) }
    let mean = layer.mean(number)
    let source = Source(
      mean.address, value: mean.value, form: .decimals(format.decimals), isExact: false)
    let value: Formula =
      layer.isOff(number)
      ? .words(say("off")) : .sourced(source, .number(source.printed ?? "", .regular))
    return pen.formula(.row([name, .space(0.7), value]), size: size)
  }

  private func planes(
    _ filters: Tensor, _ map: Int, _ scale: ValueScale, in box: Rectangle, _ pen: Pen
  ) -> [Item] {
    let (rows, columns) = (filters.shape[2], filters.shape[3])
    let size = rows * columns
    func values(_ channel: Int) -> [Double] {
      let start = (map * filters.shape[1] + channel) * size
      return Array(filters.values[start..<(start + size)])
    }
    // Of many planes those with the largest weights.
    let worth = (0..<filters.shape[1]).map { values($0).reduce(0) { max($0, abs($1)) } }
    let kept = worth.indices.sorted { (worth[$0], $1) > (worth[$1], $0) }
      .prefix(MapTiles.mostPlanes).sorted()
    var best = (side: 0.0, across: 1)
    let gap = 2.0
    for across in 1...kept.count {
      let down = (kept.count + across - 1) / across
      let side = min(
        (box.width - gap * Double(across - 1)) / Double(across * columns),
        (box.height - gap * Double(down - 1)) / Double(down * rows))
      if side > best.side { best = (side, across) }
    }
    guard best.side > 0 else { return [] }
    let plane = Size(best.side * Double(columns), best.side * Double(rows))
    return kept.enumerated().map { place, channel in
      NetworkBody.map(
        values(channel), columns: columns, scale,
        in: Rectangle(
          box.minX + Double(place % best.across) * (plane.width + gap),
          box.minY + Double(place / best.across) * (plane.height + gap), plane.width, plane.height),
        source: Source(
          .init(stage: layer.stage, tensor: Tensors.weight, index: [map, channel]), form: .mark),
        pen)
    }
  }

  /// What stands for the maps that are not shown.
  private func add(
    hidden: Int, in box: Rectangle, _ layout: inout Layout, _ pen: Pen
  ) {
    let words = pen.formula(
      .words("⋯  " + say("\(hidden) more")), size: pen.measures.caption, color: pen.theme.muted)
    layout.items += words.centered(at: box.center).items
    if words.bounds.width > box.width + 6 { layout.loss += 300 }
  }
}
