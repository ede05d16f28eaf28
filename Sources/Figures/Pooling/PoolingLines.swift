import Drawing
import Neural
import Wording

/// What a pooling layer computes, written out for the explanation band.
struct PoolingLines {
  let panels: PoolingPanels
  /// The windows that have a colour in the panels.
  let marks: PoolingMarks

  private var pen: Pen { panels.pen }
  private var theme: Theme { pen.theme }
  private var notation: PoolingNotation { panels.notation }
  private var subject: PoolingSubject { panels.subject }
  private static let size = 21.0

  /// One neuron forward; where there is a gradient, also one sum back.
  func pictures() -> [Picture] {
    let neuron = panels.current ?? tied ?? panels.neurons[0]
    let color = color(of: neuron.position.index)
    var lines = [subject.isMax ? largest(neuron, color) : mean(neuron, color)]
    if let gradient = panels.gradient {
      lines.append(back(gradient, from: neuron))
    }
    return lines
  }

  /// The first neuron whose winner is not alone.
  private var tied: PooledNeuron? { panels.neurons.first { $0.ties > 1 } }

  private func color(of position: Int) -> Color {
    if let current = panels.current {
      return position == current.position.index
        ? theme.text(in: theme.positions[0], on: theme.band) : theme.ink
    }
    return theme.text(in: marks.styles[position]?.color ?? theme.ink, on: theme.band)
  }

  // MARK: - Forward

  private func largest(_ neuron: PooledNeuron, _ color: Color) -> Picture {
    let cells = neuron.window.filter { !$0.isPadding }
    let format = NumberFormat(for: cells.map(\.value))
    let isSymbols = pen.style.labels == .symbols
    let items = cells.map { item -> Formula in
      let isWinner = item.cell == neuron.winner?.cell
      let text: Formula =
        isSymbols
        ? notation.layeredInput(item.cell)
        : .number(format.string(item.value), isWinner ? .bold : .regular)
      return isWinner ? .colored(color, text) : text
    }
    let winner = cells.firstIndex { $0.cell == neuron.winner?.cell } ?? 0
    var tail: [Formula] = [.math(")")]
    if let cell = neuron.winner?.cell {
      tail.append(.relation(isSymbols || format.isExact(neuron.a) ? "=" : "≈"))
      tail.append(
        .colored(
          color,
          isSymbols ? notation.layeredInput(cell) : .number(format.string(neuron.a), .bold)))
    }
    let note = neuron.winner.map {
      Formula.colored(theme.muted, .words(self.note(neuron, $0.cell)))
    }
    let lead: [Formula] = [
      .colored(color, notation.a(neuron.position.neuron)),
      .relation(isSymbols || cells.allSatisfy { format.isExact($0.value) } ? "=" : "≈"),
      .words("max"),
      .space(0.1), .math("("),
    ]
    return line(lead: lead, items: items, kept: winner, tail: tail, note: note)
  }

  private func note(_ neuron: PooledNeuron, _ cell: Cell) -> String {
    neuron.ties > 1
      ? say(
        """
        \(neuron.ties) cells tie; the first in row order wins: \
        row \(index: cell.row), column \(index: cell.column)
        """)
      : say("from row \(index: cell.row), column \(index: cell.column)")
  }

  /// A list on one line: all of its items, or the first ones, the one that matters and the last.
  /// A note behind it gives way where a panel is too narrow.
  private func line(
    lead: [Formula], items: [Formula], kept: Int, tail: [Formula], note: Formula?
  ) -> Picture {
    var tail = tail
    func row(_ shown: [Int]) -> Formula {
      var parts = lead
      if let first = shown.first, first > 0 { parts += [.math("⋯"), .math(","), .space(0.3)] }
      for (order, index) in shown.enumerated() {
        if order > 0 { parts += [.math(","), .space(0.3)] }
        if order > 0, index > shown[order - 1] + 1 {
          parts += [.math("⋯"), .math(","), .space(0.3)]
        }
        parts.append(items[index])
      }
      return .row(parts + tail)
    }
    if let note {
      let noted = tail + [.space(1.2), note]
      let isNarrow =
        pen.style.panel != nil
        && pen.formula(.row(lead + Array(items.prefix(6)) + noted), size: PoolingLines.size)
          .bounds.width > pen.bandWidth
      if !isNarrow { tail = noted }
    }
    for count in stride(from: min(items.count, 16), through: 1, by: -1) {
      let shown = Set((0..<count - 1)).union([kept, items.count - 1]).sorted()
      let picture = pen.formula(row(shown), size: PoolingLines.size)
      if picture.bounds.width <= pen.bandWidth { return picture }
    }
    return pen.formula(
      row(Set([kept, items.count - 1]).sorted()), size: PoolingLines.size, width: pen.bandWidth)
  }

