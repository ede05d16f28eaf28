import Drawing
import Neural
import Wording

/// The gradient of the input: what each feature neuron contributes, its filter times its δ where its
/// overlay lay and zeros elsewhere, and the sum; and the same as one full convolution.
///
/// ∂C/∂a[c, i, j] = Σ δ[m, k, l] · w[m, c, u, v] over all neurons whose weight (u, v) lay over the
/// cell. With a step it shows that neuron's contribution, and how the sum grows by it; with groups
/// it is the gradient of the channels of one group.
public struct ActivationGradientFigure: ComposedFigure {
  private let account: GradientAccount
  private let agreement: Agreement

  init(subject: GradientSubject) {
    account = GradientAccount(.activations, subject)
    agreement = account.values.agreement
  }

  private var pass: Convolution.ForwardPass { account.pass }
  private var maps: Int { account.values.neurons.count / account.values.gradients.count }

  var ledger: Ledger { account.ledger }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let sum = account.sum(spellings, pen)
      return Sheet(
        title: .row([
          .number(say("Activation gradient"), .semibold), .space(0.5),
          sum.parts.notation.general(Tensors.inputGradient),
        ]), subtitle: [caption, rule],
        step: account.count.map { ($0 - 1, account.values.neurons.count) },
        stepColor: pen.theme.position(0).color, body: account.body(sum),
        band: account.count == nil ? band(sum) : account.growth(sum),
        description: account.description(sum, caption, agreement))
    }
  }

  // MARK: - Words

  private var caption: String {
    let groups = pass.layer.groups
    let group = account.map / maps
    return pass.caption + (groups > 1 ? "   ·   " + say("group \(group + 1) of \(groups)") : "")
  }

  private var rule: String {
    account.values.neurons.count == 1
      ? say("the one neuron sends its δ back along the weights that it used")
      : say(
        """
        each neuron sends its δ back along the weights that it used; where overlays overlapped, \
        the components add up
        """)
  }

  /// The same by one full convolution, in symbols and in small matrices.
  private func band(_ sum: GradientSum) -> Band {
    Band([
      .equivalence(
        Band.Equivalence(
          words: sum.parts.fullConvolutionWords(of: account.values),
          formula: sum.parts.fullConvolution, blocks: sum.equivalents, agreement: agreement))
    ])
  }
}

extension GradientParts {
  /// The activation gradient as a full convolution, true for the layer's operation: one that rotates
  /// its filter has the filter as it lay over the input, rot w.
  var fullConvolution: Formula {
    let weight = notation.general(Tensors.weight)
    let filter: [Formula] =
      pass.layer.operation == .convolution
      ? [.words(say("rotated") + " "), weight] : [weight]
    return .row(
      [notation.general(Tensors.inputGradient), .relation("=")] + filter
        + [.relation("∗"), notation.general(Tensors.delta)])
  }

  /// In words, which full convolution gives the activation gradient of a group.
  func fullConvolutionWords(of values: ContributionValues) -> String {
    let convolution = self.values.backward.activationGradientConvolution
    let maps = values.neurons.count / self.values.count
    var clauses = [say("The same as one full convolution")]
    if convolution.dilation != Extent(1) {
      clauses.append(say("δ spread by \(Convolution.describe(convolution.dilation))"))
    }
    if convolution.spread != Extent(1) {
      clauses.append(say("the filter spread by \(Convolution.describe(convolution.spread))"))
    }
    if pass.sweep.padding != .none {
      clauses.append(
        pass.layer.paddingMode == .zeros
          ? say("the padding cut off") : say("what falls on the padding added where it came from"))
    }
    if pass.layer.operation == .convolution { clauses.append(say("the filter rotated")) }
    if maps > 1 { clauses.append(say("added up over \(maps) maps")) }
    if values.channels.count > 1 {
      clauses.append(say("of channel \(index: values.channels.lowerBound)"))
    }
    return clauses.joined(separator: ", ")
  }
}
