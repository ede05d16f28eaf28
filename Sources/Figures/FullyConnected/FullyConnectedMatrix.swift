import Drawing
import Neural
import Wording

extension FullyConnectedLayout {
  /// The weights that the lines stand for, one row a neuron, the row of the neuron that stands out
  /// outlined in its colour.
  func matrix(_ m: Measures) -> Picture {
    let extent = Extent(rows: neurons.slots.count, columns: inputs.slots.count)
    let layer = pass.layer
    let rows = neurons.items
    let shown = rows.flatMap { neuron in
      inputs.items.map { layer.weights[neuron, $0] }
    }
    let numbers = pen.numbers(shown, cell: m.matrixCell, comfortable: 12)
    let isNumbered = numbers.texts != nil || pen.style.labels == .symbols && m.matrixCell >= 34
    let scale = ValueScale(.signed, over: shown, theme: theme)
    func look(_ place: Cell) -> CellLook {
      guard case .item(let neuron) = neurons.slots[place.row],
        case .item(let input) = inputs.slots[place.column]
      else { return CellLook(color: theme.muted) }
      let value = layer.weights[neuron, input]
      let row = rows.firstIndex(of: neuron) ?? 0
      let column = inputs.items.firstIndex(of: input) ?? 0
      var look = CellLook(color: theme.muted)
      if !isNumbered { look = CellLook(value: value, scale: scale, theme: theme) }
      if neuron == subject.step, isNumbered {
        let color = theme.weight(column)
        let fill = theme.paper.mixed(with: color, theme.tint)
        look = CellLook(fill: fill, color: theme.text(in: color, on: fill))
      }
      look.text =
        pen.style.labels == .symbols
        ? notation.weight(neuron, input) : numbers.formula(row * inputs.items.count + column)
      return look
    }
    var panel = pen.matrix(extent, cell: m.matrixCell, tag: "weights", looks: look)
    panel = panel.drawing(ellipses(on: panel))
    if let row = neurons.slots.firstIndex(of: .item(subject.step)) {
      let outline = panel.rectangle(
        from: Cell(row, 0), spanning: Extent(rows: 1, columns: extent.columns))
      panel = panel.drawing([pen.overlay(outline, color: position, width: 3.2)])
    }
    let caption = pen.formula(
      .words(say("row \(index: subject.step): into neuron \(index: subject.step)")), size: 16,
      color: theme.muted, width: max(panel.frame.width, 120))
    return panel.headed(
      pen.heading(say("weights"), notation.weights, width: max(panel.frame.width, 110))
    )
    .captioned(caption)
    .moved(m.matrixX, m.middle - panel.frame.height / 2).picture
  }

  private func ellipses(on panel: Panel) -> [Item] {
    let reach = panel.cell * 0.16
    return neurons.slots.enumerated().flatMap { row, neuron in
      inputs.slots.enumerated().compactMap { column, input -> Item? in
        let center = panel.rectangle(of: Cell(row, column)).center
        switch (neuron, input) {
        case (.item, .item): return nil
        case (.item, .ellipsis):
          return .group(Tag("dots"), dots(at: center, reach: reach, isAcross: true))
        case (.ellipsis, _): return .group(Tag("dots"), dots(at: center, reach: reach))
        }
      }
    }
  }
}
