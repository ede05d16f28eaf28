import Drawing
import Neural
import Wording

/// The gradient of a pooling layer's input: what each cell gets, with its terms where it gets more
/// than one.
struct PoolingGradientPanel {
  let panels: PoolingPanels
  let gradient: PooledGradient
  let cell: Double
  let marks: PoolingMarks

  /// One cell of the input and what it has got so far.
  private struct Share {
    let cell: Cell
    let terms: [Accumulation.Term]
    let sum: Double
  }

  private var pen: Pen { panels.pen }
  private var theme: Theme { pen.theme }
  private var extent: Extent { panels.underlay }

  /// The last position whose gradient has been handed back.
  private var last: Int { panels.current?.position.index ?? panels.sweep.count - 1 }

  private var shares: [Share] {
    let first = panels.map * extent.count
    return (first..<first + extent.count).map { index in
      let step = gradient.sums.steps[index]
      let terms = step.terms.filter { $0.isReceived && $0.position.index <= last }
      return Share(
        cell: step.cell, terms: terms, sum: terms.reduce(0) { $0 + $1.product })
    }
  }

  /// The panel; without the ring, where what is handed back is lost.
  func panel() -> Panel {
    let shares = shares
    let scale = ValueScale(.signed, over: shares.map(\.sum), theme: theme)
    if panels.isLarge(extent) {
      var tensor = Tensor(shape: [extent.rows, extent.columns])
      for share in shares { tensor[share.cell.row, share.cell.column] = share.sum }
      let heat = pen.heat(tensor, scale: scale, cell: cell, tag: "gradient")
      return finish(heat, shares, scale: scale)
    }
    let terms = lines(shares)
    let isNumbered = isNumbered(shares)
    var panel = matrix(shares, scale: scale, lines: terms)
    for (index, share) in shares.enumerated() {
      let rectangle = panel.rectangle(of: share.cell)
      let y = rectangle.minY + cell * (isSymbols ? 0.5 : 0.68)
      let items = terms.items(
        index, around: y, in: rectangle,
        color: theme.text(on: fill(share.sum, scale, isNumbered: isNumbered)))
      guard !items.isEmpty else { continue }
      panel = panel.drawing([.group(Tag("terms", "\(share.cell.row),\(share.cell.column)"), items)])
    }
    return finish(panel, shares, scale: scale)
  }

  /// The part of a cell that goes by the sum where its terms stand below it.
  private static let lifted = 0.76

  private var isSymbols: Bool { pen.style.labels == .symbols }

  /// The terms below the sums, which of a single term says nothing new; alone where there are only
  /// symbols.
  private func lines(_ shares: [Share]) -> TermLines {
    // Below this the sums would not be lifted over their terms.
    guard isSymbols || cell * PoolingGradientPanel.lifted * 0.2 >= Pen.captionFloor else {
      return TermLines([], room: .zero, pen: pen)
    }
    let steps = gradient.contributions.steps
    let format = NumberFormat(for: panels.neurons.map { steps[$0.index].factor })
    let width = cell * (panels.subject.isMax && marks.isComplete ? 0.72 : 0.93)
    return TermLines(
      shares.map {
        $0.terms.count < 2 && pen.style.labels == .numbers ? [] : texts(of: $0, format: format)
      },
      room: Size(width, cell * (isSymbols ? 0.7 : 0.34)), pen: pen)
  }

  private func matrix(_ shares: [Share], scale: ValueScale, lines: TermLines) -> Panel {
    let textCell = lines.isEmpty ? plainTextCell(shares) : cell * PoolingGradientPanel.lifted
    // Sums are set bolder than what they are measured as.
    let numbers = pen.numbers(
      shares.map(\.sum), cell: textCell * (lines.isEmpty ? 0.96 : 1), comfortable: 13)
    let isNumbered = isNumbered(shares)
    return pen.matrix(extent, cell: cell, tag: "gradient", textCell: textCell) { place in
      let index = place.row * extent.columns + place.column
      let share = shares[index]
      let fill = fill(share.sum, scale, isNumbered: isNumbered)
      var look = CellLook(value: share.sum, scale: scale, theme: theme)
      look.fill = fill
      look.color = share.terms.isEmpty ? theme.quiet : theme.text(on: fill)
      guard isNumbered else { return look }
      if !isSymbols {
        look.text = numbers.formula(index, share.terms.isEmpty ? .regular : .semibold)
        // An empty caption lifts the sum over its terms.
        look.caption = lines.has(index) ? .space(0) : nil
      } else if share.terms.isEmpty {
        look.text = .math("0")
      }
      return look
    }
  }

  /// Whether the cells say what they get.
  private func isNumbered(_ shares: [Share]) -> Bool {
    guard !panels.isLarge(extent), cell >= 24 else { return false }
    return isSymbols
      ? cell >= 60 : pen.numbers(shares.map(\.sum), cell: plainTextCell(shares) * 0.96).texts != nil
  }

  /// The part of a cell that outlines leave to a sum without terms.
  private func plainTextCell(_ shares: [Share]) -> Double {
    let most = shares.map { outlineStyles(of: $0).count }.max() ?? 0
    // Text takes four fifths of what it is given.
    return most > 1 ? min(cell * 0.92, (cell - 2 * 9.5) / 0.8) : cell * 0.92
  }

  /// The outlines around a cell: those of its neurons, or one for many, as where two of them would
  /// leave no room for the sum.
  private func outlineStyles(of share: Share) -> [PositionStyle] {
    guard panels.subject.isMax else { return [] }
    let styles = share.terms.compactMap { marks.styles[$0.position.index] }
    return styles.count > 2 || styles.count > 1 && cell >= 24 && cell < 60
      ? [PositionStyle(color: theme.ink)] : styles
  }

