import Drawing

extension ClassTable {
  struct Plan {
    var columns: [Column]
    let row: Double
    let text: Double
    var hasArrows = false
    /// Whether entries say one thing each.
    var isShort = false
    /// Whether bars stand beside the numbers.
    var hasBars = true
    /// Whether words stand above the symbols of the columns.
    var hasWords = true
    var label = 0.0
    /// The widths of the texts, and for signed bars those left of the zero.
    var texts: [Double] = []
    var left: [Double] = []
    var bars: [Double] = []
    var gap = 0.0
    var width: Double {
      label + zip(texts, zip(left, bars)).map { $0 + $1.0 + $1.1 }.reduce(0, +)
        + gap * Double(columns.count) + 16
    }

    /// How a column is drawn.
    func kind(of column: Column) -> Kind {
      column.kind == .bar && !hasBars ? .number : column.kind
    }

    /// What an entry says.
    func text(of entry: Entry, isTrue: Bool) -> Formula {
      isTrue ? entry.text(isShort).weighted(.bold) : entry.text(isShort)
    }
  }

  func plan(in room: Size, _ pen: Pen) -> Plan {
    let row = min(
      62, max(24, (room.height - ClassTable.head - ClassTable.foot) / Double(rows.count)))
    let text = max(pen.measures.numberFloor + 0.1, min(21, row * 0.44))
    let ranks = Set(columns.map(\.rank)).sorted(by: >)
    let limits = [Int.max] + ranks.dropLast()
    // First the arrows give way, then columns, then what entries say twice, then the bars.
    typealias Trial = (limit: Int, hasArrows: Bool, isShort: Bool, hasBars: Bool)
    let trials: [Trial] =
      [(Int.max, true, false, true)] + limits.map { ($0, false, false, true) }
      + limits.map { ($0, false, true, true) } + limits.map { ($0, false, true, false) }
    var best: Plan?
    for trial in trials {
      for hasWords in trial.isShort ? [true, false] : [true] {
        let plan = plan(
          columns.filter { $0.rank < trial.limit },
          Plan(
            columns: [], row: row, text: text, hasArrows: trial.hasArrows, isShort: trial.isShort,
            hasBars: trial.hasBars, hasWords: hasWords), width: room.width, pen)
        let isRoomy = (plan.bars.filter { $0 > 0 }.min() ?? 100) >= 46
        if plan.width <= room.width + 0.5, isRoomy || !trial.hasBars { return plan }
        if best.map({ plan.width < $0.width }) ?? true { best = plan }
      }
    }
    return best ?? Plan(columns: columns, row: row, text: text)
  }

  private func plan(_ columns: [Column], _ empty: Plan, width: Double, _ pen: Pen) -> Plan {
    func wide(_ formula: Formula, _ size: Double) -> Double {
      pen.formula(formula, size: pen.legible(size, formula)).bounds.width
    }
    var plan = empty
    let (row, text) = (plan.row, plan.text)
    plan.columns = columns
    plan.label = max(
      wide(.number(heading, .medium), 17), wide(.words(sum), 17),
      rows.map {
        max(
          wide($0.label.weighted(.bold), text),
          row >= 44 ? wide(.words($0.caption), pen.measures.numberFloor + 0.05) : 0)
      }.max() ?? 0)
    var flexible: [Double] = []
    for column in columns {
      let entries = zip(rows, column.entries).compactMap { row, entry in
        entry.map { (value: $0.value, wide: wide(plan.text(of: $0, isTrue: row.isTrue), text)) }
      }
      let heads = max(
        plan.hasWords ? wide(.number(column.words, .medium), 17) : 0, wide(column.symbol, 19.5),
        column.total.map { wide($0.weighted(.bold), text) } ?? 0)
      func most(_ isNegative: Bool?) -> Double {
        entries.filter { isNegative == nil || ($0.value < 0) == isNegative }
          .map(\.wide).max() ?? 0
      }
      guard plan.kind(of: column) == .bar else {
        let isRound = column.kind == .neuron && row >= 50
        let pad = column.kind == .box ? 20.0 : isRound ? 22 : 0
        plan.texts.append(max(heads, most(nil) + pad, isRound ? row * 0.8 : 0))
        plan.left.append(0)
        flexible.append(0)
        continue
      }
      let (positive, negative) = (most(false), most(true))
      let side = negative > 0 ? negative + 12 : 0
      plan.left.append(side)
      // What stands above may be wider than what stands in the column.
      plan.texts.append(max(positive + 12, heads - side - 46))
      flexible.append(negative > 0 ? 1.15 : 1)
    }
    plan.gap = plan.hasArrows ? 62 : 18
    plan.bars = flexible.map { _ in 0 }
    let unit = max(0, (width - plan.width) / max(1, flexible.reduce(0, +)))
    plan.bars = flexible.map { $0 * min(unit, 230) }
    return plan
  }
}
