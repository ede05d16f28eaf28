import Drawing

/// The curve of a function with points on it.
struct ActivationCurve {
  let function: @Sendable (Double) -> Double
  /// The arguments that are marked.
  let points: [Double]
  let color: Color
  /// The colour of each point; by default all have the one above.
  var colors: [Color]?

  /// The curve in a rectangle, its axes faint.
  func items(in box: Rectangle, _ pen: Pen) -> [Item] {
    let finite = points.filter(\.isFinite).map(abs)
    let reach = max(4, (finite.max() ?? 0) * 1.25)
    let samples = (0...60).map { -reach + 2 * reach * Double($0) / 60 }
    let values = samples.map(function).filter(\.isFinite)
    let low = min(0, values.min() ?? 0)
    let high = max(values.max() ?? 1, low + 1e-9)
    func place(_ x: Double, _ y: Double) -> Point {
      Point(
        box.minX + box.width * (x + reach) / (2 * reach),
        box.maxY - box.height * min(max((y - low) / (high - low), 0), 1))
    }
    let curve = samples.map { place($0, function($0).isFinite ? function($0) : 0) }
    var items: [Item] = [
      .path(.line(place(0, low), place(0, high)), .stroke(pen.theme.hairline, 1)),
      .path(.line(place(-reach, 0), place(reach, 0)), .stroke(pen.theme.hairline, 1)),
      .path(
        Path([.move(curve[0])] + curve.dropFirst().map(Path.Element.line)),
        .stroke(pen.theme.ink, 1.8)),
    ]
    for (index, point) in points.enumerated() where point.isFinite {
      let color = colors.map { $0[index] } ?? color
      let center = place(point, function(point))
      items += [
        .path(
          .line(place(point, 0), center), .stroke(color, 1.4, dash: [2, 3])),
        .circle(center: center, radius: 4.2, .fill(color)),
      ]
    }
    return items
  }
}
