import Drawing
import Neural
import Wording

/// How layers chain: every map of layer 1 meets a filter of its own for each map of layer 2; the
/// separate results are added, then come the bias and σ. With groups, a map meets only the filters
/// of its group. One neuron is followed through all of it.
public struct ChainingFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  let pass: Convolution.ForwardPass
  let values: ConvolutionValues
  /// The maps of layer 2 that are shown.
  let maps: [Int]
  /// What each channel gives alone.
  let separate: SeparateResults
  /// The step of the neuron that is followed.
  let step: DotProduct

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
    step = pass.steps[subject.step]
    let count = pass.layer.maps
    let most = pass.layer.channelsInGroup > 2 ? 2 : 3
    // The followed neuron's map is among those that are shown.
    maps =
      count <= most
      ? Array(0..<count) : Array(0..<most - 1) + [step.map < most - 1 ? count - 1 : step.map]
    separate = SeparateResults(values)
  }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, equations: (z: Int, a: Int?)) {
    var ledger = Ledger()
    var equations: (z: Int, a: Int?) = (0, nil)
    for map in maps {
      values.register(in: &ledger, map: map, channels: shownChannels(map), neurons: [])
      let followed = step.position.index
      for position in separate.arePrinted ? Array(0..<pass.sweep.count) : [followed] {
        let (step, results) = (separate.step(map, position), separate.results(map, position))
        ledger.register(results + [values.z(step), values.a(step)])
        // Of many neurons a reader adds up the one that is followed.
        guard pass.sweep.count <= 4 || position == followed else { continue }
        let z = ledger.state(
          .sum(values.z(step), of: results + [values.bias(map: map)]))
        let a = values.stateActivation(of: step, in: &ledger)
        if map == self.step.map, position == followed { equations = (z, a) }
      }
    }
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      return Sheet(
        title: .number(title, .semibold),
        subtitle: [pass.caption, subtitle, parts.activationWords], body: body(parts),
        band: band(parts, equations), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: ConvolutionParts) -> any Block {
    let (inputs, filters) = ((place: say("layer 1"), cost: 60), (place: say("filters"), cost: 60))
    let results = (place: say("separate results"), cost: 60)
    let others = (place: say("maps"), cost: 80)
    let scale = separate.scale(maps, parts.theme)
    var made: [String: any Block] = [:]
    func grid(_ left: Set<String>, of maps: [Int]? = nil) -> any Block {
      self.grid(parts, maps ?? self.maps, scale, without: left, &made)
    }
    return Counted(
      FirstThatFits([
        grid([]), Lacking([filters], grid(["filter"])),
        Lacking([inputs, filters], grid(["input", "filter"])),
        Lacking([inputs, filters, results], grid(["input", "filter", "result"])),
        // A small part of a slide has room for the neuron that is followed, and its map.
        Lacking(
          [inputs, filters, results, others],
          grid(["input", "filter", "result"], of: [step.map])),
        Lacking(
          [inputs, filters, results, others, (say("raw activation"), 60)],
          grid(["input", "filter", "result", "sum", "z"], of: [step.map])),
      ]), shown: maps.count, of: pass.layer.maps, place: say("maps"))
  }

  // MARK: - Words

  private var title: String {
    switch (pass.layer.groups, pass.layer.channels * pass.layer.maps) {
    case (_, 1): say("Chaining: the map of layer 1 feeds the map of layer 2")
    case (1, _): say("Chaining: every map of layer 1 feeds every map of layer 2")
    case (let groups, _):
      say("Chaining in \(groups) groups: maps feed only the maps of their group")
    }
  }

  private var subtitle: String {
    switch (pass.layer.channelsInGroup, pass.layer.hasBias) {
    case (1, true): say("a map of layer 2 has one filter and one bias")
    case (1, false): say("a map of layer 2 has one filter")
    case (_, true): say("a map of layer 2 has one filter for each map that it sees, and one bias")
    case (_, false): say("a map of layer 2 has one filter for each map that it sees")
    }
  }

  private func band(_ parts: ConvolutionParts, _ equations: (z: Int, a: Int?)) -> Band {
    let (spellings, notation) = (parts.spellings, parts.notation)
    let (map, position) = (step.map, step.position)
    let terms = separate.rows(of: map).enumerated().map { order, channel -> BandEquation.Term in
      let datum = separate.result(map, channel, position.index)
      let number = order == 0 ? spellings.number(datum, .regular) : spellings.operand(datum)
      guard let channel else {
        return .init(.words(say("\(separate.channels(of: map).hidden) more")), number)
      }
      let color = parts.theme.text(in: style(channel, parts).color, on: parts.theme.band)
      let symbol = separate.product(map, channel, at: position.neuron, notation)
      return .init(.colored(color, symbol), .colored(color, number))
    }
    let (z, bias) = (values.z(step), values.bias(map: map))
    let count = NumberFormat.grouped(pass.layer.learntCount)
    return Band(
      [
        .equation(
          BandEquation(
            lead: notation.symbol(z), terms: terms,
            last: [.init(notation.symbol(bias), spellings.operand(bias))],
            result: [spellings.relation(of: equations.z), spellings.number(z, .bold)]))
      ] + (equations.a == nil ? [] : [parts.activationPart(step)])
        + [.remark(say("\(count) parameters"), pass.layer.learntProduct)])
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: values.stage)
    return [
      pass.caption + ".", subtitle + ".", say("In layer 2:"),
      words(step.index, of: .forward, sum: values.sum(of: step)),
      separate.words(of: step, spellings),
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
