import Drawing
import Neural
import Wording

/// The network of a fully connected layer: inputs in a column, neurons in another, every weight
/// between those that are shown a line, and the weights of one neuron strong and written out.
struct FullyConnectedLayout {
  let pen: Pen
  let subject: FullyConnectedSubject
  let inputs: FullyConnectedSlots
  let neurons: FullyConnectedSlots

  private static let heading = 44.0
  /// Lines shorter than this cannot be followed; the matrix, which repeats them, gives way.
  private static let shortestWires = 140.0

  init(pen: Pen, subject: FullyConnectedSubject) {
    self.pen = pen
    self.subject = subject
    inputs = FullyConnectedSlots(count: subject.forward.layer.inputs, limit: 8)
    neurons = FullyConnectedSlots(
      count: subject.forward.layer.neurons, limit: 6, keeping: subject.step)
  }

  var theme: Theme { pen.theme }
  var pass: FullyConnected.ForwardPass { subject.forward }
  var step: DotProduct { pass.steps[subject.step] }
  var notation: FullyConnectedNotation { FullyConnectedNotation(pass: pass) }
  var position: Color { theme.positions[0] }

  /// The colour of the weight that leads from an input to the neuron that stands out; none where it
  /// is not drawn.
  func color(of input: Int) -> Color? {
    inputs.items.firstIndex(of: input).map(theme.weight)
  }

  // MARK: - Measures

  /// Where things are on the page.
  struct Measures {
    let room: Rectangle
    let cell: Double
    let pitch: Double
    let radius: Double
    let cellX: Double
    let labelX: Double
    let labelWidth: Double
    let neuronX: Double
    let matrixX: Double
    /// The side of the matrix' cells; 0 where there is no room for it.
    let matrixCell: Double
    var middle: Double { room.midY + FullyConnectedLayout.heading / 2 }
    /// Where the lines begin.
    var port: Double { labelX + labelWidth }
  }

  private func measures(in room: Rectangle) -> Measures {
    let height = room.height - FullyConnectedLayout.heading - 28
    let cell = min(height / Double(inputs.slots.count), 76)
    let pitch = min(height / Double(neurons.slots.count), 150)
    let radius = min(pitch * 0.42, 62)
    let label = labelWidth(cell: cell)
    let columns = Double(inputs.slots.count)
    let rows = Double(neurons.slots.count)
    let bias = 96.0
    let fixed = cell + 28 + label + 2 * radius + bias
    var matrixCell = min(58, height / rows, max(34, (room.width - fixed - 190) / columns))
    // What stands above and below the matrix may be wider than a narrow one.
    var matrix = max(matrixCell * columns, 130)
    if room.width - fixed - matrix - 24 < FullyConnectedLayout.shortestWires {
      (matrixCell, matrix) = (0, 0)
    }
    let wires = min(460, room.width - fixed - matrix - 24)
    let left = room.minX + max(0, (room.width - fixed - wires - matrix - 24) / 2)
    let labelX = left + cell + 28
    let neuronX = labelX + label + wires + radius
    return Measures(
      room: room, cell: cell, pitch: pitch, radius: radius, cellX: left, labelX: labelX,
      labelWidth: label, neuronX: neuronX,
      matrixX: neuronX + radius + bias + 24 + (matrix - matrixCell * columns) / 2,
      matrixCell: matrixCell)
  }

  private func y(_ slot: Int, of count: Int, pitch: Double, _ measures: Measures) -> Double {
    measures.middle + (Double(slot) + 0.5 - Double(count) / 2) * pitch
  }

  /// The radius of the neurons in a room; from 26 on they have room for their numbers.
  func radius(in room: Rectangle) -> Double { measures(in: room).radius }

  // MARK: - The pictures

  func pictures(in room: Rectangle) -> [Picture] {
    let measures = measures(in: room)
    return lines(measures) + column(measures) + circles(measures) + headings(measures)
      + [bias(measures), measures.matrixCell > 0 ? matrix(measures) : .empty]
  }

  private func headings(_ m: Measures) -> [Picture] {
    let top = m.middle - Double(inputs.slots.count) * m.cell / 2 - 21
    let neuronTop = m.middle - Double(neurons.slots.count - 1) * m.pitch / 2 - m.radius - 21
    let left = pen.heading(say("inputs"), notation.inputs, width: m.cell + 64)
    let right = pen.heading(say("neurons"), notation.neurons, width: 2 * m.radius + 120)
    return [
      left.moved(
        max(m.room.minX - left.bounds.minX, m.cellX + m.cell / 2 - left.bounds.midX), top),
      right.moved(m.neuronX - right.bounds.midX, neuronTop),
    ]
  }

