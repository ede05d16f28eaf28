import Drawing

/// A block with a title above it: words, and the symbol of what it shows.
struct Titled: Block {
  let words: String
  let symbol: Formula?
  let block: any Block
  /// What stands below the block: captions and legends, one below the other.
  var below: [any Block] = []

  init(_ words: String, _ symbol: Formula? = nil, below: [any Block] = [], _ block: any Block) {
    self.words = words
    self.symbol = symbol
    self.block = block
    self.below = below
  }

  var share: Size { block.share }

  func least(_ pen: Pen) -> Size {
    let parts = parts(in: Size(400, 400), pen)
    let inner = block.least(pen)
    return Size(max(inner.width, parts.width), inner.height + parts.above + parts.under)
  }

  func size(in room: Size, _ pen: Pen) -> Size {
    let parts = parts(in: room, pen)
    let inner = block.size(in: parts.room, pen)
    return Size(
      max(inner.width, min(parts.width, room.width)), inner.height + parts.above + parts.under)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let parts = parts(in: room, pen)
    let inner = block.layout(in: parts.room, pen)
    let title = heading(width: room.width, pen)
    let width = max(
      inner.size.width, title.bounds.width, parts.below.map(\.size.width).max() ?? 0)
    // Titles and captions are centred on the block's body, as far as the room lets them.
    let indent = max(
      0, max(title.bounds.width, parts.below.map(\.size.width).max() ?? 0) / 2 - inner.body.midX)
    let x = min(indent, max(0, width - inner.size.width))
    var result = inner.moved(x, parts.above)
    let middle = result.body.midX
    func left(_ wide: Double) -> Double { max(0, min(middle - wide / 2, width - wide)) }
    result.size = Size(width, inner.size.height + parts.above + parts.under)
    if !title.isEmpty {
      result.items +=
        title.moved(
          left(title.bounds.width) - title.bounds.minX,
          parts.above + inner.body.minY - pen.measures.headingGap
        ).items
    }
    var y = parts.above + inner.size.height
    for part in parts.below {
      y += pen.measures.captionGap
      result.add(part.moved(left(part.size.width), y))
      y += part.size.height
    }
    return result
  }

  private func heading(width: Double, _ pen: Pen) -> Picture {
    guard !words.isEmpty || symbol != nil else { return .empty }
    let whole = Formula.heading(words, symbol)
    let pictures = ([whole] + (symbol.map { [$0] } ?? [])).map {
      pen.formula($0, size: pen.measures.heading)
    }
    return pictures.first { $0.bounds.width <= width } ?? pictures[pictures.count - 1]
  }

  private func parts(in room: Size, _ pen: Pen)
    -> (above: Double, under: Double, width: Double, below: [Layout], room: Size)
  {
    let title = heading(width: room.width, pen)
    let above = title.isEmpty ? 0 : pen.measures.heading + pen.measures.headingGap
    let layouts = below.map { $0.layout(in: Size(room.width, 60), pen) }
    let under = layouts.reduce(0) { $0 + $1.size.height + pen.measures.captionGap }
    return (
      above, under, max(title.bounds.width, layouts.map(\.size.width).max() ?? 0), layouts,
      Size(room.width, max(1, room.height - above - under))
    )
  }
}

extension Formula {
  /// A title: words, and the symbol of what stands below.
  static func heading(_ words: String, _ symbol: Formula? = nil) -> Formula {
    .row([.number(words, .medium)] + (symbol.map { [.space(0.5), $0] } ?? []))
  }
}

/// The first arrangement that shows all that it should; where none does, the one that shows most.
/// A later one that would use the room far better goes before an earlier one.
struct FirstThatFits: Block {
  let candidates: [any Block]

  /// How much better a later arrangement must use a room: in a high one a row leaves most of it
  /// empty, so that a little is enough.
  private func advantage(in room: Size) -> Double {
    room.height > 0.48 * room.width ? 1.2 : 1.6
  }

  init(_ candidates: [any Block]) { self.candidates = candidates }

  var share: Size { candidates.first?.share ?? Size(1, 1) }

