import Drawing
import Neural
import Wording

/// How layers chain: every map of layer 1 meets a filter of its own for each map of layer 2; the
/// separate results are added, then come the bias and σ. With groups, a map meets only the filters
/// of its group. One neuron is followed through all of it.
public struct ChainingFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let values: ConvolutionValues
  /// The maps of layer 2 that are shown.
  private let maps: [Int]
  /// What each channel gives alone.
  private let separate: SeparateResults
  /// The step of the neuron that is followed.
  private let step: DotProduct

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

  /// - Parameter made: the blocks of other arrangements, which are made once.
  private func grid(
    _ parts: ConvolutionParts, _ maps: [Int], _ scale: ValueScale, without left: Set<String>,
    _ made: inout [String: any Block]
  ) -> any Block {
    let names = ["input", "filter", "result", "sum", "z", "a"].filter { !left.contains($0) }
    var places: [Grid.Place] = []
    var wires: [Wire] = []
    func place(
      _ name: String, _ which: String, _ row: Int, _ rows: Int = 1, _ make: () -> any Block
    ) {
      guard let column = names.firstIndex(of: name) else { return }
      let block = made["\(name) \(which)"] ?? make()
      made["\(name) \(which)"] = block
      places.append(Grid.Place(block, row: row, column: column, rows: rows))
    }
    let inputs = inputRows
    let span = maps.map { separate.rows(of: $0).count }.reduce(0, +) / inputs.count
    for (index, channel) in inputs.enumerated() {
      place("input", "\(index)", index * span, span) {
        channel.map { input($0, parts) } ?? separate.ellipsis(maps[0])
      }
    }
    var (row, breaks): (Int, Set<Int>) = (0, [])
    for map in maps {
      let rows = separate.rows(of: map)
      if row > 0 { breaks.insert(row) }
      for (order, channel) in rows.enumerated() {
        let color = channel.map { style($0, parts).color }
        let result = "result \(map) \(channel.map(String.init) ?? "rest")"
        place("result", result, row + order) {
          self.result(result, map, channel, scale, parts)
        }
        wires.append(
          .fan(result, to: "\(map) sum", order: order, of: rows.count, color: color, width: 2))
        guard let channel else {
          place("filter", "\(map)", row + order) { separate.ellipsis(map) }
          continue
        }
        let filter = "filter \(map) \(channel)"
        place("filter", filter, row + order) { self.filter(filter, map, channel, parts) }
        wires += [
          Wire(
            .right("input \(channel)"), .left(filter), .curve, color: color, width: 2,
            hasHead: false),
          Wire(
            .right(filter), .left(result), .level, color: color,
            label: separate.product(map, channel, parts.notation)),
        ]
      }
      let (count, followed) = (rows.count, map == step.map ? step.position.index : nil)
      place("sum", "\(map)", row, count) { sum(map, parts) }
      func neurons(
        _ name: String, _ words: String, _ scale: ValueScale,
        _ datum: @escaping @Sendable (DotProduct) -> Datum
      ) {
        place(name, "\(map)", row, count) {
          var matrix = separate.matrix(
            "\(name) \(map)", place: words, scale: scale, followed: followed, hasSymbols: true,
            parts
          ) { datum(separate.step(map, $0)) }
          matrix.largest = 68
          return matrix
        }
      }
      neurons("z", say("raw activation"), scale) { values.z($0) }
      neurons("a", say("feature map"), parts.outputScale) { values.a($0) }
      wires += [
        Wire(.right("\(map) plus"), .left("z \(map)"), .level),
        Wire(
          .right("z \(map)"), .left("a \(map)"), .level,
          label: pass.layer.activation == .identity ? nil : .function(pass.layer.activation)),
      ]
      row += count
    }
    let titles: [String: Formula] = [
      "input": .heading(say("layer 1"), parts.notation.general(Tensors.input)),
      "filter": .heading(say("filters"), parts.notation.general(Tensors.weight)),
      "result": .heading(say("one result each")),
      "z": .heading(say("sum + bias"), parts.notation.general(Tensors.z)),
      "a": .heading(say("layer 2"), parts.notation.general(Tensors.a)),
    ]
    let legends: [String: any Block] = [
      "input": Legend(parts.inputScale, of: Tensors.input, parts.spellings),
      "filter": Legend(parts.weightScale, of: Tensors.weight, parts.spellings),
      "result": Legend(scale, of: Tensors.subtotal, parts.spellings),
      "a": Legend(parts.outputScale, of: Tensors.a, parts.spellings),
    ]
    var grid = Grid(
      places: places, titles: names.map { titles[$0] },
      below: names.map { legends[$0] ?? Fixed.nothing }, breaks: breaks)
    grid.gap = Size(40, 5)
    return Wired(grid, wires)
  }

  /// Where many filters are low, wider cells keep their numbers.
  private var aspect: Double {
    maps.count * shownChannels(maps[0]).count > 2 && pass.layer.kernel.columns <= 3 ? 1.6 : 1
  }

  private func shownChannels(_ map: Int) -> [Int] { separate.channels(of: map).shown }

  /// The maps of layer 1 from top to bottom; nil where some are left out.
  private var inputRows: [Int?] {
    maps.reduce(into: []) { rows, map in
      let next = separate.rows(of: map)
      if !rows.contains(next[0]) { rows += next }
    }
  }

  /// The outline that a map of layer 1 has, and all that comes of it.
  private func style(_ channel: Int, _ parts: ConvolutionParts) -> PositionStyle {
    parts.theme.position(inputRows.compactMap { $0 }.firstIndex(of: channel) ?? 0)
  }

  private func input(_ channel: Int, _ parts: ConvolutionParts) -> any Block {
    var matrix = parts.input(
      channel: channel, map: maps[0], position: nil,
      marks: [(step.position, PositionStyle(color: parts.theme.ink), nil)],
      fill: .heat, hasCorners: false, hasIndices: false)
    matrix.name = "input \(channel)"
    matrix.frame = style(channel, parts).stroke(3.4)
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (15, 40, 68)
    if !values.channels(ofMap: step.map).contains(channel) { matrix.overlays = [] }
    return matrix
  }

  private func filter(
    _ name: String, _ map: Int, _ channel: Int, _ parts: ConvolutionParts
  ) -> any Block {
    let first = values.channels(ofMap: map).lowerBound
    var matrix = parts.filter(map: map, channel: channel - first, isColored: false)
    matrix.frame = style(channel, parts).stroke(3)
    (matrix.name, matrix.numbersCost, matrix.aspect) = (name, 15, aspect)
    return matrix
  }

  /// What one channel gives alone, or all of those that are not shown.
  private func result(
    _ name: String, _ map: Int, _ channel: Int?, _ scale: ValueScale, _ parts: ConvolutionParts
  ) -> any Block {
    var result = separate.matrix(
      name, place: say("separate results"), scale: scale,
      followed: map == step.map ? step.position.index : nil, hasSymbols: false, parts
    ) { separate.result(map, channel, $0) }
    result.frame = channel.map { style($0, parts).stroke(3) }
    result.aspect = aspect
    return result
  }

  /// Σ and the bias of a map.
  private func sum(_ map: Int, _ parts: ConvolutionParts) -> any Block {
    let bias = values.bias(map: map)
    let isSymbols = parts.labels == .symbols
    return NeuronChain(
      sum: nil, bias: isSymbols ? parts.notation.symbol(bias) : parts.spellings.number(bias),
      biasName: isSymbols ? .words(say("bias")) : parts.notation.symbol(bias), z: nil, zName: nil,
      activation: nil, isLow: true, prefix: "\(map) ")
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
    pass.layer.channelsInGroup == 1
      ? say("a map of layer 2 has one filter and one bias")
      : say("a map of layer 2 has one filter for each map that it sees, and one bias")
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
    let weights = pass.layer.channelsInGroup * pass.layer.kernel.count
    let count = parts.count(pass.layer.maps * (weights + 1))
    return Band(
      [
        .equation(
          BandEquation(
            lead: notation.symbol(z), terms: terms,
            last: [.init(notation.symbol(bias), spellings.operand(bias))],
            result: [spellings.relation(of: equations.z), spellings.number(z, .bold)]))
      ] + (equations.a == nil ? [] : [parts.activationPart(step)])
        + [.remark(say("\(count) parameters"), "\(pass.layer.maps) · (\(weights) + 1)")])
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
