import Drawing
import Neural
import Wording

/// One overlay position in full: the filter on the input, its products, the inside of the neuron,
/// and the neuron that it fills. What earlier steps filled in is quiet, what is to come is empty.
public struct StepFigure: ComposedFigure, StageFigure {
  let subject: Subject
  private let pass: Convolution.ForwardPass
  private let step: DotProduct
  private let values: ConvolutionValues
  private let channels: Range<Int>

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
    channels = values.channels(ofMap: step.map)
  }

  /// Whether each weight has a colour of its own; with more of them, colours show values.
  private var colorsWeights: Bool { channels.count == 1 && step.terms.count <= 9 }

  /// Whether the products are shown cell by cell; with several channels their sums are.
  private var hasProducts: Bool { channels.count == 1 }

  /// The channels that are drawn.
  private var shownChannels: [Int] {
    Volume.shown(of: channels.count).map { channels.lowerBound + $0 }
  }

  /// The position's style: ink where more than four weights have colours already.
  private func style(_ theme: Theme) -> PositionStyle {
    colorsWeights && step.terms.count > 4 ? PositionStyle(color: theme.ink) : theme.position(0)
  }

  var ledger: Ledger { stated.ledger }

  /// What is printed, and what follows from what.
  private var stated: (ledger: Ledger, equations: (z: Int, a: Int?)) {
    var ledger = Ledger()
    values.register(
      in: &ledger, map: step.map, channels: shownChannels, neurons: 0...step.position.index)
    let equations = values.state(step, in: &ledger, withProducts: hasProducts)
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      return Sheet(
        title: title, subtitle: subtitle(parts), step: (subject.step, pass.steps.count),
        stepColor: self.style(pen.theme).color, body: body(parts, pen),
        band: band(parts, equations), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: ConvolutionParts, _ pen: Pen) -> any Block {
    let position = self.style(pen.theme)
    let input = input(parts, position)
    let (lens, lensNames) = lenses(parts, position)
    let filter =
      hasProducts
      ? [Titled(say("filter"), parts.notation.general(Tensors.weight), filter(parts))] : []
    let inside = { (axis: Stack.Axis) -> any Block in
      parts.chain(step, axis: axis, color: position.color)
    }
    let exit = parts.chain(step, axis: .row).exit
    let map = map(parts, position)
    let lensWires = zip(shownChannels, lensNames).map { channel, lens in
      Wire.lens(
        "\(Tensors.overlay) \(channel) \(step.position.index)",
        over: inputName(channel), to: lens, position.color)
    }
    let sums = hasProducts ? lensNames : shownChannels.map { "subtotal \($0)" }
    let inward = hasProducts ? [] : zip(lensNames, sums).map { Wire(.right($0), .left($1)) }
    func links(_ route: Wire.Route) -> [Wire] {
      sums.enumerated().map { index, name in
        // Wires from above land above those from below.
        let turn = 0.5 - 0.1 * (2 * Double(index) / Double(max(1, sums.count - 1)) - 1)
        return sums.count > 1
          ? Wire(.right(name), .around("sum", turn), .curve)
          : Wire(.right(name), .left("sum"), route)
      }
    }
    let out = Wire(
      .right(exit), .left(neuronName(parts)),
      .into(map: mapName, isNeurons: mapIsNeurons(parts)), color: position.color, width: 2)
    var side = Stack.column([lens] + filter, gap: 16)
    side.leading = 0
    func row(_ lens: any Block, _ axis: Stack.Axis) -> Wired {
      let isAcross = axis == .row
      return Wired(
        Stack.row([input, lens, inside(axis), map]),
        lensWires + inward + links(isAcross ? .straight : .elbow(0.5)) + [out])
    }
    let two = Wired(
      Stack.column(
        [Stack.row([input, lens] + filter), Stack.row([inside(.row), map])], gap: 40, widest: 70),
      lensWires + inward + [Wire(.bottom(lensNames[0]), .top("sum"), .elbow(0.5))] + [out])
    let strip = Wired(
      Stack.column([input, Stack.row([lens] + filter + [inside(.row)]), map], gap: 34, widest: 60),
      lensWires)
    // In a small panel, what the band says is left to it.
    let plain = Wired(
      Stack.row([input, map]),
      [
        Wire(
          .right("\(Tensors.overlay) \(shownChannels[0]) \(step.position.index)"),
          out.to, .leave(inputName(shownChannels[0])), color: position.color, width: 2)
      ])
    let chain = (place: say("inside of the neuron"), cost: 110)
    let small: [any Block] = [
      Lacking([chain], Wired(Stack.row([input, lens, map]), lensWires)),
      Lacking([chain, (say("input × weight"), 120)], plain),
      Lacking([chain, (say("input"), 400)], Stack.row([lens, map])),
      Lacking([chain, (say("input"), 400), (say("input × weight"), 120)], map),
    ]
    return FirstThatFits(
      isStrip
        ? [strip, two, row(side, .row)] + small
        : [row(side, .row), row(lens, .row), row(lens, .column), two, strip] + small)
  }

  private func inputName(_ channel: Int) -> String {
    pass.layer.channels > 1 ? "input \(channel)" : "input"
  }

  /// Whether the input had better lie across the page.
  private var isStrip: Bool {
    let under = pass.sweep.underlay
    return channels.count == 1 && under.columns >= 5 * under.rows
  }

  /// The parts of strips that are shown around the overlay and around the neuron.
  private var windows: (input: ConvolutionParts.Window, map: ConvolutionParts.Window) {
    (
      ConvolutionParts.window(
        pass.sweep.underlay, around: step.position.origin, spanning: pass.sweep.geometry.span),
      ConvolutionParts.window(
        pass.sweep.extent, around: step.position.neuron, spanning: Extent(1))
    )
  }

  private func input(_ parts: ConvolutionParts, _ position: PositionStyle) -> any Block {
    parts.volume(
      shownChannels, of: channels.count, titled: say("input"),
      parts.notation.general(Tensors.input), legend: colorsWeights ? nil : parts.inputScale
    ) { channel in
      parts.input(
        channel: channel, map: step.map, position: step.position,
        marks: [(step.position, position, nil)], fill: colorsWeights ? .weights : .heat,
        hasCorners: colorsWeights, hasIndices: channels.count == 1, window: windows.input)
    }
  }

  /// The enlarged underlays: products with their factors, or with several channels the values with
  /// the weights that lie on them, each with its subtotal.
  private func lenses(_ parts: ConvolutionParts, _ position: PositionStyle)
    -> (block: any Block, names: [String])
  {
    let frame = position.stroke(3.4)
    if hasProducts {
      let scale = ValueScale(.signed, over: step.terms.map(\.product), theme: parts.theme)
      var lens = lens("products", channel: 0) { term in
        let product = parts.values.product(term, of: step)
        let factors = [parts.values.value(term), parts.values.weight(term, map: step.map)]
        var face = CellFace()
        face.number = parts.spellings.number(product)
        face.symbol = parts.notation.product(factors)
        face.detail = parts.spellings.product(factors, isFirst: true)
        face.heat = scale.color(of: product.value)
        face.isNegative = product.value < 0
        face.mark = product.mark
        if colorsWeights {
          face.identity = parts.theme.weight(
            parts.weightIndex(term.weightCell, channel: 0))
        } else {
          face.isHeat = true
        }
        return face
      }
      if !ConvolutionValues.areNumbersPrinted(pass.layer.kernel) {
        lens.raster = (step.terms.map(\.product), scale)
      }
      lens.frame = frame
      lens.largest = 128
      return (
        Titled(
          say("input × weight"),
          below: colorsWeights
            ? [] : [Legend(scale, of: Tensors.product, parts.spellings)], lens),
        ["products"]
      )
    }
    let scale = parts.weightScale
    let first = channels.lowerBound
    let rows = shownChannels.map { channel -> any Block in
      var lens = lens("underlay \(channel)", channel: channel - first) { term in
        let weight = parts.values.weight(term, map: step.map)
        var face = CellFace()
        face.number = parts.spellings.number(parts.values.value(term))
        face.symbol = parts.notation.symbol(parts.values.value(term))
        face.corner = parts.corner(weight)
        face.heat = scale.color(of: weight.value)
        face.isHeat = true
        face.isNegative = weight.value < 0
        face.mark = weight.mark
        return face
      }
      if !ConvolutionValues.areNumbersPrinted(pass.layer.kernel) {
        let first = (channel - first) * pass.layer.kernel.count
        lens.raster = (
          (first..<(first + pass.layer.kernel.count)).map { step.terms[$0].weight }, scale
        )
      }
      lens.frame = frame
      lens.aspect = 1.25
      let subtotal = parts.values.subtotal(of: step, channel: channel)
      return Stack.row(
        [
          lens,
          Pill("subtotal \(channel)", text: parts.spellings.number(subtotal, .semibold)),
        ], gap: 30, widest: 60)
    }
    return (
      Titled(
        say("underlay × weight"),
        below: [
          Legend(
            scale, of: Tensors.weight, parts.spellings, name: parts.notation.general(Tensors.weight)
          )
        ],
        Stack.column(rows, gap: 12, widest: 40)), shownChannels.map { "underlay \($0)" }
    )
  }

  private func lens(
    _ name: String, channel: Int, face: @escaping @Sendable (Term) -> CellFace
  ) -> Matrix {
    let kernel = pass.layer.kernel
    let first = channel * kernel.count
    var lens = Matrix(
      name: name, place: say("underlay"), rows: kernel.rows, columns: kernel.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < kernel.rows, column < kernel.columns else { return nil }
      return face(step.terms[first + row * kernel.columns + column])
    }
    lens.importance = 1.1
    return lens
  }

  private func filter(_ parts: ConvolutionParts) -> Matrix {
    parts.filter(map: step.map, channel: 0, isColored: colorsWeights)
  }

  private var mapName: String { pass.layer.maps > 1 ? "map \(step.map)" : "map" }

  private func mapIsNeurons(_ parts: ConvolutionParts) -> Bool {
    windows.map.rows.count <= 6 && windows.map.columns.count <= 6
  }

  private func neuronName(_ parts: ConvolutionParts) -> String {
    let (neuron, window) = (step.position.neuron, windows.map)
    return
      "\(mapName) \(neuron.row - window.rows.lowerBound),\(neuron.column - window.columns.lowerBound)"
  }

  private func map(_ parts: ConvolutionParts, _ position: PositionStyle) -> any Block {
    let scale = mapIsNeurons(parts) ? nil : parts.outputScale
    let map = parts.featureMap(
      step.map, filled: step.position.index + 1, marked: [step.position.index: position],
      scale: scale, window: windows.map)
    return Titled(
      parts.mapTitle(step.map), parts.mapSymbol,
      below: scale.map { [Legend($0, of: Tensors.a, parts.spellings)] } ?? [], map)
  }
}

