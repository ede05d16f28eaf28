import Drawing
import Neural
import Wording

/// Where the panels of the full convolution go: the first position large at the left, the positions
/// as small pictures in the middle, the result at the right.
struct FullConvolutionLayout {
  let panels: GradientPanels
  let share: GroupShare
  let map: Int
  let agreement: Agreement

  private var pen: Pen { panels.pen }
  private var theme: Theme { pen.theme }
  private var notation: PassNotation { panels.notation }
  private var pass: Convolution.ForwardPass { panels.pass }
  private var channel: Int { share.channels.lowerBound }
  private var input: Extent { pass.sweep.underlay }
  private var convolution: Convolution.ActivationGradientConvolution {
    panels.backward.activationGradientConvolution
  }

  /// The step that gives the cell with a number in row order.
  private func step(_ index: Int) -> GradientDotProduct {
    convolution.steps[channel * input.count + index]
  }

  private var excerpt: Excerpt { FullConvolutionLayout.excerpt(of: input, style: pen.style) }

  /// The positions that are shown.
  static func excerpt(of input: Extent, style: FigureStyle) -> Excerpt {
    if style.isNarrow {
      return Excerpt(count: input.count, limit: 4, leading: 2, hasMiddle: false)
    }
    return Excerpt(
      count: input.count, limit: style.isShort ? 6 : 9, leading: style.isShort ? 2 : 5)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    pen.style.isNarrow ? rows(in: room) : row(in: room.insetForHeadings(in: pen.style))
  }

  /// The first position and the result, and below them the positions.
  private func rows(in room: Rectangle) -> [Picture] {
    let position = FullConvolutionPosition(panels: panels, map: map, channel: channel)
    let first = position.box(step(0))
    let (heading, foot, gap) = (44.0, 34.0, 110.0)
    let lower = min(room.height * 0.36, 220)
    let height = room.height - lower - heading - foot
    let width = (room.width - gap - 28) / 2
    let openingCell = min(
      width / Double(first.columns), height / Double(first.rows), 110)
    let resultCell = min(width / Double(input.columns), height / Double(input.rows), 110)
    let middle = room.minY + heading + height / 2
    let xs = [room.minX + 28 + width / 2, room.maxX - width / 2]
    let opening = position.opening(step(0), cell: openingCell)
    let name = openingName(width: width + gap / 2)
    let total = self.total(cell: resultCell)
    let totalName = pen.formula(notation.activationGradient, size: 20, width: width)
    let check = pen.verdict(agreement, say("equal to the sum of components"), size: 14)
    let openingHeight = Double(first.rows) * openingCell
    return [
      opening.moved(xs[0] - opening.bounds.midX, middle - openingHeight / 2),
      name.moved(xs[0] - name.bounds.midX, middle - openingHeight / 2 - 30).kept(
        in: room, style: pen.style),
      pen.sign("=").centered(at: Point((xs[0] + xs[1]) / 2, middle)),
      total.framed(at: Point(xs[1], middle)).picture.tagged("total"),
      totalName.moved(
        xs[1] - totalName.bounds.midX, middle - total.frame.height / 2 - 14),
      check.moved(xs[1] - check.bounds.midX, middle + total.frame.height / 2 + 22)
        .kept(in: room, style: pen.style),
      positions(
        position, in: Rectangle(room.minX, room.maxY - lower, room.width, lower)),
    ]
  }

  private func openingName(width: Double) -> Picture {
    pen.formula(
      .row([notation.biasGradient, .words(" " + say("rotated by 180°"))]), size: 19, width: width)
  }

  private func total(cell: Double) -> Panel {
    panels.gradient(
      convolution.result[slice: channel], cell: cell, scale: scale, tag: "result",
      frame: panels.totalFrame,
      texts: .init(symbol: { notation.activationGradient($0, channel: channel) }))
  }

