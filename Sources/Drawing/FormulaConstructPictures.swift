/// How formulas with constructions are set.
struct FormulaSetter {
  let size: Double
  let color: Color
  let metrics: any TextMetrics

  /// The height of the line through fractions, above the baseline.
  private var axis: Double { -size * 0.25 }
  /// The width of the lines of roots, bars and brackets.
  private var line: Double { max(0.8, size * 0.05) }
  /// How large a sum is in a formula of its own.
  private static let largeScale = 1.45

  private func picture(_ formula: Formula, scale: Double = 1) -> Picture {
    formula.picture(size: size * scale, color: color, metrics: metrics)
  }

  /// The construction with its baseline at y = 0 and its left end at x = 0.
  func picture(of construct: FormulaConstruct) -> Picture {
    switch construct {
    case .accent(let accent, let inner): accented(picture(inner), accent)
    case .root(let inner, let index):
      root(picture(inner), index: index.map { picture($0, scale: Formula.scriptScale) })
    case .fenced(let left, let inner, let right): fenced(left, picture(inner), right)
    case .grid(let rows, let columns): grid(rows, columns)
    case .limits(let base, let below, let above):
      limits(
        picture(base), below: below.map { picture($0, scale: Formula.scriptScale) },
        above: above.map { picture($0, scale: Formula.scriptScale) })
    case .large(let sign): large(sign)
    case .noted(let inner): picture(inner)
    }
  }

  private func stroke(_ path: Path, _ width: Double) -> Item { .path(path, .stroke(color, width)) }

  // MARK: - Accents and roots

  private func accented(_ base: Picture, _ accent: FormulaAccent) -> Picture {
    // The letters of formulas lean, and their marks stand over their tops.
    let lean = accent.isWide ? 0 : size * 0.06
    let width = accent.isWide ? base.bounds.width : size * 0.44
    let left = base.bounds.midX + lean - width / 2
    let gap = size * 0.1
    let height = size * (accent.combining.isEmpty ? 0.26 : 0.15)
    let y = accent.isBelow ? base.bounds.maxY + gap : base.bounds.minY - gap - height
    let frame = Rectangle(left, y, width, height)
    let items = mark(accent, in: frame)
    return Picture(bounds: base.bounds.union(frame), items: base.items + items)
  }

  private func mark(_ accent: FormulaAccent, in frame: Rectangle) -> [Item] {
    let (left, right, middle) = (frame.minX, frame.maxX, frame.midX)
    func dot(_ x: Double) -> Item {
      .circle(center: Point(x, frame.midY), radius: size * 0.055, .fill(color))
    }
    switch accent {
    case .bar, .overline, .underline:
      let y = accent == .underline ? frame.minY : frame.maxY
      return [stroke(.line(Point(left, y), Point(right, y)), line)]
    case .hat:
      let inset = frame.width * 0.16
      return [
        stroke(
          Path([
            .move(Point(left + inset, frame.maxY)), .line(Point(middle, frame.minY)),
            .line(Point(right - inset, frame.maxY)),
          ]), line)
      ]
    case .tilde:
      let (low, high) = (frame.maxY, frame.minY)
      return [
        stroke(
          Path([
            .move(Point(left + frame.width * 0.08, low)),
            .curve(
              Point(left + frame.width * 0.35, high - frame.height * 0.6),
              Point(left + frame.width * 0.65, low + frame.height * 0.6),
              Point(right - frame.width * 0.08, high)),
          ]), line)
      ]
    case .vec:
      let y = frame.maxY - size * 0.03
      let head = size * 0.11
      return [
        stroke(.line(Point(left, y), Point(right, y)), line),
        stroke(
          Path([
            .move(Point(right - head, y - head * 0.8)), .line(Point(right, y)),
            .line(Point(right - head, y + head * 0.8)),
          ]), line),
      ]
    case .dot: return [dot(middle)]
    case .ddot: return [dot(middle - size * 0.12), dot(middle + size * 0.12)]
    case .underbrace, .overbrace: return [brace(in: frame, opensDown: accent == .overbrace)]
    }
  }

