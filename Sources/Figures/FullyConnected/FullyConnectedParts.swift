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
      "inputs", say("inputs"), Tensors.input, figure.inputs, values.input, isStrong: { _ in nil })
    let neurons = column(
      "neurons", say("neurons"), Tensors.a, figure.neurons, values.a,
      isStrong: { $0 == neuron ? style : nil })
    var wires: [Wire] = []
    for (index, slot) in self.neurons.enumerated() {
      guard case .item(let neuron) = slot, neuron != self.neuron else { continue }
      wires += fan(to: "neurons \(index),0") { _ in theme.hairline.mixed(with: theme.frame, 0.45) }
    }
    wires += fan(to: neuronName, width: 2.4) { color($0) ?? style.color }
    let net = Wired(Stack.row([inputs, neurons], gap: 88, widest: 260), wires)
    guard hasGradient, let backward = values.backward else { return net }
    let back = self.back(
      "input gradient", say("gradient"), Tensors.inputGradient, figure.inputs,
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
    _ name: String, _ words: String, _ tensor: String, _ slots: FullyConnectedSlots,
    _ datum: @escaping @Sendable (Int) -> Datum,
    isStrong: @escaping @Sendable (Int) -> PositionStyle?
  ) -> any Block {
    var matrix = Matrix(name: name, place: words, rows: slots.slots.count, columns: 1) {
      row, column in
      guard row >= 0, row < slots.slots.count, column == 0 else { return nil }
      guard case .item(let index) = slots.slots[row] else { return .gap(.math("⋮")) }
      let style = isStrong(index)
      var face = CellFace(
        datum(index), spellings, notation, weight: style == nil ? .medium : .bold)
      face.outline = style?.stroke(Measures().overlay)
      face.identity = style?.color
      return face
    }
    matrix.isNeurons = true
    matrix.largest = 104
    matrix.shown = (slots.items.count, slots.count)
    return Titled(
      words, notation.general(tensor), below: slots.note,
      matrix)
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
      legend: neurons.count * inputs.count <= 20
        ? nil : Legend(scale, of: Tensors.weight, spellings)
    ) { neuron, input in
      var face = CellFace(
        values.weight(neuron, input), spellings, notation, scale, isHeat: false)
      face.isQuiet = neuron != self.neuron
      if neuron == self.neuron { face.identity = color(input) }
      return face
    }
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
      "delta", say("component"), Tensors.delta, figure.neurons, backward.delta.values
    ) { values.delta($0, backward) }
    let weights = table(
      "weight gradient", "",
      .row([
        notation.general(Tensors.weightGradient, "j,i"), .relation("="),
        notation.general(Tensors.input, "i"), .space(0.12), notation.general(Tensors.delta, "j"),
      ]),
      legend: Legend(scale, of: Tensors.weightGradient, spellings)
    ) { neuron, input in
      CellFace(values.weightGradient(neuron, input, backward), spellings, notation, scale)
    }
    return [delta, weights]
  }

  /// A column of gradients.
  private func back(
    _ name: String, _ words: String, _ tensor: String, _ slots: FullyConnectedSlots,
    _ all: [Double], _ datum: @escaping @Sendable (Int) -> Datum
  ) -> any Block {
    let scale = ValueScale(.signed, over: all, theme: theme)
    var matrix = Matrix(name: name, place: words, rows: slots.slots.count, columns: 1) {
      row, column in
      guard row >= 0, row < slots.slots.count, column == 0 else { return nil }
      guard case .item(let index) = slots.slots[row] else { return .gap(.math("⋮")) }
      return CellFace(datum(index), spellings, notation, scale)
    }
    matrix.largest = 64
    matrix.aspect = 1.4
    return AtLeast(width: 62, Titled("", notation.general(tensor), matrix))
  }

  // MARK: - The neuron

  /// What is inside of the neuron that stands out.
  var inside: any Block {
    let chain = NeuronChain(
      sum: values.sum(neuron), bias: values.bias(neuron), z: values.z(neuron),
      figure.pass.layer.activation, spellings, notation, labels, color: style.color)
    let title = Formula.number(say("inside of the neuron"), .medium)
    var ground = Ground(
      Stack.column([Fixed.formula(title, size: Measures().heading), chain], gap: 6))
    ground.name = "inside"
    return ground
  }
}
