import Drawing
import Neural
import Wording

/// The same feature at two places: two underlays that are the same to the last bit, led through the
/// same weights to two neurons with exactly the same activation.
///
/// Where the feature moves, its activation moves with it, which is called equivariance; the article
/// speaks of translation invariance. Where no underlay of the input occurs twice, the figure says so
/// and marks the neuron with the largest activation.
public struct TranslationInvarianceFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let values: ConvolutionValues
  private let map: Int
  /// The position whose underlay is looked for; with the first one the strongest that recurs.
  private let chosen: Int
  private let recurrence: TranslationInvarianceSearch.Recurrence?
  /// The steps whose overlays and neurons are marked: two, or one where no underlay recurs.
  private let marked: [DotProduct]

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
    values = ConvolutionValues(pass, stage: subject.stage)
    map = subject.step / pass.sweep.count
    let steps = values.steps(ofMap: map)
    let search = TranslationInvarianceSearch(pass: pass, steps: steps)
    chosen = subject.step % pass.sweep.count
    recurrence = chosen > 0 ? search.recurrence(of: chosen) : search.recurrence()
    marked = (recurrence?.marked ?? [chosen > 0 ? chosen : search.strongest]).map { steps[$0] }
  }

  private var shownChannels: [Int] { StepParts.shownChannels(of: marked[0], values) }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, z: Int) {
    var ledger = Ledger()
    values.register(
      in: &ledger, map: map, channels: shownChannels, neurons: 0..<pass.sweep.count)
    let equations = marked.map { values.state($0, in: &ledger, withProducts: false) }
    return (ledger, equations[0].z)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equation) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      return Sheet(
        title: .number(title, .semibold),
        subtitle: [pass.caption, finding, parts.activationWords], body: body(parts),
        band: band(parts, equation), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: ConvolutionParts) -> any Block {
    let steps = marked.enumerated().map { index, step -> StepParts in
      var shown = StepParts(parts, step)
      // Colours mark positions here, so that weights have none.
      (shown.style, shown.colorsWeights) = (parts.theme.position(index), false)
      return shown
    }
    let input = input(parts, steps)
    var wires: [Wire] = []
    var names: [String] = []
    let lenses = steps.enumerated().map { index, step -> any Block in
      let sheets = shownChannels.map { channel -> Matrix in
        var lens = step.underlay(channel: channel, showsWeights: true)
        lens.name = "underlay \(index) \(channel)"
        (lens.numbersCost, lens.largest) = (40, 84)
        names.append(lens.name)
        wires.append(
          .lens(
            step.overlayName(channel), over: step.inputName(channel), to: lens.name,
            step.style.color))
        return lens
      }
      return sheets.count == 1 ? sheets[0] : Stack.column(sheets, gap: 10, widest: 20)
    }
    let count = shownChannels.count
    let ends = steps.indices.map { names[$0 * count + count / 2] }
    let sums = ends.enumerated().map { index, name in
      Wire(
        .right(name), .around("sum", ends.count == 1 ? 0.5 : index == 0 ? 0.4 : 0.6), .curve,
        color: steps[index].style.color, width: 2)
    }
    let lens = Titled(
      say("underlay × weight"),
      below: [
        Legend(
          parts.weightScale, of: Tensors.weight, parts.spellings,
          name: parts.notation.general(Tensors.weight))
      ],
      count == 1 && !steps[0].isStrip
        ? Stack.column(lenses, gap: 26, widest: 60) : Stack.row(lenses, gap: 20, widest: 40))
    var map = map(parts)
    if steps[0].isStrip { map.importance = 2.5 }
    func chain(_ axis: Stack.Axis) -> NeuronChain {
      var chain = parts.chain(marked[0], axis: axis)
      // Both neurons have this z.
      if marked.count == 2, chain.zName != nil {
        chain.zName = .row([
          parts.notation.symbol(values.z(marked[0])), .relation("="),
          parts.notation.symbol(values.z(marked[1])),
        ])
      }
      return chain
    }
    let out = steps.map { step -> Wire in
      let neuron = step.step.position.neuron
      return Wire(
        .right(chain(.row).exit), .left("\(map.name) \(neuron.row),\(neuron.column)"),
        .into(map: map.name, isNeurons: map.isNeurons), color: step.style.color, width: 2)
    }
    let titledMap = Titled(
      parts.mapTitle(self.map), parts.mapSymbol,
      below: [Legend(parts.outputScale, of: Tensors.a, parts.spellings)], map)
    let inside = (place: say("inside of the neuron"), cost: 60)
    let underlays = (place: say("underlay × weight"), cost: 60)
    let strip = Wired(
      Stack.column([input, Stack.row([lens, chain(.row)]), titledMap], gap: 26, widest: 50), wires)
    return FirstThatFits(
      (steps[0].isStrip ? [strip] : []) + [
        Wired(Stack.row([input, lens, chain(.row), titledMap]), wires + sums + out),
        Wired(Stack.row([input, lens, chain(.column), titledMap]), wires + sums + out),
        Wired(
          Stack.column(
            [Stack.row([input, lens]), Stack.row([chain(.row), titledMap])], gap: 30, widest: 60),
          wires + out),
        Lacking([inside], Wired(Stack.row([input, lens, titledMap]), wires)),
        Lacking([inside, underlays], Stack.row([input, titledMap])),
        Lacking([inside, underlays], Stack.column([input, titledMap])),
        Lacking([inside, underlays, (say("input"), 400)], titledMap),
      ])
  }

  private func input(_ parts: ConvolutionParts, _ steps: [StepParts]) -> any Block {
    let marks = steps.enumerated().map { index, step in
      (step.step.position, step.style, marked.count > 1 ? "\(index + 1)" : nil)
    }
    return parts.volume(
      shownChannels, of: pass.layer.channelsInGroup, titled: say("input"),
      parts.notation.general(Tensors.input), legend: parts.inputScale
    ) { channel in
      let isNamed = channel == shownChannels[0]
      var input = parts.input(
        channel: channel, map: map, position: nil,
        marks: marks.map { ($0.0, $0.1, isNamed ? $0.2 : nil) }, fill: .heat, hasCorners: false,
        hasIndices: false)
      input.numbersCost = 30
      if steps[0].isStrip { input.importance = 2.5 }
      return input
    }
  }

  private func map(_ parts: ConvolutionParts) -> Matrix {
    let index = marked.map(\.position.index)
    let styles = Dictionary(
      uniqueKeysWithValues: index.enumerated().map { ($1, parts.theme.position($0)) })
    let badges = Dictionary(
      uniqueKeysWithValues: index.enumerated().map { ($1, "\($0 + 1)") })
    var map = parts.featureMap(
      map, filled: pass.sweep.count, marked: styles, badges: marked.count > 1 ? badges : [:],
      scale: parts.outputScale)
    map.numbersCost = 30
    return map
  }

  // MARK: - Words

  private var title: String {
    marked.count == 2
      ? say("Equivariance: one feature at two places, one activation")
      : chosen > 0
        ? say("Equivariance: a feature at one place")
        : say("Equivariance: no feature occurs twice")
  }

  /// What was found, in a few words.
  private var finding: String {
    guard let recurrence else {
      return pass.sweep.count == 1
        ? say("there is only one position")
        : chosen > 0 ? say("this underlay occurs once") : say("no underlay occurs twice")
    }
    return say("one underlay at \(recurrence.count) of \(pass.sweep.count) positions")
  }

  /// Why the two activations are the same, or that there are no two.
  private var reason: String {
    guard let recurrence else {
      return pass.sweep.count == 1
        ? say("The overlay has only one position.")
        : chosen > 0 ? say("Marked is its neuron.") : say("Marked is the largest activation.")
    }
    if marked[0].dotProduct == 0 { return say("The filter finds no feature in this underlay.") }
    guard !recurrence.overlaps else { return say("The two overlays share cells.") }
    return switch recurrence.count - 2 {
    case ...0: say("The same underlay, the same weights.")
    case 1: say("1 more position has it too.")
    case let more: say("\(more) more positions have it too.")
    }
  }

  /// Whether two neurons are marked and agree in every bit.
  private var areEqual: Bool {
    marked.count == 2 && marked[0].z.bitPattern == marked[1].z.bitPattern
      && marked[0].a.bitPattern == marked[1].a.bitPattern
  }

  private func band(_ parts: ConvolutionParts, _ sum: Int) -> Band {
    func equation(_ datum: (DotProduct) -> Datum) -> Band.Part {
      let data = marked.map(datum)
      let symbols = data.enumerated().map { index, datum -> Formula in
        let color = parts.theme.text(in: parts.theme.positions[index], on: parts.theme.band)
        return .colored(color, parts.notation.symbol(datum))
      }
      return .equation(
        BandEquation(
          lead: symbols[0],
          terms: [.init(symbols[1], parts.spellings.number(data[0], .bold))], result: []))
    }
    let isActivated = pass.layer.activation != .identity
    return Band(
      (marked.count == 2
        ? [equation(values.z)] + (isActivated ? [equation(values.a)] : [])
        : [parts.sumPart(marked[0], equation: sum)]
          + (isActivated ? [parts.activationPart(marked[0])] : []))
        + [
          .remark(areEqual ? "✓ " + say("equal to the last bit") : finding, reason),
          .remark(
            say("Move the feature, and its activation moves with it:"),
            say("equivariance; the article calls it translation invariance")),
        ])
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: subject.stage)
    let found =
      marked.count == 2
      ? [say("Both overlays cover the same values, so that both neurons are equal."), reason]
      : [finding + ".", reason]
    return
      ([pass.caption + ".", say("The overlay \(subject.filterName) over \(subject.inputName).")]
      + found + marked.map { words($0.index, of: .forward, sum: values.sum(of: $0)) })
      .joined(separator: " ")
  }
}