// MARK: - Words

extension StepFigure {
  private var title: Formula {
    let (number, count) = (subject.step + 1, pass.steps.count)
    let words =
      switch pass.layer.operation {
      case .crossCorrelation: say("Cross-correlation, step \(number) of \(count)")
      case .convolution: say("Convolution, step \(number) of \(count)")
      }
    return .number(words, .semibold)
  }

  private func subtitle(_ parts: ConvolutionParts) -> [String] {
    let neuron = step.position.neuron
    return [
      pass.caption,
      pass.steps.count > 1
        ? say("neuron at row \(index: neuron.row), column \(index: neuron.column)") : "",
      parts.activationWords,
    ]
  }

  /// The step as traces explain it, with the digits of the figure.
  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: subject.stage)
    let (values, step) = (values, step)
    return [
      pass.caption + ".",
      say(
        """
        Step \(subject.step + 1) of \(pass.steps.count): the overlay \(subject.filterName) over \
        \(subject.inputName).
        """),
      words(step.index, of: .forward, sum: values.sum(of: step)) {
        values.product(step.terms[$0], of: step)
      },
    ].joined(separator: " ")
  }

  /// z in symbols above z in numbers, and a beside it.
  private func band(_ parts: ConvolutionParts, _ equations: (z: Int, a: Int?)) -> Band {
    let (spellings, notation) = (parts.spellings, parts.notation)
    let (z, bias) = (values.z(step), values.bias(map: step.map))
    func colored(_ term: Term, _ formula: Formula) -> Formula {
      guard colorsWeights else { return formula }
      let color = parts.theme.weight(parts.weightIndex(term.weightCell, channel: 0))
      return .colored(parts.theme.text(in: color, on: parts.theme.band), formula)
    }
    let terms: [BandEquation.Term]
    if hasProducts {
      terms = BandEquation.needed(of: step.terms.count).map { index in
        let term = step.terms[index]
        let factors = [values.value(term), values.weight(term, map: step.map)]
        return .init(
          colored(term, notation.product(factors)),
          colored(term, spellings.product(factors, isFirst: index == 0)))
      }
    } else {
      terms = BandEquation.needed(of: channels.count).map { order in
        let channel = channels.lowerBound + order
        let subtotal = values.subtotal(of: step, channel: channel)
        return .init(
          notation.dotProduct(
            of: pass, at: step.position, map: step.map, channel: order),
          order == 0
            ? spellings.number(subtotal, .regular) : spellings.operand(subtotal))
      }
    }
    var lines: [Band.Part] = [
      .equation(
        BandEquation(
          lead: notation.symbol(z), terms: terms,
          last: [.init(notation.symbol(bias), spellings.operand(bias))],
          result: [spellings.relation(of: equations.z), spellings.number(z, .bold)]))
    ]
    if equations.a != nil {
      lines.append(parts.activationPart(step, color: style(parts.theme).color))
    }
    return Band(lines)
  }
}
