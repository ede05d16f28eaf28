import Drawing
import Neural
import Wording

/// Where the panels of a pooling layer go.
struct PoolingLayout {
  let panels: PoolingPanels

  private var subject: PoolingSubject { panels.subject }
  private var notation: PoolingNotation { panels.notation }
  private var under: Extent { subject.ringed }

  /// How large a cell of the neurons is against one of the input, so that maps much smaller than
  /// their input are still seen.
  private var neuronCell: Double {
    let extent = panels.sweep.extent
    let ratio = min(
      Double(under.columns) / Double(extent.columns), Double(under.rows) / Double(extent.rows))
    return max(1, ratio * 0.66)
  }

  /// The same for the cells of a window that is shown alone.
  private var windowCell: Double {
    let kernel = panels.sweep.geometry.kernel
    let ratio = min(
      Double(under.columns) / Double(kernel.columns), Double(under.rows) / Double(kernel.rows))
    return max(1.1, ratio * 0.66)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    flow(unit: unit(in: room)).pictures(pen: panels.pen, in: room)
  }

  /// The windows that have a colour.
  func marks(in room: Rectangle) -> PoolingMarks { panels.marks(cell: unit(in: room)) }

  /// The room without what legends and numbers at the edges of a panel would take beyond it.
  func fitted(_ room: Rectangle) -> Rectangle {
    guard panels.pen.style.panel != nil else { return room }
    var fitted = room
    // In less room the panels may stand in another way, which takes room elsewhere.
    for _ in 0..<4 {
      let drawn = Picture.joined(pictures(in: fitted))
      let taken = drawn.items.compactMap(\.bounds).reduce(drawn.bounds) { $0.union($1) }
      let (left, right) = (max(0, room.minX - taken.minX), max(0, taken.maxX - room.maxX))
      guard left + right > 0.4 else { break }
      fitted = Rectangle(
        fitted.x + left, fitted.y, fitted.width - left - right, fitted.height)
    }
    return fitted
  }

  /// How many page units a cell of the input comes to.
  func unit(in room: Rectangle) -> Double { flow(unit: 1).unit(in: room) }

  /// The panels in their order; how windows are marked goes by the unit.
  private func flow(unit: Double) -> PanelFlow {
    let marks = panels.marks(cell: unit)
    var slots = [
      PanelFlow.Slot(
        size: size(under, 1), words: name, symbol: notation.input, isIndexed: true,
        panel: { panels.input(cell: $0) })
    ]
    var links: [PanelFlow.Link] = []
    if let current = panels.current {
      slots.append(
        PanelFlow.Slot(
          size: size(panels.sweep.geometry.kernel, windowCell), words: say("window")
        ) {
          panels.closeup(of: current, cell: $0 * windowCell)
        })
      links.append(.arrow(""))
    }
    slots.append(
      PanelFlow.Slot(
        size: size(panels.sweep.extent, neuronCell),
        words: subject.isMax ? say("max pooling") : say("average pooling"), symbol: notation.a,
        panel: { panels.pooled(cell: $0 * neuronCell, marks: marks) }))
    links.append(.arrow(subject.isMax ? say("largest") : say("mean")))
    if let gradient = panels.gradient {
      slots.append(
        PanelFlow.Slot(
          size: size(panels.sweep.extent, neuronCell), words: say("upstream"),
          symbol: .partial(notation.a)
        ) { panels.upstream(gradient, cell: $0 * neuronCell, marks: marks) })
      slots.append(
        PanelFlow.Slot(
          size: size(panels.underlay, 1),
          words: panels.current == nil ? say("gradient") : say("so far"),
          symbol: .partial(notation.input), isIndexed: true
        ) {
          PoolingGradientPanel(panels: panels, gradient: gradient, cell: $0, marks: marks).panel()
        })
      links += [.divider, .arrow(subject.isMax ? say("route") : say("share"))]
    }
    let largest = max(under.rows, under.columns)
    return PanelFlow(
      slots: slots, links: links,
      turn: panels.gradient == nil ? nil : slots.count - 2,
      largest: largest <= 2 ? 150 : panels.gradient == nil ? 128 : 116)
  }

  private var name: String {
    subject.channels > 1
      ? say("feature map \(panels.map + 1) of \(subject.channels)") : say("feature map")
  }

  private func size(_ extent: Extent, _ scale: Double) -> Size {
    Size(Double(extent.columns) * scale, Double(extent.rows) * scale)
  }
}
