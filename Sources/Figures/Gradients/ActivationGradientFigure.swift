import Drawing
import Neural
import Wording

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
    agreement = subject.backward.activationGradientAgreement
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
      pen: pen, title: title, subtitle: .words(subtitle), band: layout.band(agreement))
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  // MARK: - Words

  private var title: Formula {
    .row([
      .number(say("Activation gradient"), .semibold), .space(0.5),
      PassNotation(pass).activationGradient,
    ])
  }

  private var subtitle: String {
    let groups = pass.layer.groups
    return pass.caption
      + (groups > 1 ? "   ·   " + say("group \(share.group + 1) of \(groups)") : "")
  }

  private var description: String {
    let count = share.steps.count
    let factors = Excerpt(count: count).items.map { index in
      subject.backward.activationGradient.steps[share.steps.lowerBound + index].factorInWords
    }.joined(separator: ", ")
    let total = share.slice(subject.backward.activationGradient.result).inWords
    var sentences = [
      subtitle + ".",
      say(
        """
        Each neuron multiplies its weights by its component of the gradient of the bias, where its \
        overlay lay over the input: \(factors).
        """),
      count == 1
        ? say("This tensor is the gradient of the input: \(total).")
        : say("The sum of these \(count) tensors is the gradient of the input: \(total)."),
    ]
    if agreement == .equal {
      sentences.append(say("The full convolution of the filter with the components is equal."))
    }
    return sentences.joined(separator: " ")
  }

  private func stepDescription(_ index: Int) -> String {
    let pass = subject.backward.activationGradient
    let step = pass.steps[index]
    let (row, column) = (step.position.neuron.row, step.position.neuron.column)
    let (number, count) = (index - share.steps.lowerBound + 1, share.steps.count)
    let factor = NumberFormat.shortest(step.factor)
    let component = share.slice(step.tensor).inWords
    let total = share.slice(pass.total(ofFirst: index + 1)).inWords
    return [
      subtitle + ".",
      say(
        """
        Neuron \(index: row),\(index: column), \(number) of \(count): its weights, times its \
        component \(factor) of the gradient of the bias, make \(component).
        """), say("Added to the components before it, that makes \(total)."),
    ].joined(separator: " ")
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
