import Drawing
import Neural
import Wording

/// Dropout: the values times a mask of zeros and 1/(1 − p), and on the way back the gradient times the
/// same mask. In inference nothing is changed.
///
/// Source: N. Srivastava et al., *Dropout* (2014), scaled in training as in PyTorch.
struct DropoutFigure: ComposedFigure {
  let subject: DropoutSubject

  init(subject: DropoutSubject) { self.subject = subject }

  private typealias Part = DropoutSubject.Part

  private var isFew: Bool { subject.plane.extent.count <= 25 }
  private var isBack: Bool { subject.backward != nil }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, forward: Int?, back: Int?) {
    var ledger = Ledger()
    if subject.hasMask, subject.layer.rate < 1 {
      ledger.state(.function(subject.kept, of: subject.rate) { 1 / (1 - $0) })
    }
    func state(_ index: Int) -> (Int?, Int?) {
      let (x, m, y) = (
        subject.datum(.input, index), subject.datum(.mask, index), subject.datum(.output, index)
      )
      guard subject.hasMask else {
        ledger.register([x, y])
        return (nil, nil)
      }
      let forward = ledger.state(.product(y, of: [m, x]))
      guard isBack else { return (forward, nil) }
      return (
        forward,
        ledger.state(
          .product(subject.datum(.back, index), of: [m, subject.datum(.arriving, index)]))
      )
    }
    let (forward, back) = state(subject.followed)
    if isFew {
      for cell in subject.plane.cells { _ = state(subject.plane.element(cell)) }
    }
    return (ledger, forward, back)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, forward, back) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(title, .semibold), subtitle: subtitle,
        body: body(spellings, pen), band: band(spellings, pen, forward, back),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ spellings: Spellings, _ pen: Pen) -> any Block {
    func matrix(_ part: Part, _ words: String) -> any Block {
      self.matrix(part, words, spellings, pen)
    }
    let forward: [any Block] =
      subject.hasMask
      ? [
        matrix(.input, say("input")), Fixed.sign("·"), matrix(.mask, say("mask")),
        Fixed.sign("="), matrix(.output, say("output")),
      ] : [matrix(.input, say("input")), Fixed.sign("="), matrix(.output, say("output"))]
    let row = Stack.row(forward, gap: 16, widest: 60)
    guard isBack, subject.hasMask else { return row }
    let back = Stack.row(
      [
        matrix(.back, say("goes back")), Fixed.sign("="), matrix(.mask, say("the same mask")),
        Fixed.sign("·"), matrix(.arriving, say("arrives")),
      ], gap: 16, widest: 60)
    return FirstThatFits([
      Stack.column([row, Ruled(), back], gap: 14, widest: 30),
      Lacking([(place: say("gradient"), cost: 110)], row),
    ])
  }

  private func letter(_ part: Part) -> (String, isGradient: Bool) {
    switch part {
    case .input: ("x", false)
    case .mask: ("m", false)
    case .output: ("y", false)
    case .arriving: ("y", true)
    case .back: ("x", true)
    }
  }

  private func symbol(_ part: Part, _ datum: Datum?) -> Formula {
    let (letter, isGradient) = letter(part)
    let index = datum?.address.index.map(String.init).joined(separator: ",")
    let plain = Formula.symbol(letter, sub: index)
    let formula = isGradient ? Formula.partial(plain) : plain
    return datum.map { .sourced(Source($0.address, form: .symbol), formula) } ?? formula
  }

  private func matrix(
    _ part: Part, _ words: String, _ spellings: Spellings, _ pen: Pen
  ) -> any Block {
    let plane = subject.plane
    let values = plane.cells.map { subject.datum(part, plane.element($0)).value }
    let scale = ValueScale(part == .mask ? .ink : .signed, over: values, theme: pen.theme)
    let isFew = isFew
    let name = "\(part.rawValue) \(words)"
    let base = Matrix.heat(
      name, words, plane.extent, scale: scale, spellings, nil, hasNumbers: isFew
    ) { subject.datum(part, plane.element($0)) }
    let outline = Stroke(color: pen.theme.position(0).color, width: 4)
    var matrix = Matrix(name, words, plane.extent) { [face = base.face] cell in
      guard var face = face(cell.row, cell.column) else { return CellFace() }
      let datum = subject.datum(part, plane.element(cell))
      if isFew { face.symbol = symbol(part, datum) }
      // The mask is read by its numbers.
      if part == .mask, isFew { face.isHeat = false }
      if part != .arriving, part != .input,
        subject.datum(.mask, plane.element(cell)).value == 0
      {
        face.isDashed = true
        face.isQuiet = true
      }
      if cell == plane.cell { face.outline = outline }
      return face
    }
    if plane.extent.rows > base.mostDrawn || plane.extent.columns > base.mostDrawn {
      matrix.mostDrawn = base.mostDrawn
      matrix.raster = (values, scale)
    }
    if plane.isPart {
      matrix.isCut.left = plane.element(Cell(0, 0)) > 0
      matrix.isCut.right =
        plane.element(Cell(0, plane.extent.columns - 1)) < subject.shape[0] - 1
    }
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (30, 40, 64)
    // Wide cells keep their numbers.
    matrix.aspect = isFew ? 1.5 : 1
    matrix.importance = 5 / Double(max(plane.extent.rows, plane.extent.columns))
    return Titled(words, symbol(part, nil), matrix)
  }

  // MARK: - Words

  private var title: String {
    subject.hasMask
      ? say("Dropout: a mask leaves values out, and the same ones of the gradient")
      : say("Dropout changes nothing in inference")
  }

  private var subtitle: [String] {
    let plane = subject.plane
    let count = subject.shape.reduce(1, *)
    let shape = plane.extent.description
    return [
      subject.run.stage.name
        + ", "
        + (plane.count > 1
          ? say("map \(index: plane.number) of \(plane.count)") + ", " + shape
          : subject.shape.count < 2 ? say("\(count) elements") : shape),
      subject.hasMask
        ? say("\(subject.leftOut) of \(count) are left out")
        : say("only in training are values left out"),
    ]
  }

  private func band(_ spellings: Spellings, _ pen: Pen, _ forward: Int?, _ back: Int?) -> Band {
    let color = pen.theme.text(in: pen.theme.position(0).color, on: pen.theme.band)
    func equation(_ result: Part, _ operand: Part, _ number: Int) -> Band.Part {
      let (total, factors) = (
        subject.datum(result, subject.followed),
        [
          (Part.mask, subject.datum(.mask, subject.followed)),
          (operand, subject.datum(operand, subject.followed)),
        ]
      )
      return .equation(
        BandEquation(
          lead: symbol(result, total),
          terms: [
            .init(
              .row([symbol(.mask, factors[0].1), .space(0.12), symbol(operand, factors[1].1)]),
              spellings.product(factors.map(\.1), isFirst: true))
          ],
          result: [
            spellings.relation(of: number), .colored(color, spellings.number(total, .bold)),
          ]))
    }
    guard let forward else {
      return Band([.lines([.row([.math("y"), .relation("="), .math("x")])])])
    }
    let isNumber = pen.style.labels != .symbols
    var parts: [Band.Part] = []
    if subject.layer.rate < 1 {
      parts.append(
        .lines(
          [.row([.math("m"), .relation("="), .math("1/(1"), .relation("−"), .math("p)")])]
            + (isNumber
              ? [
                .row([
                  .relation("="), .math("1/(1"), .relation("−"),
                  spellings.number(subject.rate, .regular), .math(")"),
                  spellings.relation(subject.kept), spellings.number(subject.kept, .bold),
                ])
              ] : [])))
    }
    parts.append(equation(.output, .input, forward))
    if let back { parts.append(equation(.back, .arriving, back)) }
    parts.append(.remark("", say("what is kept is made larger, so that the mean stays")))
    return Band(parts)
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(subject.pass.accounts, spellings, stage: subject.run.stage.name)
    let first = subject.item * subject.shape.reduce(1, *)
    return [
      title + ".", subtitle.joined(separator: "; ") + ".",
      words(first + subject.followed, of: .forward),
    ].joined(separator: " ")
  }
}
