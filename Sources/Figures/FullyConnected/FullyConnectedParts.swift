import Drawing
import Neural
import Wording

/// The blocks of a figure of a fully connected layer.
struct FullyConnectedParts: Sendable {
  let figure: FullyConnectedFigure
  let spellings: Spellings
  let notation: Notation
  let theme: Theme
  let labels: Labels

  init(_ figure: FullyConnectedFigure, _ spellings: Spellings, _ pen: Pen) {
    self.figure = figure
    self.spellings = spellings
    notation = Notation(
      maps: figure.pass.layer.neurons, components: pen.style.voice.notation.components)
    theme = pen.theme
    labels = pen.style.labels
  }

  private var values: FullyConnectedValues { figure.values }
  private var inputs: [FullyConnectedSlots.Slot] { figure.inputs.slots }
  private var neurons: [FullyConnectedSlots.Slot] { figure.neurons.slots }
  private var neuron: Int { figure.neuron }

  /// A few weights have a colour each; the neuron that they lead to is then ink.
  private var colorsWeights: Bool { figure.inputs.items.count <= 9 }

  /// The look of the neuron that stands out.
  var style: PositionStyle {
    colorsWeights && figure.inputs.items.count > 4
      ? PositionStyle(color: theme.ink) : theme.position(0)
  }

  /// A formula in the colour of the weight from an input.
  func colored(_ formula: Formula, _ input: Int) -> Formula {
    guard let color = color(input) else { return formula }
    return .colored(theme.text(in: color, on: theme.band), formula)
  }

  private func color(_ input: Int) -> Color? {
    guard colorsWeights else { return nil }
    return figure.inputs.items.firstIndex(of: input).map(theme.weight)
  }

  private var row: Int { neurons.firstIndex(of: .item(neuron)) ?? 0 }
  /// The circle of the neuron that stands out.
  var neuronName: String { "neurons \(row),0" }

  // MARK: - The net

  /// Inputs and neurons with a line for every weight.
  func net(hasGradient: Bool) -> any Block {
    let inputs = column(
      "inputs", say("inputs"), Tensors.input, self.inputs, values.input, isStrong: { _ in nil })
    let neurons = column(
      "neurons", say("neurons"), Tensors.a, self.neurons, values.a,
      isStrong: { $0 == neuron ? style : nil })
    var wires: [Wire] = []
    for (index, slot) in self.neurons.enumerated() {
      guard case .item(let neuron) = slot, neuron != self.neuron else { continue }
      wires += fan(to: "neurons \(index),0") { _ in theme.hairline.mixed(with: theme.frame, 0.45) }
    }
    wires += fan(to: neuronName, width: 2.4) { color($0) ?? style.color }
    let net = Wired(Stack.row([inputs, neurons], gap: 110, widest: 260), wires)
    guard hasGradient, let backward = values.backward else { return net }
    let back = self.back(
      "input gradient", say("gradient"), Tensors.inputGradient, self.inputs,
      backward.gradients.activationGradient.values
    ) { values.inputGradient($0, backward) }
    return Stack.row([back, net], gap: 26, widest: 60)
  }

  private func fan(
    to end: String, width: Double = 1.1, color: (Int) -> Color
  ) -> [Wire] {
    inputs.enumerated().compactMap { row, slot in
      guard case .item(let input) = slot else { return nil }
      let isStrong = width > 2
      return Wire(
        .right("inputs \(row),0"), .left(end), .between, color: color(input), width: width,
        hasHead: isStrong)
    }
  }

  /// Inputs or neurons as circles one below the other.
  private func column(
    _ name: String, _ words: String, _ tensor: String, _ slots: [FullyConnectedSlots.Slot],
    _ datum: @escaping @Sendable (Int) -> Datum,
    isStrong: @escaping @Sendable (Int) -> PositionStyle?
  ) -> any Block {
    var matrix = Matrix(name: name, place: words, rows: slots.count, columns: 1) { row, column in
      guard row >= 0, row < slots.count, column == 0 else { return nil }
      guard case .item(let index) = slots[row] else { return .gap(.math("⋮")) }
      let datum = datum(index)
      var face = CellFace()
      let style = isStrong(index)
      face.number = spellings.number(datum, style == nil ? .medium : .bold)
      face.symbol = notation.symbol(datum)
      face.outline = style?.stroke(Measures().overlay)
      face.identity = style?.color
      face.mark = datum.mark
      face.isNegative = datum.value < 0
      return face
    }
    matrix.isNeurons = true
    matrix.largest = 104
    return Titled(
      words, notation.general(tensor), below: hidden(slots).map { [Fixed.words($0)] } ?? [],
      Counted(matrix, slots: slots))
  }

  /// How many are left out.
  private func hidden(_ slots: [FullyConnectedSlots.Slot]) -> String? {
    let count = slots.hidden
    return count > 0 ? say("\(NumberFormat.grouped(count)) more") : nil
  }

  // MARK: - Weights and gradients

  private var weightScale: ValueScale {
    ValueScale(.signed, over: figure.pass.layer.weights.values, theme: theme)
  }

  /// The weights that the lines stand for, a row a neuron.
  var weights: any Block {
    let scale = weightScale
    return table(
      "weights", say("weights"), notation.general(Tensors.weight),
      legend: colorsWeights ? nil : Legend(scale, of: Tensors.weight, spellings)
    ) { neuron, input in
      let datum = values.weight(neuron, input)
      var face = face(datum, scale)
      face.isQuiet = neuron != self.neuron
      if neuron == self.neuron { face.identity = color(input) }
      return face
    }
  }

