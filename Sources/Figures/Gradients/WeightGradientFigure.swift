import Drawing
import Neural
import Wording

/// The gradient of a map's weights: what each feature neuron contributes, the underlay that it saw
/// times its δ, and the sum; and the same as one cross-correlation.
///
/// ∂C/∂w[u, v] = Σᵢⱼ a[i·s + u·d − p, j·s + v·d − p] · δ[i, j] with stride s, dilation d, padding p.
/// With a step it shows that neuron's contribution, and how the sum grows by it.
public struct WeightGradientFigure: ComposedFigure {
  private let account: GradientAccount
  private let agreement: Agreement

  init(subject: GradientSubject) {
    account = GradientAccount(.weights, subject)
    agreement = account.values.agreement
  }

  private var pass: Convolution.ForwardPass { account.pass }

  var ledger: Ledger { account.ledger }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let sum = account.sum(spellings, pen)
      return Sheet(
        title: .row([
          .number(say("Weight gradient"), .semibold), .space(0.5),
          sum.parts.notation.general(Tensors.weightGradient),
        ]), subtitle: [caption, rule],
        step: account.count.map { ($0 - 1, account.values.neurons.count) },
        stepColor: pen.theme.position(0).color,
        body: account.body(sum),
        band: account.count == nil ? band(sum) : account.growth(sum),
        description: account.description(sum, caption, agreement))
    }
  }

  // MARK: - Words

  private var caption: String {
    let maps = pass.layer.maps
    return pass.caption
      + (maps > 1 ? "   ·   " + say("feature map \(account.map + 1) of \(maps)") : "")
  }

  private var rule: String {
    account.values.neurons.count == 1
      ? say("the one neuron gives the only component")
      : say("each neuron gives its own component; the shared weights receive their sum")
  }

  /// The same by one cross-correlation, in symbols and in small matrices.
  private func band(_ sum: GradientSum) -> Band {
    let notation = sum.parts.notation
    let product: [Formula] = [
      notation.general(Tensors.input), .relation("⋆"), notation.general(Tensors.delta),
    ]
    // A layer that rotates its filter has the weights, and their gradient, the other way round.
    let isRotated = pass.layer.operation == .convolution
    return Band([
      .equivalence(
        Band.Equivalence(
          words: words,
          formula: .row(
            [notation.general(Tensors.weightGradient), .relation("=")]
              + (isRotated
                ? [.words(say("rotated") + " "), .math("(")] + product + [.math(")")] : product)),
          blocks: isRotated ? [] : sum.equivalents, agreement: agreement))
    ])
  }

  /// Which cross-correlation that is.
  private var words: String {
    let correlation = account.subject.backward.weightGradientCorrelation
    let padding = pass.sweep.padding
    var parts: [String] = []
    if correlation.dilation != Extent(1) {
      parts.append(say("dilation \(Convolution.describe(correlation.dilation))"))
    }
    if correlation.stride != Extent(1) {
      parts.append(say("stride \(Convolution.describe(correlation.stride))"))
    }
    if padding != .none { parts.append(say("the forward padding")) }
    let conditions = parts.joined(separator: ", ")
    var clauses =
      if padding != .none {
        [say("The same as one cross-correlation with \(conditions)")]
      } else if parts.isEmpty {
        [say("The same as one valid cross-correlation")]
      } else {
        [say("The same as one valid cross-correlation with \(conditions)")]
      }
    if pass.layer.operation == .convolution { clauses.append(say("then rotated by 180°")) }
    if account.values.channels.count > 1 {
      clauses.append(say("here of the first of \(account.values.channels.count) channels"))
    }
    return clauses.joined(separator: ", ")
  }
}