  func least(_ pen: Pen) -> Size { candidates.first?.least(pen) ?? .zero }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var best: (layout: Layout, loss: Int, worth: Double)?
    for candidate in candidates {
      // What cannot be better is not drawn.
      if let best, candidate.leastLoss > best.loss { continue }
      let layout = candidate.layout(in: room, pen)
      // Of arrangements that all reach beyond the room, the one that reaches least is taken.
      let excess =
        max(0, layout.size.width - room.width) + max(0, layout.size.height - room.height)
      let loss =
        layout.loss + 50 * layout.crossings
        + (excess > 0.5 ? 10_000 + Int(10 * min(excess, 10_000)) : 0)
      // A page that is filled from top to bottom looks better than a band across its middle.
      let worth = layout.content * (0.4 + 0.6 * min(1, layout.size.height / room.height))
      let isBetter = best.map {
        loss < $0.loss || (loss == $0.loss && worth > $0.worth * advantage(in: room))
      }
      if isBetter ?? true { best = (layout, loss, worth) }
    }
    return best?.layout ?? Layout(size: .zero)
  }
}

/// A block over a tinted ground, with room around it.
struct Ground: Block {
  let block: any Block
  var inset = Size(20, 16)
  /// What its rectangle is called.
  var name: String?

  init(_ block: any Block) { self.block = block }

  var share: Size { block.share }

  func least(_ pen: Pen) -> Size {
    let inner = block.least(pen)
    return Size(inner.width + 2 * inset.width, inner.height + 2 * inset.height)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let inner = block.layout(
      in: Size(max(1, room.width - 2 * inset.width), max(1, room.height - 2 * inset.height)), pen)
    var result = inner.moved(inset.width, inset.height)
    result.size = Size(
      inner.size.width + 2 * inset.width, inner.size.height + 2 * inset.height)
    let ground = Item.rectangle(
      Rectangle(origin: .zero, size: result.size), radius: 8, .fill(pen.theme.band))
    result.items.insert(.group(Tag("ground"), [ground]), at: 0)
    if let name { result.anchors[name] = Rectangle(origin: .zero, size: result.size) }
    return result
  }
}

/// The scale of a quantity's colours: a strip from its lowest to its highest value.
struct Legend: Block {
  let scale: ValueScale
  /// What the colours stand for, where that is not said by what stands above.
  var name: Formula?
  /// How its ends are written: as the values that it explains.
  var format: NumberFormat?
  /// The tensor whose values it explains, so that its ends can be hidden with them.
  var tensor: String?

  init(
    _ scale: ValueScale, name: Formula? = nil, format: NumberFormat? = nil, tensor: String? = nil
  ) {
    self.scale = scale
    self.name = name
    self.format = format
    self.tensor = tensor
  }

  /// The legend of a tensor, its ends spelled as its values are.
  init(_ scale: ValueScale, of tensor: String, _ spellings: Spellings, name: Formula? = nil) {
    self.init(scale, name: name, format: spellings.format(tensor), tensor: tensor)
  }

  var share: Size { .zero }

  func least(_ pen: Pen) -> Size { layout(in: .zero, pen).size }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    guard scale.high > scale.low else { return Layout(size: .zero) }
    let width = min(150, max(40, room.width - 120))
    let steps = 128
    let values = (0..<steps).map {
      scale.low + (scale.high - scale.low) * (Double($0) + 0.5) / Double(steps)
    }
    let raster = Raster(values: values, columns: steps, scale: scale)
    let bar = Rectangle(0, 0, width, 11)
    let strip = Picture(
      bounds: bar,
      items: [
        .image(raster, in: bar), .rectangle(bar, radius: 1, .stroke(pen.theme.frame, 0.8)),
      ])
    let format = format ?? NumberFormat(for: [scale.low, scale.high], significant: 2)
    func end(_ value: Double) -> Formula {
      // Zeros that only fill up the decimals of others say nothing here.
      let (even, exact) = (format.string(value), NumberFormat.shortest(value))
      return .number(exact.count < even.count ? exact : even, .regular)
    }
    func text(_ formula: Formula) -> Picture {
      let picture = pen.formula(
        formula, size: (pen.measures.floor + 0.1) / formula.leastScale, color: pen.theme.muted)
      return picture.moved(-picture.bounds.minX, 5.5 - picture.bounds.midY)
    }
    let name = name.map { [text($0)] } ?? []
    let row = Picture.row(
      name + [
        text(end(scale.low)), strip, text(end(scale.high)),
      ], spacing: 10, alignment: .origin
    )
    let mark = tensor.map { Source(.init(tensor: $0), form: .mark) }
    return Layout(
      Picture(bounds: row.bounds, items: [.group(Tag("legend", source: mark), row.items)]))
  }
}
