import Drawing
import Neural
import Wording

/// The panels that the figures of a backward pass share.
struct GradientPanels {
  let pen: Pen
  let subject: GradientSubject

  var pass: Convolution.ForwardPass { subject.forward.pass }
  var backward: Convolution.BackwardPass { subject.backward }
  var notation: PassNotation { PassNotation(pass) }
  var theme: Theme { pen.theme }

  // MARK: - Input

  /// Whether each weight has a colour of its own, which takes few weights and cells to see them in.
  private func colorsWeights(cell: Double) -> Bool {
    pass.layer.channelsInGroup * pass.layer.kernel.count <= theme.weights.count && cell >= 22
  }

  /// A channel of the input with the overlay at a position; without one, the channel alone.
  func input(
    channel: Int, cell: Double, position: OverlayPosition?, style: PositionStyle? = nil
  ) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let isPlain = colorsWeights(cell: cell) && !underlay.isLarge
    let panel = underlay.panel(
      pen: pen, cell: cell,
      fill: isPlain ? .weights : .values(subject.forward.inputScale(theme)), position: position,
      labels: cell < 18 ? nil : pen.style.labels, indices: false)
    guard let position, let style else {
      // Without an overlay no padding has to be seen.
      var bare = panel
      bare.outer = panel.frame
      bare.picture.bounds = panel.frame
      return bare
    }
    return panel.drawing([mark(position, of: underlay, on: panel, style: style)])
  }

  /// The overlay at a position in its neuron's style; a ring around one too small to be seen.
  func mark(
    _ position: OverlayPosition, of underlay: Underlay, on panel: Panel, style: PositionStyle
  ) -> Item {
    let rectangle = underlay.rectangle(at: position, on: panel)
    let missing = 14 - min(rectangle.width, rectangle.height)
    if missing > 0 {
      return pen.overlay(
        rectangle.inset(-missing / 2), color: style.color, width: 3, dash: style.dash)
    }
    guard pass.layer.geometry.dilation == Extent(1) else {
      return underlay.overlay(at: position, on: panel, pen: pen, color: style.color)
    }
    return pen.overlay(
      rectangle, color: style.color, width: panel.cell < 14 ? 3 : 4, dash: style.dash)
  }

  // MARK: - Gradients

  /// What the cells of a gradient say besides their number.
  struct Texts {
    /// The cell in symbols.
    var symbol: (Cell) -> Formula?
    /// What stands below the symbol, where symbols stand alone.
    var symbolCaption: (Cell) -> Formula? = { _ in nil }
    /// What stands below the number.
    var caption: (Cell) -> Formula? = { _ in nil }
  }

  /// A matrix of a gradient, its cells filled by value, in one picture where it is large.
  ///
  /// - Parameters:
  ///   - others: values of other matrices that are written like this one's.
  ///   - isQuiet: the cells that hold a 0 only because nothing reaches them.
  func gradient(
    _ tensor: Tensor, beside others: [Double] = [], cell: Double, scale: ValueScale, tag: String,
    frame: Stroke? = nil,
    texts: Texts, isQuiet: (Cell) -> Bool = { _ in false }
  ) -> Panel {
    let extent = tensor.extent
    if extent.rows > 12 || extent.columns > 12 {
      let panel = pen.heat(tensor, scale: scale, cell: cell, tag: tag)
      guard let frame else { return panel }
      return panel.drawing([.rectangle(panel.frame, radius: 3, Paint(stroke: frame))])
    }
    let isCaptioned = pen.style.labels == .both
    let numbers = pen.numbers(tensor.values + others, cell: isCaptioned ? cell * 0.9 : cell)
    return pen.matrix(extent, cell: cell, tag: tag, frame: frame) { place in
      let index = place.row * extent.columns + place.column
      if isQuiet(place) {
        return CellLook(.number("0", .regular), color: theme.quiet)
      }
      var look = CellLook(value: tensor.values[index], scale: scale, theme: theme)
      switch pen.style.labels {
      case .symbols:
        look.text = texts.symbol(place)
        look.caption = texts.symbolCaption(place)
      case .numbers:
        look.text = numbers.formula(index)
        look.caption = texts.caption(place)
      case .both:
        look.text = numbers.formula(index)
        look.caption = texts.caption(place) ?? texts.symbol(place)
      }
      return look
    }
  }

  /// The outline of a gradient's total.
  var totalFrame: Stroke { Stroke(color: theme.ink, width: 2.6) }

  // MARK: - Components of ∂C/∂b

  /// The components of a map, row by row.
  func biasComponents(ofMap map: Int) -> Tensor { backward.biasGradientComponents[slice: map] }

  /// A map's components of ∂C/∂b as a matrix; those shown elsewhere in the figure in the colours
  /// of their positions.
  ///
  /// - Parameters:
  ///   - spread: the distance between neighbouring components.
  ///   - colors: the colour of the neuron with a number, where it has one.
  func biasComponents(
    ofMap map: Int, cell: Double, spread: Extent = Extent(1), isRotated: Bool = false,
    isLabelled: Bool = true, colors: [Int: Color] = [:]
  ) -> Panel {
    let tensor = biasComponents(ofMap: map)
    let extent = tensor.extent
    let scale = ValueScale(.signed, over: tensor.values, theme: theme)
    let span = extent.spread(by: spread)
    func index(at place: Cell) -> Int? {
      guard place.row.isMultiple(of: spread.rows), place.column.isMultiple(of: spread.columns)
      else { return nil }
      let index = place.row / spread.rows * extent.columns + place.column / spread.columns
      return isRotated ? extent.count - 1 - index : index
    }
    if span.rows > 12 || span.columns > 12 {
      var spreadOut = Tensor(shape: [span.rows, span.columns])
      for row in 0..<span.rows {
        for column in 0..<span.columns {
          if let index = index(at: Cell(row, column)) {
            spreadOut[row, column] = tensor.values[index]
          }
        }
      }
      return pen.heat(spreadOut, scale: scale, cell: cell, tag: "components \(map)")
    }
    let numbers = pen.numbers(tensor.values, cell: cell, comfortable: Pen.floor)
    return pen.matrix(span, cell: cell, tag: "components \(map)") { place in
      guard let index = index(at: place) else {
        return CellLook(fill: theme.band, color: theme.quiet)
      }
      let neuron = Cell(index / extent.columns, index % extent.columns)
      var look = CellLook(value: tensor.values[index], scale: scale, theme: theme)
      if let color = colors[index] {
        let fill = theme.paper.mixed(with: color, theme.tint)
        look = CellLook(fill: fill, color: theme.text(in: color, on: fill))
      }
      guard isLabelled else { return look }
      look.text =
        pen.style.labels == .symbols
        ? notation.biasGradient(neuron, map: map) : numbers.formula(index)
      return look
    }
  }

  /// The colours of the neurons that an excerpt shows, where the others are few.
  func colors(of excerpt: Excerpt) -> [Int: Color] {
    guard pass.sweep.count <= 12 else { return [:] }
    var colors: [Int: Color] = [:]
    for case .item(let index, let order) in excerpt.places {
      colors[index] = theme.position(order).color
    }
    return colors
  }

  /// The name of a contribution's neuron, with its map where there are several.
  func name(of step: Contribution) -> String {
    let neuron = step.position.neuron
    return pass.layer.maps > 1
      ? say("neuron \(index: step.map),\(index: neuron.row),\(index: neuron.column)")
      : name(of: neuron)
  }

  /// The name of a neuron within its map.
  func name(of neuron: Cell) -> String {
    say("neuron \(index: neuron.row),\(index: neuron.column)")
  }

  /// `∂C/∂b₀,₀ ≈ 0.062`, after a × where it is a factor.
  func factor(
    _ step: Contribution, format: NumberFormat, color: Color, isFactor: Bool, width: Double,
    size: Double = 19
  ) -> Picture {
    var parts: [Formula] = isFactor ? [.words("× "), .space(0.15)] : []
    parts.append(notation.biasGradient(step.position.neuron, map: step.map))
    if pen.style.labels != .symbols {
      parts += [
        .relation(format.isExact(step.factor) ? "=" : "≈"),
        .number(format.string(step.factor), .bold),
      ]
    }
    return pen.formula(.row(parts), size: size, color: color, width: width)
  }
}