  /// A brace that lies over or under a formula.
  private func brace(in frame: Rectangle, opensDown: Bool) -> Item {
    let (inner, tip) = opensDown ? (frame.maxY, frame.minY) : (frame.minY, frame.maxY)
    let r = min(frame.width / 4, frame.height)
    let (left, right, middle, mid) = (frame.minX, frame.maxX, frame.midX, frame.midY)
    return stroke(
      Path([
        .move(Point(left, inner)), .curve(Point(left, mid), Point(left, mid), Point(left + r, mid)),
        .line(Point(middle - r, mid)),
        .curve(Point(middle, mid), Point(middle, mid), Point(middle, tip)),
        .curve(Point(middle, mid), Point(middle, mid), Point(middle + r, mid)),
        .line(Point(right - r, mid)),
        .curve(Point(right, mid), Point(right, mid), Point(right, inner)),
      ]), line)
  }

  private func root(_ content: Picture, index: Picture?) -> Picture {
    let top = min(content.bounds.minY, -size * 0.5) - size * 0.14
    let bottom = max(content.bounds.maxY, size * 0.02) + size * 0.06
    let height = bottom - top
    let width = size * 0.5
    // The index stands over the small stroke at the left.
    let start = index.map { max(0, $0.bounds.width - width * 0.45) } ?? 0
    let inner = content.moved(start + width + size * 0.06 - content.bounds.minX, 0)
    let end = inner.bounds.maxX + size * 0.1
    let knee = Point(start + width * 0.2, bottom - min(height * 0.42, size * 0.5))
    let foot = Point(start + width * 0.52, bottom)
    var items = [
      stroke(Path([.move(Point(start, knee.y + size * 0.07)), .line(knee)]), line),
      stroke(Path([.move(knee), .line(foot)]), line * 2),
      stroke(
        Path([.move(foot), .line(Point(start + width, top)), .line(Point(end, top))]), line),
    ]
    var bounds = Rectangle(0, top - line, end, height + line).union(inner.bounds)
    if let index {
      let placed = index.moved(
        start + width * 0.45 - index.bounds.maxX, knee.y - size * 0.1 - index.bounds.maxY)
      items += placed.items
      bounds = bounds.union(placed.bounds)
    }
    return Picture(bounds: bounds, items: items + inner.items).padded(size * 0.04, 0)
  }

  // MARK: - Brackets

  private func fenced(_ left: String, _ inner: Picture, _ right: String) -> Picture {
    // As far above the axis as below it, whichever the formula reaches further.
    let reach = max(axis - inner.bounds.minY, inner.bounds.maxY - axis, size * 0.45) * 0.97
    let parts = [bracket(left, reach), inner.moved(-inner.bounds.minX, 0), bracket(right, reach)]
    return .row(parts.filter { !$0.isEmpty }, spacing: size * 0.1, alignment: .origin)
      .padded(size * 0.06, 0)
  }

