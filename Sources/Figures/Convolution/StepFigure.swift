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

  /// Whether the products are shown cell by cell; with several channels their sums are.
  private var hasProducts: Bool { channels.count == 1 }

  var ledger: Ledger { stated.ledger }

  /// What is printed, and what follows from what.
  private var stated: (ledger: Ledger, equations: (z: Int, a: Int?)) {
    var ledger = Ledger()
    values.register(
      in: &ledger, map: step.map, channels: StepParts.shownChannels(of: step, values),
      neurons: 0...step.position.index)
    let equations = values.state(step, in: &ledger, withProducts: hasProducts)
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = StepParts(ConvolutionParts(subject, spellings, pen), step)
      return Sheet(
        title: title, subtitle: subtitle(parts.parts), step: (subject.step, pass.steps.count),
        stepColor: parts.style.color, body: body(parts), band: band(parts, equations),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ step: StepParts) -> any Block {
    let input = step.input(hasCorners: step.channels.count == 1)
    let (lens, lensNames) = lenses(step)
    let filter: [any Block] =
      hasProducts
      ? [
        Titled(
          say("filter"), step.parts.notation.general(Tensors.weight),
          step.parts.filter(
            map: self.step.map, channel: 0, isColored: step.colorsWeights))
      ] : []
    let map = step.map()
    let lensWires = step.lensWires(to: lensNames)
    let sums = hasProducts ? lensNames : step.shownChannels.map { "subtotal \($0)" }
    let inward = hasProducts ? [] : zip(lensNames, sums).map { Wire(.right($0), .left($1)) }
    var side = Stack.column([lens] + filter, gap: 16)
    side.leading = 0
    func row(_ lens: any Block, _ axis: Stack.Axis) -> Wired {
      Wired(
        Stack.row([input, lens, step.chain(axis), map]),
        lensWires + inward + step.sums(sums, axis == .row ? .straight : .elbow(0.3)) + [step.out])
    }
    let two = Wired(
      Stack.column(
        [Stack.row([input, lens] + filter), Stack.row([step.chain(.row), map])], gap: 40,
        widest: 70),
      lensWires + inward + [Wire(.bottom(lensNames[0]), .top("sum"), .elbow(0.3)), step.out])
    let strip = Wired(
      Stack.column(
        [input, Stack.row([lens] + filter + [step.chain(.row)]), map], gap: 34, widest: 60),
      lensWires)
    let tall = Wired(
      Stack.row([
        input, Stack.column([Stack.row([lens] + filter), step.chain(.row)], gap: 40, widest: 70),
        map,
      ]), lensWires + [step.out])
    // In a small panel, what the band says is left to it.
    let plain = Wired(
      Stack.row([input, map]), [step.out(from: step.overlayName(step.shownChannels[0]))])
    let chain = (place: say("inside of the neuron"), cost: 110)
    let small: [any Block] = [
      Lacking([chain], Wired(Stack.row([input, lens, map]), lensWires)),
      Lacking([chain, (say("input × weight"), 120)], plain),
      Lacking([chain, (say("input"), 400)], Stack.row([lens, map])),
      Lacking([chain, (say("input"), 400), (say("input × weight"), 120)], map),
    ]
    return FirstThatFits(
      (step.isStrip
        ? [strip, two, row(side, .row)]
        : (step.isTall ? [tall] : [])
          + [row(side, .row), row(lens, .row), row(lens, .column), two, strip])
        + small)
  }

  /// The enlarged underlays: products with their factors, or with several channels the values with
  /// the weights that lie on them, each with its subtotal.
  private func lenses(_ step: StepParts) -> (block: any Block, names: [String]) {
    let parts = step.parts
    guard hasProducts else {
      let rows = step.shownChannels.map { channel -> any Block in
        var lens = step.underlay(channel: channel, showsWeights: true)
        lens.aspect = 1.25
        let subtotal = values.subtotal(of: self.step, channel: channel)
        return Stack.row(
          [
            lens, Pill("subtotal \(channel)", text: parts.spellings.number(subtotal, .semibold)),
          ], gap: 30, widest: 60)
      }
      let weight = parts.notation.general(Tensors.weight)
      return (
        Titled(
          say("underlay × weight"),
          below: [Legend(parts.weightScale, of: Tensors.weight, parts.spellings, name: weight)],
          Stack.column(rows, gap: 12, widest: 40)), step.shownChannels.map { "underlay \($0)" }
      )
    }
    let scale = ValueScale(.signed, over: self.step.terms.map(\.product), theme: parts.theme)
    var lens = step.lens("products", channel: channels.lowerBound) { term in
      let product = values.product(term, of: self.step)
      let factors = [values.value(term), values.weight(term, map: self.step.map)]
      var face = CellFace()
      face.number = parts.spellings.number(product)
      face.symbol = parts.notation.product(factors)
      face.detail = parts.spellings.product(factors, isFirst: true)
      face.heat = scale.color(of: product.value)
      face.isNegative = product.value < 0
      face.mark = product.mark
      if step.colorsWeights {
        face.identity = parts.theme.weight(parts.weightIndex(term.weightCell, channel: 0))
      } else {
        face.isHeat = true
      }
      return face
    }
    if !ConvolutionValues.areNumbersPrinted(pass.layer.kernel) {
      lens.raster = (self.step.terms.map(\.product), scale)
    }
    lens.largest = 128
    return (
      Titled(
        say("input × weight"),
        below: step.colorsWeights ? [] : [Legend(scale, of: Tensors.product, parts.spellings)],
        lens), ["products"]
    )
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
  private func band(_ shown: StepParts, _ equations: (z: Int, a: Int?)) -> Band {
    let parts = shown.parts
    let (spellings, notation) = (parts.spellings, parts.notation)
    let (z, bias) = (values.z(step), values.bias(map: step.map))
    func colored(_ term: Term, _ formula: Formula) -> Formula {
      guard shown.colorsWeights else { return formula }
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
    return Band(
      [
        .equation(
          BandEquation(
            lead: notation.symbol(z), terms: terms,
            last: [.init(notation.symbol(bias), spellings.operand(bias))],
            result: [spellings.relation(of: equations.z), spellings.number(z, .bold)]))
      ]
        + (equations.a == nil ? [] : [parts.activationPart(step, color: shown.style.color)]))
  }
}
