import Drawing
import Neural
import Wording

/// What the figures of a gradient that is added up have in common: the numbers that they print, the
/// band of one step, and the sentences that tell them.
struct GradientAccount: Sendable {
  let subject: GradientSubject
  let values: ContributionValues
  /// The neurons that are shown one by one; of a step the one.
  let shown: [Int]
  /// How many neurons have contributed at the step, it included; nil where all are shown.
  let count: Int?

  init(_ kind: ContributionValues.Kind, _ subject: GradientSubject) {
    self.subject = subject
    let gradients = GradientValues(subject.backward, stage: subject.forward.stage)
    let map = (subject.step ?? subject.forward.step) / gradients.count
    values = ContributionValues(kind, gradients, map: map)
    count = subject.step.map { [first = values.neurons.lowerBound] in $0 - first + 1 }
    shown = subject.step.map { [$0] } ?? values.shown()
  }

  var pass: Convolution.ForwardPass { subject.forward.pass }
  /// The map that the figure shows.
  var map: Int { (subject.step ?? subject.forward.step) / values.gradients.count }
  private var channel: Int { values.channels.lowerBound }

  /// The blocks, with the spellings of the ledger.
  func sum(_ spellings: Spellings, _ pen: Pen) -> GradientSum {
    GradientSum(
      parts: GradientParts(subject, map: map, marked: shown, spellings, pen), values: values,
      shown: shown)
  }

  /// What the figure shows: of a step its contribution, else all and their sum.
  func body(_ sum: GradientSum) -> any Block {
    guard let count, let neuron = shown.first else { return sum.body }
    return sum.step(neuron, count: count)
  }

  // MARK: - Numbers

  var ledger: Ledger {
    var ledger = Ledger()
    let gradients = values.gradients
    if let count {
      // Where one choice of digits closes all steps of a few neurons, the pages of a sequence write
      // each value alike.
      let all = values.neurons.count
      if all <= 4 { state(1...all, in: &ledger) }
      let closing = ledger.solved().count
      if all > 4 || closing.closing < closing.stated {
        ledger = Ledger()
        state(count...count, in: &ledger)
      }
    } else {
      values.state(
        shown, channel: channel,
        totals: Volume.shown(of: values.channels.count).map { channel + $0 }, in: &ledger)
    }
    let under = pass.sweep.underlay
    if values.kind == .weights, ConvolutionValues.areNumbersPrinted(under) {
      for index in 0..<under.count {
        ledger.register(
          gradients.forward.input(
            Cell(index / under.columns, index % under.columns), channel: channel))
      }
    }
    if ConvolutionValues.areNumbersPrinted(pass.sweep.extent), count == nil {
      for neuron in map * gradients.count..<(map + 1) * gradients.count {
        ledger.register(gradients.delta(neuron))
      }
    }
    if values.kind == .activations, ConvolutionValues.areNumbersPrinted(pass.layer.kernel) {
      let kernel = pass.layer.kernel
      for neuron in shown {
        let map = neuron / gradients.count
        for index in 0..<kernel.count {
          ledger.register(
            gradients.forward.weight(
              Cell(index / kernel.columns, index % kernel.columns),
              channel: channel - pass.layer.firstChannel(ofMap: map), map: map))
        }
      }
    }
    return ledger
  }

  /// States the sums of steps, counted from 1.
  private func state(_ steps: ClosedRange<Int>, in ledger: inout Ledger) {
    for step in steps {
      let neuron = values.neurons.lowerBound + step - 1
      ledger.register(values.gradients.delta(neuron))
      guard values.arePrinted else { continue }
      let (before, after) = (values.partial(first: step - 1), values.partial(first: step))
      let elements = values.elements(of: neuron, channel: channel)
      for cell in values.cells {
        let new = values.sum(first: step, of: after, cell, channel: channel)
        let old = values.sum(first: step - 1, of: before, cell, channel: channel)
        ledger.register(step > 1 ? [new, old] : [new])
        guard let element = elements[cell] else { continue }
        ledger.register(element.factors + [element.product])
        guard values.extent.count <= 25 else { continue }
        ledger.state(values.equation(element, of: neuron))
        ledger.state(.sum(new, of: step > 1 ? [old, element.product] : [element.product]))
      }
    }
  }