  /// A bracket that reaches as far above the axis as below it.
  private func bracket(_ sign: String, _ reach: Double) -> Picture {
    guard !sign.isEmpty else { return .empty }
    guard reach > size * 0.62 else { return picture(.math(sign)) }
    let (top, bottom) = (axis - reach, axis + reach)
    let height = 2 * reach
    let isRight = ")]}⌋⌉⟩".contains(sign)
    let width = size * (sign == "{" || sign == "}" ? 0.4 : sign == "|" || sign == "‖" ? 0.2 : 0.32)
    /// A point by its distance from the bracket's closed side, of the width, and from its top.
    func point(_ x: Double, _ y: Double) -> Point {
      Point((isRight ? 1 - x : x) * width, top + y)
    }
    let item: Item
    switch sign {
    case "(", ")":
      let bend = 0.3
      item = .path(
        Path([
          .move(point(0.9, 0)),
          .curve(point(-bend, height * 0.28), point(-bend, height * 0.72), point(0.9, height)),
          .curve(
            point(0.36 - bend, height * 0.72), point(0.36 - bend, height * 0.28), point(0.9, 0)),
          .close,
        ]), Paint(fill: color, stroke: Stroke(color: color, width: line * 0.4)))
    case "{", "}":
      let r = min(size * 0.32, height / 4)
      let middle = height / 2
      item = stroke(
        Path([
          .move(point(0.95, 0)), .curve(point(0.5, 0), point(0.5, 0), point(0.5, r)),
          .line(point(0.5, middle - r)),
          .curve(point(0.5, middle), point(0.5, middle), point(0.05, middle)),
          .curve(point(0.5, middle), point(0.5, middle), point(0.5, middle + r)),
          .line(point(0.5, height - r)),
          .curve(point(0.5, height), point(0.5, height), point(0.95, height)),
        ]), line)
    case "|": item = stroke(.line(point(0.5, 0), point(0.5, height)), line)
    case "‖":
      item = .group(
        Tag("bracket"),
        [0.2, 0.8].map { stroke(.line(point($0, 0), point($0, height)), line) })
    case "⟨", "⟩":
      item = stroke(
        Path([.move(point(0.9, 0)), .line(point(0.2, height / 2)), .line(point(0.9, height))]),
        line)
    default:
      // Square brackets have both ends, those of floor and ceiling one.
      var path: [Path.Element] = []
      if !"⌊⌋".contains(sign) { path += [.move(point(0.85, 0)), .line(point(0.25, 0))] }
      path += [path.isEmpty ? .move(point(0.25, 0)) : .line(point(0.25, 0))]
      path += [.line(point(0.25, height))]
      if !"⌈⌉".contains(sign) { path += [.line(point(0.85, height))] }
      item = stroke(Path(path), line)
    }
    return Picture(bounds: Rectangle(0, top, width, bottom - top), items: [item])
  }

  // MARK: - Grids, limits, large signs

  private func grid(_ rows: [[Formula]], _ columns: FormulaColumns) -> Picture {
    let cells = rows.map { row in row.map { picture($0) } }
    let count = cells.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      cells.compactMap { $0.indices.contains(column) ? $0[column].bounds.width : nil }.max() ?? 0
    }
    var y = 0.0
    var items: [Item] = []
    for row in cells {
      let ascent = max(size * 0.72, -(row.map(\.bounds.minY).min() ?? 0))
      let descent = max(size * 0.24, row.map(\.bounds.maxY).max() ?? 0)
      let baseline = y + ascent
      var x = 0.0
      for (column, cell) in row.enumerated() {
        let spare = widths[column] - cell.bounds.width
        let shift =
          switch columns {
          case .centered: spare / 2
          case .leading: 0.0
          case .aligned: column.isMultiple(of: 2) ? spare : 0.0
          }
        items += cell.moved(x + shift - cell.bounds.minX, baseline).items
        x += widths[column] + gap(behind: column, columns)
      }
      y = baseline + descent + size * (columns == .aligned ? 0.5 : 0.32)
    }
    let height = y - size * (columns == .aligned ? 0.5 : 0.32)
    let width =
      widths.reduce(0, +) + (0..<max(0, count - 1)).map { gap(behind: $0, columns) }.reduce(0, +)
    return Picture(bounds: Rectangle(0, 0, width, height), items: items)
      .moved(0, axis - height / 2)
  }

  private func gap(behind column: Int, _ columns: FormulaColumns) -> Double {
    switch columns {
    case .centered: size * 0.9
    case .leading: size * 1.1
    case .aligned: column.isMultiple(of: 2) ? 0 : size * 2
    }
  }

  private func limits(_ base: Picture, below: Picture?, above: Picture?) -> Picture {
    var parts = [base.moved(-base.bounds.midX, 0)]
    if let below {
      parts.append(
        below.moved(-below.bounds.midX, base.bounds.maxY + size * 0.16 - below.bounds.minY))
    }
    if let above {
      parts.append(
        above.moved(-above.bounds.midX, base.bounds.minY - size * 0.16 - above.bounds.maxY))
    }
    let joined = Picture.joined(parts)
    return joined.moved(-joined.bounds.minX, 0)
  }

  private func large(_ sign: String) -> Picture {
    let picture = Picture.text(
      sign, .math(size * FormulaSetter.largeScale), color, metrics: metrics)
    return picture.moved(0, axis - picture.bounds.midY)
  }
}
