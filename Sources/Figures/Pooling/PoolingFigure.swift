import Drawing
import Neural

/// A pooling layer, forward and back: every window in its colour, the neuron that it feeds, and the
/// way of the neuron's gradient to the cell that won, or in average pooling to all cells in shares.
///
/// With a step, one window in full.
struct PoolingFigure: Figure {
  private let subject: PoolingSubject

  init(subject: PoolingSubject) {
    self.subject = subject
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let panels = PoolingPanels(pen: pen, subject: subject)
    let layout = PoolingLayout(panels: panels)
    func stage(_ marks: PoolingMarks) -> Stage {
      Stage(
        pen: pen, title: title(panels), subtitle: .words(subtitle),
        step: subject.step.map { ($0, subject.count) },
        band: PoolingLines(panels: panels, marks: marks).pictures())
    }
    // The room goes by the height of the band, which its colours do not change.
    let room = stage(panels.marks(cell: 0)).room
    return stage(layout.marks(in: room)).scene(
      layout.pictures(in: room), description: description(panels))
  }

  // MARK: - Words

  private var name: String { subject.isMax ? "Max pooling" : "Average pooling" }

  private func title(_ panels: PoolingPanels) -> Formula {
    if let step = subject.step {
      return .number("\(name), step \(step + 1) of \(subject.count)", .semibold)
    }
    return .number(panels.gradient == nil ? name : "\(name), forward and back", .semibold)
  }

  private var subtitle: String {
    if let step = subject.step {
      let cell = subject.neuron(step).position.neuron
      return subject.caption + "   ·   neuron at row \(cell.row), column \(cell.column)"
    }
    return subject.caption + "   ·   "
      + (subject.isMax
        ? "each neuron keeps the largest activation of its window"
        : "each neuron takes the mean of its window")
  }

  private func description(_ panels: PoolingPanels) -> String {
    let shown = panels.current.map { [$0] } ?? Array(panels.neurons.prefix(9))
    let rest = panels.current == nil ? panels.neurons.count - shown.count : 0
    let forward =
      shown.map(forwardWords).joined(separator: "; ")
      + (rest > 0 ? "; and \(rest) more." : ".")
    let ties = shown.filter { $0.ties > 1 }.count
    let tie =
      ties > 0
      ? " In \(ties) of these windows cells tie; the first in row order wins." : ""
    let intro =
      "\(name) of \(subject.inputName): \(subject.caption)."
      + (subject.channels > 1 ? " Shown is feature map \(panels.map + 1)." : "")
    return "\(intro) Forward, \(forward)\(tie)\(backWords(panels))"
  }

  private func forwardWords(_ neuron: PooledNeuron) -> String {
    let place = "neuron \(neuron.position.neuron.row),\(neuron.position.neuron.column)"
    let a = NumberFormat.shortest(neuron.a)
    switch neuron.rule {
    case .largest(let winner):
      return "\(place) keeps \(a) from row \(winner.cell.row), column \(winner.cell.column)"
    case .mean(let sum, let divisor):
      return "\(place) gets \(NumberFormat.shortest(sum)) divided by \(divisor), which is \(a)"
    }
  }

  private func backWords(_ panels: PoolingPanels) -> String {
    guard let gradient = panels.gradient else { return "" }
    if let current = panels.current {
      let factor = NumberFormat.shortest(gradient.contributions.steps[current.index].factor)
      return current.winner.map {
        " Back, its gradient \(factor) goes to row \($0.cell.row), column \($0.cell.column)."
      } ?? " Back, each cell of the window gets \(factor)."
    }
    let count = panels.underlay.count
    let sums = (panels.map * count..<(panels.map + 1) * count).lazy
      .map { gradient.sums.steps[$0] }
      .filter { $0.terms.contains(where: \.isReceived) }
    let words = sums.prefix(9).map { step -> String in
      let terms = step.terms.filter(\.isReceived).map { NumberFormat.shortest($0.product) }
      let sum = NumberFormat.shortest(step.sum)
      return "row \(step.cell.row), column \(step.cell.column) gets "
        + (terms.count > 1 ? "\(terms.joined(separator: " + ")) = \(sum)" : sum)
    }
    let rest = sums.count - words.count
    return " Back, " + words.joined(separator: "; ")
      + (rest > 0 ? "; \(rest) more cells get something." : "; all other cells get 0.")
  }
}
