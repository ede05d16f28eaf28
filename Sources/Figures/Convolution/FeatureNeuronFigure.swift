import Drawing
import Neural

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
      pen: pen, title: .number("A feature neuron and its shared weights", .semibold),
      subtitle: subtitle, step: (subject.step, pass.steps.count), band: band(pen))
    let layout = FeatureNeuronLayout(
      pen: pen, subject: subject, pass: pass, step: step, drawn: drawn)
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  private var subtitle: Formula {
    let neuron = step.position.neuron
    return .words(
      pass.caption
        + (pass.steps.count > 1
          ? "   ·   neuron at row \(neuron.row), column \(neuron.column)"
            + (pass.layer.maps > 1 ? " of feature map \(step.map + 1)" : "") : ""))
  }

  /// The dot product in symbols and in numbers, each drawn term in the colour of its line.
  private func band(_ pen: Pen) -> [Picture] {
    let kernel = pass.layer.kernel
    let first = pass.layer.firstChannel(ofMap: step.map)
    let brief = Formula.row([
      Notation.dotProduct, .relation("+"), Notation(pass).bias(map: step.map),
    ])
    return DotProductLines(pass: pass, step: step, brief: brief) { term in
      let index =
        (term.channel - first) * kernel.count + term.kernelCell.row * kernel.columns
        + term.kernelCell.column
      return drawn.color(of: index, pen.theme) ?? pen.theme.ink
    }.pictures(pen)
  }

  private var description: String {
    let neuron = step.position.neuron
    let products = drawn.indices.map { index -> String in
      let term = step.terms[index]
      return "\(NumberFormat.shortest(term.value)) times \(NumberFormat.shortest(term.weight))"
    }
    let rest = drawn.hidden > 0 ? ", and \(drawn.hidden) more between the last two" : ""
    return "\(pass.caption). The underlay of \(subject.inputName) with its corner at row "
      + "\(step.position.origin.row), column \(step.position.origin.column) is flattened to a "
      + "column of \(step.terms.count) \(step.terms.count == 1 ? "value" : "values"). Each goes "
      + "through its weight of \(subject.filterName) to neuron \(neuron.row),\(neuron.column): "
      + products.joined(separator: ", ") + rest
      + ". The sum is \(NumberFormat.shortest(step.dotProduct)); with the shared bias "
      + "\(NumberFormat.shortest(step.bias)) the neuron gets z = \(NumberFormat.shortest(step.z))"
      + (pass.layer.activation == .identity
        ? "." : " and a = \(NumberFormat.shortest(step.a)).")
  }
}

extension Notation {
  /// The dot product of weights and underlay: w · a.
  static let dotProduct = Formula.row([.math("w"), .relation("·"), .math("a")])
}
