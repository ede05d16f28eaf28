import Drawing
import Neural

/// The gradient of the input: what each feature neuron contributes, its filter times its component
/// of ∂C/∂b where its overlay lay and zeros elsewhere, and the sum; and the same as one full
/// convolution.
///
/// Of one step it shows that neuron's contribution, and how the sum grows by it. With groups it is
/// the gradient of the channels of one group.
struct ActivationGradientFigure: Figure {
  let subject: GradientSubject
  private let pass: Convolution.ForwardPass
  private let share: GroupShare
  private let agreement: Agreement

  static let name = "activation-gradient"

  init(subject: GradientSubject) {
    self.subject = subject
    pass = subject.forward.pass
    share = GroupShare(
      pass: pass, map: (subject.step ?? subject.forward.step) / pass.sweep.count)
    agreement = subject.backward.activationGradientAgreement(
      figure: ActivationGradientFigure.name)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let panels = GradientPanels(pen: pen, subject: subject)
    if let step = subject.step {
      let layout = ActivationGradientStepLayout(panels: panels, share: share, step: step)
      let stage = Stage(
        pen: pen, title: title, subtitle: .words(subtitle),
        step: (step - share.steps.lowerBound, share.steps.count), band: layout.band())
      return stage.scene(layout.pictures(in: stage.room), description: stepDescription(step))
    }
    let layout = ActivationGradientLayout(panels: panels, share: share)
    let stage = Stage(
      pen: pen, title: title, subtitle: .words(subtitle), band: [layout.band(agreement)])
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  // MARK: - Words

  private var title: Formula {
    .row([
      .number("Activation gradient", .semibold), .space(0.5), Notation(pass).activationGradient,
    ])
  }

  private var subtitle: String {
    pass.caption
      + (pass.layer.groups > 1 ? "   ·   group \(share.group + 1) of \(pass.layer.groups)" : "")
  }

  private var description: String {
    let shown = Excerpt(count: share.steps.count).items.map { index -> String in
      let step = subject.backward.activationGradient.steps[share.steps.lowerBound + index]
      return "neuron \(step.position.neuron.row),\(step.position.neuron.column) "
        + NumberFormat.shortest(step.factor)
    }
    let same =
      agreement == .equal
      ? " The full convolution of the filter with the components is equal." : ""
    return "\(subtitle). Each neuron multiplies its weights by its component of the gradient of "
      + "the bias, where its overlay lay over the input: \(shown.joined(separator: ", ")). The sum "
      + "of these \(share.steps.count) tensors is the gradient of the input: "
      + share.slice(subject.backward.activationGradient.result).inWords + "." + same
  }

  private func stepDescription(_ index: Int) -> String {
    let pass = subject.backward.activationGradient
    let step = pass.steps[index]
    return "\(subtitle). Neuron \(step.position.neuron.row),\(step.position.neuron.column), "
      + "\(index - share.steps.lowerBound + 1) of \(share.steps.count): its weights, times its "
      + "component \(NumberFormat.shortest(step.factor)) of the gradient of the bias, make "
      + "\(share.slice(step.tensor).inWords). Added to the components before it, that makes "
      + share.slice(pass.total(ofFirst: index + 1)).inWords + "."
  }
}

/// The channels and maps of a group, which share their gradients with no other.
struct GroupShare {
  /// The group's number.
  let group: Int
  /// Its channels.
  let channels: Range<Int>
  /// Its maps.
  let maps: Range<Int>
  /// The steps of its maps.
  let steps: Range<Int>

  /// The group of a map.
  init(pass: Convolution.ForwardPass, map: Int) {
    let layer = pass.layer
    let perGroup = layer.maps / layer.groups
    group = map / perGroup
    let firstChannel = layer.firstChannel(ofMap: map)
    channels = firstChannel..<(firstChannel + layer.channelsInGroup)
    maps = (group * perGroup)..<((group + 1) * perGroup)
    steps = (maps.lowerBound * pass.sweep.count)..<(maps.upperBound * pass.sweep.count)
  }

  /// The group's channels of a tensor of the input's shape.
  func slice(_ tensor: Tensor) -> Tensor {
    let size = tensor.extent.count
    var slice = Tensor(shape: [channels.count, tensor.extent.rows, tensor.extent.columns])
    let range = (channels.lowerBound * size)..<(channels.upperBound * size)
    for (index, value) in tensor.values[range].enumerated() {
      let (channel, inMatrix) = index.quotientAndRemainder(dividingBy: size)
      slice[channel, inMatrix / tensor.extent.columns, inMatrix % tensor.extent.columns] = value
    }
    return slice
  }
}