  /// The fill of a cell: half as strong where there are numbers, so that outlines and terms stand
  /// out from it.
  private func fill(_ value: Double, _ scale: ValueScale, isNumbered: Bool) -> Color {
    let color = scale.color(of: value)
    return isNumbered ? theme.paper.mixed(with: color, 0.5) : color
  }

  private func finish(_ panel: Panel, _ shares: [Share], scale: ValueScale) -> Panel {
    let outlined = panel.drawing(outlines(on: panel, shares))
    guard isNumbered(shares) else {
      return outlined.captioned(
        panels.legend(scale, below: panel))
    }
    return pen.indexed(outlined)
  }

  /// The outlines of the cells that get something, in the colours of the neurons that it comes
  /// from, one inside the other.
  private func outlines(on panel: Panel, _ shares: [Share]) -> [Item] {
    guard panels.subject.isMax else { return meanOutlines(on: panel) }
    return shares.flatMap { share -> [Item] in
      let rectangle = panel.rectangle(of: share.cell)
      let grow = max(0, (10 - rectangle.width) / 2)
      return outlineStyles(of: share).enumerated().map { order, style in
        let inset = cell < 24 ? -grow : 2.5 + 4.6 * Double(order)
        return .group(
          Tag("received", "\(share.cell.row),\(share.cell.column)"),
          [
            .rectangle(
              rectangle.inset(inset), radius: 4, Paint(stroke: style.stroke(cell < 24 ? 2.4 : 3)))
          ])
      }
    }
  }

  /// In a mean every cell of the window gets its share, so the window itself is outlined.
  private func meanOutlines(on panel: Panel) -> [Item] {
    guard let current = panels.current else { return [] }
    let whole = panels.rectangle(of: current.position.index, on: panel)
    // What hangs over the edge is lost.
    let (left, top) = (max(whole.minX, panel.frame.minX), max(whole.minY, panel.frame.minY))
    let (right, bottom) = (min(whole.maxX, panel.frame.maxX), min(whole.maxY, panel.frame.maxY))
    guard right > left, bottom > top else { return [] }
    return [
      .group(
        Tag("received"),
        [
          .rectangle(
            Rectangle(left, top, right - left, bottom - top), radius: 5,
            Paint(stroke: theme.position(0).stroke(4)))
        ])
    ]
  }

  /// The terms of a cell's sum, each but the first with its sign.
  private func texts(of share: Share, format: NumberFormat) -> [Formula] {
    return share.terms.enumerated().map { order, term in
      guard pen.style.labels == .numbers else {
        let symbol = panels.notation.upstream(term.position.neuron)
        let part =
          panels.subject.isMax
          ? symbol : Formula.row([symbol, .math(" / \(panels.sweep.geometry.kernel.count)")])
        return order == 0 ? part : .row([.math("+ "), part])
      }
      return .signed(format.string(term.product), isFirst: order == 0)
    }
  }
}

extension Formula {
  /// A term of a sum with its sign before it: −0.013, + 0.091, − 0.5.
  static func signed(_ text: String, isFirst: Bool) -> Formula {
    let isNegative = text.hasPrefix("−")
    return .number(
      isFirst ? text : isNegative ? "− \(text.dropFirst())" : "+ \(text)", .regular)
  }
}

/// Small lines of terms in the cells of a panel, all in one size: two terms a line or one, whichever
/// is larger, or how many there are.
private struct TermLines {
  private let pen: Pen
  private let lines: [[Formula]]
  private let size: Double
  /// The height of a line in parts of the size.
  private let pitch: Double

  init(_ terms: [[Formula]], room: Size, pen: Pen) {
    self.pen = pen
    // Symbols with indices above and below are higher than numbers.
    let highest = terms.joined().map { pen.formula($0, size: 20).bounds.height / 20 }.max() ?? 0
    let pitch = max(1.14, highest + 0.06)
    func broken(_ perLine: Int) -> [[Formula]] {
      terms.map { terms in
        stride(from: 0, to: terms.count, by: perLine).map { start in
          let part = terms[start..<min(start + perLine, terms.count)]
          return .row(part.enumerated().flatMap { $0 == 0 ? [$1] : [.space(0.25), $1] })
        }
      }
    }
    func size(of candidate: [[Formula]], most: Double = 17) -> Double {
      let high = candidate.map(\.count).max() ?? 0
      guard high > 0 else { return 0 }
      return pen.size(
        fitting: candidate.flatMap { $0 }, into: Size(room.width, room.height),
        preferred: min(most, room.height / (pitch * Double(high))))
    }
    let words = terms.map { $0.count < 2 ? [] : [Formula.words(say("sum of \($0.count)"))] }
    let candidates = [broken(2), broken(1)].map { ($0, size(of: $0)) }
    let best = candidates[0].1 >= candidates[1].1 ? candidates[0] : candidates[1]
    let chosen = best.1 >= Pen.captionFloor ? best : (words, size(of: words, most: 12.5))
    self.pitch = pitch
    (lines, self.size) = chosen.1 >= Pen.captionFloor ? chosen : ([], 0)
  }

  var isEmpty: Bool { lines.allSatisfy(\.isEmpty) }

  func has(_ index: Int) -> Bool { lines.indices.contains(index) && !lines[index].isEmpty }

  func items(_ index: Int, around y: Double, in cell: Rectangle, color: Color) -> [Item] {
    guard has(index) else { return [] }
    return lines[index].enumerated().flatMap { order, line -> [Item] in
      let picture = pen.formula(line, size: size, color: color)
      let shift = (Double(order) - Double(lines[index].count - 1) / 2) * size * pitch
      return picture.moved(
        cell.midX - picture.bounds.midX, y + shift + size * 0.3
      ).items
    }
  }
}
