import Drawing
import Neural
import Wording

/// How an overlay sweep fills a feature map: the first, second and last overlay position over the
/// input, and the neurons that they feed in the same colours.
struct FeatureMapFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let map: FeatureMapPanel

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    map = FeatureMapPanel(pass: pass, map: subject.step / pass.sweep.count)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: .number(say("How an overlay makes a feature map"), .semibold),
      subtitle: .words(pass.caption), band: band(pen))
    let layout = FeatureMapLayout(pen: pen, subject: subject, map: map)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  // MARK: - Words

  /// How many positions there are, as the geometry has it: in symbols and in numbers on one line,
  /// or on two where padding, stride or dilation make it long.
  private func band(_ pen: Pen) -> [Picture] {
    let sweep = pass.sweep
    let count = FeatureMapCount(sweep)
    let lead = Formula.row([.words(say("overlay positions")), .relation("=")])
    let result: [Formula] = [
      .number("\(sweep.extent)", .medium), .relation("="), .number("\(sweep.count)", .bold),
      .words("  " + (sweep.count == 1 ? say("neuron") : say("neurons"))),
    ]
    let line = Formula.row(
      [lead, count.symbols, .relation("="), count.numbers, .relation("=")] + result)
    let isLong =
      pen.style.panel != nil && pen.formula(line, size: 22).bounds.width * 0.8 > pen.bandWidth
    guard !count.isPlain || isLong else {
      return [pen.formula(line, size: 22, width: pen.bandWidth)]
    }
    let letters: [Formula] =
      count.isPlain ? [] : [.space(1.2), .colored(pen.theme.muted, .words(count.legend))]
    return [
      pen.formula(.row([lead, count.symbols] + letters), size: 22, width: pen.bandWidth),
      pen.formula(
        .row([.relation("="), count.numbers, .relation("=")] + result), size: 22,
        width: pen.bandWidth),
    ]
  }

  private var description: String {
    let positions = [0, 1, pass.sweep.count - 1].filter { $0 < pass.sweep.count }
    let values = Set(positions).sorted().map { index in
      let neuron = pass.sweep[index].neuron
      return say(
        """
        position \(index + 1) gives neuron \(index: neuron.row),\(index: neuron.column) the value \
        \(NumberFormat.shortest(map.values[index]))
        """)
    }
    return pass.caption + ". "
      + say("The overlay \(subject.filterName) sweeps over \(subject.inputName):") + " "
      + values.joined(separator: ", ") + "."
  }
}
