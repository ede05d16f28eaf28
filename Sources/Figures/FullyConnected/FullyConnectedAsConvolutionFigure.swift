import Drawing
import Neural
import Wording

/// A fully connected layer is a convolution whose filters are as large as its input: each has one
/// overlay position, and each feature map is 1 × 1. A row of the weights, reshaped, is a filter.
struct FullyConnectedAsConvolutionFigure: ComposedFigure {
  private let subject: FullyConnectedSubject
  private let ways: FullyConnectedAsConvolution
  private let neuron: Int
  private let flat: FullyConnectedValues
  private let values: ConvolutionValues
  private let slots: FullyConnectedSlots
  private let maps: FullyConnectedSlots

  init(subject: FullyConnectedSubject) {
    self.subject = subject
    let ways = FullyConnectedAsConvolution(subject)
    self.ways = ways
    neuron = subject.step
    flat = FullyConnectedValues(FullyConnectedSubject(forward: ways.flat))
    values = ConvolutionValues(ways.convolution)
    slots = FullyConnectedSlots(count: ways.flat.layer.inputs, limit: 9)
    maps = FullyConnectedSlots(count: ways.flat.layer.neurons, limit: 5, keeping: subject.step)
  }

  private var pass: Convolution.ForwardPass { ways.convolution }
  private var step: DotProduct { pass.steps[neuron] }
  private var channels: [Int] { Volume.shown(of: pass.layer.channels) }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, equations: (flat: Int, z: Int)) {
    var ledger = Ledger()
    values.register(in: &ledger, map: neuron, channels: channels, neurons: 0..<1)
    ledger.register(maps.items.map { values.a(pass.steps[$0]) })
    let z = values.state(step, in: &ledger, withProducts: false).z
    let written = FullyConnectedAsConvolutionFigure.written(of: ways.flat.layer.inputs)
    ledger.register((slots.items + written.compactMap { $0 }).map { flat.weight(neuron, $0) })
    ledger.register(written.compactMap { $0.map(flat.input) })
    let (own, bias) = (flat.z(neuron), flat.bias(neuron))
    let flatly =
      written.contains(nil)
      ? ledger.state(.sum(own, of: [flat.sum(neuron), bias]))
      : ledger.state(
        Equation(
          own,
          written.compactMap { $0 }.map { .init([flat.weight(neuron, $0), flat.input($0)]) }
            + [.init([bias])]))
    return (ledger, (flatly, z))
  }

  /// The inputs whose products are written out: all of a few, else the first two and the last.
  private static func written(of count: Int) -> [Int?] {
    count <= 4 ? (0..<count).map { $0 } : [0, 1, nil, count - 1]
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(Subject(pass: pass, step: neuron), spellings, pen)
      return Sheet(
        title: .number(say("A fully connected layer is a convolution"), .semibold),
        subtitle: [caption, parts.activationWords], step: (neuron, pass.steps.count),
        stepColor: self.style(pen.theme).color, body: body(parts), band: band(parts, equations),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func style(_ theme: Theme) -> PositionStyle {
    ways.colorsWeights && ways.flat.layer.inputs > 4
      ? PositionStyle(color: theme.ink) : theme.position(0)
  }

  private func body(_ parts: ConvolutionParts) -> any Block {
    let style = self.style(parts.theme)
    let input = parts.volume(
      channels, of: pass.layer.channels, titled: say("input"),
      parts.notation.general(Tensors.input), legend: ways.colorsWeights ? nil : parts.inputScale
    ) { channel in
      parts.input(
        channel: channel, map: neuron, position: pass.sweep[0],
        marks: [(pass.sweep[0], style, nil)], fill: ways.colorsWeights ? .weights : .heat,
        hasCorners: ways.colorsWeights, hasIndices: false)
    }
    let filter = parts.volume(
      channels, of: pass.layer.channels, titled: say("filter \(index: neuron)"),
      parts.notation.general(Tensors.weight)
    ) { channel in
      var matrix = parts.filter(map: neuron, channel: channel, isColored: ways.colorsWeights)
      (matrix.largest, matrix.importance) = (96, 1)
      return matrix
    }
    // The way from the row to the filter needs the room above the row.
    let strip = Titled(
      "", nil,
      below: [Fixed.words(say("row \(index: neuron) of the weights"))]
        + (ways.colorsWeights
          ? [] : [Legend(parts.weightScale, of: Tensors.weight, parts.spellings)]),
      row(parts))
    let name = pass.layer.channels > 1 ? "filter \(channels[channels.count - 1])" : "filter"
    let reshape = Wire(.top("row"), .bottom(name), .straight)
    let both = Stack.column([filter, strip], gap: 34, widest: 60)
    let map = neurons(parts, style)
    let end = "maps \(maps.slots.firstIndex(of: .item(neuron)) ?? 0),0"
    func inside(_ axis: Stack.Axis) -> (any Block, [Wire]) {
      let chain = parts.chain(step, axis: axis, color: style.color)
      return (
        chain,
        [Wire(.right(chain.exit), .left(end), .elbow(0.5), color: style.color, width: 2), reshape]
      )
    }
    let (row, column) = (inside(.row), inside(.column))
    let (times, equals) = (Fixed.sign("⋆"), Fixed.sign("="))
    let chain = (place: say("inside of the neuron"), cost: 110)
    let lacksRow = (place: say("row \(index: neuron) of the weights"), cost: 80)
    return FirstThatFits([
      Wired(Stack.row([input, times, both, column.0, map]), column.1),
      Wired(Stack.row([input, times, both, row.0, map]), row.1),
      Wired(
        Stack.column(
          [Stack.row([input, times, filter, map]), Stack.row([strip, row.0])], gap: 24,
          widest: 60), []),
      Lacking([chain], Stack.row([input, times, both, equals, map])),
      Lacking([chain, lacksRow], Stack.row([input, times, filter, equals, map])),
      Lacking([chain, lacksRow, (say("input"), 300)], Stack.row([filter, equals, map])),
      Lacking([chain, lacksRow, (say("input"), 300), (say("filter"), 60)], map),
    ])
  }

  /// The row of the weight matrix that the filter is made of.
  private func row(_ parts: ConvolutionParts) -> Matrix {
    let (slots, scale) = (slots.slots, parts.weightScale)
    let notation = Notation(maps: pass.layer.maps)
    let isColored = ways.colorsWeights
    var matrix = Matrix(name: "row", place: say("weights"), rows: 1, columns: slots.count) {
      row, column in
      guard row == 0, column >= 0, column < slots.count else { return nil }
      guard case .item(let index) = slots[column] else { return .gap(.math("⋯")) }
      var face = CellFace(
        flat.weight(neuron, index), parts.spellings, notation, scale, isHeat: !isColored)
      if isColored { face.identity = parts.theme.weight(index) }
      return face
    }
    matrix.largest = 56
    return matrix
  }

  /// The feature maps, a neuron each.
  private func neurons(_ parts: ConvolutionParts, _ style: PositionStyle) -> any Block {
    let (slots, count) = (maps.slots, pass.layer.maps)
    var matrix = Matrix(
      name: "maps", place: say("1 × 1 feature maps"), rows: slots.count, columns: 1
    ) { row, column in
      guard row >= 0, row < slots.count, column == 0 else { return nil }
      guard case .item(let index) = slots[row] else { return .gap(.math("⋮")) }
      var face = CellFace(
        values.a(pass.steps[index]), parts.spellings, parts.notation,
        weight: index == neuron ? .bold : .regular)
      face.isQuiet = index != neuron
      if index == neuron {
        face.outline = style.stroke(Measures().overlay)
        face.identity = style.color
      }
      return face
    }
    matrix.isNeurons = true
    matrix.shown = (maps.items.count, maps.count)
    return Titled(
      count == 1 ? say("1 × 1 feature map") : say("1 × 1 feature maps"), parts.mapSymbol,
      below: maps.note, matrix)
  }

  // MARK: - Words

  private var caption: String {
    let maps = ways.flat.layer.neurons
    return say("\(subject.shapeText) input") + "  ⋆  "
      + (maps == 1 ? say("a filter as large") : say("\(maps) filters as large"))
      + ", " + say("one overlay position") + "  →  "
      + (maps == 1 ? say("a feature map of 1 × 1") : say("\(maps) feature maps of 1 × 1"))
  }

  /// The same sum in both notations, and whether all of them agree.
  private func band(_ parts: ConvolutionParts, _ equations: (flat: Int, z: Int)) -> Band {
    let (spellings, notation) = (parts.spellings, Notation(maps: pass.layer.maps))
    let (own, bias) = (flat.z(neuron), flat.bias(neuron))
    let written = FullyConnectedAsConvolutionFigure.written(of: ways.flat.layer.inputs)
    let terms = written.enumerated().map { order, input -> BandEquation.Term in
      guard let input else { return .init(.math("⋯"), .math("⋯")) }
      let factors = [flat.weight(neuron, input), flat.input(input)]
      func colored(_ formula: Formula) -> Formula {
        ways.colorsWeights
          ? .colored(parts.theme.text(in: parts.theme.weight(input), on: parts.theme.band), formula)
          : formula
      }
      return .init(
        colored(notation.product(factors)),
        colored(spellings.product(factors, isFirst: order == 0)))
    }
    let z = values.z(step)
    return Band([
      .equation(
        BandEquation(
          lead: notation.symbol(own), terms: terms,
          last: [.init(notation.symbol(bias), spellings.operand(bias))],
          result: [spellings.relation(of: equations.flat), spellings.number(own, .bold)])),
      .verdict(
        .row([
          parts.notation.symbol(z), .relation("="),
          parts.notation.dotProduct(of: pass, at: step.position, map: neuron), .relation("+"),
          parts.notation.symbol(values.bias(map: neuron)), spellings.relation(of: equations.z),
          spellings.number(z, .bold),
        ]), ways.agreement, words: equal),
    ])
  }

  private var equal: String {
    switch ways.flat.layer.neurons {
    case 1: say("equal")
    case 2: say("equal for both neurons")
    case let count: say("equal for all \(count) neurons")
    }
  }

  private func description(_ spellings: Spellings) -> String {
    let neurons = ways.flat.layer.neurons
    let verdict =
      switch ways.agreement {
      case .equal:
        say("Both ways give the same for all \(neurons) neurons, as the program checked.")
      case .notFinite: say("The two were not compared, because some numbers are too large.")
      case .different: "\(ways.agreement.words())."
      }
    return [
      "\(caption).",
      say(
        """
        Row \(index: neuron) of the weights of \(subject.inputName), reshaped to \
        \(subject.shapeText), is the filter of feature map \(index: neuron).
        """),
      flat.words(neuron, spellings), say("As a convolution:"),
      StepWords(pass.accounts, spellings)(step.index, of: .forward, sum: values.sum(of: step)),
      verdict,
    ].joined(separator: " ")
  }
}
