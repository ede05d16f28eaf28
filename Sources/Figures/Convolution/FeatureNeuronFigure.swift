import Drawing
import Neural
import Wording

/// One feature neuron as a neuron like any other: the underlay as a column, each value led through
/// its shared weight to Σ, then the shared bias, z, the activation function and the neuron itself.
public struct FeatureNeuronFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let step: DotProduct
  private let values: ConvolutionValues

  /// The figure of a stage's run; nil where it is no convolution, or has no such step.
  public init?(_ run: StageRun, focus: Int = 0) {
    guard let subject = Subject(run, focus: focus) else { return nil }
    self.init(subject: subject)
  }

  /// The figure as a scene, in the style's language and notation.
  public func scene(_ style: FigureStyle) -> Scene { style.drawing { scene(style: style) } }

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    step = pass.steps[subject.step]
    values = ConvolutionValues(pass, stage: subject.stage)
  }

  /// The terms that are shown one by one: all of up to nine, else the first and the last ones.
  private func shownTerms(_ style: FigureStyle?) -> [Int] {
    let count = step.terms.count
    let isLow = style?.panel.map { $0.height < 420 } ?? false
    guard count > (isLow ? 4 : 9) else { return Array(0..<count) }
    let ends = isLow ? 2 : 4
    return Array(0..<ends) + Array(count - ends..<count)
  }

  var ledger: Ledger { stated(nil).ledger }

  /// What is printed, and what follows from what.
  private func stated(_ style: FigureStyle?) -> (ledger: Ledger, equations: (z: Int, a: Int?)) {
    let shown = shownTerms(style)
    var ledger = Ledger()
    values.register(
      in: &ledger, map: step.map, channels: StepParts.shownChannels(of: step, values),
      neurons: 0...step.position.index)
    let hidden = values.rest(of: step, without: shown)
    ledger.state(
      Equation(
        values.sum(of: step),
        shown.map { step.terms[$0] }.map {
          .init(
            [values.value($0), values.weight($0, map: step.map)],
            product: values.product($0, of: step))
        } + (shown.count < step.terms.count ? [.init([hidden])] : [])))
    let z = ledger.state(
      .sum(values.z(step), of: [values.sum(of: step), values.bias(map: step.map)]))
    return (ledger, (z, values.stateActivation(of: step, in: &ledger)))
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated(style)
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = StepParts(ConvolutionParts(subject, spellings, pen), step)
      let neuron = step.position.neuron
      return Sheet(
        title: .number(say("A feature neuron and its shared weights"), .semibold),
        subtitle: [
          pass.caption,
          pass.steps.count > 1
            ? say("neuron at row \(index: neuron.row), column \(index: neuron.column)") : "",
          parts.parts.activationWords,
        ], step: (subject.step, pass.steps.count), stepColor: parts.style.color,
        body: body(parts, shownTerms(style)), band: band(parts, equations),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: StepParts, _ shown: [Int]) -> any Block {
    let table = table(parts, shown)
    let channel = parts.channels.lowerBound
    let isEnlarged = parts.channels.count == 1 && !parts.isStrip && !parts.isTall
    // What the input and the map print stands in the column and in the band too.
    func input(hasLegend: Bool) -> any Block {
      parts.input(
        hasCorners: true, hasIndices: false, hasLegend: hasLegend, numbersCost: 12)
    }
    let (inputAlone, input) = (input(hasLegend: true), input(hasLegend: !isEnlarged))
    var underlay: Matrix = parts.underlay(channel: channel, showsWeights: false)
    underlay.importance = 0.8
    underlay.largest = 96
    underlay.numbersCost = 10
    let legend: [any Block] =
      parts.colorsWeights
      ? [] : [Legend(parts.parts.inputScale, of: Tensors.input, parts.parts.spellings)]
    let lens = Titled(say("underlay"), nil, below: legend, underlay)
    let sums = parts.sums(
      table.rows.indices.map { "term \($0)" }, colors: table.rows.map(\.color))
    let flat = Wire(
      .right("underlay \(channel)"), .left("column"), .level, label: .words(say("row by row")))
    let leave = Wire(
      .right(parts.overlayName(channel)), .left("column"), .leave(parts.inputName(channel)))
    let source: any Block = isEnlarged ? Stack.column([input, lens], gap: 22, widest: 40) : input
    let lead = isEnlarged ? parts.lensWires(to: ["underlay \(channel)"]) + [flat] : [leave]
    func row(_ blocks: [any Block], _ wires: [Wire]) -> Wired {
      Wired(Stack.row(blocks, gap: 50, widest: 110), wires + sums)
    }
    let (chain, upright) = (parts.chain(.row), parts.chain(.column))
    let (map, neuron) = (parts.map(numbersCost: 8), parts.neuron)
    let above: any Block =
      isEnlarged
      ? Wired(Stack.row([input, lens]), parts.lensWires(to: ["underlay \(channel)"])) : input
    let below = Stack.column(
      [above, row([table, chain, map], [parts.out])], gap: 26, widest: 60)
    let strip = Stack.column([inputAlone, row([table, chain], []), map], gap: 22, widest: 44)
    let (noInput, noMap, noChain) = (
      (place: say("input"), cost: 60), (place: say("feature map"), cost: 30),
      (place: say("inside of the neuron"), cost: 110)
    )
    let small: [any Block] = [
      Lacking([noMap], row([source, table, chain, neuron], lead + [parts.outToNeuron])),
      Lacking([noMap], row([source, table, upright, neuron], lead + [parts.outToNeuron])),
      Lacking([noInput], row([table, chain, map], [parts.out])),
      Lacking([noInput, noMap], row([table, chain, neuron], [parts.outToNeuron])),
      Lacking([noInput, noMap], row([table, chain], [])),
      Lacking([noInput, noMap], row([table, upright], [])),
      Lacking([noInput, noChain], Stack.row([table, map])),
      Lacking([noInput, noMap, noChain], table),
    ]
    return FirstThatFits(
      (parts.isStrip
        ? [strip, below]
        : [
          row([source, table, chain, map], lead + [parts.out]),
          row([source, table, upright, map], lead + [parts.out]),
        ]
          + (isEnlarged
            ? [below, row([inputAlone, table, chain, map], [leave, parts.out])] : []))
        + small)
  }

  private func table(_ step: StepParts, _ shown: [Int]) -> TermTable {
    let parts = step.parts
    let (spellings, notation, theme) = (parts.spellings, parts.notation, parts.theme)
    let isSymbols = parts.labels == .symbols
    var rows = shown.map { index -> TermTable.Row in
      let term = self.step.terms[index]
      let (value, weight) = (values.value(term), values.weight(term, map: self.step.map))
      let own =
        step.colorsWeights ? theme.weight(parts.weightIndex(term.weightCell, channel: 0)) : nil
      func entry(_ datum: Datum) -> TermTable.Entry {
        .init(
          number: spellings.number(datum, .semibold), symbol: notation.symbol(datum),
          mark: datum.mark)
      }
      let product = values.product(term, of: self.step)
      let sign = product.value > 0 ? theme.positive : product.value < 0 ? theme.negative : nil
      return TermTable.Row(
        factors: (entry(value), entry(weight)),
        product: isSymbols ? nil : spellings.number(product, .semibold),
        fill: own.map { theme.paper.mixed(with: $0, theme.tint) }
          ?? parts.inputScale.color(of: value.value),
        color: own ?? (isSymbols ? nil : sign), isIdentity: own != nil)
    }
    let hidden = self.step.terms.count - shown.count
    if hidden > 0 {
      let rest = values.rest(of: self.step, without: shown)
      rows.insert(
        TermTable.Row(
          words: say("\(hidden) more"),
          product: isSymbols ? nil : spellings.number(rest, .semibold)),
        at: shown.count / 2)
    }
    return TermTable(
      headings: [
        .number(say("column"), .medium),
        .row([.number(say("weights"), .medium), .space(0.5), notation.general(Tensors.weight)]),
        .number(isSymbols ? "" : say("products"), .medium),
      ], rows: rows, frame: step.style.stroke(3.4), place: say("column"), hidden: hidden)
  }

  // MARK: - Words

  private func band(_ step: StepParts, _ equations: (z: Int, a: Int?)) -> Band {
    let parts = step.parts
    let sharing =
      pass.sweep.count == 1
      ? say("for the only neuron of the map")
      : say("shared by all \(pass.sweep.count) neurons of the map")
    return Band(
      [parts.sumPart(self.step, equation: equations.z)]
        + (equations.a == nil ? [] : [parts.activationPart(self.step, color: step.style.color)])
        + [
          .remark(pass.layer.learntWords + ",", sharing)
        ])
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: subject.stage)
    let count = step.terms.count
    return [
      pass.caption + ".",
      count == 1
        ? say("The underlay of \(subject.inputName) is flattened to a column of 1 value.")
        : say("The underlay of \(subject.inputName) is flattened to a column of \(count) values."),
      say("Each goes through its weight of \(subject.filterName) to the neuron."),
      words(step.index, of: .forward, sum: values.sum(of: step)),
    ].joined(separator: " ")
  }
}
