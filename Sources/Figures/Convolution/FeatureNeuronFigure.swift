import Drawing
import Neural
import Wording

/// One feature neuron as a neuron like any other: the underlay enlarged, flattened to a column,
/// each value led through its shared weight to the neuron, where the shared bias joins them.
struct FeatureNeuronFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let step: DotProduct
  private let drawn: DrawnTerms

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    step = pass.steps[subject.step]
    drawn = .ends(of: step, kernel: pass.layer.kernel)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: .number(say("A feature neuron and its shared weights"), .semibold),
      subtitle: subtitle, step: (subject.step, pass.steps.count), band: band(pen))
    let layout = FeatureNeuronLayout(
      pen: pen, subject: subject, pass: pass, step: step, drawn: drawn)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  private var subtitle: Formula {
    guard pass.steps.count > 1 else { return .words(pass.caption) }
    let neuron = step.position.neuron
    let place =
      pass.layer.maps > 1
      ? say(
        """
        neuron at row \(index: neuron.row), column \(index: neuron.column) of feature map \
        \(step.map + 1)
        """)
      : say("neuron at row \(index: neuron.row), column \(index: neuron.column)")
    return .words(pass.caption + "   ·   " + place)
  }

  /// The dot product in symbols and in numbers, each drawn term in the colour of its line.
  private func band(_ pen: Pen) -> [Picture] {
    let kernel = pass.layer.kernel
    let first = pass.layer.firstChannel(ofMap: step.map)
    let brief = Formula.row([
      PassNotation.dotProduct, .relation("+"), PassNotation(pass).bias(map: step.map),
    ])
    return DotProductLines(pass: pass, step: step, brief: brief) { term in
      let index =
        (term.channel - first) * kernel.count + term.kernelCell.row * kernel.columns
        + term.kernelCell.column
      return drawn.color(of: index, pen.theme) ?? pen.theme.ink
    }.pictures(pen)
  }

  private var description: String {
    let (origin, neuron) = (step.position.origin, step.position.neuron)
    let shown = NumberFormat.shortest
    var products = drawn.indices.map { index -> String in
      let term = step.terms[index]
      return say("\(shown(term.value)) times \(shown(term.weight))")
    }
    if drawn.hidden > 0 { products.append(say("and \(drawn.hidden) more between the last two")) }
    let count = step.terms.count
    let column =
      count == 1
      ? say(
        """
        The underlay of \(subject.inputName) with its corner at row \(index: origin.row), column \
        \(index: origin.column) is flattened to a column of 1 value.
        """)
      : say(
        """
        The underlay of \(subject.inputName) with its corner at row \(index: origin.row), column \
        \(index: origin.column) is flattened to a column of \(count) values.
        """)
    return [
      pass.caption + ".", column,
      say(
        """
        Each goes through its weight of \(subject.filterName) to neuron \
        \(index: neuron.row),\(index: neuron.column):
        """),
      products.joined(separator: ", ") + ".",
      say(
        """
        The sum is \(shown(step.dotProduct)); with the shared bias \(shown(step.bias)) the neuron \
        gets \(step.outcome(of: pass)).
        """),
    ].joined(separator: " ")
  }
}

extension PassNotation {
  /// The dot product of weights and underlay: w · a.
  static let dotProduct = Formula.row([.math("w"), .relation("·"), .math("a")])
}
