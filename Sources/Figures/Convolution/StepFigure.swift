import Drawing
import Neural
import Wording

/// One overlay position in full: the underlay, its products with the weights, their sum, and the
/// neuron that it fills. What earlier steps filled in is quiet, what is to come is empty.
struct StepFigure: Figure {
  let subject: Subject
  private let pass: Convolution.ForwardPass
  private let step: DotProduct
  private let notation: Notation

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    step = pass.steps[subject.step]
    notation = Notation(pass)
  }

  /// The channels that the step's map sees.
  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: step.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  /// Whether each weight gets a colour of its own, which needs a small input and few weights.
  private var colorsWeights: Bool {
    step.terms.count <= 9 && pass.sweep.underlay.rows <= 6 && pass.sweep.underlay.columns <= 6
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: title, subtitle: subtitle, step: (subject.step, pass.steps.count),
      band: band(pen))
    let layout = StepLayout(
      pen: pen, pass: pass, step: step, channels: channels, colorsWeights: colorsWeights,
      subject: subject)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  private var title: Formula {
    let (step, count) = (subject.step + 1, pass.steps.count)
    let words =
      switch pass.layer.operation {
      case .crossCorrelation: say("Cross-correlation, step \(step) of \(count)")
      case .convolution: say("Convolution, step \(step) of \(count)")
      }
    return .number(words, .semibold)
  }

  private var subtitle: Formula {
    guard pass.steps.count > 1 else { return .words(pass.caption) }
    let neuron = step.position.neuron
    return .words(
      pass.caption + "   ·   "
        + say("neuron at row \(index: neuron.row), column \(index: neuron.column)"))
  }

  private var description: String {
    let (origin, neuron) = (step.position.origin, step.position.neuron)
    let shown = NumberFormat.shortest
    return [
      pass.caption + ".",
      say(
        """
        Step \(subject.step + 1) of \(pass.steps.count): the overlay \(subject.filterName) over \
        \(subject.inputName) with its corner at row \(index: origin.row), column \
        \(index: origin.column).
        """),
      say(
        """
        The sum of its \(step.terms.count) products is \(shown(step.dotProduct)); with the bias \
        \(shown(step.bias)) neuron \(index: neuron.row),\(index: neuron.column) gets \
        \(step.outcome(of: pass)).
        """),
    ].joined(separator: " ")
  }

  private func band(_ pen: Pen) -> [Picture] {
    DotProductLines(pass: pass, step: step) { term in
      guard colorsWeights else { return pen.theme.ink }
      return pen.theme.weight(
        Underlay(pass: pass, channel: term.channel).weightIndex(term.kernelCell))
    }.pictures(pen)
  }
}
