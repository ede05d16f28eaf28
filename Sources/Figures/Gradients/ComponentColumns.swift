import Drawing
import Neural

/// What each neuron contributes to a gradient, and the sum: a column for each neuron that is shown,
/// with what its component is made of, the factor and the component below one another, and the
/// total to their right.
struct ComponentColumns {
  /// Matrices of one shape, one for each channel.
  struct Part {
    let extent: Extent
    let channels: Int
    /// Draws a channel, counted from 0, of a contribution.
    let draw: (_ step: Contribution, _ place: Place) -> Panel
  }

  /// How a panel is drawn.
  struct Place {
    let channel: Int
    let cell: Double
    let style: PositionStyle
    /// The scale of the components.
    let scale: ValueScale
  }

  let panels: GradientPanels
  let excerpt: Excerpt
  /// The contributions that are shown, by their number in the excerpt.
  let steps: [Int: Contribution]
  let source: Part
  let component: Part
  /// The height of the component where the source has 1.
  let componentShare: Double
  /// The total, of the components' shape.
  let total: Tensor
  let totalName: Formula
  /// The symbol of one element of the total.
  let totalSymbol: (_ channel: Int, _ cell: Cell) -> Formula
  /// What is left free at the panel of the total around its cells, as the components' panels do.
  let outer: (Panel) -> Panel

  private var pen: Pen { panels.pen }
  private var theme: Theme { pen.theme }

  /// The room of a neuron's name, of its factor, and of the arrow below that.
  private var name: Double { pen.style.isSmall ? 24 : 30 }
  private var factor: Double { pen.style.isSmall ? 30 : 40 }
  private var arrow: Double { pen.style.isSmall ? 26 : 34 }
  private var around: Double { name + factor + arrow }

  func pictures(in whole: Rectangle) -> [Picture] {
    let room = whole.insetForHeadings(in: pen.style)
    let height = room.height - around - 12
    // In a short panel the components, whose numbers are longer, need more of it.
    let sourceHeight = height / (1 + componentShare * (pen.style.isShort ? 1.15 : 1))
    let widest = max(
      grid(source, in: Size(600, sourceHeight)).size.width,
      grid(component, in: Size(600, height - sourceHeight)).size.width)
    // A column has room for its factor, however narrow its panels are.
    let row = ComponentRow(
      excerpt, in: room, component: max(widest, 130), total: max(widest * 1.2, 90))
    var sources = grid(source, in: Size(row.componentWidth, sourceHeight))
    let components = grid(
      component, in: Size(row.componentWidth, height - min(sources.size.height, sourceHeight)))
    // What the components cannot use goes back to what they are made of.
    sources = grid(source, in: Size(row.componentWidth, height - components.size.height))
    let sum = ChannelGrid(
      component.channels, of: component.extent,
      in: Size(row.totalWidth, components.size.height * (pen.style.panel == nil ? 1.2 : 1)),
      largest: components.cell * 1.25)
    let used = sources.size.height + components.size.height + around
    let values = excerpt.items.flatMap { steps[$0]?.tensor.values ?? [] }
    let scales = scales(values)
    let format = NumberFormat(for: excerpt.items.compactMap { steps[$0]?.factor })
    return row.pictures(
      pen: pen, y: room.midY + used / 2 - components.size.height / 2,
      component: { index, order in
        guard let step = steps[index] else { return .empty }
        return column(
          step, sources: sources, components: components, style: theme.position(order),
          scale: scales.component, format: format, width: row.componentWidth + 26)
      },
      total: totalPicture(grid: sum, scale: scales.total, width: row.totalWidth + row.gap * 0.8))
  }

  private func grid(_ part: Part, in room: Size) -> ChannelGrid {
    ChannelGrid(part.channels, of: part.extent, in: room, largest: 110)
  }

  /// One scale for all; where only some components are shown the total has its own, because it
  /// may be far larger than each of them.
  private func scales(_ values: [Double]) -> (component: ValueScale, total: ValueScale) {
    let own = ValueScale(
      .signed, over: excerpt.isComplete ? values + total.values : values, theme: theme)
    return (own, excerpt.isComplete ? own : totalScale)
  }

  private var totalScale: ValueScale { ValueScale(.signed, over: total.values, theme: theme) }

  /// A neuron's column, its component in the middle of (0, 0).
  private func column(
    _ step: Contribution, sources: ChannelGrid, components: ChannelGrid, style: PositionStyle,
    scale: ValueScale, format: NumberFormat, width: Double
  ) -> Picture {
    let top = -components.size.height / 2
    let bottom = top - arrow - factor
    func draw(_ part: Part, _ grid: ChannelGrid) -> Picture {
      grid.picture(pen: pen) { channel in
        part.draw(step, Place(channel: channel, cell: grid.cell, style: style, scale: scale))
      }
    }
    let heading = pen.formula(
      .number(panels.name(of: step), .medium), size: 17, color: style.color, width: width)
    let product = panels.factor(
      step, format: format, color: style.color, isFactor: true, width: width)
    return .joined([
      heading.moved(-heading.bounds.midX, bottom - sources.size.height - 13),
      draw(source, sources).moved(0, bottom - sources.size.height / 2),
      product.moved(-product.bounds.midX, top - arrow - factor * 0.35),
      Picture(
        bounds: Rectangle(-5, top - arrow, 10, arrow - 8),
        items: [pen.arrow(from: Point(0, top - arrow + 1), to: Point(0, top - 9))]),
      draw(component, components),
    ])
  }

  /// The total in the middle of (0, 0), with its name above.
  private func totalPicture(grid: ChannelGrid, scale: ValueScale, width: Double) -> Picture {
    let name = pen.formula(totalName, size: 21, width: width)
    let picture = grid.picture(pen: pen) { channel in
      outer(
        panels.gradient(
          total[slice: channel], cell: grid.cell, scale: scale, tag: "total \(channel)",
          frame: panels.totalFrame, texts: .init(symbol: { totalSymbol(channel, $0) })))
    }
    return .joined([name.moved(-name.bounds.midX, -grid.size.height / 2 - 16), picture])
  }
}
