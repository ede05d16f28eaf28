import Drawing
import Neural
import Wording

/// How channels collapse: one overlay position, a row for each channel with its underlay, its plane of
/// the filter and their product as a bar, all of which add up in one neuron. Of a 1 × 1 filter each
/// row is one pixel times one weight.
struct ChannelsFigure: ComposedFigure {
  let subject: Subject
  let step: DotProduct
  let values: ConvolutionValues
  let channels: Range<Int>

  init(subject: Subject) {
    self.subject = subject
    step = subject.pass.steps[subject.step]
    values = ConvolutionValues(subject.pass, stage: subject.stage)
    channels = values.channels(ofMap: step.map)
  }

  /// The most rows.
  private static let most = 8

  /// The convolution of an exhibit that says most: that of the stage where it is one, else the first
  /// with a 1 × 1 filter over several channels, or the first over several channels; at the step
  /// asked for, or at the largest activation.
  static func subject(_ exhibit: Exhibit, _ focus: Focus) -> Subject? {
    var stage = exhibit.stage
    if !(stage.stage.layer is Convolution), !exhibit.isStageChosen {
      let all = exhibit.run.stages.filter { run in
        (run.stage.layer as? Convolution).map { $0.channelsInGroup > 1 } ?? false
      }
      let pointwise = all.first { ($0.stage.layer as? Convolution)?.kernel == Extent(1) }
      guard let found = pointwise ?? all.first else { return nil }
      stage = found
    }
    guard var subject = Subject(stage, focus: focus) else { return nil }
    guard focus.step == nil else { return subject }
    let activations = subject.activations
    subject.step =
      activations.indices.max { (activations[$0], $1) < (activations[$1], $0) } ?? 0
    return subject
  }

  var isPointwise: Bool { subject.pass.layer.kernel == Extent(1) }

  // MARK: - Values

  /// The channels that have a row, and whether a row stands for the others.
  private func shown(_ style: FigureStyle?) -> [Int] {
    let height = style.map { ($0.panel ?? $0.page.size).height } ?? 720
    let most =
      style?.panel == nil
      ? Self.most : max(3, min(Self.most, Int((height * 0.6 - 60) / 48)))
    guard channels.count > most else { return Array(channels) }
    return channels.prefix(most - 2) + [channels.upperBound - 1]
  }

  func rest(_ shown: [Int]) -> Datum? {
    guard shown.count < channels.count else { return nil }
    let hidden = channels.filter { !shown.contains($0) }
    return Datum(
      .init(stage: subject.stage, tensor: Tensors.rest, index: [step.index, hidden.count]),
      hidden.reduce(0) { $0 + values.subtotal(of: step, channel: $1).value })
  }

  var ledger: Ledger { stated(shown(nil)).ledger }

  /// Whether the factors are short decimals, so that a reader can multiply them; else products are
  /// computed before rounding.
  var isShort: Bool {
    (subject.pass.input.values + subject.pass.layer.weights.values).allSatisfy { value in
      CleanDecimal(value, size: abs(value)).decimals.map { $0 <= 2 } ?? false
    }
  }

  private func stated(_ shown: [Int]) -> (ledger: Ledger, z: Int, a: Int?) {
    var ledger = Ledger()
    let size = subject.pass.layer.kernel.count
    let terms = step.terms
    for channel in shown {
      let first = (channel - channels.lowerBound) * size
      let own = (first..<(first + size)).map { terms[$0] }
      ledger.register(own.map(values.value))
      if size <= 9, isShort {
        ledger.state(
          Equation(
            values.subtotal(of: step, channel: channel),
            own.map { .init([values.value($0), values.weight($0, map: step.map)]) }))
      } else {
        ledger.register(own.map { values.weight($0, map: step.map) })
        ledger.register(values.subtotal(of: step, channel: channel))
      }
    }
    let subtotals = shown.map { values.subtotal(of: step, channel: $0) }
    let all = subtotals + [rest(shown)].compactMap { $0 }
    ledger.state(.sum(values.sum(of: step), of: all))
    let z = ledger.state(
      .sum(values.z(step), of: [values.sum(of: step), values.bias(map: step.map)]))
    let a = values.stateActivation(of: step, in: &ledger)
    values.register(
      in: &ledger, map: step.map, channels: [], neurons: 0..<subject.pass.sweep.count)
    return (ledger, z, a)
  }

