import Drawing
import Neural
import Wording

/// One neuron of a backward pass and one of its connections, on which a rule of the gradients is
/// shown: every number of the way forward and of the way back, and the sum that the neuron's
/// component goes into.
struct GradientRule: Sendable {
  /// Which gradient the rule is about.
  enum Way: Sendable {
    /// δ = σ′(z) ∂C/∂a, the component of ∂C/∂b.
    case bias
    /// a δ, the component of ∂C/∂w.
    case weight
    /// w δ, the component of ∂C/∂a of the layer before.
    case activation
  }

  let way: Way
  let subject: GradientSubject
  let values: GradientValues
  /// The neuron, as a step of the pass.
  let neuron: Int
  let step: DotProduct
  /// The connection.
  let term: Term
  /// The gradient that the component is a part of; nil where the connection is to a padding of
  /// zeros, which no gradient goes to.
  let total: Datum?

  /// The rule at the subject's step, or at the neuron with the largest |δ|; its connection is one
  /// whose sum says most: of both signs, or with many terms.
  init(_ way: Way, _ subject: GradientSubject) {
    (self.way, self.subject) = (way, subject)
    let values = GradientValues(subject.backward, stage: subject.forward.stage)
    self.values = values
    let pass = subject.forward.pass
    let deltas = subject.backward.biasGradientComponents.values
    neuron =
      subject.step ?? deltas.indices.reduce(0) { abs(deltas[$1]) > abs(deltas[$0]) ? $1 : $0 }
    let step = pass.steps[neuron]
    self.step = step
    // What is tried is bounded, so that a large map takes no longer to draw than a small one.
    let tried = max(1, min(49, 60_000 / (values.count * pass.layer.maps / pass.layer.groups)))
    let open = step.terms.filter { !$0.isPadding }.prefix(tried)
    func worth(_ term: Term) -> (Int, Double) {
      switch way {
      case .bias: return (0, abs(term.product))
      case .weight:
        let products = GradientRule.sharing(term, of: step.map, values).prefix(400)
          .map { $0.factor.value * $0.delta.value }
        let isMixed = products.contains { $0 > 0 } && products.contains { $0 < 0 }
        return (isMixed ? 1 : 0, abs(term.value))
      case .activation:
        return (GradientRule.covering(term, values).count, abs(term.weight))
      }
    }
    let worths = open.map(worth)
    let best = worths.indices.reduce(0) { worths[$1] > worths[$0] ? $1 : $0 }
    term = open.isEmpty ? step.terms[0] : open[best]
    total = GradientRule.total(way, of: step.map, term, values)
  }

  var pass: Convolution.ForwardPass { subject.forward.pass }

  // MARK: - Values

  private func datum(_ tensor: String, _ index: [Int], _ value: Double) -> Datum {
    Datum(Source.Address(stage: values.forward.stage, tensor: tensor, index: index), value)
  }

  /// What the weight lies on.
  var input: Datum {
    term.isPadding
      ? datum(Tensors.padding, [term.channel, term.cell.row, term.cell.column], 0)
      : values.forward.input(pass.source(of: term.cell), channel: term.channel)
  }
  var weight: Datum { values.forward.weight(term, map: step.map) }
  var product: Datum { values.forward.product(term, of: step) }
  /// The sum of the neuron's other products; nil where there are none.
  var others: Datum? {
    step.terms.count > 1
      ? datum(Tensors.partialSum, [step.index], step.dotProduct - term.product) : nil
  }
  var bias: Datum { values.forward.bias(map: step.map) }
  var z: Datum { values.forward.z(step) }
  var a: Datum { values.forward.a(step) }
  var slope: Datum { values.slope(neuron) }
  var upstream: Datum { values.upstream(neuron) }
  var delta: Datum { values.delta(neuron) }

  /// What is multiplied, and what comes out: the neuron's component.
  var factors: [Datum] {
    switch way {
    case .bias: [slope, upstream]
    case .weight: [input, delta]
    case .activation: [weight, delta]
    }
  }
  var component: Datum {
    way == .bias
      ? delta
      : datum(
        Tensors.component, [neuron, term.channel, term.cell.row, term.cell.column],
        factors[0].value * delta.value)
  }

  private static func total(
    _ way: Way, of map: Int, _ term: Term, _ values: GradientValues
  ) -> Datum? {
    switch way {
    case .bias: return values.biasTotal(map: map, first: values.count)
    case .weight:
      return ContributionValues(.weights, values, map: map)
        .total(term.weightCell, channel: term.channel)
    case .activation:
      guard !term.isPadding else { return nil }
      return ContributionValues(.activations, values, map: map)
        .total(values.backward.forward.source(of: term.cell), channel: term.channel)
    }
  }

  /// One component of a total: a factor times a neuron's δ.
  struct Component: Sendable {
    let neuron: Int
    let factor: Datum
    let delta: Datum
  }