  private func face(_ datum: Datum, _ scale: ValueScale) -> CellFace {
    var face = CellFace()
    face.number = spellings.number(datum)
    face.symbol = notation.symbol(datum)
    face.heat = scale.color(of: datum.value)
    face.isNegative = datum.value < 0
    face.mark = datum.mark
    return face
  }

  private func table(
    _ name: String, _ words: String, _ symbol: Formula, legend: Legend?,
    _ face: @escaping @Sendable (Int, Int) -> CellFace
  ) -> any Block {
    let (neurons, inputs) = (neurons, inputs)
    var matrix = Matrix(
      name: name, place: words.isEmpty ? say("gradient") : words, rows: neurons.count,
      columns: inputs.count
    ) { row, column in
      guard row >= 0, column >= 0, row < neurons.count, column < inputs.count else { return nil }
      switch (neurons[row], inputs[column]) {
      case (.item(let neuron), .item(let input)): return face(neuron, input)
      case (.item, .ellipsis): return .gap(.math("⋯"))
      case (.ellipsis, _): return .gap(.math("⋮"))
      }
    }
    matrix.overlays = [
      OverlayMark(
        name: "\(name) \(Tensors.overlay)", row: row, column: 0, rows: 1, columns: inputs.count,
        style: style)
    ]
    matrix.largest = 64
    matrix.aspect = 1.4
    return Titled(words, symbol, below: legend.map { [$0] } ?? [], matrix)
  }

  /// δ of the neurons and ∂C/∂w, where there is a gradient.
  var gradients: [any Block] {
    guard let backward = values.backward else { return [] }
    let scale = ValueScale(.signed, over: backward.gradients.weightGradient.values, theme: theme)
    let delta = back(
      "delta", say("component"), Tensors.delta, neurons, backward.delta.values
    ) { values.delta($0, backward) }
    let weights = table(
      "weight gradient", "",
      .row([
        notation.general(Tensors.weightGradient, "j,i"), .relation("="),
        notation.general(Tensors.input, "i"), .space(0.12), notation.general(Tensors.delta, "j"),
      ]),
      legend: Legend(scale, of: Tensors.weightGradient, spellings)
    ) { neuron, input in
      var face = face(values.weightGradient(neuron, input, backward), scale)
      face.isHeat = true
      return face
    }
    return [delta, weights]
  }

  /// A column of gradients.
  private func back(
    _ name: String, _ words: String, _ tensor: String, _ slots: [FullyConnectedSlots.Slot],
    _ all: [Double], _ datum: @escaping @Sendable (Int) -> Datum
  ) -> any Block {
    let scale = ValueScale(.signed, over: all, theme: theme)
    var matrix = Matrix(name: name, place: words, rows: slots.count, columns: 1) { row, column in
      guard row >= 0, row < slots.count, column == 0 else { return nil }
      guard case .item(let index) = slots[row] else { return .gap(.math("⋮")) }
      var face = face(datum(index), scale)
      face.isHeat = true
      return face
    }
    matrix.largest = 64
    matrix.aspect = 1.4
    return Titled("", notation.general(tensor), matrix)
  }

  // MARK: - The neuron

  /// What is inside of the neuron that stands out.
  var inside: any Block {
    let isSymbols = labels == .symbols
    let (sum, bias, z) = (values.sum(neuron), values.bias(neuron), values.z(neuron))
    let activation = figure.pass.layer.activation
    var ground = Ground(
      Stack.column(
        [
          Fixed.formula(.number(say("inside of the neuron"), .medium), size: Measures().heading),
          NeuronChain(
            sum: isSymbols ? nil : spellings.number(sum, .medium),
            bias: isSymbols ? notation.symbol(bias) : spellings.number(bias),
            biasName: isSymbols
              ? .words(say("bias"))
              : .row([.words(say("bias")), .space(0.4), notation.symbol(bias)]),
            z: isSymbols ? notation.symbol(z) : spellings.number(z, .bold),
            zName: isSymbols ? nil : notation.symbol(z),
            activation: activation == .identity
              ? nil : .init(name: .function(activation), function: { activation($0) }, z: z.value),
            color: style.color),
        ], gap: 6))
    ground.name = "inside"
    return ground
  }
}

/// A column of which some places stand for many: it says how many are left out.
private struct Counted: Block {
  let matrix: Matrix
  let slots: [FullyConnectedSlots.Slot]

  init(_ matrix: Matrix, slots: [FullyConnectedSlots.Slot]) {
    self.matrix = matrix
    self.slots = slots
  }

  var share: Size { matrix.share }
  func least(_ pen: Pen) -> Size { matrix.least(pen) }
  func size(in room: Size, _ pen: Pen) -> Size { matrix.size(in: room, pen) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = matrix.layout(in: room, pen)
    let hidden = slots.hidden
    if hidden > 0 {
      let shown = slots.filter { if case .item = $0 { true } else { false } }.count
      layout.omit(Omission(.things(shown: shown, of: shown + hidden), in: matrix.place), cost: 0)
    }
    return layout
  }
}

extension [FullyConnectedSlots.Slot] {
  /// How many are left out.
  fileprivate var hidden: Int {
    reduce(0) { sum, slot in if case .ellipsis(let count) = slot { sum + count } else { sum } }
  }
}
