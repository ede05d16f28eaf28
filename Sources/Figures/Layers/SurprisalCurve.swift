#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing

/// −ln p over p, with the point of the true class.
struct SurprisalCurve: Sendable {
  let probability: Double
  /// What stands below and left of the axes at the point.
  let labels: (probability: Formula, cost: Formula)

  func picture(_ pen: Pen) -> Picture {
    let size = Size(210, 118)
    let theme = pen.theme
    let reach = min(12, max(3.2, -log(max(probability, 1e-9)) * 1.12))
    func place(_ p: Double) -> Point {
      Point(size.width * p, size.height * max(0, 1 + log(max(p, 1e-12)) / reach))
    }
    let first = exp(-reach)
    let points = (0...60).map { step in
      // Denser where the curve is steep.
      let t = Double(step) / 60
      return place(first + (1 - first) * t * t)
    }
    let color = ClassTable.trueColor(theme)
    let dark = theme.text(in: color, on: theme.band)
    let point = place(min(1, max(probability, first)))
    let base = size.height
    func text(_ formula: Formula, _ color: Color) -> Picture {
      pen.formula(
        formula, size: pen.legible(pen.measures.numberFloor + 0.1, formula), color: color)
    }
    var items: [Item] = [
      .path(
        Path([.move(.zero), .line(Point(0, base)), .line(Point(size.width + 6, base))]),
        .stroke(theme.frame, 1.4)),
      .path(
        Path([.move(points[0])] + points.dropFirst().map(Path.Element.line)),
        .stroke(theme.ink, 2)),
      .path(
        Path([.move(Point(0, point.y)), .line(point), .line(Point(point.x, base))]),
        .stroke(color, 1.4, dash: [3, 4])),
      .circle(center: point, radius: 5, .fill(color)),
    ]
    let below = text(labels.probability.weighted(.semibold), dark)
    let left = text(labels.cost.weighted(.semibold), dark)
    let half = below.bounds.width / 2
    let x = min(max(point.x, half), size.width - half)
    items += below.moved(x - below.bounds.midX, base + 18).items
    items += left.moved(-9 - left.bounds.maxX, min(point.y + 5, base)).items
    for (number, end) in [("0", 0.0), ("1", size.width)] where abs(end - x) > half + 14 {
      let label = text(.number(number, .regular), theme.muted)
      items += label.moved(end - label.bounds.midX, base + 18).items
    }
    let name = pen.formula(
      .row([.minusLogarithm, .space(0.15), .math("p")]), size: 19.5, color: theme.ink)
    items += name.moved(size.width * 0.62 - name.bounds.minX, 30).items
    return Picture(
      bounds: Rectangle(
        -9 - left.bounds.width, -6, size.width + 20 + left.bounds.width, base + 30),
      items: [.group(Tag("surprisal"), items)])
  }
}

extension Formula {
  /// The sign and the name of −ln, upright.
  static let minusLogarithm = Formula.row([.math("−"), .number("ln", .regular)])
}