  private func row(in room: Rectangle) -> [Picture] {
    let position = FullConvolutionPosition(panels: panels, map: map, channel: channel)
    let heading = 44.0
    let first = position.box(step(0))
    let result = Size(Double(input.columns), Double(input.rows))
    let height = room.height - heading - 40
    // One position needs no room for others; its cells fill the page instead.
    let isSingle = input.count == 1
    let columns = Columns(
      in: room, indent: 24, shares: [0.9, 1.75, 0.8],
      limits: [
        Double(first.columns) * min(isSingle ? 150 : 78, (height - 60) / Double(first.rows)),
        isSingle ? 200 : 620,
        result.width * min(isSingle ? 190 : 84, (height - 20) / result.height),
      ], gaps: [52, 56])
    let (widths, lefts) = (columns.widths, columns.lefts)
    let middle = room.midY + heading / 2 - 12
    let openingCell = widths[0] / Double(first.columns)
    let opening = position.opening(step(0), cell: openingCell)
    let name = openingName(width: widths[0] + 70)
    let resultCell = widths[2] / result.width
    let total = self.total(cell: resultCell)
    let totalName = pen.formula(notation.activationGradient, size: 21, width: widths[2] + 50)
    let equal = say("equal to the sum of components")
    let whole = pen.verdict(agreement, equal)
    let check = pen.verdict(
      agreement, equal,
      size: 16 * min(1, max(widths[2] + 50, 150) / whole.bounds.width))
    let openingTop = middle - Double(first.rows) * openingCell / 2
    let totalHeight = result.height * resultCell
    let right = Point(min(lefts[2] + widths[2] / 2, room.maxX - check.bounds.width / 2), middle)
    return [
      opening.moved(lefts[0], openingTop),
      name.moved(
        max(room.minX, lefts[0] + widths[0] / 2 - name.bounds.width / 2), openingTop - 44),
      positions(
        position,
        in: Rectangle(lefts[1], room.minY, widths[1], room.height)),
      pen.sign("=").centered(at: Point(columns.middle(ofGap: 1), middle)),
      total.framed(at: Point(lefts[2] + widths[2] / 2, middle)).picture.tagged("total"),
      totalName.moved(
        lefts[2] + widths[2] / 2 - totalName.bounds.midX, middle - totalHeight / 2 - 16),
      check.moved(right.x - check.bounds.midX, middle + totalHeight / 2 + 30),
    ]
  }

  private var scale: ValueScale {
    ValueScale(.signed, over: convolution.result[slice: channel].values, theme: theme)
  }

  // MARK: - Positions

  private func positions(_ position: FullConvolutionPosition, in room: Rectangle) -> Picture {
    let places = excerpt.places
    let (columns, rows) = grid(places.count)
    let caption = 26.0
    let slot = Size(room.width / Double(columns), room.height / Double(rows))
    let products = excerpt.items.flatMap { position.products(step($0)) }
    let boxes = excerpt.items.map { position.box(step($0)) }
    let (height, width) = (boxes.map(\.rows).max() ?? 1, boxes.map(\.columns).max() ?? 1)
    let cell = min(
      (slot.width - 34) / Double(width), (slot.height - caption - 14) / Double(height), 64)
    let format = NumberFormat(for: excerpt.items.map { step($0).dotProduct })
    let pictures = places.enumerated().map { index, place -> Picture in
      let center = Point(
        room.minX + (Double(index % columns) + 0.5) * slot.width,
        room.minY + (Double(index / columns) + 0.5) * slot.height)
      switch place {
      case .ellipsis(let count):
        return pen.ellipsis(count).moved(center.x, center.y - 8)
      case .item(let index, _):
        let step = step(index)
        let box = position.box(step)
        let (width, height) = (Double(box.columns) * cell, Double(box.rows) * cell)
        let picture = position.picture(step, cell: cell, beside: products).moved(
          center.x - width / 2, center.y - (height + caption) / 2)
        let text = self.caption(step, format: format, width: slot.width - 10)
        return .joined([
          picture,
          text.moved(
            center.x - text.bounds.midX, center.y + (height + caption) / 2 - 4),
        ]).tagged("position", String(index))
      }
    }
    return .joined(pictures)
  }

  /// As many columns as the result has while all positions are shown.
  private func grid(_ count: Int) -> (columns: Int, rows: Int) {
    if pen.style.isNarrow { return (count, 1) }
    if excerpt.isComplete, input.columns <= 5, input.rows <= 4, !pen.style.isShort {
      return (input.columns, input.rows)
    }
    let columns = min(count, 3)
    return (columns, (count + columns - 1) / columns)
  }

  /// `∂C/∂a₀,₁ ≈ −0.047`.
  private func caption(
    _ step: GradientDotProduct, format: NumberFormat, width: Double
  ) -> Picture {
    let symbol = notation.activationGradient(step.cell, channel: channel)
    guard pen.style.labels != .symbols else {
      return pen.formula(symbol, size: 18, width: width)
    }
    return pen.formula(
      .row([
        symbol, .relation(format.isExact(step.dotProduct) ? "=" : "≈"),
        .number(format.string(step.dotProduct), .bold),
      ]), size: 18, width: width)
  }
}
