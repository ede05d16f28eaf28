import Drawing
import Neural
import Wording

extension FullyConnectedAsConvolutionLayout {
  /// How many channels of a filter its thumbnail shows.
  private var thumbChannels: Int { min(channels.count, 3) }
  private var thumbGap: Double { 5 }

  private func thumbCell(pitch: Double) -> Double {
    let height = min(pitch * 0.7, 78) / Double(kernel.rows)
    let width =
      (150 - thumbGap * Double(thumbChannels - 1))
      / Double(thumbChannels * kernel.columns)
    return min(height, width, 24)
  }

  func thumbWidth(pitch: Double) -> Double {
    thumbCell(pitch: pitch) * Double(thumbChannels * kernel.columns)
      + thumbGap * Double(thumbChannels - 1)
  }

  /// A map, with a thumbnail and an arrow before it.
  func mapWidth(pitch: Double, hasThumbs: Bool) -> Double {
    (hasThumbs ? thumbWidth(pitch: pitch) + 64 : 0) + pitch * 0.84
  }

  func thumb(of map: Int, channel: Int, cell: Double, tag: String) -> Panel {
    let all = layer.weights
    let filter = all[slice: map]
    return pen.heat(
      filter[slice: channel],
      scale: ValueScale(.signed, over: all.values, theme: theme), cell: cell, tag: tag)
  }

  /// Each neuron's filter, small, and the 1 × 1 map that it makes.
  func featureMaps(
    left: Double, width: Double, pitch: Double, middle: Double, hasThumbs: Bool
  ) -> Picture {
    let slots = maps.slots
    let thumbs = hasThumbs ? thumbWidth(pitch: pitch) : 0
    let thumbCell = thumbCell(pitch: pitch)
    let side = pitch * 0.84
    let lead = hasThumbs ? thumbs + 64 : 0
    let x = left + (width - lead - side) / 2
    let circleX = x + lead + side / 2
    let values = maps.items.map(ways.flat.shown)
    let numbers = pen.numbers(values, cell: side * 0.8)
    let looks = maps.items.enumerated().map { look(ofNeuron: $1, number: numbers.formula($0)) }
    let sizes = pen.textSizes(of: looks, cell: side * (pen.style.labels == .both ? 0.72 : 0.8))
    var order = 0
    var parts: [Picture] = []
    for (slot, content) in slots.enumerated() {
      let y = middle + (Double(slot) + 0.5 - Double(slots.count) / 2) * pitch
      switch content {
      case .ellipsis(let count):
        let text = pen.label(say("\(count) more"), size: 14, color: theme.muted)
        let center = min(circleX, left + width - text.bounds.width / 2)
        parts.append(
          text.centered(at: Point(center, y)).tagged("ellipsis", "\(count)"))
      case .item(let neuron):
        defer { order += 1 }
        if hasThumbs { parts += self.thumbs(of: neuron, x: x, y: y, cell: thumbCell) }
        parts.append(
          map(looks[order], neuron: neuron, at: Point(circleX, y), side: side, sizes: sizes))
        guard hasThumbs else { continue }
        let start = Point(x + thumbs + 14, y)
        parts.append(
          Picture(
            bounds: Rectangle(start.x, y - 5, 36, 10),
            items: [pen.arrow(from: start, to: start.moved(36, 0))]))
      }
    }
    let top = middle - Double(slots.count) * pitch / 2
    let heading = mapsHeading(width: width + 60)
    let center = min(left + width / 2, left + width - heading.bounds.width / 2)
    parts.append(heading.moved(center - heading.bounds.midX, top - 14))
    return .joined(parts)
  }

  /// The heading of the feature maps, in fewer words where a panel is narrow.
  private func mapsHeading(width: Double) -> Picture {
    let isOne = layer.maps == 1
    let symbol = FullyConnectedNotation(pass: ways.flat).neurons
    let words = isOne ? say("1 × 1 feature map") : say("1 × 1 feature maps")
    let isNarrow =
      pen.style.panel != nil
      && pen.heading(words, symbol, width: .infinity).bounds.width * 0.75 > width
    let brief = isOne ? say("1 × 1 map") : say("1 × 1 maps")
    return pen.heading(isNarrow ? brief : words, symbol, width: width)
  }

  private func thumbs(of neuron: Int, x: Double, y: Double, cell: Double) -> [Picture] {
    let size = Size(cell * Double(kernel.columns), cell * Double(kernel.rows))
    let pictures = (0..<thumbChannels).map { channel in
      thumb(of: neuron, channel: channel, cell: cell, tag: "thumb \(neuron) \(channel)")
        .moved(x + Double(channel) * (size.width + thumbGap), y - size.height / 2).picture
    }
    guard neuron == subject.step else { return pictures }
    let frame = Picture.joined(pictures).bounds.inset(-3)
    return pictures + [
      Picture(bounds: frame, items: [pen.overlay(frame, color: position, width: 2.6)])
    ]
  }

  private func look(ofNeuron neuron: Int, number: Formula?) -> CellLook {
    let isStrong = neuron == subject.step
    let fill = theme.paper.mixed(with: position, theme.tint * 0.55)
    let symbol = FullyConnectedNotation(pass: ways.flat).neuron(neuron)
    return CellLook(
      pen.style.labels == .symbols ? symbol : number,
      caption: pen.style.labels == .both ? symbol : nil, fill: isStrong ? fill : nil,
      color: isStrong ? theme.text(in: position, on: fill) : theme.muted,
      outline: Stroke(color: isStrong ? position : theme.frame, width: isStrong ? 4 : 1.3))
  }

  /// A map of a single neuron: the square of its one cell and the circle in it.
  private func map(
    _ look: CellLook, neuron: Int, at center: Point, side: Double,
    sizes: (text: Double, caption: Double)
  ) -> Picture {
    let square = Rectangle(center: center, size: Size(side, side))
    return Picture(
      bounds: square,
      items: [
        .rectangle(square, radius: 3, .stroke(theme.hairline, 1.4)),
        .circle(
          center: center, radius: side / 2 - max(4, side * 0.07),
          Paint(fill: look.fill, stroke: look.outline)),
      ] + pen.texts(of: look, in: square, sizes: sizes)
    ).tagged("neuron", "\(neuron)")
  }
}
