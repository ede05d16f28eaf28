import Drawing
import Neural
import Wording

/// How few parameters shared weights need: a layer that shares them beside one of as many neurons
/// that only looks as narrowly, each neuron with weights of its own, and beside one of as many
/// neurons that looks at everything. The areas are true to scale.
struct ParametersFigure: ComposedFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
  }

  /// No number of it is a value of the computation.
  var ledger: Ledger { Ledger() }

  /// One way to connect the same number of neurons, with what it costs.
  struct Way: Sendable {
    let connections: Connections.Kind
    let name: String
    let rule: String
    /// How many times the same weights and bias are needed, and in symbols.
    let units: Int
    let unitWords: String
    let symbols: Formula
    /// The weights of one neuron.
    let weights: Int
    let weightWords: String
    /// Whether there is a bias beside them.
    let hasBias: Bool

    /// Units × (weights + 1 bias), or units × weights.
    var total: Int { units * (weights + (hasBias ? 1 : 0)) }

    /// That product in numbers.
    var product: String {
      let (units, weights) = (ParametersFigure.grouped(units), ParametersFigure.grouped(weights))
      return "\(units) × " + (hasBias ? "(\(weights) + 1)" : weights)
    }
  }

  /// The number of neurons of the layer that shares its weights.
  private var neurons: Int { pass.steps.count }

  /// From the most connections to the fewest weights.
  var ways: [Way] {
    let layer = pass.layer
    let (input, kernel) = (pass.input.extent, layer.kernel)
    let cells = product([layer.channels, input.rows, input.columns])
    let taps = product([layer.channelsInGroup, kernel.rows, kernel.columns])
    let filter = layer.channelsInGroup * kernel.count
    func symbols(_ units: String, _ parts: String) -> Formula {
      layer.hasBias
        ? .row([.math(units), .space(0.1), .math("(\(parts)"), .relation("+"), .math("1)")])
        : .row([.math(units), .space(0.1), .math(parts)])
    }
    return [
      Way(
        connections: .full, name: say("fully connected"),
        rule: say("every neuron sees every input"), units: subject.neurons ?? neurons,
        unitWords: Self.neurons(subject.neurons ?? neurons), symbols: symbols("N", "CHW"),
        weights: pass.input.count, weightWords: cells, hasBias: layer.hasBias),
      Way(
        connections: .local, name: say("locally connected"),
        rule: say("a few inputs, through weights of its own"), units: neurons,
        unitWords: Self.neurons(neurons), symbols: symbols("N", "CIJ"), weights: filter,
        weightWords: taps, hasBias: layer.hasBias),
      Way(
        connections: .shared, name: say("shared weights"),
        rule: say("the same colour is the same weight"), units: layer.maps,
        unitWords: layer.maps == 1 ? say("1 map") : say("\(Self.grouped(layer.maps)) maps"),
        symbols: symbols("K", "CIJ"), weights: filter, weightWords: taps,
        hasBias: layer.hasBias),
    ]
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { _, _ in
      let ways = ways
      return Sheet(
        title: .number(
          say(
            """
            Shared weights: \(Self.grouped(ways[2].total)) parameters instead of \
            \(Self.grouped(ways[0].total))
            """), .semibold),
        subtitle: [pass.caption, Self.neurons(neurons)], body: body(ways), band: band(ways),
        description: description(ways))
    }
  }

  // MARK: - Blocks

  private func body(_ ways: [Way]) -> any Block {
    let areas = Areas(counts: ways.map(\.total))
    let (rows, plain) = (ways.map { row($0, isSmall: false) }, ways.map { row($0, isSmall: true) })
    func list(_ rows: [any Block]) -> Stack {
      .column(rows, gap: 18, widest: 44, alignment: .start)
    }
    let sketch = (place: say("connections"), cost: 60)
    let area = (place: say("areas true to scale"), cost: 90)
    return FirstThatFits([
      Stack.row([areas, list(rows)], gap: 40),
      Stack.column([areas, list(rows)], gap: 26, widest: 60),
      Lacking([sketch], Stack.row([areas, list(plain)], gap: 30)),
      Lacking([area], list(rows)),
      Lacking([area, sketch], list(plain)),
      Lacking([area, sketch, (say("parameters"), 200)], list(ways.map { count($0, size: 22) })),
    ])
  }

  /// What one way costs, beside a sketch of its connections.
  private func row(_ way: Way, isSmall: Bool) -> any Block {
    let words = Stack.column(
      [
        Fixed.formula(.number(way.name, .semibold), size: 18), count(way, size: 38),
        Fixed { pen in formula(way, pen) },
      ], gap: 8, widest: 10, alignment: .start)
    return isSmall
      ? words : Stack.row([Connections(kind: way.connections), words], gap: 30, widest: 30)
  }

  private func count(_ way: Way, size: Double) -> Fixed {
    Fixed { pen in
      let number = pen.formula(.number(Self.grouped(way.total), .bold), size: size)
      let unit = pen.formula(
        .words(way.total == 1 ? say("parameter") : say("parameters")), size: 17,
        color: pen.theme.muted)
      return Picture.row([number, unit], spacing: 12, alignment: .origin)
        .tagged("count", Self.grouped(way.total))
    }
  }

  /// 10,000 neurons × (28 · 28 weights + 1 bias), in symbols where those are wanted.
  private func formula(_ way: Way, _ pen: Pen) -> Picture {
    let weights =
      way.weights == 1 ? say("\(way.weightWords) weight") : say("\(way.weightWords) weights")
    let counts = Formula.words(
      "\(way.unitWords) × " + (way.hasBias ? "(\(weights) + \(say("1 bias")))" : weights))
    let lines: [Formula] =
      switch pen.style.labels {
      case .numbers: [counts]
      case .symbols: [way.symbols]
      case .both: [.row([way.symbols, .relation("="), counts])]
      }
    return .column(
      lines.map { pen.formula($0, size: 17.5, color: pen.theme.muted) }
        + [pen.formula(.words(way.rule), size: 15.5, color: pen.theme.muted)], spacing: 8,
      alignment: .start)
  }

  // MARK: - Words

  /// What each of the two ideas saves.
  private func band(_ ways: [Way]) -> Band {
    let (full, local, shared) = (ways[0].total, ways[1].total, ways[2].total)
    func quotient(_ large: Int, _ small: Int) -> [Formula] {
      let value = Double(large) / Double(small)
      let isWhole = large.isMultiple(of: small)
      let text =
        isWhole || value >= 1000
        ? Self.grouped(Int(value.rounded()))
        : NumberFormat(for: [value]).string(value)
      return [
        .number("\(Self.grouped(large)) ÷ \(Self.grouped(small))", .regular),
        .relation(isWhole ? "=" : "≈"), .number(text, .bold),
      ]
    }
    return Band([
      .lines([
        .row([.words(say("looking at a few inputs only"))]),
        .row(quotient(full, local)),
      ]),
      .lines([
        .row([.words(say("sharing the weights of a map"))]),
        .row(quotient(local, shared)),
      ]),
    ])
  }

  private func description(_ ways: [Way]) -> String {
    let costs = ways.map {
      "\($0.name): \($0.product) = \(Self.grouped($0.total))"
    }.joined(separator: "; ")
    return "\(pass.caption). " + say("Parameters: \(costs).") + " "
      + say("The areas in the picture are in their ratio.")
  }

  /// A whole number with its thousands set apart: 23,550.
  static func grouped(_ number: Int) -> String { NumberFormat.grouped(number) }

  /// The factors of an extent with channels, of which one channel is not worth a word: 28 · 28.
  private func product(_ factors: [Int]) -> String {
    (factors[0] == 1 ? factors.dropFirst() : factors[...]).map(String.init)
      .joined(separator: " · ")
  }

  /// A number of neurons.
  private static func neurons(_ count: Int) -> String {
    count == 1 ? say("1 neuron") : say("\(grouped(count)) neurons")
  }
}

extension ParametersFigure {
  /// A fully connected layer beside as many maps over the same input as it takes to have no fewer
  /// neurons, under filters of 4 × 4, or half as large as a smaller input; nil for a run of another
  /// layer.
  @Sendable static func subject(
    besideFullyConnected exhibit: Exhibit, focus: Focus
  ) -> Subject? {
    guard let layer = FullyConnectedSubject(exhibit.stage, focus: focus) else { return nil }
    let shape = layer.inputShape
    let kernel = [min(4, (shape[1] + 1) / 2), min(4, (shape[2] + 1) / 2)]
    let positions = (shape[1] - kernel[0] + 1) * (shape[2] - kernel[1] + 1)
    let neurons = layer.forward.layer.neurons
    let maps = (neurons + positions - 1) / positions
    guard let input = try? layer.forward.input.reshaped(shape),
      let pass = try? Convolution(
        weights: Tensor(shape: [maps, shape[0]] + kernel), hasBias: layer.forward.layer.hasBias
      ).forward(input)
    else { return nil }
    return Subject(
      pass: pass, inputName: focus.inputName, shade: focus.shade, neurons: neurons)
  }
}
