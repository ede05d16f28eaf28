import Drawing

extension ClassTable {
  struct Plan {
    var columns: [Column]
    let row: Double
    let text: Double
    let hasArrows: Bool
    let label: Double
    /// The widths of the texts, and for signed bars those left of the zero.
    var texts: [Double]
    var left: [Double]
    var bars: [Double]
    var gap: Double
    var width: Double {
      label + zip(texts, zip(left, bars)).map { $0 + $1.0 + $1.1 }.reduce(0, +)
        + gap * Double(columns.count) + 16
    }
  }

  func plan(in room: Size, _ pen: Pen) -> Plan {
    let row = min(
      62, max(24, (room.height - ClassTable.head - ClassTable.foot) / Double(rows.count)))
    let text = max(pen.measures.numberFloor + 0.1, min(21, row * 0.44))
    let ranks = Set(columns.map(\.rank)).sorted(by: >)
    var best: Plan?
    for hasArrows in [true, false] {
      for limit in hasArrows ? [Int.max] : [Int.max] + ranks.dropLast() {
        let kept = columns.filter { $0.rank < limit }
        let plan = plan(kept, row: row, text: text, hasArrows: hasArrows, width: room.width, pen)
        if (plan.bars.filter { $0 > 0 }.min() ?? 100) >= 46 { return plan }
        best = plan
      }
    }
    return best ?? plan(columns, row: row, text: text, hasArrows: false, width: room.width, pen)
  }

  private func plan(
    _ columns: [Column], row: Double, text: Double, hasArrows: Bool, width: Double, _ pen: Pen
  ) -> Plan {
    func wide(_ formula: Formula, _ size: Double) -> Double {
      pen.formula(formula, size: size).bounds.width
    }
    let label = max(
      wide(.number(heading, .medium), 17), wide(.words(sum), 17),
      rows.map { max(wide($0.label, text), wide(.words($0.caption), 14.8)) }.max() ?? 0)
    var texts: [Double] = []
    var left: [Double] = []
    var flexible: [Double] = []
    var missing = 0.0
    for column in columns {
      let entries = column.entries.compactMap { $0 }
      let heads = max(
        wide(.number(column.words, .medium), 17), wide(column.symbol, 19.5),
        column.total.map { wide($0, text) } ?? 0)
      func most(_ entries: [Entry]) -> Double { entries.map { wide($0.text, text) }.max() ?? 0 }
      guard column.kind == .bar else {
        let pad = column.kind == .box ? 20.0 : column.kind == .neuron && row >= 50 ? 22 : 0
        texts.append(max(heads, most(entries) + pad, column.kind == .neuron ? row * 0.8 : 0))
        left.append(0)
        flexible.append(0)
        continue
      }
      let positive = most(entries.filter { !($0.value < 0) })
      let negative = most(entries.filter { $0.value < 0 })
      texts.append(positive + 12)
      left.append(negative > 0 ? negative + 12 : 0)
      flexible.append(negative > 0 ? 1.15 : 1)
      missing = max(missing, heads - positive - negative)
    }
    let gap = hasArrows ? 62.0 : 18
    let used =
      label + texts.reduce(0, +) + left.reduce(0, +) + gap * Double(columns.count) + 16
    let unit = max(0, (width - used) / max(1, flexible.reduce(0, +)))
    return Plan(
      columns: columns, row: row, text: text, hasArrows: hasArrows, label: label, texts: texts,
      left: left, bars: flexible.map { $0 * min(unit, 230) }, gap: gap)
  }
}
