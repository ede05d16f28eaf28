import Drawing
import Neural
import Wording

/// How few parameters shared weights need: those of the pass's layer beside those of a fully
/// connected layer on the same input, as areas true to scale.
struct ParametersFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
  }

  /// The weights of one filter.
  private var weights: Int { pass.layer.channelsInGroup * pass.layer.kernel.count }
  /// The layer's parameters: maps × (channels / groups × I × J + 1).
  private var shared: Int { pass.layer.maps * (weights + 1) }
  /// The parameters of the fully connected layer: N × inputs + N.
  private var full: Int { subject.neurons * (pass.input.count + 1) }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen,
      title: .number(
        shared == 1
          ? say("Shared weights: 1 parameter instead of \(Self.grouped(full))")
          : say(
            """
            Shared weights: \(Self.grouped(shared)) parameters instead of \(Self.grouped(full))
            """), .semibold),
      subtitle: .words(pass.caption), band: band(pen))
    let layout = ParametersLayout(
      pen: pen, subject: subject, full: full, shared: shared)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  /// A whole number with its thousands set apart: 23,550.
  static func grouped(_ number: Int) -> String {
    guard number >= 1000 else { return String(number) }
    let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1000)
    let digits = String(rest)
    let group = String(repeating: "0", count: 3 - digits.count) + digits
    return say("\(grouped(thousands)),\(group)")
  }

  private func band(_ pen: Pen) -> [Picture] {
    // One of the two counts says nothing without the other.
    guard !pen.isShallow else { return [] }
    let (layer, input) = (pass.layer, pass.input.extent)
    let cells = product([layer.channels, input.rows, input.columns])
    let taps = product([layer.channelsInGroup, layer.kernel.rows, layer.kernel.columns])
    let lines = [
      (
        name: say("fully connected"),
        symbols: Formula.row([.math("H"), .space(0.1), .math("(CMN"), .relation("+"), .math("1)")]),
        units: Self.neurons(subject.neurons),
        parts: pass.input.count == 1 ? say("\(cells) input") : say("\(cells) inputs"),
        total: full
      ),
      (
        name: say("convolution"),
        symbols: Formula.row([.math("K"), .space(0.1), .math("(CIJ"), .relation("+"), .math("1)")]),
        units: layer.maps == 1 ? say("1 map") : say("\(Self.grouped(layer.maps)) maps"),
        parts: weights == 1 ? say("\(taps) weight") : say("\(taps) weights"),
        total: shared
      ),
    ]
    let leads = lines.map { pen.formula(.words($0.name), size: 20, color: pen.theme.muted) }
    let sums = lines.map { line -> Formula in
      let counts = "\(line.units) × (\(line.parts) + \(say("1 bias")))"
      let total =
        line.total == 1 ? say("1 parameter") : say("\(Self.grouped(line.total)) parameters")
      return .row(
        (pen.style.labels == .numbers ? [] : [line.symbols, .relation("=")]) + [
          .words(counts), .relation("="), .number(total, .bold),
        ])
    }
    let indent = max(170, (leads.map(\.bounds.width).max() ?? 0) + 28)
    let isNarrow =
      pen.style.panel != nil
      && sums.contains { pen.formula($0, size: 20).bounds.width * 0.7 > pen.bandWidth - indent }
    guard !isNarrow else {
      // What is counted says which of the two layers it is.
      return sums.map { pen.formula($0, size: 20, width: pen.bandWidth) }
    }
    return zip(leads, sums).map { lead, sum in
      let sum = pen.formula(sum, size: 20, width: pen.bandWidth - indent)
      return .joined([
        lead.moved(-lead.bounds.minX, 0), sum.moved(indent - sum.bounds.minX, 0),
      ])
    }
  }

  /// The factors of an extent with channels, of which one channel is not worth a word: 28 · 28.
  private func product(_ factors: [Int]) -> String {
    (factors[0] == 1 ? factors.dropFirst() : factors[...]).map(String.init)
      .joined(separator: " · ")
  }

  /// A number of neurons.
  static func neurons(_ count: Int) -> String {
    count == 1 ? say("1 neuron") : say("\(grouped(count)) neurons")
  }

  private var description: String {
    let (inputs, neurons) = (Self.grouped(pass.input.count), subject.neurons)
    return [
      pass.caption + ".",
      say(
        """
        Its layer has \(pass.layer.maps) × (\(weights) + 1) = \(Self.grouped(shared)) parameters.
        """),
      say(
        """
        A fully connected layer of \(neurons) neurons on the same input has \
        \(neurons) × (\(inputs) + 1) = \(Self.grouped(full)): the two areas in the picture are in \
        that ratio.
        """),
    ].joined(separator: " ")
  }
}

extension ParametersFigure {
  /// A fully connected layer beside the article's sixteen maps of 4 × 4 over the same input, or of
  /// as much of it as there is; nil for a run of another layer.
  @Sendable static func subject(besideFullyConnected run: StageRun, focus: Focus) -> Subject? {
    guard let layer = FullyConnectedSubject(run, focus: focus) else { return nil }
    let shape = layer.inputShape
    let weights = Tensor(shape: [16, shape[0], min(4, shape[1]), min(4, shape[2])])
    guard let input = try? layer.forward.input.reshaped(shape),
      let pass = try? Convolution(weights: weights).forward(input)
    else { return nil }
    return Subject(
      pass: pass, inputName: focus.inputName, shade: focus.shade,
      neurons: layer.forward.layer.neurons)
  }
}