  // MARK: - Scene

  func scene(style: FigureStyle) -> Scene {
    let shown = shown(style)
    let (ledger, z, a) = stated(shown)
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = StepParts(ConvolutionParts(subject, spellings, pen), step)
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle(parts.parts),
        step: (subject.step, subject.pass.steps.count), stepColor: parts.style.color,
        body: Counted(
          body(shown, parts), shown: shown.count, of: channels.count, place: say("channels")),
        band: band(shown, parts, (z, a)), description: description(spellings))
    }
  }

  private func body(_ shown: [Int], _ step: StepParts) -> any Block {
    let names = shown.map { "subtotal \($0)" } + (shown.count < channels.count ? ["rest"] : [])
    let full = table(shown, step, hasInput: true)
    let brief = table(shown, step, hasInput: false)
    let map = map(step)
    let neuron = self.step.position.neuron
    let mapName = subject.pass.layer.maps > 1 ? "map \(self.step.map)" : "map"
    let place = Cell(
      neuron.row - step.windows.map.rows.lowerBound,
      neuron.column - step.windows.map.columns.lowerBound)
    let out = Wire(
      .right(step.chain(.row).exit), .left("\(mapName) \(place.row),\(place.column)"),
      .into(map: mapName, isNeurons: false), color: step.style.color, width: 2)
    let sums = step.sums(names)
    let lenses = zip(shown, shown).map { channel, _ in
      Wire.lens(
        step.overlayName(channel), over: step.inputName(channel), to: "underlay \(channel)",
        step.style.color)
    }
    let chain = (place: say("inside of the neuron"), cost: 60)
    let input = (place: say("input"), cost: 50)
    return FirstThatFits([
      Wired(
        Stack.row([full, step.chain(.row), map], gap: 26, widest: 70), lenses + sums + [out]),
      Wired(
        Stack.row([full, step.chain(.column), map], gap: 26, widest: 70),
        lenses + sums + [out]),
      Lacking([chain], Wired(Stack.row([full, map], gap: 26, widest: 70), lenses)),
      Lacking(
        [input],
        Wired(Stack.row([brief, step.chain(.column), map], gap: 22), sums + [out])),
      Lacking([chain, input], Stack.row([brief, map], gap: 22)),
      Lacking([chain, (say("feature map"), 70)], Wired(full, lenses)),
      Lacking([chain, input, (say("feature map"), 70)], brief),
    ])
  }

  /// The whole map, in the colours of its values.
  private func map(_ step: StepParts) -> any Block {
    let parts = step.parts
    var map = parts.featureMap(
      self.step.map, filled: subject.pass.sweep.count,
      marked: [self.step.position.index: step.style], scale: parts.outputScale,
      window: step.windows.map)
    map.isNeurons = false
    (map.numbersCost, map.largest) = (20, 64)
    return Titled(
      parts.mapTitle(self.step.map), parts.mapSymbol,
      below: [Legend(parts.outputScale, of: Tensors.a, parts.spellings)], map)
  }

  /// A row for each channel.
  private func table(_ shown: [Int], _ step: StepParts, hasInput: Bool) -> any Block {
    let parts = step.parts
    func title(_ words: String, _ symbol: Formula? = nil) -> any Block {
      Fixed { pen in
        let heading = Formula.heading(words, symbol)
        var picture = pen.formula(heading, size: pen.legible(18, heading))
        picture.bounds = Rectangle(picture.bounds.minX, -18, picture.bounds.width, 24)
        return picture
      }
    }
    let data = shown.map { values.subtotal(of: self.step, channel: $0) }
    let rest = rest(shown)
    let bars = ProductBar.scale(over: (data + [rest].compactMap { $0 }).map(\.value))
    func bar(_ datum: Datum, _ name: String) -> any Block {
      ProductBar(
        name: name, value: datum.value, mark: datum.mark,
        text: parts.labels == .symbols && datum.address.tensor != Tensors.rest
          ? symbol(datum) : parts.spellings.number(datum, .medium), range: bars)
    }
    let notation = parts.notation
    var rows: [Grid.Row] = [
      .cells(
        [title("", .math("c"))]
          + (hasInput ? [title(say("input"), notation.general(Tensors.input))] : [])
          + [
            title(isPointwise ? say("pixel") : say("underlay")), Fixed.nothing,
            title(
              isPointwise ? say("weight") : say("filter"), notation.general(Tensors.weight)),
            Fixed.nothing, title(isPointwise ? say("product") : say("sum of products")),
          ])
    ]
    for (order, channel) in shown.enumerated() {
      if order == shown.count - 1, let rest {
        let count = channels.count - shown.count
        rows.append(
          .cells(
            [Fixed.formula(.math("⋮"), isMuted: true)]
              + (hasInput ? [Fixed.nothing] : [])
              + [
                Fixed.words(say("\(count) more")), Fixed.nothing, Fixed.nothing,
                Fixed.sign("="), bar(rest, "rest"),
              ]))
      }
      rows.append(
        .cells(
          [Fixed.formula(.number(Voice.current.notation.index(channel), .regular), isMuted: true)]
            + (hasInput ? [input(channel, step)] : [])
            + [
              underlay(channel, step), Fixed.sign("×"), filter(channel, step), Fixed.sign("="),
              bar(data[order], "subtotal \(channel)"),
            ]))
    }
    return Grid(rows, gap: Size(14, 7), widest: 34)
  }

  /// The symbol of a row's product; of several weights none.
  private func symbol(_ datum: Datum) -> Formula { .math("∑") }

  private func input(_ channel: Int, _ step: StepParts) -> any Block {
    var matrix = step.parts.input(
      channel: channel, map: self.step.map, position: nil,
      marks: [(self.step.position, step.style, nil)], fill: .heat, hasCorners: false,
      hasIndices: false, window: step.windows.input)
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (0, 30, 22)
    matrix.importance = 4 / Double(max(matrix.rows, matrix.columns))
    return matrix
  }

  private func underlay(_ channel: Int, _ step: StepParts) -> any Block {
    var matrix = step.underlay(channel: channel, showsWeights: false)
    (matrix.largest, matrix.numbersCost, matrix.leastSide) = (54, 40, 30)
    matrix.aspect = isPointwise ? 1.5 : 1.2
    let plain = matrix
    var bare = Matrix(
      name: plain.name, place: plain.place, rows: plain.rows, columns: plain.columns
    ) { row, column in
      // The weights stand beside it.
      var face = plain.face(row, column)
      face?.corner = nil
      return face
    }
    (bare.largest, bare.numbersCost, bare.leastSide, bare.aspect) = (
      plain.largest, plain.numbersCost, plain.leastSide, plain.aspect
    )
    bare.frame = step.style.stroke(2.6)
    bare.raster = plain.raster
    bare.importance = 3 / Double(max(plain.rows, plain.columns))
    return bare
  }

  private func filter(_ channel: Int, _ step: StepParts) -> any Block {
    var matrix = step.parts.filter(
      map: self.step.map, channel: channel - channels.lowerBound, isColored: false)
    (matrix.largest, matrix.numbersCost, matrix.leastSide) = (54, 40, 30)
    matrix.aspect = isPointwise ? 1.5 : 1.2
    matrix.importance = 3 / Double(max(matrix.rows, matrix.columns))
    return matrix
  }
}
