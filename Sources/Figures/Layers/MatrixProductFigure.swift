import Drawing
import Neural
import Wording

/// A convolution as one matrix product (im2col): each underlay becomes a column, each filter a row,
/// and a row of ones lets the product add the bias.
struct MatrixProductFigure: ComposedFigure {
  let subject: Subject

  init(subject: Subject) { self.subject = subject }

  private var pass: Convolution.ForwardPass { subject.pass }

  private func values(_ style: FigureStyle?) -> MatrixProductValues {
    let room =
      style.map { $0.panel ?? Size($0.page.size.width - 112, $0.page.size.height - 250) }
      ?? Size(1168, 470)
    let count = pass.steps[subject.step].terms.count
    // Numbers of many digits need wide cells.
    let largest = (pass.layer.weights.values + pass.layer.bias.values).map(abs).max() ?? 0
    let isShort = pass.layer.weights.values.allSatisfy {
      CleanDecimal($0, size: abs($0)).decimals.map { $0 <= 1 } ?? false
    }
    let wide = isShort && largest < 100 ? 44.0 : 72
    let across = Int(room.width * 0.38 / wide) - 1
    let down = Int((room.height - 220) / 19)
    let terms = min(count, 10, max(3, min(across, down)))
    let columns = max(3, min(5, Int((room.width * 0.62 - 250) / 84)))
    let maps = room.height > 380 ? 3 : 1
    return MatrixProductValues(subject, columns: columns, terms: terms, maps: maps)
  }

  var ledger: Ledger { values(nil).stated.ledger }