  private func mean(_ neuron: PooledNeuron, _ color: Color) -> Picture {
    guard case .mean(let sum, let divisor) = neuron.rule else { return .empty }
    let values = NumberFormat(for: neuron.window.map(\.value))
    let means = NumberFormat(for: [neuron.a])
    let isSymbols = pen.style.labels == .symbols
    let terms = neuron.window.enumerated().map { order, item -> Formula in
      if isSymbols { return item.isPadding ? .math("0") : notation.layeredInput(item.cell) }
      let text = values.string(item.value)
      return .number(order > 0 && text.hasPrefix("−") ? "(\(text))" : text, .regular)
    }
    let areExact = isSymbols || neuron.window.allSatisfy { values.isExact($0.value) }
    // A sum has no more decimals than its terms.
    let sums = areExact ? values : NumberFormat(for: [sum])
    var tail: [Formula] = [.math(")"), .relation("/"), .number("\(divisor)", .regular)]
    if !isSymbols {
      let isExact = areExact && sums.isExact(sum)
      tail += [
        .relation(isExact ? "=" : "≈"), .number(sums.string(sum), .medium), .relation("/"),
        .number("\(divisor)", .regular),
        .relation(isExact && means.isExact(neuron.a) ? "=" : "≈"),
        .colored(color, .number(means.string(neuron.a), .bold)),
      ]
    }
    return Sum(
      lead: [
        .colored(color, notation.a(neuron.position.neuron)), .relation(areExact ? "=" : "≈"),
        .math("("),
      ],
      terms: terms, tail: tail
    ).picture(pen: pen, size: PoolingLines.size, width: pen.bandWidth)
  }

  // MARK: - Back

  /// The sum of the cell that the neuron hands its gradient to; where all neurons are shown, of the
  /// cell that gets the most terms.
  private func back(_ gradient: PooledGradient, from neuron: PooledNeuron) -> Picture {
    let last = panels.current?.position.index ?? panels.sweep.count - 1
    func terms(_ cell: Cell) -> [Accumulation.Term] {
      let columns = panels.underlay.columns
      let index = panels.map * panels.underlay.count + cell.row * columns + cell.column
      return gradient.sums.steps[index].terms.filter {
        $0.isReceived && $0.position.index <= last
      }
    }
    let candidates: [Cell] =
      panels.current.map { [$0.winner?.cell ?? firstInside($0)] }
      ?? (0..<panels.underlay.count).map {
        Cell($0 / panels.underlay.columns, $0 % panels.underlay.columns)
      }
    var best: (cell: Cell, terms: [Accumulation.Term])?
    if let winner = neuron.winner?.cell { best = (winner, terms(winner)) }
    for cell in candidates {
      let terms = terms(cell)
      if terms.count > best?.terms.count ?? 0 { best = (cell, terms) }
    }
    guard let best else { return .empty }
    return sum(of: best.terms, at: best.cell)
  }

  private func firstInside(_ neuron: PooledNeuron) -> Cell {
    neuron.window.first { !$0.isPadding }?.cell ?? neuron.position.origin
  }

  private func sum(of terms: [Accumulation.Term], at cell: Cell) -> Picture {
    let isSymbols = pen.style.labels == .symbols
    let total = terms.reduce(0) { $0 + $1.product }
    let format = NumberFormat(for: terms.map(\.product))
    let parts = terms.enumerated().map { order, term -> Formula in
      let color = color(of: term.position.index)
      guard !isSymbols else {
        let symbol = notation.upstream(term.position.neuron)
        return .colored(
          color,
          subject.isMax
            ? symbol
            : .row([
              symbol, .math(" / "), .number("\(panels.sweep.geometry.kernel.count)", .regular),
            ]))
      }
      let text = format.string(term.product)
      return .colored(
        color, .number(order > 0 && text.hasPrefix("−") ? "(\(text))" : text, .regular))
    }
    let areExact = isSymbols || terms.allSatisfy { format.isExact($0.product) }
    // A sum has no more decimals than its terms.
    let totals = areExact ? format : NumberFormat(for: [total])
    let isExact = areExact && totals.isExact(total)
    var tail: [Formula] = []
    if !isSymbols, terms.count > 1 {
      tail = [.relation(isExact ? "=" : "≈"), .number(totals.string(total), .bold)]
    }
    return Sum(
      lead: [
        notation.gradient(cell), .relation(areExact ? "=" : "≈"),
      ],
      terms: parts, tail: tail,
      note: .row([.space(1.2), .colored(theme.muted, .words(note(terms)))])
    ).picture(pen: pen, size: PoolingLines.size, width: pen.bandWidth)
  }

  private func note(_ terms: [Accumulation.Term]) -> String {
    let count = terms.count
    let isWhole = panels.current == nil
    switch (subject.isMax, count > 1) {
    case (true, false): return say("the winner of one window")
    case (true, true):
      return isWhole
        ? say("the winner of \(count) windows adds their gradients up")
        : say("the winner of \(count) windows so far adds their gradients up")
    case (false, false): return say("a cell of one window")
    case (false, true):
      return isWhole
        ? say("a cell of \(count) windows adds their shares up")
        : say("a cell of \(count) windows so far adds their shares up")
    }
  }
}
