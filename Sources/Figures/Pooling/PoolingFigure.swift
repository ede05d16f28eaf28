import Drawing
import Neural
import Wording

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
    func stage(_ band: [Picture]) -> Stage {
      Stage(
        pen: pen, title: title(panels), subtitle: .words(subtitle),
        step: subject.step.map { ($0, subject.count) }, band: band)
    }
    // The room goes by the height of the band, which its colours do not change.
    let plain = PoolingLines(panels: panels, marks: panels.marks(cell: 0)).pictures()
    // Cells that say their numbers are worth more than lines that repeat some of them.
    let band = Stage.band(
      of: [plain, Array(plain.prefix(1)), []], style: style, least: PoolingFigure.readable,
      size: layout.unit)
    let room = layout.fitted(stage(band).room)
    let lines = PoolingLines(panels: panels, marks: layout.marks(in: room)).pictures()
    return stage(Array(lines.prefix(band.count))).scene(
      layout.pictures(in: room), description: description(panels))
  }

  /// The cells in which numbers have room between the outlines of windows, and without them.
  private static let readable = [46.0, 36]

  // MARK: - Words

  private func title(_ panels: PoolingPanels) -> Formula {
    .number(words(of: panels), .semibold)
  }

  private func words(of panels: PoolingPanels) -> String {
    if let step = subject.step {
      return subject.isMax
        ? say("Max pooling, step \(step + 1) of \(subject.count)")
        : say("Average pooling, step \(step + 1) of \(subject.count)")
    }
    guard panels.gradient != nil else {
      return subject.isMax ? say("Max pooling") : say("Average pooling")
    }
    return subject.isMax
      ? say("Max pooling, forward and back") : say("Average pooling, forward and back")
  }

  private var subtitle: String {
    if let step = subject.step {
      let cell = subject.neuron(step).position.neuron
      return subject.caption + "   ·   "
        + say("neuron at row \(index: cell.row), column \(index: cell.column)")
    }
    return subject.caption + "   ·   "
      + (subject.isMax
        ? say("each neuron keeps the largest activation of its window")
        : say("each neuron takes the mean of its window"))
  }

  private func description(_ panels: PoolingPanels) -> String {
    var sentences = [
      subject.isMax
        ? say("Max pooling of \(subject.inputName): \(subject.caption).")
        : say("Average pooling of \(subject.inputName): \(subject.caption).")
    ]
    if subject.channels > 1 { sentences.append(say("Shown is feature map \(panels.map + 1).")) }
    let shown = panels.current.map { [$0] } ?? Array(panels.neurons.prefix(9))
    let rest = panels.current == nil ? panels.neurons.count - shown.count : 0
    let forward = shown.map(forwardWords).joined(separator: "; ")
    sentences.append(
      rest > 0 ? say("Forward, \(forward); and \(rest) more.") : say("Forward, \(forward)."))
    let ties = shown.filter { $0.ties > 1 }.count
    if ties > 0 {
      sentences.append(
        say("In \(ties) of these windows cells tie; the first in row order wins."))
    }
    if let gradient = panels.gradient { sentences.append(backWords(panels, gradient)) }
    return sentences.joined(separator: " ")
  }

  private func forwardWords(_ neuron: PooledNeuron) -> String {
    let place = neuron.position.neuron
    let a = NumberFormat.shortest(neuron.a)
    switch neuron.rule {
    case .largest(let winner):
      return say(
        """
        neuron \(index: place.row),\(index: place.column) keeps \(a) \
        from row \(index: winner.cell.row), column \(index: winner.cell.column)
        """)
    case .mean(let sum, let divisor):
      return say(
        """
        neuron \(index: place.row),\(index: place.column) gets \(NumberFormat.shortest(sum)) \
        divided by \(divisor), which is \(a)
        """)
    }
  }

  private func backWords(_ panels: PoolingPanels, _ gradient: PooledGradient) -> String {
    if let current = panels.current {
      let factor = NumberFormat.shortest(gradient.contributions.steps[current.index].factor)
      guard let cell = current.winner?.cell else {
        return say("Back, each cell of the window gets \(factor).")
      }
      return say(
        """
        Back, its gradient \(factor) goes to row \(index: cell.row), \
        column \(index: cell.column).
        """)
    }
    let count = panels.underlay.count
    let sums = (panels.map * count..<(panels.map + 1) * count).lazy
      .map { gradient.sums.steps[$0] }
      .filter { $0.terms.contains(where: \.isReceived) }
    let words = sums.prefix(9).map { step -> String in
      let terms = step.terms.filter(\.isReceived).map { NumberFormat.shortest($0.product) }
      let sum = NumberFormat.shortest(step.sum)
      let got = terms.count > 1 ? "\(terms.joined(separator: " + ")) = \(sum)" : sum
      return say("row \(index: step.cell.row), column \(index: step.cell.column) gets \(got)")
    }
    let list = words.joined(separator: "; ")
    switch sums.count - words.count {
    case 0: return say("Back, \(list); all other cells get 0.")
    case 1: return say("Back, \(list); 1 more cell gets something.")
    case let rest: return say("Back, \(list); \(rest) more cells get something.")
    }
  }
}
