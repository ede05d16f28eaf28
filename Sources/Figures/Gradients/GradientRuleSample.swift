import Drawing
import Neural
import Wording

/// One neuron of a backward pass and one of its connections, on which a rule of the gradients is
/// shown in numbers.
struct GradientRuleSample {
  let backward: Convolution.BackwardPass
  let step: DotProduct
  let bias: BiasContribution
  /// The connection in the neuron's contribution to the gradient of the weights.
  let weight: Contribution.Term
  /// The same connection in its contribution to the gradient of the activations.
  let activation: Contribution.Term

  /// The neuron of the subject's step, and the first of its connections that is not to the padding.
  init(_ subject: GradientSubject) {
    let index = subject.step ?? subject.forward.step
    backward = subject.backward
    step = subject.forward.pass.steps[index]
    bias = backward.biasGradient.steps[index]
    let term = step.terms.firstIndex { !$0.isPadding } ?? 0
    weight = backward.weightGradient.steps[index].terms[term]
    activation = backward.activationGradient.steps[index].terms[term]
  }

  var pass: Convolution.ForwardPass { backward.forward }
  var notation: PassNotation { PassNotation(pass) }
  var map: Int { step.map }
  var neuron: Cell { step.position.neuron }

  var inputSymbol: Formula {
    weight.isPadding ? .math("0") : notation.input(weight.cell, channel: weight.channel)
  }
  var weightSymbol: Formula { notation.weight(weight.weightCell, channel: weight.channel) }
  var zSymbol: Formula { notation.z(neuron, map: map) }
  var aSymbol: Formula { notation.a(neuron, map: map) }

  /// The neuron in words.
  var place: String {
    pass.layer.maps > 1
      ? say("neuron \(index: neuron.row),\(index: neuron.column) of feature map \(index: map)")
      : say("neuron \(index: neuron.row),\(index: neuron.column)")
  }

  /// What the gradients are of, in words with its letter.
  var cost: String {
    switch Voice.current.notation.gradients {
    case .cost: say("the cost C")
    case .loss: say("the loss L")
    }
  }

  // MARK: - What the rule's components add up to

  /// A gradient as the sum of its components: how many there are, and what they come to.
  struct Total {
    let count: Int
    let value: Double
  }

  var biasTotal: Total {
    let step = backward.biasGradientCorrelation.steps[map]
    return Total(count: step.terms.count, value: step.dotProduct)
  }

  var weightTotal: Total {
    let layer = pass.layer
    let channel = weight.channel - layer.firstChannel(ofMap: map)
    let kernel = weight.kernelCell.row * layer.kernel.columns + weight.kernelCell.column
    let step = backward.weightGradientCorrelation.steps[
      (map * layer.channelsInGroup + channel) * layer.kernel.count + kernel]
    return Total(count: step.terms.count, value: step.dotProduct)
  }

  /// None where the connection is to the padding, which no gradient flows to.
  var activationTotal: Total? {
    guard !weight.isPadding else { return nil }
    let gradient = backward.activationGradientConvolution
    let (extent, padding, cell) = (
      gradient.filledExtent, gradient.filledPadding, pass.source(of: weight.cell)
    )
    // Where the padding repeats cells, each place that repeats this one adds to it.
    let steps = (0..<extent.count).lazy.filter { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: extent.columns)
      return pass.source(of: Cell(row - padding.top, column - padding.left)) == cell
    }.map { gradient.steps[weight.channel * extent.count + $0] }
    return steps.reduce(Total(count: 0, value: 0)) { total, step in
      Total(
        count: total.count + step.terms.count { !$0.isPadding },
        value: total.value + step.dotProduct)
    }
  }
}