extension Extent {
  /// The rows and columns that so many cells take when they lie apart.
  func spread(by distance: Extent) -> Extent {
    Extent(rows: (rows - 1) * distance.rows + 1, columns: (columns - 1) * distance.columns + 1)
  }
}

// MARK: - Steps

extension GradientPanels {
  /// How the neuron with the given number in its map is marked where it is shown alone: as where
  /// all are shown, or in the first style where there are too many for that.
  func style(of position: Int) -> PositionStyle {
    theme.position(pass.sweep.count <= 6 ? position : 0)
  }

  /// What the cells of a neuron's component of the weight gradient say.
  func weightTexts(of step: Contribution, channel: Int) -> Texts {
    let factor = notation.biasGradient(step.position.neuron, map: step.map)
    func activation(_ cell: Cell) -> Formula {
      let term = term(of: step, forWeight: cell, channel: channel)
      return term.isPadding ? .math("0") : notation.input(term.cell, channel: term.channel)
    }
    return Texts(
      symbol: { _ in factor }, symbolCaption: { times(activation($0)) },
      caption: { pen.style.labels == .both ? times(activation($0)) : nil })
  }

  /// The captions of products where the factor stands beside them: `0.062 × 0.5`, or only `× 0.5`
  /// where that is too long for some cell.
  func productCaption(of step: Contribution, cell: Double) -> (Contribution.Term) -> Formula {
    let factor = NumberFormat(for: [step.factor]).string(step.factor)
    let values = NumberFormat(for: step.terms.map(\.value))
    func whole(_ term: Contribution.Term) -> Formula {
      let value = values.string(term.value)
      return .number("\(factor) × \(value.hasPrefix("−") ? "(\(value))" : value)", .regular)
    }
    let room = Size(cell * 0.86, cell)
    let fits =
      pen.size(fitting: step.terms.map(whole), into: room, preferred: 12) >= Pen.captionFloor
    return { fits ? whole($0) : .number("× " + values.string($0.value), .regular) }
  }