  /// The components of the total, in the order of the neurons.
  var components: [Component] {
    switch way {
    case .bias:
      (step.map * values.count..<(step.map + 1) * values.count).map {
        Component(neuron: $0, factor: values.slope($0), delta: values.upstream($0))
      }
    case .weight: GradientRule.sharing(term, of: step.map, values)
    case .activation: term.isPadding ? [] : GradientRule.covering(term, values)
    }
  }

  /// The neurons that share a weight, with the activation under it; what lies in the padding adds 0.
  private static func sharing(_ term: Term, of map: Int, _ values: GradientValues) -> [Component] {
    let pass = values.backward.forward
    return (0..<values.count).compactMap { inMap in
      let cell = pass.sweep.cell(under: term.kernelCell, at: pass.sweep[inMap])
      guard pass.layer.paddingMode != .zeros || pass.sweep.contains(cell) else { return nil }
      let neuron = map * values.count + inMap
      return Component(
        neuron: neuron,
        factor: values.forward.input(pass.source(of: cell), channel: term.channel),
        delta: values.delta(neuron))
    }
  }

  /// The neurons whose overlay lies over the cell under a term, with their weights over it.
  private static func covering(_ term: Term, _ values: GradientValues) -> [Component] {
    let pass = values.backward.forward
    return values.covering(pass.source(of: term.cell), channel: term.channel).map {
      Component(neuron: $0.neuron, factor: $0.weight, delta: values.delta($0.neuron))
    }
  }

  /// The components that are written out: all of a few, else the first, the neuron's and the last.
  private var written: [Component] {
    let all = components
    guard all.count > 5, let last = all.last else { return all }
    let own = all.first { $0.neuron == neuron }
    var seen: Set<Int> = []
    return [all[0], own, last].compactMap(\.self).filter { seen.insert($0.neuron).inserted }
  }

  // MARK: - Numbers

  /// The numbers, what follows from what, and the number of the total's equation.
  var stated: (ledger: Ledger, total: Int?) {
    var ledger = Ledger()
    let activation = pass.layer.activation
    ledger.state(.product(product, of: [input, weight]))
    ledger.state(.sum(z, of: [product] + (others.map { [$0] } ?? []) + [bias]))
    ledger.state(.function(a, of: z) { activation($0) })
    if activation != .identity {
      ledger.state(.function(slope, of: z) { activation.derivative($0) })
    }
    ledger.state(.product(delta, of: [slope, upstream]))
    if way != .bias { ledger.state(.product(component, of: factors)) }
    guard let total else { return (ledger, nil) }
    let written = written
    for component in written { ledger.register([component.factor, component.delta]) }
    guard written.count == components.count else {
      ledger.register(total)
      return (ledger, nil)
    }
    let equation = ledger.state(
      Equation(total, written.map { .init([$0.factor, $0.delta]) }))
    return (ledger, equation)
  }

  /// The total in symbols and in numbers, the neuron's part in the colour of the rule.
  func band(_ parts: GradientParts, _ color: Color, equation: Int?, words: String) -> Band {
    guard let total else {
      return Band([
        .lines([
          .words(
            say("This overlay lies wholly in the padding, whose zeros have no gradient."))
        ])
      ])
    }
    let products = written.map { component in
      (
        component.neuron, [component.factor, component.delta],
        way == .bias ? parts.notation.symbol(values.delta(component.neuron)) : nil
      )
    }
    return Band([
      parts.equation(
        total, products, of: components.count, number: equation, own: (neuron, color)),
      .remark(slope.value == 0 ? say("σ′ = 0: nothing goes back through this neuron") : words, ""),
    ])
  }
}

extension GradientValues {
  /// The neurons whose overlay lies over a cell of the input, each with the weight that lies on it.
  func covering(_ cell: Cell, channel: Int) -> [(neuron: Int, weight: Datum)] {
    let pass = backward.forward
    let convolution = backward.activationGradientConvolution
    let found = steps(filling: cell, channel: channel).flatMap { index in
      convolution.steps[index].terms.filter { !$0.isPadding }.map { term in
        let kernelCell = Cell(
          term.cell.row / convolution.spread.rows, term.cell.column / convolution.spread.columns)
        let neuron = term.weightCell
        return (
          neuron: term.channel * count + neuron.row * pass.sweep.extent.columns + neuron.column,
          weight: forward.weight(
            pass.layer.weightCell(under: kernelCell),
            channel: channel - pass.layer.firstChannel(ofMap: term.channel), map: term.channel)
        )
      }
    }
    return found.sorted { $0.neuron < $1.neuron }
  }

  /// The steps of the full convolution that fill a cell of the input: several in a padding that
  /// repeats it.
  func steps(filling cell: Cell, channel: Int) -> [Int] {
    let pass = backward.forward
    let convolution = backward.activationGradientConvolution
    let (extent, padding) = (convolution.filledExtent, convolution.filledPadding)
    return (0..<extent.count).filter { index in
      let place = Cell(
        index / extent.columns - padding.top, index % extent.columns - padding.left)
      return place == cell || (padding != .none && pass.source(of: place) == cell)
    }.map { channel * extent.count + $0 }
  }
}
