import Drawing
import Neural
import Wording

// What the figure of the full convolution says.
extension FullConvolutionFigure {
  func band(_ parts: GradientParts, _ equation: Int?) -> Band {
    let products = written.map {
      ($0.neuron, [values.delta($0.neuron), $0.weight], nil as Formula?)
    }
    return Band([
      products.isEmpty
        ? .lines([.words(say("no overlay covers this cell"))])
        : parts.equation(
          sums.total(cell, channel: channel), products, of: covering.count, number: equation),
      .verdict(
        parts.fullConvolution, agreement, words: say("equal to the sum of components")),
    ])
  }

  func subtitle(_ parts: GradientParts) -> [String] {
    var clauses = [say("\(pass.sweep.extent) components δ over a \(pass.layer.kernel) filter")]
    if convolution.dilation != Extent(1) {
      clauses.append(say("δ spread by \(Convolution.describe(convolution.dilation))"))
    }
    if convolution.spread != Extent(1) {
      clauses.append(say("the filter spread by \(Convolution.describe(convolution.spread))"))
    }
    if pass.layer.operation == .convolution { clauses.append(say("the filter rotated")) }
    if pass.sweep.padding != .none {
      clauses.append(
        pass.layer.paddingMode == .zeros
          ? say("positions in the padding left out")
          : say("what falls on the padding added where it came from"))
    }
    return [
      clauses.joined(separator: ", ") + "  →  \(under)",
      pass.layer.channels > 1 ? say("channel \(index: channel)") : "",
      maps > 1 ? say("map \(index: map) drawn, all \(maps) added") : "",
    ]
  }

  func description(_ parts: GradientParts) -> String {
    let result = sums.said(parts.spellings) { sums.total($0, channel: channel) }
    return [
      subtitle(parts).filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      under.count == 1
        ? say(
          """
          The components, rotated by 180 degrees, lie over the weights at one position, which gives \
          the one cell of the gradient of the input: \(result).
          """)
        : say(
          """
          The components, rotated by 180 degrees, begin with their corner over the first weight and \
          slide right and down; each of the \(under.count) positions gives one cell of the gradient \
          of the input: \(result).
          """),
      words(parts.spellings),
      agreement == .equal ? say("That equals the sum of the neurons’ components.") : "",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The cell that is explained, as traces explain it.
  private func words(_ spellings: Spellings) -> String {
    let words = StepWords(values.backward.accounts, spellings, stage: values.forward.stage)
    return values.steps(filling: cell, channel: channel)
      .map { words($0, of: .activationGradientConvolution) }.joined(separator: " ")
  }
}
