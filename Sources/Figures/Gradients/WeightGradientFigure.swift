import Drawing
import Neural

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
    agreement = subject.backward.weightGradientAgreement(figure: WeightGradientFigure.name)
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
      pen: pen, title: title, subtitle: .words(subtitle), band: [layout.band(agreement)])
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  // MARK: - Words

  private var title: Formula {
    .row([
      .number("Weight gradient", .semibold), .space(0.5), Notation(pass).weightGradient,
    ])
  }

  private var subtitle: String {
    let maps = pass.layer.maps > 1 ? "   ·   feature map \(map + 1) of \(pass.layer.maps)" : ""
    return pass.caption + maps
  }

  private var neurons: Range<Int> {
    (map * pass.sweep.count)..<((map + 1) * pass.sweep.count)
  }

  private var description: String {
    let shown = Excerpt(count: pass.sweep.count).items.map { index -> String in
      let step = subject.backward.weightGradient.steps[neurons.lowerBound + index]
      return "neuron \(step.position.neuron.row),\(step.position.neuron.column) "
        + NumberFormat.shortest(step.factor)
    }
    let same =
      agreement == .equal ? " The cross-correlation of the input with the components is equal." : ""
    return "\(subtitle). Each neuron multiplies the underlay that it saw by its component of the "
      + "gradient of the bias: \(shown.joined(separator: ", ")). The sum of these "
      + "\(pass.sweep.count) tensors is the gradient of the weights: "
      + subject.backward.weightGradient.result[slice: map].inWords + "." + same
  }

  private func stepDescription(_ index: Int) -> String {
    let pass = subject.backward.weightGradient
    let step = pass.steps[index]
    return "\(subtitle). Neuron \(step.position.neuron.row),\(step.position.neuron.column), "
      + "\(index - neurons.lowerBound + 1) of \(neurons.count): the underlay that it saw, times its "
      + "component \(NumberFormat.shortest(step.factor)) of the gradient of the bias, is "
      + "\(step.tensor.inWords). Added to the components before it, that makes "
      + pass.total(ofFirst: index + 1)[slice: map].inWords + "."
  }
}

extension Tensor {
  /// The elements row by row where they are few; else their shape and how far they reach.
  var inWords: String {
    guard count <= 16 else {
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      return "\(Tensor.describe(shape)) values from \(NumberFormat.shortest(low)) to "
        + NumberFormat.shortest(high)
    }
    let columns = extent.columns
    return stride(from: 0, to: count, by: columns).map { start in
      values[start..<(start + columns)].map(NumberFormat.shortest).joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
