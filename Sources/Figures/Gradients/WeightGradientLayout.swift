import Drawing
import Neural
import Wording

/// Where the panels of the weight gradient go: for each neuron the input above and its component
/// below.
struct WeightGradientLayout {
  let panels: GradientPanels
  let map: Int

  private var pen: Pen { panels.pen }
  private var pass: Convolution.ForwardPass { panels.pass }
  private var notation: PassNotation { panels.notation }
  private var theme: Theme { pen.theme }
  private var kernel: Extent { pass.layer.kernel }
  private var channels: Int { pass.layer.channelsInGroup }
  private var firstChannel: Int { pass.layer.firstChannel(ofMap: map) }
  private var total: Tensor { panels.backward.weightGradient.result[slice: map] }
  private var excerpt: Excerpt {
    pen.style.isNarrow
      ? Excerpt(count: pass.sweep.count, limit: 2, leading: 1, hasMiddle: false)
      : Excerpt(count: pass.sweep.count, limit: channels > 1 ? 4 : 6, leading: channels > 1 ? 1 : 2)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    let first = map * pass.sweep.count
    let all = panels.backward.weightGradient.steps
    let steps = Dictionary(uniqueKeysWithValues: excerpt.items.map { ($0, all[first + $0]) })
    let values = excerpt.items.flatMap { steps[$0]?.tensor.values ?? [] }
    return ComponentColumns(
      panels: panels, excerpt: excerpt, steps: steps,
      source: .init(
        extent: Underlay(pass: pass, channel: firstChannel).extent, channels: channels,
        draw: { step, place in
          panels.input(
            channel: firstChannel + place.channel, cell: place.cell, position: step.position,
            style: place.style)
        }),
      component: .init(
        extent: kernel, channels: channels,
        draw: { step, place in
          panels.gradient(
            step.tensor[slice: place.channel], beside: values, cell: place.cell,
            scale: place.scale, tag: "component \(step.position.index) \(place.channel)",
            frame: place.style.stroke(2.4),
            texts: panels.weightTexts(of: step, channel: place.channel))
        }),
      componentShare: 1, total: total, totalName: notation.weightGradient,
      totalSymbol: { notation.weightGradient($1, channel: firstChannel + $0) }, outer: { $0 }
    ).pictures(in: room)
  }

  // MARK: - The same by one cross-correlation

  /// The band: the input, ⋆, the components of ∂C/∂b, =, the gradient.
  func band(_ agreement: Agreement) -> [Picture] {
    let correlation = panels.backward.weightGradientCorrelation
    let result = correlation.result[slice: map][slice: 0]
    let isRotated = pass.layer.operation == .convolution
    let scale = ValueScale(.signed, over: result.values, theme: theme)
    let product: [Formula] = [notation.input, .relation("⋆"), notation.biasGradient]
    return EquivalenceBand(
      words: words,
      formula: .row(
        [notation.weightGradient, .relation("=")]
          + (isRotated
            ? [.words(say("rotated") + " "), .math("(")] + product + [.math(")")] : product)),
      panels: [
        .init(extent: pass.sweep.underlay) {
          panels.input(channel: firstChannel, cell: $0, position: nil)
        },
        .init(extent: pass.sweep.extent.spread(by: correlation.dilation)) {
          panels.biasComponents(
            ofMap: map, cell: $0, spread: correlation.dilation,
            colors: panels.colors(of: excerpt))
        },
        .init(extent: kernel) { cell in
          panels.gradient(
            result, cell: cell, scale: scale, tag: "correlation",
            texts: .init(symbol: { notation.weightGradient($0, channel: firstChannel) }))
        },
      ],
      signs: ["⋆", "="], agreement: agreement
    ).lines(pen: pen).map { $0.tagged("correlation") }
  }

  /// Which cross-correlation that is.
  private var words: String {
    let correlation = panels.backward.weightGradientCorrelation
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
    if channels > 1 { clauses.append(say("here of the first of \(channels) channels")) }
    return clauses.joined(separator: ", ")
  }
}