  /// The inputs with the weights of the neuron that stands out beside them.
  private func column(_ m: Measures) -> [Picture] {
    let sizes = pen.textSizes(of: inputLooks(cell: m.cell), cell: m.cell)
    let looks = inputLooks(cell: m.cell)
    let labels = labels
    let size = labelSize(cell: m.cell)
    var order = 0
    return inputs.slots.enumerated().map { slot, content in
      let y = y(slot, of: inputs.slots.count, pitch: m.cell, m)
      let row = Rectangle(m.cellX, y - m.cell / 2, m.cell, m.cell)
      switch content {
      case .ellipsis(let count):
        let more = pen.label(
          say("\(count) more"), size: min(15, m.cell * 0.5), color: theme.muted)
        return more.centered(at: Point(m.labelX + m.labelWidth / 2, y))
          .over(Picture(bounds: row, items: dots(at: row.center, reach: m.cell * 0.22)))
          .tagged("ellipsis", "inputs \(count)")
      case .item(let index):
        defer { order += 1 }
        let color = theme.weight(order)
        let label = pen.formula(
          labels[order], size: size, color: theme.text(in: color, on: theme.paper))
        let tick = Item.path(
          .line(Point(row.maxX + 3, y), Point(m.labelX, y)), .stroke(color, 2.4))
        let cell = Picture(
          bounds: row,
          items: [
            .rectangle(
              row, radius: 2,
              Paint(fill: looks[order].fill, stroke: Stroke(color: theme.frame, width: 1.2)))
          ] + pen.texts(of: looks[order], in: row, sizes: sizes)
        ).tagged("cell", "input \(index)")
        return .joined([
          cell, Picture(bounds: row, items: [tick]),
          label.moved(m.labelX + m.labelWidth / 2 - label.bounds.midX, y + size * 0.3)
            .tagged("weight", "\(index)"),
        ])
      }
    }
  }

  private func inputLooks(cell: Double) -> [CellLook] {
    let terms = inputs.items.map { step.terms[$0] }
    let numbers = pen.numbers(
      terms.map(\.value), cell: pen.style.labels == .both ? cell * 0.9 : cell)
    return inputs.items.enumerated().map { order, index in
      let color = theme.weight(order)
      let fill = theme.paper.mixed(with: color, theme.tint)
      let symbol = notation.input(index)
      return CellLook(
        pen.style.labels == .symbols ? symbol : numbers.formula(order),
        caption: pen.style.labels == .both ? symbol : nil, fill: fill,
        color: theme.text(in: color, on: fill))
    }
  }

  private var labels: [Formula] {
    let format = NumberFormat(for: inputs.items.map { step.terms[$0].weight })
    return inputs.items.map { index in
      let value = step.terms[index].weight
      let symbol = notation.weight(subject.step, index)
      let number = Formula.number(format.string(value), .medium)
      return switch pen.style.labels {
      case .symbols: symbol
      case .numbers: number
      case .both: .row([symbol, .relation(format.isExact(value) ? "=" : "≈"), number])
      }
    }
  }

  private func labelSize(cell: Double) -> Double {
    max(
      Pen.floor + 1, pen.size(fitting: labels, into: Size(128, cell * 0.6), preferred: 20))
  }

  private func labelWidth(cell: Double) -> Double {
    let size = labelSize(cell: cell)
    let widths = labels.map { pen.formula($0, size: size).bounds.width }
    let hasEllipsis = inputs.slots.count > inputs.items.count
    return max(widths.max() ?? 0, hasEllipsis ? 72 : 0) + 18
  }

  // MARK: - Lines

