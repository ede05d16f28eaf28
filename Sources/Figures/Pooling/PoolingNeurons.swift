import Drawing
import Neural
import Wording

extension PoolingPanels {
  /// Whether the neurons are circles: while what they say fits into them.
  private func isCircles(cell: Double) -> Bool {
    guard sweep.extent.rows <= 9, sweep.extent.columns <= 9 else { return false }
    let upstream = gradient.map { gradient in
      neurons.map { gradient.upstream.values[$0.index] }
    }
    switch labels {
    case .symbols: return cell >= (gradient == nil ? 40 : 64)
    case .numbers, .both:
      return [neurons.map(\.a), upstream ?? []].allSatisfy {
        pen.numbers($0, cell: cell * 0.76).texts != nil
      }
    }
  }

  /// The neurons with what they keep of their windows.
  func pooled(cell: Double, marks: PoolingMarks) -> Panel {
    neurons(
      tag: "map", values: neurons.map(\.a), cell: cell, marks: marks, symbol: notation.a)
  }

  /// The gradients that arrive at the neurons.
  func upstream(_ gradient: PooledGradient, cell: Double, marks: PoolingMarks) -> Panel {
    let values = neurons.map { gradient.upstream.values[$0.index] }
    return neurons(
      tag: "upstream", values: values, cell: cell, marks: marks, symbol: notation.upstream)
  }

  private func neurons(
    tag: String, values: [Double], cell: Double, marks: PoolingMarks, symbol: (Cell) -> Formula
  ) -> Panel {
    let extent = sweep.extent
    let scale = ValueScale(
      values.contains { $0 < 0 } || tag == "upstream" ? .signed : .ink, over: values, theme: theme)
    let filled = current.map { $0.position.index + 1 } ?? values.count
    if isLarge(extent) {
      // Neurons that are still empty show the paper, which is the colour of zero.
      var tensor = Tensor(shape: [extent.rows, extent.columns])
      for (index, value) in values.prefix(filled).enumerated() {
        tensor[index / extent.columns, index % extent.columns] = value
      }
      return marked(
        pen.heat(tensor, scale: scale, cell: cell, tag: tag), marks: marks, scale: scale)
    }
    let circles = isCircles(cell: cell)
    let side = (circles ? cell * 0.8 : cell) * (labels == .both ? 0.95 : 1)
    let numbers = pen.numbers(values, cell: side)
    func look(_ neuron: Cell) -> CellLook {
      let index = neuron.row * extent.columns + neuron.column
      let style = marks.styles[index]
      var look = CellLook(color: current == nil ? theme.ink : theme.muted)
      if circles {
        look.outline = Stroke(color: theme.frame, width: 1.2)
        if let style {
          let fill = theme.paper.mixed(with: style.color, theme.tint * 0.55)
          look.fill = fill
          look.outline = style.stroke(marks.isComplete ? 3.2 : 4)
          look.color = theme.text(in: style.color, on: fill)
        }
        if index >= filled {
          look.outline = Stroke(color: theme.hairline, width: 1.4, dash: [4, 4])
        }
      } else if index < filled {
        look = CellLook(value: values[index], scale: scale, theme: theme)
      }
      guard index < filled, cell >= 24 else { return look }
      switch labels {
      case .symbols: look.text = symbol(neuron)
      case .numbers: look.text = numbers.formula(index)
      case .both:
        look.text = numbers.formula(index)
        look.caption = symbol(neuron)
      }
      return look
    }
    if circles { return pen.neurons(extent, cell: cell, tag: tag, looks: look) }
    return marked(
      pen.matrix(extent, cell: cell, tag: tag, looks: look), marks: marks, scale: scale)
  }

  /// The panel with its marked neurons outlined and, where it is too small for numbers, its scale.
  private func marked(_ panel: Panel, marks: PoolingMarks, scale: ValueScale) -> Panel {
    let columns = sweep.extent.columns
    let result = panel.drawing(
      marks.indices.map { index in
        let rectangle = panel.rectangle(of: Cell(index / columns, index % columns))
        // A neuron of a large map is smaller than the line that marks it.
        let grow = max(0, (10 - rectangle.width) / 2)
        return .group(
          Tag("neuron", "\(index / columns),\(index % columns)"),
          [
            .rectangle(
              rectangle.inset(-grow), radius: 4,
              Paint(stroke: (marks.styles[index] ?? theme.position(0)).stroke(3.2)))
          ])
      })
    return panel.cell >= 24
      ? result
      : result.captioned(legend(scale, below: panel))
  }

  // MARK: - One window

  /// The cells under the window, enlarged: each with how it compares to the largest before it, or in
  /// a mean with what it is divided by.
  func closeup(of neuron: PooledNeuron, cell: Double) -> Panel {
    let kernel = sweep.geometry.kernel
    let style = theme.position(0)
    let values = neuron.window.map(\.value)
    if isLarge(kernel) {
      var tensor = Tensor(shape: [kernel.rows, kernel.columns])
      for (index, value) in values.enumerated() {
        tensor[index / kernel.columns, index % kernel.columns] = value
      }
      return pen.heat(tensor, scale: inputScale, cell: cell, tag: "window")
    }
    let numbers = pen.numbers(values, cell: labels == .both ? cell * 0.9 : cell)
    let comparisons = comparisons(in: neuron, format: numbers.format)
    let panel = pen.matrix(
      kernel, cell: cell, tag: "window", frame: Stroke(color: style.color, width: 3.2)
    ) { place in
      let index = place.row * kernel.columns + place.column
      let item = neuron.window[index]
      let isWinner = neuron.winner?.kernelCell == place
      var look = CellLook(color: theme.muted)
      if isWinner || !subject.isMax {
        let fill = theme.paper.mixed(with: style.color, theme.tint)
        look.fill = isWinner ? fill : nil
        look.color = isWinner ? theme.text(in: style.color, on: fill) : theme.ink
      }
      if isWinner, kernel.count > 1 { look.outline = Stroke(color: style.color, width: 4) }
      if item.isPadding, subject.isMax { return look }
      let weight: FontWeight = isWinner ? .bold : .medium
      switch labels {
      case .symbols: look.text = item.isPadding ? .math("0") : notation.input(item.cell)
      case .numbers:
        look.text = numbers.formula(index, weight)
        look.caption = comparisons[index]
      case .both:
        look.text = numbers.formula(index, weight)
        look.caption = notation.input(item.cell)
      }
      return look
    }
    return panel
  }

  /// For each cell of a window, how it compares to the largest of the cells before it.
  private func comparisons(in neuron: PooledNeuron, format: NumberFormat) -> [Formula?] {
    guard neuron.winner != nil else { return neuron.window.map { _ in nil } }
    var largest: Double?
    return neuron.window.map { item in
      guard !item.isPadding else { return nil }
      guard let before = largest else {
        largest = item.value
        return .words(say("first"))
      }
      largest = max(before, item.value)
      let sign = item.value > before ? ">" : item.value == before ? "=" : "<"
      return .row([.math(sign), .space(0.25), .number(format.string(before), .regular)])
    }
  }
}
