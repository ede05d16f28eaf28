import Drawing
import Neural
import Wording

/// How an overlay sweep fills a feature map: the overlay at its first position, where its neuron is
/// largest, and at its last one, and the neurons that they feed in the same colours.
public struct FeatureMapFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let values: ConvolutionValues
  private let map: Int
  /// The activations of the map, in row order.
  private let activations: [Double]
  /// The positions that stand out, in row order: the first, the one that is explained, the last.
  private let marked: [Int]
  /// The position that is explained.
  private let focus: Int

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
    let activations = subject.activations(ofMap: map)
    let chosen = subject.step % count
    let largest = activations.indices.reduce(0) { activations[$1] > activations[$0] ? $1 : $0 }
    let focus = chosen == 0 ? largest : chosen
    (self.activations, self.focus) = (activations, focus)
    marked = Set([0, focus, count - 1]).sorted()
  }

  private var step: DotProduct { pass.steps[map * pass.sweep.count + focus] }

  private var shownChannels: [Int] {
    let channels = values.channels(ofMap: map)
    return Volume.shown(of: channels.count).map { channels.lowerBound + $0 }
  }

  var ledger: Ledger { stated.ledger }

  /// What is printed, and what follows from what.
  private var stated: (ledger: Ledger, equations: (z: Int, a: Int?)) {
    var ledger = Ledger()
    values.register(
      in: &ledger, map: map, channels: shownChannels, neurons: activations.indices)
    let equations = values.state(step, in: &ledger, withProducts: false)
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    guard !subject.showsAllMaps else {
      return FeatureMapsFigure(subject: subject).scene(style: style)
    }
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      return Sheet(
        title: .number(say("How an overlay makes a feature map"), .semibold),
        subtitle: [pass.caption, parts.activationWords], body: body(parts, pen),
        band: band(parts, equations), description: description(spellings))
    }
  }

  // MARK: - Blocks

  /// The looks of the positions that are shown: of strips, those around the one that is explained.
  private func styles(_ theme: Theme) -> [Int: PositionStyle] {
    let sweep = pass.sweep
    let shown = marked.filter { index in
      windows.input.shows(
        sweep[index].origin, spanning: sweep.geometry.span, of: sweep.underlay)
        && windows.map.shows(sweep[index].neuron, spanning: Extent(1), of: sweep.extent)
    }
    return Dictionary(
      uniqueKeysWithValues: shown.map { (index: Int) in
        (index, theme.position(marked.firstIndex(of: index) ?? 0))
      })
  }

  private var windows: (input: ConvolutionParts.Window, map: ConvolutionParts.Window) {
    ConvolutionParts.windows(pass.sweep, around: pass.sweep[focus])
  }

  private func body(_ parts: ConvolutionParts, _ pen: Pen) -> any Block {
    let styles = styles(pen.theme)
    let color = styles[focus]?.color ?? pen.theme.ink
    let channel = shownChannels[0]
    let matrix = pass.layer.channels > 1 ? "input \(channel)" : "input"
    let scale = parts.outputScale
    let map = parts.featureMap(
      map, filled: activations.count, marked: styles,
      badges: badges, scale: scale, window: windows.map)
    let mapBlock = Titled(
      parts.mapTitle(self.map), parts.mapSymbol,
      below: [Legend(scale, of: Tensors.a, parts.spellings)], map)
    let filter = parts.volume(
      shownChannels, of: pass.layer.channelsInGroup, titled: say("filter"),
      parts.notation.general(Tensors.weight)
    ) { channel in
      parts.filter(
        map: self.map, channel: channel - values.channels(ofMap: self.map).lowerBound,
        isColored: false)
    }
    let rows = pass.layer.kernel.rows
    let share = rows > 1 ? Double(rows / 2) / Double(rows) : 0.5
    let leave = Wire(
      .right("\(Tensors.overlay) \(channel) \(focus)", share), .left("sum"), .leave(matrix),
      color: color, width: 2)
    func out(_ axis: Stack.Axis) -> Wire {
      parts.wire(
        from: parts.chain(step, axis: axis), to: step, map: map, window: windows.map,
        color: color)
    }
    func chain(_ axis: Stack.Axis) -> any Block { parts.chain(step, axis: axis, color: color) }
    let input = input(parts, styles)
    let wide = Wired(
      Stack.row([input, Stack.column([filter, chain(.row)], gap: 30, widest: 60), mapBlock]),
      [leave, out(.row)])
    let upright = Wired(
      Stack.row([input, filter, chain(.column), mapBlock]), [out(.column)])
    let down = Wire(
      .bottom("\(Tensors.overlay) \(channel) \(focus)"), .top("sum"), .around(matrix),
      color: color, width: 2)
    let two = Wired(
      Stack.column(
        [Stack.row([input, mapBlock]), Stack.row([chain(.row), filter])], gap: 26, widest: 60),
      [down, out(.row)])
    var low = parts.chain(step, axis: .row, color: color)
    low.isLow = true
    let strip = Wired(
      Stack.column([input, Stack.row([filter, low]), mapBlock], gap: 26, widest: 60),
      [
        down,
        parts.wire(
          from: low, to: step, map: map, window: windows.map,
          color: color, isDown: true),
      ])
    let bare = Stack.row([input, filter, mapBlock])
    let isStrip = pass.sweep.underlay.columns >= 5 * pass.sweep.underlay.rows
    let chain = (place: say("inside of the neuron"), cost: 110)
    let small: [any Block] = [
      Lacking([chain], bare),
      Lacking([chain, (say("filter"), 40)], Stack.row([input, mapBlock])),
      Lacking([chain, (say("filter"), 40), (say("input"), 400)], mapBlock),
    ]
    return Counted(
      FirstThatFits((isStrip ? [strip] : [wide, two, upright]) + small), shown: styles.count,
      of: marked.count, place: say("positions"))
  }

  /// The numbers of the positions, where they are short enough for badges.
  private var badges: [Int: String] {
    guard marked.count > 1, pass.sweep.count < 10_000 else { return [:] }
    return Dictionary(uniqueKeysWithValues: marked.map { ($0, String($0 + 1)) })
  }

  private func input(_ parts: ConvolutionParts, _ styles: [Int: PositionStyle]) -> any Block {
    let marks = marked.reversed().compactMap { index in
      styles[index].map { (pass.sweep[index], $0, badges[index]) }
    }
    return parts.volume(
      shownChannels, of: pass.layer.channelsInGroup, titled: say("input"),
      parts.notation.general(Tensors.input), legend: parts.inputScale
    ) { channel in
      let isNamed = channel == shownChannels[0]
      return parts.input(
        channel: channel, map: map, position: pass.sweep[focus],
        marks: marks.map { ($0.0, $0.1, isNamed ? $0.2 : nil) }, fill: .heat,
        hasCorners: shownChannels.count == 1, hasIndices: false, window: windows.input)
    }
  }

  // MARK: - Words

  /// The neuron that is explained, and how many positions there are.
  private func band(_ parts: ConvolutionParts, _ equations: (z: Int, a: Int?)) -> Band {
    var explanation = [parts.sumPart(step, equation: equations.z)]
    if equations.a != nil { explanation.append(parts.activationPart(step)) }
    let count = FeatureMapCount(pass.sweep)
    return Band(
      explanation + [
        .equation(
          BandEquation(
            lead: .words(say("positions")), terms: [.init(count.symbols, count.numbers)],
            result: [.relation("="), .number(NumberFormat.grouped(pass.sweep.count), .bold)]))
      ])
  }

  /// The positions that are marked, each as traces explain it, with the digits of the figure.
  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: subject.stage)
    let first = map * pass.sweep.count
    let sweep = say("The overlay \(subject.filterName) sweeps over \(subject.inputName).")
    return
      ([pass.caption + ".", sweep]
      + marked.map { words(first + $0, of: .forward, sum: values.sum(of: pass.steps[first + $0])) })
      .joined(separator: " ")
  }
}
