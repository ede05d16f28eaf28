import Drawing
import Neural
import Wording

/// A fully connected layer: every input leads to every neuron through a weight of its own. One
/// neuron is strong: its weights, what it adds up, its bias and its activation function. Where there
/// is a gradient, what comes back stands beside it.
struct FullyConnectedFigure: ComposedFigure {
  let subject: FullyConnectedSubject
  let pass: FullyConnected.ForwardPass
  let values: FullyConnectedValues
  /// The neuron that stands out.
  let neuron: Int
  /// The inputs and the neurons that are shown.
  let inputs: FullyConnectedSlots
  let neurons: FullyConnectedSlots

  init(subject: FullyConnectedSubject) {
    self.subject = subject
    pass = subject.forward
    values = FullyConnectedValues(subject)
    neuron = subject.step
    inputs = FullyConnectedSlots(count: pass.layer.inputs, limit: 7)
    neurons = FullyConnectedSlots(count: pass.layer.neurons, limit: 7, keeping: subject.step)
  }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, equations: (z: Int, a: Int, delta: Int?)) {
    var ledger = Ledger()
    let equations = values.state(
      neuron, inputs: inputs.items, neurons: neurons.items, in: &ledger)
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = FullyConnectedParts(self, spellings, pen)
      return Sheet(
        title: .number(say("A fully connected layer"), .semibold), subtitle: subtitle,
        step: (neuron, pass.steps.count), stepColor: parts.style.color, body: body(parts),
        band: band(parts, equations), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: FullyConnectedParts) -> any Block {
    let (net, inside) = (parts.net(hasGradient: false), parts.inside)
    let weights = parts.weights
    let lens = Wire.lens(
      parts.neuronName, over: "neurons", to: "inside", parts.style.color)
    let lacksChain = (place: say("inside of the neuron"), cost: 110)
    let lacksWeights = (place: say("weights"), cost: 60)
    func arrangements(_ net: any Block, _ tables: any Block) -> [any Block] {
      [
        Wired(Stack.row([net, inside, tables], gap: 24), [lens]),
        Wired(Stack.row([net, Stack.column([tables, inside], gap: 24, widest: 60)]), [lens]),
        Stack.column([Stack.row([net, tables]), inside], gap: 24, widest: 60),
      ]
    }
    let forward =
      arrangements(net, weights) + [
        Lacking([lacksWeights], Wired(Stack.row([net, inside]), [lens])),
        Lacking([lacksChain], Stack.row([net, weights])),
        Lacking([lacksChain, lacksWeights], net),
        Lacking([lacksChain, lacksWeights, (say("inputs"), 400)], weights),
      ]
    guard values.backward != nil else { return FirstThatFits(forward) }
    let whole = parts.net(hasGradient: true)
    let gradients = parts.gradients
    let both = Stack.column(
      [weights, Stack.row(gradients, gap: 16, widest: 30)], gap: 14, widest: 40)
    let wide = Stack.row([weights] + gradients, gap: 24, widest: 60)
    let lacksGradient = (place: say("gradient"), cost: 130)
    return FirstThatFits(
      arrangements(whole, both) + arrangements(whole, wide)
        + [Lacking([lacksChain], Stack.row([whole, both]))]
        + forward.map { Lacking([lacksGradient], $0) })
  }

  // MARK: - Words

  private var subtitle: [String] {
    let isFlattened = subject.inputShape.count { $0 > 1 } > 1
    let activation = pass.layer.activation
    return [
      pass.caption, activation == .identity ? "" : say("activation: \(activation.title)"),
      isFlattened ? say("\(subject.shapeText) input, flattened row by row") : "",
    ]
  }

  private func band(
    _ parts: FullyConnectedParts, _ equations: (z: Int, a: Int, delta: Int?)
  ) -> Band {
    let (spellings, notation) = (parts.spellings, parts.notation)
    let (z, bias) = (values.z(neuron), values.bias(neuron))
    let isLong = pass.layer.inputs > 6
    let kept: [Int?] =
      isLong ? [0, 1, nil, pass.layer.inputs - 1] : (0..<pass.layer.inputs).map { $0 }
    let terms = kept.enumerated().map { order, input -> BandEquation.Term in
      guard let input else { return .init(.math("⋯"), .math("⋯")) }
      let factors = [values.weight(neuron, input), values.input(input)]
      return .init(
        parts.colored(notation.product(factors), input),
        parts.colored(spellings.product(factors, isFirst: order == 0), input))
    }
    var lines: [Band.Part] = [
      .equation(
        BandEquation(
          lead: notation.symbol(z), terms: terms,
          last: [.init(notation.symbol(bias), spellings.operand(bias))],
          result: [spellings.relation(of: equations.z), spellings.number(z, .bold)]))
    ]
    if pass.layer.activation != .identity {
      let a = values.a(neuron)
      lines.append(.activation(pass.layer.activation, of: z, a, spellings, notation))
    }
    guard let backward = values.backward, let product = equations.delta else { return Band(lines) }
    let (delta, upstream) = (values.delta(neuron, backward), values.upstream(neuron, backward))
    let slope = values.slope(neuron, backward)
    lines.append(
      .equation(
        BandEquation(
          lead: notation.symbol(delta),
          terms: [
            .init(
              notation.product([slope, upstream]),
              spellings.product([slope, upstream], isFirst: true))
          ], result: [spellings.relation(of: product), spellings.number(delta, .bold)])))
    return Band(lines)
  }

  private func description(_ spellings: Spellings) -> String {
    let sentences = [
      say(
        """
        \(pass.caption). Every input of \(subject.inputName) leads to every neuron through a \
        weight of its own.
        """), values.words(neuron, spellings), neuronWords(spellings),
      subject.backward.map { StepWords($0.accounts, spellings)(neuron, of: .biasGradient) } ?? "",
    ]
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What the neurons come to.
  private func neuronWords(_ spellings: Spellings) -> String {
    let shown = neurons.items.map {
      say("neuron \(index: $0) has \(spellings.text(values.a($0)))")
    }.joined(separator: ", ")
    let sentence = shown.prefix(1).uppercased() + shown.dropFirst()
    let hidden = pass.layer.neurons - neurons.items.count
    return hidden > 0 ? say("\(sentence); \(hidden) more are left out.") : sentence + "."
  }
}

extension FullyConnectedSubject {
  /// The shape of the input in words: `2 × 8 × 8`, without a single channel.
  var shapeText: String {
    let shape = inputShape.first == 1 ? Array(inputShape.dropFirst()) : inputShape
    return shape.map(String.init).joined(separator: " × ")
  }
}

extension FullyConnected.ForwardPass {
  /// The layer in words: `784 inputs → 30 neurons, 23,520 weights + 30 biases = 23,550 parameters`.
  var caption: String {
    func number(_ count: Int) -> String { NumberFormat.grouped(count) }
    let inputs = layer.inputs == 1 ? say("1 input") : say("\(number(layer.inputs)) inputs")
    let neurons = layer.neurons == 1 ? say("1 neuron") : say("\(number(layer.neurons)) neurons")
    let weights =
      layer.weights.count == 1 ? say("1 weight") : say("\(number(layer.weights.count)) weights")
    guard layer.hasBias else { return "\(inputs)  →  \(neurons), \(weights)" }
    let biases = layer.bias.count == 1 ? say("1 bias") : say("\(number(layer.bias.count)) biases")
    let parameters = say("\(number(layer.parameterCount)) parameters")
    return "\(inputs)  →  \(neurons), \(weights) + \(biases) = \(parameters)"
  }
}

extension NumberFormat {
  /// A count with its thousands apart, as the language that is being drawn in writes it: 23,550.
  static func grouped(_ count: Int) -> String {
    let separator = Voice.current.language.thousandsSeparator
    let digits = Array(String(count))
    return digits.enumerated().map { index, digit in
      let rest = digits.count - index
      return index > 0 && rest.isMultiple(of: 3) ? "\(separator)\(digit)" : String(digit)
    }.joined()
  }
}
