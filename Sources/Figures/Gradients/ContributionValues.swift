import Drawing
import Neural
import Wording

/// What each neuron contributes to a gradient of weights or of activations, and what the
/// contributions add up to, with their addresses.
struct ContributionValues: Sendable {
  /// Which gradient it is.
  enum Kind: Sendable {
    /// ∂C/∂w of a map's filter: the underlay of each neuron times its δ.
    case weights
    /// ∂C/∂a of a group's channels: the weights of each neuron times its δ, where its overlay lay.
    case activations
  }

  let kind: Kind
  let gradients: GradientValues
  /// The neurons that contribute: those of one map, or of all maps that see the same channels.
  let neurons: Range<Int>
  /// The channels of the gradient, counted as the input's are.
  let channels: Range<Int>
  private let map: Int
  private let totals: Tensor

  init(_ kind: Kind, _ gradients: GradientValues, map: Int) {
    (self.kind, self.gradients, self.map) = (kind, gradients, map)
    let layer = gradients.backward.forward.layer
    let perGroup = layer.maps / layer.groups
    let first = map / perGroup * perGroup
    channels = gradients.forward.channels(ofMap: map)
    switch kind {
    case .weights:
      neurons = map * gradients.count..<(map + 1) * gradients.count
      totals = gradients.backward.weightGradient.result
    case .activations:
      neurons = first * gradients.count..<(first + perGroup) * gradients.count
      totals = gradients.backward.activationGradient.result
    }
  }

  private var pass: Convolution.ForwardPass { gradients.backward.forward }

  /// Whether the other way to the gradient leads to the same.
  var agreement: Agreement {
    kind == .weights
      ? gradients.backward.agreement(ofWeightGradient: totals)
      : gradients.backward.agreement(ofActivationGradient: totals)
  }

  /// The rows and columns of one channel of the gradient.
  var extent: Extent { kind == .weights ? pass.layer.kernel : pass.sweep.underlay }

  /// What a neuron contributes.
  func step(_ neuron: Int) -> Contribution {
    kind == .weights
      ? gradients.backward.weightGradient.steps[neuron]
      : gradients.backward.activationGradient.steps[neuron]
  }

  /// The cell of the gradient that a term goes to; none for what falls into a padding of zeros.
  private func target(_ term: Contribution.Term) -> Cell? {
    if kind == .weights { return term.weightCell }
    return term.isPadding ? nil : pass.source(of: term.cell)
  }

  /// What a term's δ is multiplied by: an activation or a weight.
  func factor(_ term: Contribution.Term, map: Int) -> Datum {
    if kind == .activations {
      return gradients.forward.weight(
        term.weightCell, channel: term.channel - pass.layer.firstChannel(ofMap: map), map: map)
    }
    guard term.isPadding else {
      return gradients.forward.input(pass.source(of: term.cell), channel: term.channel)
    }
    return Datum(
      Source.Address(
        stage: gradients.forward.stage, tensor: Tensors.padding,
        index: [term.channel, term.cell.row, term.cell.column]), 0)
  }

  /// One element of what a neuron contributes.
  struct Element: Sendable {
    /// The product, or where a padding repeats the input the sum of several.
    let product: Datum
    /// What δ is multiplied by in each.
    let factors: [Datum]
  }

  /// The elements of what a neuron contributes to one channel, by their cells; elsewhere it
  /// contributes nothing.
  func elements(of neuron: Int, channel: Int) -> [Cell: Element] {
    let step = step(neuron)
    let size = pass.layer.kernel.count
    let first = (channel - channels.lowerBound) * size
    var terms: [Cell: [Contribution.Term]] = [:]
    for index in first..<(first + size) {
      let term = step.terms[index]
      if let cell = target(term) { terms[cell, default: []].append(term) }
    }
    return Dictionary(
      uniqueKeysWithValues: terms.map { cell, terms in
        let address = Source.Address(
          stage: gradients.forward.stage, tensor: Tensors.component,
          index: [neuron, channel, cell.row, cell.column])
        return (
          cell,
          Element(
            product: Datum(address, terms.reduce(0) { $0 + $1.product }),
            factors: terms.map { factor($0, map: step.map) })
        )
      })
  }

  /// What a term of a neuron's contribution is called, where it is an element by itself: where a
  /// padding repeats the input, several terms make one.
  func product(_ term: Contribution.Term, of neuron: Int) -> Datum? {
    guard kind == .weights || pass.layer.paddingMode == .zeros, let cell = target(term) else {
      return nil
    }
    let address = Source.Address(
      stage: gradients.forward.stage, tensor: Tensors.component,
      index: [neuron, term.channel, cell.row, cell.column])
    return Datum(address, term.product)
  }