  /// × before a formula.
  func times(_ formula: Formula) -> Formula { .row([.words("× "), formula]) }

  /// The term of a contribution that belongs to a weight of a channel, counted from 0.
  func term(of step: Contribution, forWeight cell: Cell, channel: Int) -> Contribution.Term {
    let kernel = pass.layer.kernel
    let place = pass.layer.weightCell(under: cell)
    return step.terms[channel * kernel.count + place.row * kernel.columns + place.column]
  }

  /// The heading of the sum of the first `count` components.
  func heading(before count: Int) -> Formula {
    .number(count == 0 ? say("nothing yet") : say("sum before"), .medium)
  }

  /// The heading of the sum of the first `count` components of all.
  func heading(after count: Int, of all: Int) -> Formula {
    .number(say("sum after \(count) of \(all)"), .medium)
  }
}

extension Pen {
  /// One element's sum in numbers: `∂C/∂w₀,₀: 0.12 + 0.062 · 0.9 = 0.18`.
  func growth(
    of element: Formula, before: Double, factor: Double, value: Double, after: Double,
    style position: PositionStyle
  ) -> Picture {
    let sums = NumberFormat(for: [before, after])
    let (first, second) = (NumberFormat(for: [factor]), NumberFormat(for: [value]))
    let isExact =
      sums.isExact(before) && sums.isExact(after) && first.isExact(factor)
      && second.isExact(value)
    func enclosed(_ text: String) -> String { text.hasPrefix("−") ? "(\(text))" : text }
    return formula(
      .row([
        .words(say("for") + " "), element, .words(":"), .space(0.8),
        .number(sums.string(before), .regular), .relation("+"),
        .colored(position.color, .number(enclosed(first.string(factor)), .medium)),
        .number(" · " + enclosed(second.string(value)), .regular),
        .relation(isExact ? "=" : "≈"), .number(sums.string(after), .bold),
      ]), size: 22, width: bandWidth)
  }
}