  // MARK: - The band of a step

  /// How the total of one cell grows: that of the largest product.
  func growth(_ sum: GradientSum) -> Band {
    guard let count, let neuron = shown.first else { return Band([]) }
    let (spellings, notation) = (sum.parts.spellings, sum.parts.notation)
    let elements = values.elements(of: neuron, channel: channel)
    let cell = values.cells.filter { elements[$0] != nil }.max {
      abs(elements[$0]?.product.value ?? 0) < abs(elements[$1]?.product.value ?? 0)
    }
    guard let cell, let element = elements[cell], values.arePrinted else { return Band([]) }
    let delta = values.gradients.delta(neuron)
    let (before, after) = (values.partial(first: count - 1), values.partial(first: count))
    let new = values.sum(first: count, of: after, cell, channel: channel)
    let old = values.sum(first: count - 1, of: before, cell, channel: channel)
    let products = element.factors.enumerated().map { index, factor in
      BandEquation.Term(
        sum.parts.colored(
          notation.product([factor, delta]), neuron, on: sum.parts.theme.band),
        sum.parts.colored(
          spellings.product([factor, delta], isFirst: count == 1 && index == 0), neuron,
          on: sum.parts.theme.band))
    }
    let first =
      count == 1
      ? [] : [BandEquation.Term(.words(say("sum before")), spellings.number(old, .regular))]
    let isExact = ([new, delta] + element.factors + (count > 1 ? [old] : []))
      .allSatisfy(spellings.isExact)
    let isLast = count == values.neurons.count
    return Band([
      .equation(
        BandEquation(
          lead: isLast
            ? notation.symbol(new)
            : .row([
              .words(say("sum so far of") + " "),
              notation.symbol(values.total(cell, channel: channel)),
            ]),
          terms: first + products,
          result: [.relation(isExact ? "=" : "≈"), spellings.number(new, .bold)]))
    ])
  }

  // MARK: - Sentences

  /// The alt text.
  func description(_ sum: GradientSum, _ caption: String, _ agreement: Agreement) -> String {
    let spellings = sum.parts.spellings
    let said = shown.map { words($0, spellings) }
    let (all, isWeights) = (values.neurons.count, values.kind == .weights)
    if let count {
      let after = values.partial(first: count)
      let total = values.said(spellings) {
        values.sum(first: count, of: after, $0, channel: channel)
      }
      return
        ([caption + ", " + say("step \(count) of \(all)") + "."] + said
        + [say("Added to the components before it, that makes \(total).")])
        .joined(separator: " ")
    }
    let total = values.said(spellings) { values.total($0, channel: channel) }
    var sentences = [caption + "."] + said
    if said.count < all { sentences.append(say("\(all - said.count) more are left out") + ".") }
    switch (isWeights, all) {
    case (true, 1): sentences.append(say("This tensor is the gradient of the weights: \(total)."))
    case (true, _):
      sentences.append(
        say("The sum of these \(all) tensors is the gradient of the weights: \(total)."))
    case (false, 1): sentences.append(say("This tensor is the gradient of the input: \(total)."))
    case (false, _):
      sentences.append(
        say("The sum of these \(all) tensors is the gradient of the input: \(total)."))
    }
    if agreement == .equal {
      sentences.append(
        isWeights
          ? say("The cross-correlation of the input with the components is equal.")
          : say("The full convolution of the filter with the components is equal."))
    }
    return sentences.joined(separator: " ")
  }

  /// What a neuron contributes, as traces explain it.
  private func words(_ neuron: Int, _ spellings: Spellings) -> String {
    let gradients = values.gradients
    let words = StepWords(gradients.backward.accounts, spellings, stage: gradients.forward.stage)
    let account: Account.Name = values.kind == .weights ? .weightGradient : .activationGradient
    return words(neuron, of: account) { [values, terms = values.step(neuron).terms] in
      values.product(terms[$0], of: neuron)
    }
  }
}