  func scene(style: FigureStyle) -> Scene {
    let values = values(style)
    let (ledger, z) = values.stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      let shown = values.positions.compactMap { $0 }.count
      return Sheet(
        title: .number(say("A convolution is one matrix product"), .semibold),
        subtitle: [
          pass.caption,
          say("each underlay becomes a column, each filter a row"), parts.activationWords,
        ],
        step: subject.step > 0 ? (subject.step, pass.steps.count) : nil,
        stepColor: pen.theme.position(0).color,
        body: Counted(
          scheme(values, parts, pen), shown: shown, of: pass.sweep.count,
          place: say("underlays")),
        band: band(values, parts, z), description: description(values, spellings))
    }
  }

  // MARK: - Scheme

  private func colorsWeights(_ values: MatrixProductValues) -> Bool { values.step.terms.count <= 9 }

  private func scheme(
    _ values: MatrixProductValues, _ parts: ConvolutionParts, _ pen: Pen
  ) -> FalkScheme {
    let rows = values.maps.map { map in
      map.map { map in FalkScheme.Row(faces: self.row(map, values, parts)) }
    }
    let columns = values.positions.enumerated().map { order, position in
      position.map { column($0, order, values, parts) }
    }
    return FalkScheme(
      columns: columns, rows: rows, names: names(values, parts),
      filter: filter(values, parts), rowWords: say("row by row into one row"),
      map: map(values, parts), foldWords: say("fold back"))
  }

  private func identity(
    _ term: Int, _ values: MatrixProductValues, _ parts: ConvolutionParts
  ) -> Color? {
    colorsWeights(values) ? parts.theme.weight(weightNumber(term, values, parts)) : nil
  }

  private func weightNumber(
    _ term: Int, _ values: MatrixProductValues, _ parts: ConvolutionParts
  ) -> Int {
    let term = values.step.terms[term]
    return parts.weightIndex(
      term.weightCell, channel: term.channel - pass.layer.firstChannel(ofMap: values.step.map))
  }

  private func row(
    _ map: Int, _ values: MatrixProductValues, _ parts: ConvolutionParts
  ) -> [FalkScheme.Face?] {
    let step = values.step(map, values.step.position.index)
    let weights = values.terms.map { number in
      number.map { number -> FalkScheme.Face in
        let datum = values.values.weight(step.terms[number], map: map)
        return FalkScheme.Face(
          number: parts.spellings.number(datum), symbol: parts.notation.symbol(datum),
          mark: datum.mark, identity: identity(number, values, parts))
      }
    }
    let bias = values.values.bias(map: map)
    return weights
      + (values.hasBias
        ? [
          FalkScheme.Face(
            number: parts.spellings.number(bias), symbol: parts.notation.symbol(bias),
            mark: bias.mark)
        ] : [])
  }

  /// The symbols above the row of weights; of several rows each has its own.
  private func names(_ values: MatrixProductValues, _ parts: ConvolutionParts) -> [Formula?] {
    let isOne = values.maps.count == 1
    let names = values.terms.map { number -> Formula? in
      guard isOne, let number else { return nil }
      return parts.notation.symbol(
        values.values.weight(values.step.terms[number], map: values.step.map))
    }
    return names
      + (values.hasBias
        ? [isOne ? parts.notation.symbol(values.values.bias(map: values.step.map)) : nil] : [])
  }

  private func style(_ order: Int, _ parts: ConvolutionParts) -> PositionStyle {
    parts.theme.position(order)
  }

  private func column(
    _ position: Int, _ order: Int, _ values: MatrixProductValues, _ parts: ConvolutionParts
  ) -> FalkScheme.Column {
    let step = values.step(values.step.map, position)
    let isFollowed = position == values.step.position.index
    let faces = values.terms.map { number in
      number.map { number -> FalkScheme.Face in
        let datum = values.values.value(step.terms[number])
        return FalkScheme.Face(
          number: datum.address.tensor == Tensors.padding
            ? .number("0", .regular) : parts.spellings.number(datum),
          symbol: parts.notation.symbol(datum), mark: datum.mark,
          identity: identity(number, values, parts))
      }
    }
    let results = values.maps.map { map in
      map.map { map -> FalkScheme.Face in
        let step = values.step(map, position)
        let datum = values.values.z(step)
        // What later steps fill in is still empty.
        let isEmpty =
          subject.step > 0 && map == values.step.map && position > values.step.position.index
        return FalkScheme.Face(
          number: parts.spellings.number(datum), symbol: parts.notation.symbol(datum),
          mark: datum.mark, isEmpty: isEmpty)
      }
    }
    let corner = step.position.neuron
    let index = parts.theme.name.isEmpty ? 0 : order
    let picture = parts.input(
      channel: values.values.channels(ofMap: step.map).lowerBound, map: step.map, position: nil,
      marks: [(step.position, style(index, parts), nil)], fill: .none, hasCorners: false,
      hasIndices: false)
    return FalkScheme.Column(
      title: .row([
        .words(say("underlay")), .space(0.3),
        .number(
          "\(Voice.current.notation.index(corner.row)),\(Voice.current.notation.index(corner.column))",
          .regular),
      ]),
      style: style(order, parts), isFollowed: isFollowed, picture: heated(picture, values),
      faces: faces
        + (values.hasBias ? [FalkScheme.Face(number: .number("1", .regular), isQuiet: true)] : []),
      results: results)
  }

  /// The input, by its values where its cells are too many for numbers.
  private func heated(_ matrix: Matrix, _ values: MatrixProductValues) -> Matrix {
    var matrix = matrix
    matrix.numbersCost = 0
    matrix.leastSide = 0
    return matrix
  }

  private func filter(_ values: MatrixProductValues, _ parts: ConvolutionParts) -> any Block {
    let channels = pass.layer.channelsInGroup
    var matrix = parts.filter(map: values.step.map, channel: 0, isColored: colorsWeights(values))
    matrix.largest = 52
    matrix.numbersCost = 0
    let bias = values.values.bias(map: values.step.map)
    let text: Formula =
      parts.labels == .symbols ? parts.notation.symbol(bias) : parts.spellings.number(bias, .medium)
    let below: [any Block] = channels > 1 ? [Fixed.words(say("channel 0 of \(channels)"))] : []
    let titled = Titled(
      say("filter"), parts.notation.general(Tensors.weight), below: below, matrix)
    guard values.hasBias else { return titled }
    return Stack.row(
      [
        titled, Titled(say("bias"), parts.notation.general(Tensors.bias), Pill("bias", text: text)),
      ],
      gap: 18, widest: 40)
  }

  /// The map of z that the results are folded to.
  private func map(_ values: MatrixProductValues, _ parts: ConvolutionParts) -> any Block {
    let extent = pass.sweep.extent
    let count = pass.sweep.count
    let map = values.step.map
    let shown = values.positions.enumerated().compactMap { order, position in
      position.map { ($0, order) }
    }
    let orders = Dictionary(uniqueKeysWithValues: shown)
    let areNumbers = extent.count <= 16
    let all = (0..<count).map { pass.steps[map * count + $0].z }
    let scale = ValueScale(.signed, over: all, theme: parts.theme)
    var matrix = Matrix(
      name: "folded", place: say("feature map"), rows: extent.rows, columns: extent.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < extent.rows, column < extent.columns else { return nil }
      let index = row * extent.columns + column
      let datum = values.values.z(pass.steps[map * count + index])
      var face = CellFace()
      let isYetToCome = subject.step > 0 && index > values.step.position.index
      if let order = orders[index] {
        let style = style(order, parts)
        face.outline = style.stroke(index == values.step.position.index ? 4 : 2.4)
        face.identity = style.color
        if !isYetToCome {
          face.number = parts.spellings.number(datum)
          face.symbol = parts.notation.symbol(datum)
        }
      } else if !areNumbers || !isYetToCome {
        face.heat = scale.color(of: datum.value)
        face.isHeat = true
      }
      face.isDashed = isYetToCome
      face.mark = datum.mark
      return face
    }
    matrix.isNeurons = extent.rows <= 4 && extent.columns <= 4
    matrix.numbersCost = 0
    matrix.leastSide = 0
    if !ConvolutionValues.areNumbersPrinted(extent) { matrix.raster = (all, scale) }
    return Titled(say("feature map"), parts.notation.general(Tensors.z), matrix)
  }

  // MARK: - Band

  private func band(
    _ values: MatrixProductValues, _ parts: ConvolutionParts, _ equation: Int
  ) -> Band {
    let (spellings, notation) = (parts.spellings, parts.notation)
    let step = values.step
    let z = values.values.z(step)
    func colored(_ number: Int, _ formula: Formula) -> Formula {
      guard let color = identity(number, values, parts) else { return formula }
      return .colored(parts.theme.text(in: color, on: parts.theme.band), formula)
    }
    let terms = BandEquation.needed(of: step.terms.count).map { number -> BandEquation.Term in
      let term = step.terms[number]
      let factors = [values.values.weight(term, map: step.map), values.values.value(term)]
      return .init(
        colored(number, notation.product(factors)),
        colored(number, spellings.product(factors, isFirst: number == 0)))
    }
    let bias = values.values.bias(map: step.map)
    return Band([
      .equation(
        BandEquation(
          lead: notation.symbol(z), terms: terms,
          last: values.hasBias
            ? [
              .init(
                .row([notation.symbol(bias), .space(0.1), .number("·1", .regular)]),
                .row([spellings.operand(bias), .space(0.1), .number("·1", .regular)]))
            ] : [],
          result: [spellings.relation(of: equation), spellings.number(z, .bold)])),
      .verdict(
        .row([.math("W"), .space(0.2), .math("A"), .relation("="), .math("Z")]), values.agreement,
        words: say("equal to the sliding overlay")),
    ])
  }

  private func description(_ values: MatrixProductValues, _ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: subject.stage)
    return [
      pass.caption + ".",
      say(
        "The \(pass.sweep.count) underlays are columns of \(values.step.terms.count) values, the filters rows of as many weights; their product is the feature map."
      ),
      words(values.step.index, of: .forward, sum: values.values.sum(of: values.step)),
    ].joined(separator: " ")
  }
}