  /// One element of the gradient.
  func total(_ cell: Cell, channel: Int) -> Datum {
    switch kind {
    case .weights:
      let local = channel - channels.lowerBound
      return Datum(
        Source.Address(
          stage: gradients.forward.stage, tensor: Tensors.weightGradient,
          index: [map, local, cell.row, cell.column]), totals[map, local, cell.row, cell.column])
    case .activations:
      return Datum(
        Source.Address(
          stage: gradients.forward.stage, tensor: Tensors.inputGradient,
          index: [channel, cell.row, cell.column]), totals[channel, cell.row, cell.column])
    }
  }

  /// One element of the sum of the first contributions; of all of them it is the gradient's.
  func sum(first count: Int, of partial: Tensor, _ cell: Cell, channel: Int) -> Datum {
    guard count < neurons.count else { return total(cell, channel: channel) }
    let value =
      kind == .weights
      ? partial[map, channel - channels.lowerBound, cell.row, cell.column]
      : partial[channel, cell.row, cell.column]
    return Datum(
      Source.Address(
        stage: gradients.forward.stage, tensor: Tensors.partialSum,
        index: [count, channel, cell.row, cell.column]), value)
  }

  /// The sum of the first contributions, in the gradient's shape.
  func partial(first count: Int) -> Tensor {
    kind == .weights
      ? gradients.backward.weightGradient.total(ofFirst: neurons.lowerBound + count)
      : gradients.backward.activationGradient.total(ofFirst: neurons.lowerBound + count)
  }

  /// The cells of one channel in row order.
  var cells: [Cell] {
    (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
  }

  /// The neurons that are shown one by one: all of a few, else the first, the one with the largest
  /// |δ| and the last.
  func shown(most: Int = 4) -> [Int] {
    guard neurons.count > most else { return Array(neurons) }
    let deltas = gradients.backward.biasGradientComponents.values
    let largest = neurons.reduce(neurons.lowerBound) {
      abs(deltas[$1]) > abs(deltas[$0]) ? $1 : $0
    }
    return Set([neurons.lowerBound, largest, neurons.upperBound - 1]).sorted()
  }
}

extension ContributionValues {
  /// Whether the elements of a channel are few enough to be read.
  var arePrinted: Bool { ConvolutionValues.areNumbersPrinted(extent) }

  /// Registers what neurons contribute and what that adds up to, and states how it follows.
  func state(_ shown: [Int], channel: Int, totals: [Int], in ledger: inout Ledger) {
    for neuron in shown { ledger.register(gradients.delta(neuron)) }
    guard arePrinted else { return }
    let components = shown.map { elements(of: $0, channel: channel) }
    let isWhole = shown.count == neurons.count
    // Of many neurons the larger components are told by colour.
    let isSmall = extent.count <= (isWhole ? 25 : 9)
    for (neuron, component) in zip(shown, components) {
      for cell in cells {
        guard let element = component[cell] else { continue }
        ledger.register(element.factors)
        ledger.register(element.product)
        if isSmall { ledger.state(equation(element, of: neuron)) }
      }
    }
    for channel in totals {
      ledger.register(cells.map { total($0, channel: channel) })
    }
    guard isSmall, isWhole else { return }
    for cell in cells {
      let terms = components.compactMap { $0[cell]?.product }
      if !terms.isEmpty { ledger.state(.sum(total(cell, channel: channel), of: terms)) }
    }
  }

  /// How an element follows from δ and what it is multiplied by.
  func equation(_ element: Element, of neuron: Int) -> Equation {
    let delta = gradients.delta(neuron)
    return Equation(element.product, element.factors.map { .init([$0, delta]) })
  }

  /// The elements of a channel row by row where they are few; else their shape and how far they
  /// reach.
  func said(_ spellings: Spellings, _ datum: (Cell) -> Datum?) -> String {
    let data = cells.map(datum)
    guard extent.count <= 16 else {
      let known = data.compactMap { $0?.value }
      let format = NumberFormat(for: known)
      let (low, high) = (format.string(known.min() ?? 0), format.string(known.max() ?? 0))
      return say("\(extent.description) values from \(low) to \(high)")
    }
    let columns = extent.columns
    return stride(from: 0, to: data.count, by: columns).map { start in
      data[start..<(start + columns)].map { $0.map(spellings.text) ?? "0" }
        .joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
