import Drawing
import Wording

/// The two halves of the figure: forward, and back.
extension ResidualParts {
  private func wire(_ from: Wire.End, _ to: Wire.End, isShortcut: Bool) -> Wire {
    Wire(
      from, to, .elbow(0.5), color: isShortcut ? shortcut : nil, width: isShortcut ? 3.2 : 1.8)
  }

  private func isPast(_ way: ResidualSubject.Way) -> Bool { way.isShortcut }
  private func isPast(_ back: ResidualSubject.Return) -> Bool {
    back.way.map { subject.ways[$0].isShortcut } ?? false
  }

  /// Ways one below the other; where only one computes something, it lies in line with its ends.
  private func column(_ rows: [(block: any Block, isPast: Bool)]) -> any Block {
    var column = Stack.column(rows.map(\.block), gap: 14, widest: 22)
    let others = rows.indices.filter { !rows[$0].isPast }
    if others.count == 1 { column.leading = others[0] }
    return column
  }

  /// x, the ways side by side, and their sum.
  func forward(_ ways: [ResidualSubject.Way], isShort: Bool = false) -> any Block {
    var rows: [any Block] = []
    var wires: [Wire] = [Wire(.right("plus"), .left("z"), .level)]
    for (number, way) in ways.enumerated() {
      let (deed, map) = ("deed \(number)", "way \(number)")
      if way.isShortcut {
        rows.append(
          self.deed(deed, [isShort ? "x" : say("x goes past unchanged")], isShortcut: true))
        wires.append(wire(.right("x"), .left(deed), isShortcut: true))
        wires.append(
          Wire(.right(deed), .top("plus"), .elbow(0.5), color: shortcut, width: 3.2))
      } else {
        let shown = matrix(map, "", subject.addend(way), valueScale)
        rows.append(
          isShort
            ? shown
            : Stack.row(
              [self.deed(deed, names(way), isShortcut: false), shown], gap: 26, widest: 60))
        wires.append(wire(.right("x"), .left(isShort ? map : deed), isShortcut: false))
        if !isShort { wires.append(Wire(.right(deed), .left(map), .level)) }
        wires.append(wire(.right(map), .left("plus"), isShortcut: false))
      }
    }
    // The way past lies above the others.
    let order = ways.indices.sorted { ways[$0].isShortcut && !ways[$1].isShortcut }
    return Wired(
      Stack.row(
        [
          matrix("x", say("input"), subject.origin, valueScale),
          column(order.map { (rows[$0], isPast(ways[$0])) }),
          ResidualParts.circle("plus"),
          matrix("z", say("sum"), subject.sum, valueScale),
        ], gap: isShort ? 22 : 34, widest: 110), wires)
  }

  /// The gradient that arrives, what each way makes of it, and their sum.
  func back(_ returns: [ResidualSubject.Return], isShort: Bool = false) -> any Block {
    guard let total = subject.total, let arriving = subject.arriving else {
      return Fixed.nothing
    }
    var rows: [any Block] = []
    var wires: [Wire] = [Wire(.left("back plus"), .right("total"), .level)]
    for (number, back) in returns.enumerated() {
      let isShortcut = back.way.map { subject.ways[$0].isShortcut } ?? false
      let (deed, map) = ("back deed \(number)", "back \(number)")
      if isShortcut {
        rows.append(
          self.deed(
            deed, [isShort ? say("unchanged") : say("the same gradient, unchanged")],
            isShortcut: true))
        wires.append(wire(.left("arriving"), .right(deed), isShortcut: true))
        wires.append(
          Wire(.left(deed), .bottom("back plus"), .elbow(0.5), color: shortcut, width: 3.2))
        continue
      }
      guard let handed = subject.handed(back) else { continue }
      let words = back.way.map { say("back through \(letter($0))") } ?? handed.stage
      let shown = matrix(map, isShort ? "" : words, handed, gradientScale)
      let names =
        back.way.map { Array(self.names(subject.ways[$0]).reversed()) } ?? [handed.stage]
      rows.append(
        isShort
          ? shown
          : Stack.row(
            [shown, self.deed(deed, names, isShortcut: false)], gap: 26, widest: 60))
      wires.append(wire(.left("arriving"), .right(isShort ? map : deed), isShortcut: false))
      if !isShort { wires.append(Wire(.left(deed), .right(map), .level)) }
      wires.append(wire(.left(map), .right("back plus"), isShortcut: false))
    }
    let order = returns.indices.sorted { !isPast(returns[$0]) && isPast(returns[$1]) }
    return Wired(
      Stack.row(
        [
          matrix("total", say("total"), total, gradientScale),
          ResidualParts.circle("back plus"),
          column(order.map { (rows[$0], isPast(returns[$0])) }),
          matrix("arriving", say("arrives"), arriving, gradientScale),
        ], gap: isShort ? 22 : 34, widest: 110), wires)
  }

  /// The addends and their sum alone.
  func sums(isBackward: Bool) -> any Block {
    let addends = subject.ways.prefix(3).enumerated().flatMap { number, way -> [any Block] in
      let shown = matrix("way \(number)", "", subject.addend(way), valueScale)
      return number == 0 ? [shown] : [Fixed.sign("+"), shown]
    }
    return Stack.row(
      addends + [Fixed.sign("="), matrix("z", "", subject.sum, valueScale)], gap: 14)
  }
}
