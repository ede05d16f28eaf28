import Drawing

/// The lines that lead to a neuron, in order from top to bottom so that none crosses another.
struct Wires {
  /// The middle of the neuron.
  let center: Point
  /// Its radius.
  let radius: Double
  /// How many lines arrive.
  let count: Int

  /// Where a line arrives: lines spread over the neuron's left side, so that each can be told
  /// apart.
  func landing(_ index: Int) -> Point {
    let angle = angle(index)
    let reach = radius + 3
    return Point(center.x - reach * angle.cosine, center.y + reach * angle.sine)
  }

  private func angle(_ index: Int) -> (sine: Double, cosine: Double) {
    guard count > 1 else { return (0, 1) }
    // Even steps in height look even; the outermost arrive at about 60 degrees.
    let reach = min(0.86, 0.24 * Double(count - 1))
    let sine = reach * (2 * Double(index) / Double(count - 1) - 1)
    return (sine, (1 - sine * sine).squareRoot())
  }

  /// The line with the given number from a point at the neuron's left.
  func wire(_ index: Int, from start: Point, stroke: Stroke, name: String) -> Item {
    let end = landing(index)
    let length = end.x - start.x
    let path = Path([
      .move(start),
      .curve(
        Point(start.x + length * 0.45, start.y),
        Point(end.x - length * 0.4, end.y + angle(index).sine * min(radius, length) * 0.3), end),
    ])
    return .group(Tag("wire", name), [.path(path, Paint(stroke: stroke))])
  }
}