  private func lines(_ m: Measures) -> [Picture] {
    let count = inputs.slots.count
    func wires(_ slot: Int) -> Wires {
      Wires(
        center: Point(m.neuronX, y(slot, of: neurons.slots.count, pitch: m.pitch, m)),
        radius: m.radius, count: count)
    }
    var quiet: [Item] = []
    var strong: [Item] = []
    for (target, neuron) in neurons.slots.enumerated() {
      guard case .item(let neuron) = neuron else { continue }
      let wires = wires(target)
      for (slot, content) in inputs.slots.enumerated() {
        let start = Point(m.port, y(slot, of: count, pitch: m.cell, m))
        switch content {
        case .ellipsis:
          guard neuron == subject.step else { continue }
          strong.append(
            wires.wire(
              slot, from: start, stroke: Stroke(color: theme.muted, width: 1.5, dash: [2, 5]),
              name: "\(neuron) more"))
        case .item(let index):
          let isStrong = neuron == subject.step
          let stroke =
            isStrong
            ? Stroke(color: color(of: index) ?? theme.ink, width: 2.8)
            : Stroke(color: theme.hairline.mixed(with: theme.frame, 0.25), width: 0.9)
          let wire = wires.wire(slot, from: start, stroke: stroke, name: "\(neuron),\(index)")
          if isStrong { strong.append(wire) } else { quiet.append(wire) }
        }
      }
    }
    let bounds = Rectangle(m.port, m.middle, max(1, m.neuronX - m.port), 1)
    return [Picture(bounds: bounds, items: quiet + strong)]
  }

  // MARK: - Neurons

  private func circles(_ m: Measures) -> [Picture] {
    let values = neurons.items.map(pass.shown)
    let side = m.radius * 1.7
    let numbers = pen.numbers(values, cell: side * (pen.style.labels == .both ? 0.95 : 1))
    let looks = neurons.items.enumerated().map { order, neuron -> CellLook in
      let isStrong = neuron == subject.step
      let fill = theme.paper.mixed(with: position, theme.tint * 0.55)
      return CellLook(
        pen.style.labels == .symbols ? notation.neuron(neuron) : numbers.formula(order),
        caption: pen.style.labels == .both ? notation.neuron(neuron) : nil,
        fill: isStrong ? fill : theme.paper,
        color: isStrong ? theme.text(in: position, on: fill) : theme.muted,
        outline: Stroke(color: isStrong ? position : theme.frame, width: isStrong ? 4 : 1.3))
    }
    let sizes = pen.textSizes(of: looks, cell: side * (pen.style.labels == .both ? 0.9 : 1))
    var order = 0
    return neurons.slots.enumerated().map { slot, content in
      let center = Point(m.neuronX, y(slot, of: neurons.slots.count, pitch: m.pitch, m))
      let square = Rectangle(center: center, size: Size(2 * m.radius, 2 * m.radius))
      switch content {
      case .ellipsis(let count):
        let reach = min(m.pitch * 0.12, 9)
        let more = pen.formula(
          .words(say("\(count) more")), size: 16, color: theme.muted, width: bias - 8)
        return more.moved(m.neuronX + m.radius * 0.5, center.y + 5)
          .over(Picture(bounds: square, items: dots(at: center, reach: reach)))
          .tagged("ellipsis", "neurons \(count)")
      case .item(let neuron):
        defer { order += 1 }
        return Picture(
          bounds: square,
          items: [
            .circle(
              center: center, radius: m.radius,
              Paint(fill: looks[order].fill, stroke: looks[order].outline))
          ] + pen.texts(of: looks[order], in: square, sizes: sizes)
        ).tagged("neuron", "\(neuron)")
      }
    }
  }

  private var bias: Double { 96 }

  /// The bias of the neuron that stands out, at its right.
  private func bias(_ m: Measures) -> Picture {
    guard let slot = neurons.slots.firstIndex(of: .item(subject.step)) else { return .empty }
    let y = y(slot, of: neurons.slots.count, pitch: m.pitch, m)
    let format = NumberFormat(for: [step.bias])
    let number = Formula.row([
      .relation(format.isExact(step.bias) ? "=" : "≈"),
      .number(format.string(step.bias), .medium),
    ])
    let symbol = notation.bias(subject.step)
    let text = pen.formula(
      pen.style.labels == .symbols
        ? .row([.words("+ "), symbol]) : .row([.words("+ "), symbol, number]),
      size: 18, color: theme.muted, width: bias - 10)
    return text.moved(m.neuronX + m.radius + 12 - text.bounds.minX, y + 6).tagged("bias")
  }

  func dots(at center: Point, reach: Double, isAcross: Bool = false) -> [Item] {
    [-1.0, 0, 1].map { step in
      .circle(
        center: isAcross ? center.moved(step * reach, 0) : center.moved(0, step * reach),
        radius: 2, .fill(theme.muted))
    }
  }
}
