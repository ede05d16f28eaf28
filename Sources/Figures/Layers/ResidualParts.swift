import Drawing
import Neural
import Wording

/// The blocks of a figure of ways that add.
struct ResidualParts: Sendable {
  let subject: ResidualSubject
  let spellings: Spellings
  let theme: Theme
  let labels: Labels

  init(subject: ResidualSubject, spellings: Spellings, pen: Pen) {
    (self.subject, self.spellings) = (subject, spellings)
    (theme, labels) = (pen.theme, pen.style.labels)
  }

  /// The colour of the followed neuron.
  var color: Color { theme.position(0).color }
  /// The colour of the way that changes nothing.
  var shortcut: Color { theme.positions[2] }

  // MARK: - Symbols

  /// What a way is called: F for the first that computes something, then G and H.
  func letter(_ way: Int) -> String {
    let number = subject.ways[..<way].count { !$0.isShortcut }
    return number < 3 ? ["F", "G", "H"][number] : "F\(number + 1)"
  }

  /// x, or F(x).
  func plain(_ way: Int) -> String {
    subject.ways[way].isShortcut ? "x" : "\(letter(way))(x)"
  }

  /// The symbol of a shown tensor without indices; nil for one that has none.
  func general(_ stage: String, _ tensor: String) -> Formula? {
    if let way = subject.ways.firstIndex(where: {
      let shown = subject.addend($0)
      return !$0.isShortcut && (shown.stage, shown.name) == (stage, tensor)
    }) {
      return .math(plain(way))
    }
    let (sum, origin) = (subject.sum, subject.origin)
    if (sum.stage, sum.name) == (stage, tensor) { return .math("z") }
    if (origin.stage, origin.name) == (stage, tensor) { return .math("x") }
    if tensor == Tensors.outputGradient {
      return .partial(.math(stage == sum.stage ? "z" : "x"))
    }
    guard
      let back = subject.returns.firstIndex(where: {
        let shown = subject.handed($0)
        return shown.map { ($0.stage, $0.name) == (stage, tensor) } ?? false
      })
    else { return nil }
    // What one way hands back is ∂C/∂x along that way.
    let name = subject.returns[back].way.map { subject.ways[$0].isShortcut ? "x" : letter($0) }
    return .row([
      .partial(.math("x")), .space(0.1),
      .scripts(.math("|"), sub: .math(name ?? stage), sup: nil),
    ])
  }

  /// The symbol of a value.
  func symbol(_ datum: Datum) -> Formula {
    let address = datum.address
    guard let general = general(address.stage, address.tensor) else { return .empty }
    let index = address.index.map(String.init).joined(separator: ",")
    func placed(_ formula: Formula) -> Formula {
      switch formula {
      case .math(let letter): .symbol(letter, sub: index)
      case .row(let parts):
        .row(
          parts.enumerated().map { place, part in
            if case .math(let letter) = part, letter == "x" || letter == "z", place < 2 {
              return .symbol(letter, sub: index)
            }
            if case .row = part { return placed(part) }
            return part
          })
      default: formula
      }
    }
    return .sourced(Source(address, form: .symbol), placed(general))
  }

  // MARK: - Blocks

  /// The names of a way's stages; of many the first and the last.
  func names(_ way: ResidualSubject.Way) -> [String] {
    let names = way.stages.map { subject.run.stages[$0].stage.name }
    return names.count > 4 ? Array(names.prefix(2)) + ["⋯", names[names.count - 1]] : names
  }

  private func scale(_ shown: [ResidualSubject.Shown]) -> ValueScale {
    ValueScale(.signed, over: shown.flatMap(\.tensor.values), theme: theme)
  }
  var valueScale: ValueScale {
    scale([subject.sum, subject.origin] + subject.ways.map(subject.addend))
  }
  var gradientScale: ValueScale {
    scale(
      [subject.total, subject.arriving].compactMap { $0 }
        + subject.returns.compactMap(subject.handed))
  }

