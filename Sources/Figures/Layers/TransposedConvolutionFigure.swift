import Drawing
import Neural
import Wording

/// A transposed convolution, two ways: each cell of the input stamps its value times the filter onto
/// the output, where stamps add up; or zeros are put between the cells and the rotated filter slides.
struct TransposedConvolutionFigure: ComposedFigure {
  let subject: TransposedConvolutionSubject
  let values: TransposedConvolutionValues

  init(subject: TransposedConvolutionSubject) {
    self.subject = subject
    values = TransposedConvolutionValues(subject)
  }

  var ledger: Ledger { values.stated.ledger }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, z, a) = values.stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(say("Transposed convolution, two ways"), .semibold),
        subtitle: [
          caption,
          values.layer.activation == .identity
            ? "" : say("activation: \(values.layer.activation.title)"),
          say("one side stamps and adds, the other slides the rotated filter"),
        ],
        step: subject.step.map { ($0, subject.pass.steps.count) },
        stepColor: pen.theme.ink, body: body(spellings, pen), band: band(spellings, pen, z, a),
        description: description(spellings))
    }
  }

  /// The geometry in words.
  private var caption: String {
    let (pass, geometry) = (values.pass, values.geometry)
    let channels = values.layer.channels > 1 ? "\(values.layer.channels) × " : ""
    var parts = [
      say("\(channels + pass.input.extent.description) input"),
      say("\(geometry.kernel) filter"), say("stride \(Convolution.describe(geometry.stride))"),
    ]
    if pass.sweep.padding != .none {
      parts.append(PaddingRule.explicit(pass.sweep.padding).caption)
    }
    if values.layer.outputPadding.count > 0 || values.layer.outputPadding != Extent(0) {
      parts.append(say("output padding \(Convolution.describe(values.layer.outputPadding))"))
    }
    if geometry.dilation != Extent(1) {
      parts.append(say("dilation \(Convolution.describe(geometry.dilation))"))
    }
    let maps = values.layer.maps > 1 ? "\(values.layer.maps) × " : ""
    return parts.joined(separator: ", ") + "  →  "
      + say("\(maps + values.output.description) output")
  }

  // MARK: - Blocks

  private func body(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let parts = TransposedConvolutionParts(values: values)
    let (input, filter) = (parts.input(spellings, pen), parts.filter(spellings, pen))
    let stamps = parts.stamps(spellings, pen)
    let (output, gather) = (parts.output(spellings, pen), parts.gather(spellings, pen))
    let grid: any Block =
      stamps.count <= 2
      ? Stack.column(stamps, gap: 12)
      : Grid(
        stride(from: 0, to: stamps.count, by: 2).map {
          .cells(Array(stamps[$0..<min($0 + 2, stamps.count)]))
        }, gap: Size(16, 10), widest: 30)
    let to = Fixed.sign("→")
    let from = Fixed.sign("←")
    let operands = Stack.column([input, filter], gap: 14, widest: 40)
    let counted = Counted(
      grid, shown: stamps.count, of: values.meeting.count, place: say("stamps"))
    let lacksStamps = (place: say("stamps"), cost: 90)
    let lacksGather = (place: say("gather"), cost: 90)
    return FirstThatFits([
      Stack.row([operands, counted, to, output, from, gather], gap: 18, widest: 44),
      Stack.column(
        [
          Stack.row([operands, counted], gap: 24, widest: 60),
          Stack.row([output, from, gather], gap: 20, widest: 60),
        ], gap: 16, widest: 40),
      Lacking([lacksStamps], Stack.row([operands, to, output, from, gather], gap: 16)),
      Lacking([lacksGather], Stack.row([operands, counted, to, output], gap: 16)),
      Lacking([lacksGather, lacksStamps], Stack.row([operands, to, output], gap: 16)),
      Lacking([lacksGather, lacksStamps], Stack.column([operands, output], gap: 12)),
    ])
  }

  // MARK: - Band

  private func band(_ spellings: Spellings, _ pen: Pen, _ z: Int, _ a: Int?) -> Band {
    let shown = TransposedConvolutionParts(values: values)
    let terms = BandEquation.needed(of: values.terms.count).map { number -> BandEquation.Term in
      let term = values.terms[number]
      let cell = values.cell(of: term)
      let factors = [
        values.input(cell, channel: term.channel),
        values.weight(term.weightCell, channel: term.channel),
      ]
      func colored(_ formula: Formula) -> Formula {
        guard values.channelsInGroup == 1, let color = shown.color(cell, pen) else {
          return formula
        }
        return .colored(pen.theme.text(in: color, on: pen.theme.band), formula)
      }
      return .init(
        colored(.row([values.symbol(factors[0]), .space(0.12), values.symbol(factors[1])])),
        colored(spellings.product(factors, isFirst: number == 0)))
    }
    var parts: [Band.Part] = [
      .equation(
        BandEquation(
          lead: values.symbol(values.followed), terms: terms,
          last: values.layer.hasBias
            ? [.init(values.symbol(values.bias), spellings.operand(values.bias))] : [],
          result: [spellings.relation(of: z), spellings.number(values.followed, .bold)])),
      .verdict(size(spellings, pen), values.agreement, words: say("both ways give the same")),
    ]
    if a != nil {
      parts.insert(
        .activation(
          values.layer.activation, of: values.followed, values.a, spellings, values.notation),
        at: 1)
    }
    return Band(parts)
  }

  /// size = (n − 1) s + k, with its numbers where rows and columns have the same.
  private func size(_ spellings: Spellings, _ pen: Pen) -> Formula {
    let side = values.side
    let isDilated = values.geometry.dilation != Extent(1)
    let symbols: [Formula] =
      [
        .words(say("size")), .relation("="), .math("(n"), .relation("−"), .math("1)"), .space(0.15),
        .math("s"), .relation("+"), .math(isDilated ? "k′" : "k"),
      ] + (side.padding.value > 0 ? [.relation("−"), .math("p")] : [])
      + (side.more.value > 0 ? [.relation("+"), .math("o")] : [])
    guard values.isEven, pen.style.labels != .symbols else { return .row(symbols) }
    func number(_ datum: Datum) -> Formula { spellings.number(datum, .regular) }
    let numbers: [Formula] =
      [
        .relation("="), .math("("), number(side.n), .relation("−"), .math("1)"),
        .number("·", .regular), number(side.s), .relation("+"), number(side.k),
      ] + (side.padding.value > 0 ? [.relation("−"), number(side.padding)] : [])
      + (side.more.value > 0 ? [.relation("+"), number(side.more)] : [])
    return .row(symbols + numbers + [.relation("="), spellings.number(side.size, .bold)])
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(values.pass.accounts, spellings)
    return [
      caption + ".",
      say(
        "Each cell of the input stamps its value times the filter onto the output; in the followed neuron \(values.terms.count) products meet."
      ),
      words(values.step.index, of: .forward),
    ].joined(separator: " ")
  }
}
