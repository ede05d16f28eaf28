import Drawing
import Neural
import Wording

/// The gradient of the input as a full convolution: the components of ∂C/∂b, rotated by 180°, slide
/// over the filter from corner to corner, and each position gives one cell.
///
/// It shows one channel, and of several maps the subject's; the sums are those over all maps.
struct FullConvolutionFigure: Figure {
  let subject: GradientSubject
  private let pass: Convolution.ForwardPass
  private let share: GroupShare
  private let map: Int
  private let agreement: Agreement

  static let name = "full-convolution"

  init(subject: GradientSubject) {
    self.subject = subject
    pass = subject.forward.pass
    map = (subject.step ?? subject.forward.step) / pass.sweep.count
    share = GroupShare(pass: pass, map: map)
    agreement = subject.backward.activationGradientAgreement
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen,
      title: .row([
        .number(say("Full convolution"), .semibold), .space(0.5),
        PassNotation(pass).activationGradient, .relation("="), PassNotation(pass).filter,
        .relation("∗"),
        PassNotation(pass).biasGradient,
      ]), subtitle: .words(subtitle),
      // Where every position shows its products in numbers the room is better used for them.
      band: style.isSmall
        || FullConvolutionLayout.excerpt(of: pass.sweep.underlay, style: style).isComplete
          && style.labels != .symbols
        ? [] : [band(pen)])
    let layout = FullConvolutionLayout(
      panels: GradientPanels(pen: pen, subject: subject), share: share, map: map,
      agreement: agreement)
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  // MARK: - Words

  /// The steps of the channel that is shown.
  private var steps: [GradientDotProduct] {
    let count = pass.sweep.underlay.count
    let all = subject.backward.activationGradientConvolution.steps
    let first = share.channels.lowerBound * count
    return (first..<(first + count)).map { all[$0] }
  }

  private var subtitle: String {
    let convolution = subject.backward.activationGradientConvolution
    var parts = [
      say("\(pass.sweep.extent) components of ∂C/∂b over a \(pass.layer.kernel) filter")
    ]
    if convolution.dilation != Extent(1) {
      parts.append(say("components spread by \(Convolution.describe(convolution.dilation))"))
    }
    if convolution.spread != Extent(1) {
      parts.append(say("weights spread by \(Convolution.describe(convolution.spread))"))
    }
    if pass.layer.operation == .convolution { parts.append(say("filter rotated")) }
    if pass.sweep.padding != .none { parts.append(say("positions in the padding left out")) }
    var text = parts.joined(separator: ", ") + "  →  \(pass.sweep.underlay)"
    if pass.layer.channels > 1 {
      text += "   ·   " + say("channel \(index: share.channels.lowerBound)")
    }
    if share.maps.count > 1 {
      text += "   ·   " + say("map \(index: map) drawn, all \(share.maps.count) added")
    }
    return text
  }

  private var description: String {
    let result = subject.backward.activationGradientConvolution.result[
      slice: share.channels.lowerBound]
    var sentences = [
      subtitle + ".",
      steps.count == 1
        ? say(
          """
          The components, rotated by 180 degrees, lie over the weights at one position, which gives \
          the one cell of the gradient of the input: \(result.inWords).
          """)
        : say(
          """
          The components, rotated by 180 degrees, begin with their corner over the first weight and \
          slide right and down; each of the \(steps.count) positions gives one cell of the gradient \
          of the input: \(result.inWords).
          """),
    ]
    if agreement == .equal {
      sentences.append(say("That equals the sum of the neurons’ components."))
    }
    return sentences.joined(separator: " ")
  }

  /// One cell's sum in full: that of the position with the most products.
  private func band(_ pen: Pen) -> Picture {
    let notation = PassNotation(pass)
    let step = steps[steps.count / 2]
    let terms = Array(step.terms.lazy.filter { !$0.isPadding }.prefix(24))
    let count = step.terms.lazy.filter { !$0.isPadding }.count
    let (weights, components) = (
      NumberFormat(for: terms.map(\.value)), NumberFormat(for: terms.map(\.weight))
    )
    func enclosed(_ text: String) -> String { text.hasPrefix("−") ? "(\(text))" : text }
    let format = NumberFormat(for: [step.dotProduct])
    let isExact =
      format.isExact(step.dotProduct)
      && terms.allSatisfy { weights.isExact($0.value) && components.isExact($0.weight) }
    let isSymbols = pen.style.labels == .symbols
    let products = terms.map { term -> Formula in
      isSymbols
        ? .row([
          notation.biasGradient(term.weightCell, map: term.channel), .space(0.12),
          notation.weight(weightCell(term), channel: share.channels.lowerBound),
        ])
        : .number(
          enclosed(components.string(term.weight)) + "·" + enclosed(weights.string(term.value)),
          .regular)
    }
    let lead = notation.activationGradient(step.cell, channel: share.channels.lowerBound)
    let tail: [Formula] =
      isSymbols
      ? []
      : [
        .relation(isExact ? "=" : "≈"), .number(format.string(step.dotProduct), .bold),
      ]
    guard count <= terms.count, !terms.isEmpty else {
      return pen.formula(
        .row([lead, .relation("="), .words(say("a sum of \(count) products"))] + tail), size: 22,
        width: pen.bandWidth)
    }
    return Sum(lead: [lead, .relation("=")], terms: products, tail: tail)
      .picture(pen: pen, size: 22, width: pen.bandWidth)
  }

  /// The weight that a term's cell of the underlay holds.
  private func weightCell(_ term: Term) -> Cell {
    let spread = subject.backward.activationGradientConvolution.spread
    return pass.layer.weightCell(
      under: Cell(term.cell.row / spread.rows, term.cell.column / spread.columns))
  }
}