  /// A plane of a tensor with the followed neuron outlined, and its value below.
  func matrix(
    _ name: String, _ words: String, _ shown: ResidualSubject.Shown, _ scale: ValueScale
  ) -> any Block {
    let plane = shown.plane
    let isFew = plane.extent.count <= 16
    let base = Matrix.heat(
      name, words, plane.extent, scale: scale, spellings, nil, hasNumbers: isFew
    ) { shown.datum(plane.element($0)) }
    let outline = Stroke(color: color, width: 4)
    var matrix = Matrix(name, words, plane.extent) { [face = base.face] cell in
      guard var face = face(cell.row, cell.column) else { return CellFace() }
      if isFew { face.symbol = symbol(shown.datum(plane.element(cell))) }
      if cell == plane.cell { face.outline = outline }
      return face
    }
    matrix.mostDrawn = base.mostDrawn
    if plane.extent.rows > matrix.mostDrawn || plane.extent.columns > matrix.mostDrawn {
      matrix.raster = (plane.cells.map { shown.tensor.values[plane.element($0)] }, scale)
      matrix.overlays = [
        OverlayMark(
          name: "\(name) followed", row: plane.cell.row, column: plane.cell.column, rows: 1,
          columns: 1, style: theme.position(0))
      ]
    }
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (0, 36, 46)
    matrix.importance = 6 / Double(max(plane.extent.rows, plane.extent.columns))
    if plane.isPart {
      matrix.isCut.left = plane.element(Cell(0, 0)) > 0
      matrix.isCut.right =
        plane.element(Cell(0, plane.extent.columns - 1)) < shown.tensor.count - 1
    }
    let datum = shown.followed
    let text = labels == .symbols ? symbol(datum) : spellings.number(datum, .bold)
    let value = Fixed.formula(.colored(theme.text(in: color, on: theme.paper), text), size: 21)
    return Titled(
      words, general(shown.stage, shown.name),
      below: [value], matrix)
  }

  /// The scales of values and of gradients, and whether the gradients add up.
  func legends(_ verdict: (agreement: Agreement, words: String)?) -> any Block {
    let legends: [any Block] = [
      Legend(valueScale, of: subject.sum.name, spellings, name: .words(say("x and z"))),
      Legend(
        gradientScale, of: subject.total?.name ?? "", spellings,
        name: .words(say("gradients"))),
    ]
    let verdicts = verdict.map { verdict -> [any Block] in
      [Fixed { pen in pen.verdict(verdict.agreement, verdict.words, size: 16.5) }]
    }
    let lacking = (place: say("scales"), cost: 6)
    return FirstThatFits([
      Stack.row((verdicts ?? []) + legends, gap: 30, widest: 90),
      Lacking([lacking], Stack.row(verdicts ?? [Fixed.nothing])), Lacking([lacking], Fixed.nothing),
    ])
  }

  static func circle(_ name: String) -> Fixed {
    Fixed(name) { pen in
      let box = Rectangle(center: .zero, size: Size(44, 44))
      return Picture(
        bounds: box,
        items: [
          .circle(
            center: .zero, radius: 22,
            Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.ink, width: 1.8)))
        ] + pen.sign("+", size: 26).centered(at: .zero).items)
    }
  }

  /// What a way does: the names of its stages, or that nothing happens.
  func deed(_ name: String, _ lines: [String], isShortcut: Bool) -> any Block {
    let color = isShortcut ? shortcut : theme.frame
    return Fixed(name) { pen in
      let texts = lines.map { line in
        pen.formula(
          .number(line, isShortcut ? .semibold : .regular), size: 17,
          color: isShortcut ? pen.theme.text(in: color, on: pen.theme.paper) : pen.theme.ink)
      }
      let text = Picture.column(texts, spacing: 7)
      let size = Size(text.bounds.width + 24, text.bounds.height + 18)
      let box = Rectangle(center: .zero, size: size)
      return Picture(
        bounds: box,
        items: [
          .rectangle(
            box, radius: 8,
            Paint(
              fill: pen.theme.paper, stroke: Stroke(color: color, width: isShortcut ? 3 : 1.6)))
        ] + text.centered(at: .zero).items)
    }
  }
}
