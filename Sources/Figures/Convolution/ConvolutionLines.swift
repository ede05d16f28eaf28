import Drawing
import Wording
import Neural

extension ConvolutionParts {
  /// The name of a map.
  func mapTitle(_ map: Int) -> String {
    pass.layer.maps > 1 ? say("feature map \(index: map)") : say("feature map")
  }

  /// The activation function in words; none where there is none.
  var activationWords: String {
    let activation = pass.layer.activation
    return activation == .identity ? "" : say("activation: \(activation.title)")
  }

  /// The way from the inside of a neuron into the map.
  ///
  /// - Parameters:
  ///   - window: the part of the map that is shown, where it is a strip.
  ///   - isDown: whether the map stands below.
  func wire(
    from chain: NeuronChain, to step: DotProduct, map: Matrix, window: Window? = nil,
    color: Color, isDown: Bool = false
  ) -> Wire {
    let neuron = step.position.neuron
    let row = neuron.row - (window?.rows.lowerBound ?? 0)
    let column = neuron.column - (window?.columns.lowerBound ?? 0)
    let name = "\(map.name) \(row),\(column)"
    return isDown
      ? Wire(.bottom(chain.exit), .top(name), .around(map.name), color: color, width: 2)
      : Wire(
        .right(chain.exit), .left(name), .into(map: map.name, isNeurons: map.isNeurons),
        color: color, width: 2)
  }

  /// What a channel is called: its colour in a picture, else its number.
  private func channelName(_ channel: Int) -> Formula {
    subject.isPicture && pass.layer.channels == 3
      ? .number(["R", "G", "B"][channel], .semibold)
      : .row([.math("c"), .relation("="), .math(Voice.current.notation.index(channel))])
  }

  /// Channels as a volume with a title, or the only one.
  func volume(
    _ shown: [Int], of count: Int, titled words: String, _ symbol: Formula,
    legend: ValueScale? = nil, matrix: (Int) -> Matrix
  ) -> any Block {
    let below: [any Block] =
      legend.map { [Legend($0, of: Tensors.input, spellings)] } ?? []
    guard shown.count > 1 else {
      return Titled(words, symbol, below: below, matrix(shown[0]))
    }
    let sheets = shown.map { channel in
      Volume.Channel(channelName(channel), matrix(channel))
    }
    return Titled(
      words, symbol, below: below,
      Volume(sheets: sheets, hidden: count - shown.count, place: say("channels")))
  }

  /// z = Σ a w + b in symbols above its numbers: the sum of the products and the bias.
  func sumPart(_ step: DotProduct, equation: Int) -> Band.Part {
    let (z, bias) = (values.z(step), values.bias(map: step.map))
    return .equation(
      BandEquation(
        lead: notation.symbol(z),
        terms: [
          .init(
            notation.dotProduct(of: pass, at: step.position, map: step.map),
            spellings.number(values.sum(of: step), .regular))
        ], last: [.init(notation.symbol(bias), spellings.operand(bias))],
        result: [spellings.relation(of: equation), spellings.number(z, .bold)]))
  }

  /// a = σ(z) in symbols above its number, in a colour.
  func activationPart(_ step: DotProduct, color: Color? = nil) -> Band.Part {
    let ink = color.map { theme.text(in: $0, on: theme.band) }
    return .activation(
      pass.layer.activation, of: values.z(step), values.a(step), spellings, notation, ink)
  }

  /// The inside of the neuron that a step fills.
  func chain(_ step: DotProduct, axis: Stack.Axis, color: Color? = nil) -> NeuronChain {
    NeuronChain(
      sum: values.sum(of: step), bias: values.bias(map: step.map), z: values.z(step),
      layer.activation, spellings, notation, labels, axis: axis, color: color)
  }
}

extension Convolution {
  /// The number of weights of a map's filter.
  private var weightCount: Int { channelsInGroup * kernel.count }

  /// The number of parameters that are learnt: for each map its weights and, where there are biases,
  /// a bias.
  var learntCount: Int { maps * (weightCount + (hasBias ? 1 : 0)) }

  /// That number as a product, in numbers: `16 · (27 + 1)`.
  var learntProduct: String {
    hasBias ? "\(maps) · (\(weightCount) + 1)" : "\(maps) · \(weightCount)"
  }

  /// The weights and the bias of a map, in words.
  var learntWords: String {
    switch (weightCount, hasBias) {
    case (1, true): say("1 weight and 1 bias")
    case (1, false): say("1 weight")
    case (let count, true): say("\(NumberFormat.grouped(count)) weights and 1 bias")
    case (let count, false): say("\(NumberFormat.grouped(count)) weights")
    }
  }
}

extension NeuronChain {
  /// The inside of a neuron with its values: in numbers with their symbols beside, or in symbols.
  init(
    sum: Datum, bias: Datum, z: Datum, _ activation: Neural.Activation, _ spellings: Spellings,
    _ notation: Notation, _ labels: Labels, axis: Stack.Axis = .row, color: Color?
  ) {
    let isSymbols = labels == .symbols
    self.init(
      sum: isSymbols ? nil : spellings.number(sum, .medium),
      bias: isSymbols ? notation.symbol(bias) : spellings.number(bias),
      biasName: isSymbols
        ? .words(say("bias"))
        : .row([.words(say("bias")), .space(0.4), notation.symbol(bias)]),
      z: isSymbols ? notation.symbol(z) : spellings.number(z, .bold),
      zName: isSymbols ? nil : notation.symbol(z),
      activation: activation == .identity
        ? nil : .init(name: .function(activation), function: { activation($0) }, z: z.value),
      axis: axis, color: color)
  }
}
