import Drawing
import Neural
import Wording

/// Where the panels of the activation gradient go: for each neuron the filter above and below it
/// the component, which has the filter where the overlay lay.
struct ActivationGradientLayout {
  let panels: GradientPanels
  let share: GroupShare

  private var pen: Pen { panels.pen }
  private var pass: Convolution.ForwardPass { panels.pass }
  private var notation: PassNotation { panels.notation }
  private var total: Tensor { share.slice(panels.backward.activationGradient.result) }
  private var firstChannel: Int { share.channels.lowerBound }
  private var underlay: Underlay { Underlay(pass: pass, channel: firstChannel) }
  private var excerpt: Excerpt {
    guard !pen.style.isNarrow else {
      return Excerpt(count: share.steps.count, limit: 2, leading: 1, hasMiddle: false)
    }
    let isOne = share.channels.count == 1 && share.maps.count == 1
    return Excerpt(count: share.steps.count, limit: isOne ? 6 : 4, leading: isOne ? 2 : 1)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    let all = panels.backward.activationGradient.steps
    let steps = Dictionary(
      uniqueKeysWithValues: excerpt.items.map { ($0, all[share.steps.lowerBound + $0]) })
    let values = steps.values.flatMap { $0.terms.map(\.product) }
    let kernel = pass.layer.kernel
    return ComponentColumns(
      panels: panels, excerpt: excerpt, steps: steps,
      source: .init(
        extent: kernel, channels: share.channels.count,
        draw: { step, place in
          panels.filter(map: step.map, channel: firstChannel + place.channel, cell: place.cell)
        }),
      component: .init(
        extent: underlay.extent, channels: share.channels.count,
        draw: { step, place in
          panels.activationComponent(
            step, channel: firstChannel + place.channel, beside: values, place: place)
        }),
      componentShare: max(1, Double(underlay.extent.rows) / Double(kernel.rows) * 1.15),
      total: total, totalName: notation.activationGradient,
      totalSymbol: { notation.activationGradient($1, channel: firstChannel + $0) },
      outer: { panels.ringed($0) }
    ).pictures(in: room)
  }

  // MARK: - The same by one full convolution

  /// The band: the filter, ∗, the components of ∂C/∂b, =, the gradient.
  func band(_ agreement: Agreement) -> [Picture] {
    let convolution = panels.backward.activationGradientConvolution
    let result = convolution.result[slice: firstChannel]
    let scale = ValueScale(.signed, over: result.values, theme: pen.theme)
    return EquivalenceBand(
      words: words,
      formula: .row([
        notation.activationGradient, .relation("="), notation.filter, .relation("∗"),
        notation.biasGradient,
      ]),
      panels: [
        .init(extent: pass.layer.kernel.spread(by: convolution.spread)) {
          panels.filter(
            map: share.maps.lowerBound, channel: firstChannel, cell: $0, spread: convolution.spread)
        },
        .init(extent: pass.sweep.extent.spread(by: convolution.dilation)) {
          panels.biasComponents(
            ofMap: share.maps.lowerBound, cell: $0, spread: convolution.dilation,
            colors: share.maps.count == 1 ? panels.colors(of: excerpt) : [:])
        },
        .init(extent: pass.sweep.underlay) { cell in
          panels.gradient(
            result, cell: cell, scale: scale, tag: "convolution",
            texts: .init(symbol: { notation.activationGradient($0, channel: firstChannel) }))
        },
      ],
      signs: ["∗", "="], agreement: agreement
    ).lines(pen: pen).map { $0.tagged("convolution") }
  }

  /// Which convolution that is.
  private var words: String { panels.fullConvolutionWords(of: share) }
}

extension GradientPanels {
  /// In words, which full convolution gives the activation gradient of a group.
  func fullConvolutionWords(of share: GroupShare) -> String {
    let convolution = backward.activationGradientConvolution
    var parts = [say("The same as one full convolution")]
    if convolution.dilation != Extent(1) {
      parts.append(say("∂C/∂b spread by \(Convolution.describe(convolution.dilation))"))
    }
    if convolution.spread != Extent(1) {
      parts.append(say("the filter spread by \(Convolution.describe(convolution.spread))"))
    }
    if pass.sweep.padding != .none { parts.append(say("the padding cut off")) }
    if pass.layer.operation == .convolution { parts.append(say("the filter rotated")) }
    if share.maps.count > 1 {
      parts.append(say("added up over \(share.maps.count) maps; here the first"))
    }
    if share.channels.count > 1 {
      parts.append(say("of channel \(index: share.channels.lowerBound)"))
    }
    return parts.joined(separator: ", ")
  }
}
