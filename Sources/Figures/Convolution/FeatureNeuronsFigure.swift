import Drawing
import Neural
import Wording

/// How shared weights feed a feature map: a panel for each of several overlay positions, in each of
/// them the same weights lead from the cells under the overlay to the next neuron. The inside of a
/// neuron is drawn once, below them.
public struct FeatureNeuronsFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let values: ConvolutionValues
  private let map: Int
  /// The steps that have a panel, in order: the first ones, and the last or the one asked for.
  private let shown: [DotProduct]

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
    let count = pass.sweep.count
    map = subject.step / count
    let chosen = subject.step % count
    let last = chosen < 3 ? count - 1 : chosen
    let places = count <= 4 ? Array(0..<count) : [0, 1, 2, last]
    shown = places.map { [map, pass] in pass.steps[map * count + $0] }
  }

  var ledger: Ledger { stated(shown) }

  /// What is printed, and what follows from what.
  private func stated(_ steps: [DotProduct]) -> Ledger {
    var ledger = Ledger()
    values.register(
      in: &ledger, map: map, channels: StepParts.shownChannels(of: shown[0], values),
      neurons: 0...(steps.map(\.position.index).max() ?? 0))
    for step in steps {
      values.state(step, in: &ledger, withProducts: false)
    }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      return Sheet(
        title: .number(title, .semibold),
        subtitle: [pass.caption, parts.activationWords, weightWords], body: body(parts, pen),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: ConvolutionParts, _ pen: Pen) -> any Block {
    let inside = inside(parts)
    func page(
      _ steps: [DotProduct], columns: Int, hasInput: Bool = true, isWhole: Bool = true
    ) -> any Block {
      let panels = steps.map { panel(StepParts(parts, $0), hasInput: hasInput) }
      let rows = stride(from: 0, to: panels.count, by: columns).map { start -> any Block in
        Stack.row(
          Array(panels[start..<min(start + columns, panels.count)]), gap: 44, widest: 80)
      }
      let blocks = rows + (isWhole ? [inside] : [])
      return Counted(
        Stack.column(blocks, gap: columns > 1 ? 22 : 32, widest: 50), shown: steps.count,
        of: pass.sweep.count,
        place: say("positions"))
    }
    let (chain, input) = (
      (place: say("inside of the neuron"), cost: 40), (place: say("input"), cost: 40)
    )
    func fewer(_ count: Int) -> (place: String, cost: Int) {
      (say("positions"), 15 * (shown.count - count) * (shown.count - count))
    }
    let ends = shown.count > 2 ? [shown[0], shown[shown.count - 1]] : shown
    let wide = min(2, shown.count)
    var candidates: [any Block] = [page(shown, columns: wide), page(shown, columns: 1)]
    if shown.count > 2 {
      candidates += [page(ends, columns: 2), page(ends, columns: 1)].map { Lacking([fewer(2)], $0) }
    }
    candidates += [
      Lacking([input], page(shown, columns: wide, hasInput: false)),
      Lacking([chain], page(shown, columns: wide, isWhole: false)),
      Lacking([chain, fewer(2)], page(ends, columns: min(2, ends.count), isWhole: false)),
      Lacking([chain, input], page(shown, columns: wide, hasInput: false, isWhole: false)),
      Lacking(
        [chain, input, fewer(2)], page(ends, columns: wide, hasInput: false, isWhole: false)),
      Lacking([chain, fewer(1)], page(Array(ends.suffix(1)), columns: 1, isWhole: false)),
      Lacking(
        [chain, input, fewer(1)],
        page(Array(ends.suffix(1)), columns: 1, hasInput: false, isWhole: false)),
    ]
    return FirstThatFits(candidates)
  }

  /// One position: the overlay on the input, the underlay with the weights on it, z and the map.
  private func panel(_ step: StepParts, hasInput: Bool) -> any Block {
    let parts = step.parts
    let z = values.z(step.step)
    let (printed, name) = (parts.spellings.number(z, .bold), parts.notation.symbol(z))
    let node = Fixed("z") { pen in
      let text = pen.formula(parts.labels == .symbols ? name : printed, size: 20)
      let below = parts.labels == .symbols ? Picture.empty : pen.formula(name, size: 19.2)
      let side = max(72, text.bounds.width + 20)
      let words = Picture.column([text, below].filter { !$0.isEmpty }, spacing: 5)
      let box = Rectangle(0, 0, side, side)
      let paint = Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.ink, width: 1.8))
      return Picture(
        bounds: box,
        items: [.circle(center: box.center, radius: side / 2, paint)]
          + words.centered(at: box.center).items
      ).tagged("neuron", "z")
    }
    let names = step.shownChannels.map { "underlay \($0)" }
    let lenses: [any Block] = step.shownChannels.map { channel in
      var lens = step.underlay(channel: channel, showsWeights: true)
      lens.importance = 1.5
      if lens.rows * step.shownChannels.count > 4 { lens.aspect = 1.25 }
      return lens
    }
    let lens = lenses.count == 1 ? lenses[0] : Stack.column(lenses, gap: 8)
    let input = step.input(
      hasCorners: false, hasIndices: false, hasLegend: false,
      number: number(of: step.step), numbersCost: 10, largest: 64)
    let map = step.map(isBrief: true, numbersCost: 12)
    let place: [any Block] =
      hasInput
      ? []
      : [Fixed.formula(.number(number(of: step.step), .semibold), size: 22, isMuted: true)]
    return Wired(
      Stack.row(place + (hasInput ? [input] : []) + [lens, node, map], gap: 30, widest: 60),
      (hasInput ? step.lensWires(to: names) : []) + curves(step, names) + [step.out(from: "z")])
  }

  /// The number of a position, from 1.
  private func number(of step: DotProduct) -> String { "\(step.position.index + 1)" }

  /// A curve for each weight in its colour; with more of them one for all.
  private func curves(_ step: StepParts, _ names: [String]) -> [Wire] {
    guard step.colorsWeights else {
      return names.enumerated().map { index, name in
        let turn = 0.5 + 0.1 * (2 * Double(index) / Double(max(1, names.count - 1)) - 1)
        return names.count == 1
          ? Wire(.right(name), .left("z"), .level, label: .math("∑"))
          : Wire(.right(name), .around("z", turn), .curve)
      }
    }
    let kernel = pass.layer.kernel
    let lens = names[0]
    return step.step.terms.map { term in
      let cell = term.kernelCell
      let color = step.parts.theme.weight(step.parts.weightIndex(term.weightCell, channel: 0))
      let share = kernel.rows == 1 ? 0.5 : Double(cell.row) / Double(kernel.rows - 1)
      let name = "\(lens) \(cell.row),\(cell.column)"
      // Curves leave on the side that is theirs, so that none runs over another cell.
      if cell.column == kernel.columns - 1 {
        return Wire(
          .right(name), .around("z", 0.46 + 0.08 * share), .curve, color: color, width: 2.4,
          hasHead: false)
      }
      let isUpper = kernel.rows == 1 ? cell.column.isMultiple(of: 2) : cell.row == 0
      let outer = Double(kernel.columns - 2 - cell.column)
      let turn = 0.13 + 0.04 * outer
      return Wire(
        isUpper ? .top(name) : .bottom(name), .around("z", 0.5 + (isUpper ? -turn : turn)),
        .arch(12 + 8 * outer), color: color, width: 2.4, hasHead: false)
    }
  }

  /// What is inside of every neuron, in general symbols, with the weights and the bias.
  private func inside(_ parts: ConvolutionParts) -> any Block {
    let step = StepParts(parts, shown[0])
    let notation = parts.notation
    let index = pass.layer.maps > 1 ? "\(map),i,j" : "i,j"
    let activation = pass.layer.activation
    let bias = values.bias(map: map)
    let isSymbols = parts.labels == .symbols
    let chain = NeuronChain(
      sum: nil, bias: isSymbols ? notation.symbol(bias) : parts.spellings.number(bias),
      biasName: isSymbols
        ? .words(say("bias")) : .row([.words(say("bias")), .space(0.4), notation.symbol(bias)]),
      z: notation.general(Tensors.z, index), zName: nil,
      activation: activation == .identity
        ? nil : .init(name: .function(activation), function: { activation($0) }, z: shown[0].z),
      color: step.style.color, isLow: true)
    var filter = parts.filter(
      map: map, channel: 0, isColored: step.colorsWeights)
    filter.largest = 44
    // Several channels would need the room that the chain has; their filters lie on the underlays.
    let shownFilter: [any Block] = step.channels.count == 1 ? [filter] : []
    let out = Pill("a", text: notation.general(Tensors.a, index), stroke: step.style.stroke(3))
    let words = Fixed.words(say("inside of every neuron"))
    let formulas = Fixed { pen in
      .column(
        [
          pen.formula(
            .row([
              notation.general(Tensors.z, index), .relation("="),
              notation.dotProduct(of: pass, map: map), .relation("+"), notation.symbol(bias),
            ]), size: 19.5),
          activation == .identity
            ? .empty
            : pen.formula(
              .row([
                notation.general(Tensors.a, index), .relation("="), .function(activation),
                .math("("), notation.general(Tensors.z, index), .math(")"),
              ]), size: 19.5),
        ].filter { !$0.isEmpty }, spacing: 13, alignment: .start)
    }
    let wires = [
      Wire(.right("filter"), .left("sum"), .level),
      Wire(.right(chain.exit), .left("a"), .level, color: step.style.color, width: 2),
    ]
    return FirstThatFits([
      Ground(
        Wired(
          Stack.row([words] + shownFilter + [chain, out, formulas], gap: 34, widest: 70), wires)),
      Lacking(
        [(say("explanation"), 1)],
        Ground(Wired(Stack.row(shownFilter + [chain, out], gap: 30, widest: 70), wires))),
    ])
  }

  // MARK: - Words

  private var title: String {
    let count = pass.sweep.count
    return count == 1
      ? say("One set of shared weights, one neuron")
      : say("One set of shared weights, \(count.inWords) neurons")
  }

  private var weightWords: String {
    let count = pass.layer.channelsInGroup * pass.layer.kernel.count
    return count == 1
      ? pass.layer.learntWords : say("the overlay moves, its \(count) weights stay the same")
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: subject.stage)
    let panels = shown.map { words($0.index, of: .forward, sum: values.sum(of: $0)) }
    let rest = pass.sweep.count - shown.count
    let (all, filter, input) = (pass.sweep.count, subject.filterName, subject.inputName)
    return
      ([
        pass.caption + ".",
        say(
          """
          \(shown.count) of \(all) positions of \(filter) over \(input), each with the same weights:
          """),
      ] + panels + (rest > 0 ? [say("\(rest) more are left out") + "."] : []))
      .joined(separator: " ")
  }
}

extension Int {
  /// A number of several, a small one in words, others in digits.
  fileprivate var inWords: String {
    let words: [Phrase] = [
      "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    return words.indices.contains(self - 2) ? say(words[self - 2]) : String(self)
  }
}
