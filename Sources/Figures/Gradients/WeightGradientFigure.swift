import Drawing
import Neural
import Wording

/// The gradient of a map's weights: what each feature neuron contributes, the underlay that it saw
/// times its component of ∂C/∂b, and the sum; and the same as one cross-correlation.
///
/// Of one step it shows that neuron's contribution, and how the sum grows by it.
struct WeightGradientFigure: Figure {
  let subject: GradientSubject
  private let pass: Convolution.ForwardPass
  private let map: Int
  private let agreement: Agreement

  static let name = "weight-gradient"

  init(subject: GradientSubject) {
    self.subject = subject
    pass = subject.forward.pass
    map = (subject.step ?? subject.forward.step) / pass.sweep.count
    agreement = subject.backward.weightGradientAgreement
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let panels = GradientPanels(pen: pen, subject: subject)
    if let step = subject.step {
      let layout = WeightGradientStepLayout(panels: panels, map: map, step: step)
      let stage = Stage(
        pen: pen, title: title, subtitle: .words(subtitle),
        step: (step - map * pass.sweep.count, pass.sweep.count), band: layout.band())
      return stage.scene(layout.pictures(in: stage.room), description: stepDescription(step))
    }
    let layout = WeightGradientLayout(panels: panels, map: map)
    let stage = Stage(
      pen: pen, title: title, subtitle: .words(subtitle), band: layout.band(agreement))
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  // MARK: - Words

  private var title: Formula {
    .row([
      .number(say("Weight gradient"), .semibold), .space(0.5), PassNotation(pass).weightGradient,
    ])
  }

  private var subtitle: String {
    let maps = pass.layer.maps
    return pass.caption + (maps > 1 ? "   ·   " + say("feature map \(map + 1) of \(maps)") : "")
  }

  private var neurons: Range<Int> {
    (map * pass.sweep.count)..<((map + 1) * pass.sweep.count)
  }

  private var description: String {
    let count = pass.sweep.count
    let factors = Excerpt(count: count).items.map { index in
      subject.backward.weightGradient.steps[neurons.lowerBound + index].factorInWords
    }.joined(separator: ", ")
    let total = subject.backward.weightGradient.result[slice: map].inWords
    var sentences = [
      subtitle + ".",
      say(
        """
        Each neuron multiplies the underlay that it saw by its component of the gradient of the \
        bias: \(factors).
        """),
      count == 1
        ? say("This tensor is the gradient of the weights: \(total).")
        : say("The sum of these \(count) tensors is the gradient of the weights: \(total)."),
    ]
    if agreement == .equal {
      sentences.append(say("The cross-correlation of the input with the components is equal."))
    }
    return sentences.joined(separator: " ")
  }

  private func stepDescription(_ index: Int) -> String {
    let pass = subject.backward.weightGradient
    let step = pass.steps[index]
    let (row, column) = (step.position.neuron.row, step.position.neuron.column)
    let (number, count) = (index - neurons.lowerBound + 1, neurons.count)
    let factor = NumberFormat.shortest(step.factor)
    let total = pass.total(ofFirst: index + 1)[slice: map].inWords
    return [
      subtitle + ".",
      say(
        """
        Neuron \(index: row),\(index: column), \(number) of \(count): the underlay that it saw, \
        times its component \(factor) of the gradient of the bias, is \(step.tensor.inWords).
        """), say("Added to the components before it, that makes \(total)."),
    ].joined(separator: " ")
  }
}

extension Contribution {
  /// The neuron and its component of the gradient of the bias: `neuron 0,1 0.25`.
  var factorInWords: String {
    let (row, column) = (position.neuron.row, position.neuron.column)
    return say("neuron \(index: row),\(index: column)") + " " + NumberFormat.shortest(factor)
  }
}

extension Tensor {
  /// The elements row by row where they are few; else their shape and how far they reach.
  var inWords: String {
    guard count <= 16 else {
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      let (least, most) = (NumberFormat.shortest(low), NumberFormat.shortest(high))
      return say("\(Tensor.describe(shape)) values from \(least) to \(most)")
    }
    let columns = extent.columns
    return stride(from: 0, to: count, by: columns).map { start in
      values[start..<(start + columns)].map(NumberFormat.shortest).joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
