import Drawing
import Neural
import Wording

/// The gradient of a feature map's bias: the slope of the activation function at each neuron times
/// the gradient from the next layer, the sum of these components δ, and the same sum as one valid
/// cross-correlation. With a step, one neuron's component and the total up to it.
public struct BiasGradientFigure: ComposedFigure {
  private let subject: GradientSubject
  private let pass: Convolution.ForwardPass
  private let values: GradientValues
  private let map: Int
  /// The step shown, counted within the map.
  private let current: Int?

  init(subject: GradientSubject) {
    self.subject = subject
    pass = subject.forward.pass
    values = GradientValues(subject.backward, stage: subject.forward.stage)
    map = (subject.step ?? subject.forward.step) / values.count
    current = subject.step.map { [count = pass.sweep.count] step in step % count }
  }

  /// How many components have been added up.
  private var added: Int { current.map { $0 + 1 } ?? values.count }
  private var neurons: Range<Int> { map * values.count..<map * values.count + added }
  private var total: Datum { values.biasTotal(map: map, first: added) }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, equation: Int?) {
    var ledger = Ledger()
    let equation = values.state(neurons, total: total, in: &ledger)
    if current != nil, ConvolutionValues.areNumbersPrinted(pass.sweep.extent) {
      // What the neurons to come have is printed too, but not yet added up.
      for neuron in neurons.upperBound..<(map + 1) * values.count {
        ledger.register([values.z(neuron), values.slope(neuron), values.upstream(neuron)])
      }
    }
    return (ledger, equation)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equation) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = GradientParts(subject, map: map, spellings, pen)
      let activation = pass.layer.activation
      return Sheet(
        title: title(parts.notation),
        subtitle: [rule, activation == .identity ? "" : say("σ is \(activation.indefiniteTitle)")],
        step: subject.step.map { ($0, pass.steps.count) }, body: body(parts),
        band: band(parts, equation), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: GradientParts) -> any Block {
    let backward = values.backward
    let z = parts.quantity("z", say("raw activation"), Tensors.z, of: backward.z, values.z)
    let slope = parts.quantity(
      "slope", say("slope"), Tensors.slope, of: backward.activationDerivatives, values.slope)
    let upstream = parts.quantity(
      "upstream", "", Tensors.outputGradient, of: backward.upstreamGradient, values.upstream)
    let delta = parts.quantity(
      "components", say("component"), Tensors.delta, of: backward.biasGradientComponents,
      filled: added, values.delta)
    let isWhole = added == values.count
    let sum = parts.total(isWhole ? say("sum") : say("total so far"), total, hasSymbol: isWhole)
    let (times, equals) = (Fixed.sign("×"), Fixed.sign("="))
    let wire = Wire(.right("components"), .left("total"), .straight, label: .math("∑"))
    let hasCurve = pass.layer.activation != .identity && values.count <= 9
    let first: [any Block] = hasCurve ? [z, parts.slopes, slope] : [z, slope]
    let lacksZ = (place: say("raw activation"), cost: 30)
    // Of many neurons the raw activations would only take room from what is multiplied.
    func row(_ blocks: [any Block]) -> any Block {
      Wired(Grid([.cells(blocks)], gap: Size(28, 0), widest: 90), [wire])
    }
    let short = row([slope, times, upstream, equals, delta, sum])
    let many: [any Block] = values.count > 9 ? [short] : []
    return FirstThatFits(
      many + [
        row(first + [times, upstream, equals, delta, sum]),
        Wired(
          Grid(
            [
              .across(Stack.row(first + [times, upstream])),
              .across(Stack.row([equals, delta, sum])),
            ], gap: Size(0, 24)), [wire]),
        Stack.column(first + [upstream, delta, sum], gap: 18),
        Wired(
          Stack.column(
            [
              Stack.row([z, slope]), Stack.row([times, upstream]), Stack.row([equals, delta, sum]),
            ], gap: 20), [wire]),
        Lacking([lacksZ], short),
        Lacking([lacksZ, (say("slope"), 60)], Stack.row([delta, sum])),
        Lacking([lacksZ, (say("slope"), 60), (say("component"), 400)], sum),
      ])
  }

  // MARK: - Words

  private func band(_ parts: GradientParts, _ equation: Int?) -> Band {
    let notation = parts.notation
    let isWhole = added == values.count
    let products = GradientValues.written(neurons).map { neuron in
      (
        neuron, [values.slope(neuron), values.upstream(neuron)],
        notation.symbol(values.delta(neuron))
      )
    }
    var bandParts = [
      parts.equation(
        total, products, of: neurons.count, number: equation,
        lead: isWhole ? nil : .words(say("total so far")))
    ]
    if isWhole, current == nil {
      bandParts.append(
        .verdict(
          .row([
            notation.symbol(total), .relation("="), notation.general(Tensors.slope),
            .relation("⋆"), notation.general(Tensors.outputGradient),
          ]), values.backward.biasGradientAgreement))
    }
    return Band(bandParts)
  }

  private func title(_ notation: Notation) -> Formula {
    .row([
      .number(say("Bias gradient"), .semibold), .space(0.4),
      notation.symbol(
        Source.Address(
          stage: subject.forward.stage, tensor: Tensors.biasGradient, index: [map])),
      .number(
        subject.step.map { ", " + say("step \($0 + 1) of \(pass.steps.count)") } ?? "", .semibold),
    ])
  }

  /// What the neurons contribute to.
  private var rule: String {
    let (count, maps) = (values.count, pass.layer.maps)
    return switch (count == 1, maps == 1) {
    case (true, true): say("The one neuron contributes the only component")
    case (true, false):
      say("The one neuron of feature map \(map + 1) of \(maps) contributes the only component")
    case (false, true):
      say(
        """
        Each of the \(count) neurons contributes its own component; the shared bias receives \
        their sum
        """)
    case (false, false):
      say(
        """
        Each of the \(count) neurons of feature map \(map + 1) of \(maps) contributes its own \
        component; the shared bias receives their sum
        """)
    }
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(
      values.backward.accounts, spellings, stage: subject.forward.stage)
    func sentence(_ neuron: Int) -> String { words(neuron, of: .biasGradient) }
    let (count, total) = (values.count, spellings.text(total))
    let name =
      pass.layer.maps > 1
      ? say("The bias gradient of feature map \(index: map)") : say("The bias gradient")
    if let current {
      return [
        say("\(name), step \(current + 1) of \(count)."), sentence(neurons.upperBound - 1),
        say("The total of the components so far is \(total)."),
      ].joined(separator: " ")
    }
    let listed = count <= 9 ? Array(neurons) : Array(neurons.prefix(3)) + neurons.suffix(1)
    return [
      count == 1
        ? say("\(name): one component σ′(z) · ∂C/∂a, that of the only neuron.")
        : say("\(name): \(count) components σ′(z) · ∂C/∂a, one for each neuron."),
      listed.map(sentence).joined(separator: " "),
      say(
        """
        Their sum is \(total), the same as by one valid cross-correlation of σ′(z) with ∂C/∂a.
        """),
    ].joined(separator: " ")
  }
}
