import Drawing
import Neural

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
        "Shared weights: \(Self.grouped(shared)) \(Self.noun(shared)) instead of "
          + Self.grouped(full), .semibold),
      subtitle: .words(pass.caption), band: band(pen))
    let layout = ParametersLayout(
      pen: pen, subject: subject, full: full, shared: shared)
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  /// A whole number with commas between its thousands: 23,550.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index).isMultiple(of: 3) ? ",\(digit)" : String(digit)
    }.joined()
  }

  static func noun(_ count: Int) -> String { count == 1 ? "parameter" : "parameters" }

  private func band(_ pen: Pen) -> [Picture] {
    func line(_ name: String, _ symbols: Formula, _ counts: String, _ total: Int) -> Picture {
      let lead = pen.formula(.words(name), size: 20, color: pen.theme.muted)
      var parts: [Formula] = []
      if pen.style.labels != .numbers { parts += [symbols, .relation("=")] }
      parts += [
        .words(counts), .relation("="),
        .number("\(Self.grouped(total)) \(Self.noun(total))", .bold),
      ]
      let sum = pen.formula(.row(parts), size: 20, width: pen.bandWidth - 170)
      return .joined([
        lead.moved(-lead.bounds.minX, 0), sum.moved(170 - sum.bounds.minX, 0),
      ])
    }
    let (layer, input) = (pass.layer, pass.input.extent)
    let channels = layer.channels > 1 ? "\(layer.channels) · " : ""
    let depth = layer.channelsInGroup > 1 ? "\(layer.channelsInGroup) · " : ""
    func count(_ number: Int, _ word: String) -> String {
      "\(Self.grouped(number)) \(word)\(number == 1 ? "" : "s")"
    }
    return [
      line(
        "fully connected",
        .row([.math("H"), .space(0.1), .math("(CMN"), .relation("+"), .math("1)")]),
        count(subject.neurons, "neuron") + " × (\(channels)\(input.rows) · \(input.columns) "
          + "\(pass.input.count == 1 ? "input" : "inputs") + 1 bias)", full),
      line(
        "convolution",
        .row([.math("K"), .space(0.1), .math("(CIJ"), .relation("+"), .math("1)")]),
        count(layer.maps, "map") + " × (\(depth)\(layer.kernel.rows) · \(layer.kernel.columns) "
          + "\(weights == 1 ? "weight" : "weights") + 1 bias)", shared),
    ]
  }

  private var description: String {
    "\(pass.caption). Its layer has \(pass.layer.maps) × (\(weights) + 1) = "
      + "\(Self.grouped(shared)) parameters. A fully connected layer of \(subject.neurons) neurons "
      + "on the same input has \(subject.neurons) × (\(Self.grouped(pass.input.count)) + 1) = "
      + "\(Self.grouped(full)): the two areas in the picture are in that ratio."
  }
}
