#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural
import Wording

/// A scale along one side of a plot, and where its ticks are.
struct PlotAxis: Sendable {
  let low: Double
  let high: Double
  var isLogarithmic = false
  let ticks: [Double]

  /// The share of the way from the low end to the high one.
  func share(of value: Double) -> Double {
    guard high > low else { return 0.5 }
    let value = min(max(value, low), high)
    return isLogarithmic
      ? log(value / low) / log(high / low) : (value - low) / (high - low)
  }

  /// A logarithmic axis over values above 0, with ticks at 1, 3, 10, … or at powers of ten; where none
  /// is above 0, a linear one.
  ///
  /// - Parameter most: how many ticks there is room for.
  static func logarithmic(over values: [Double], most: Int) -> PlotAxis {
    // Away from the ends of what numbers can be, so that the ticks around them are numbers too.
    let above = values.filter { $0 > 0 && $0.isFinite }.map { min(max($0, 1e-300), 1e300) }
    guard let least = above.min(), let greatest = above.max() else {
      return PlotAxis(low: 0, high: 1, ticks: [0, 1])
    }
    func reaching(_ steps: [Int]) -> [Double] {
      // Exponents around the range; the ends are the ticks just outside.
      let first = exponent(of: least) - 1
      let last = exponent(of: greatest) + 1
      let all = (first...last).flatMap { power in steps.map { decimal($0, power) } }
      let low = all.last { $0 <= least * 1.000001 } ?? all[0]
      let high = all.first { $0 >= greatest * 0.999999 && $0 > low } ?? all[all.count - 1]
      return all.filter { $0 >= low && $0 <= high }
    }
    var ticks = reaching([1, 3])
    if ticks.count > most { ticks = reaching([1]) }
    let (low, high) = (ticks[0], ticks[ticks.count - 1])
    while ticks.count > max(2, most) {
      ticks = ticks.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    }
    return PlotAxis(low: low, high: high, isLogarithmic: true, ticks: ticks)
  }

  /// An axis of shares up to 1, which begins as high as the values let it.
  static func shares(over values: [Double]) -> PlotAxis {
    let least = values.min() ?? 0
    let low = [0.9, 0.8, 0.5].first { $0 <= least } ?? 0
    return PlotAxis(low: low, high: 1, ticks: [low, (low + 1) / 2, 1])
  }

  private static func exponent(of value: Double) -> Int { Int(log10(value).rounded(.down)) }

  /// A digit times a power of ten, as near as a number can be: 0.3 is not 3 · 0.1.
  private static func decimal(_ digit: Int, _ power: Int) -> Double {
    Double("\(digit)e\(power)") ?? 0
  }
}

/// A curve of a plot.
struct PlotCurve: Sendable {
  let points: [(x: Double, y: Double)]
  let color: Color
  var width = 2.0
  var dash: [Double] = []

  /// The curve in page units: straight lines from point to point. More points than pixels are drawn
  /// as one point a pixel, with a tint from the least to the greatest of its values.
  func items(name: String, _ place: (Double, Double) -> Point, _ pen: Pen) -> [Item] {
    let placed = points.map { place($0.x, $0.y) }
    guard let first = placed.first, let last = placed.last else { return [] }
    let stroke = Paint(stroke: Stroke(color: color, width: width, dash: dash))
    func line(_ points: [Point]) -> Item {
      .path(Path([.move(points[0])] + points.dropFirst().map(Path.Element.line)), stroke)
    }
    guard placed.count > PlotCurve.mostPoints else {
      return [.group(Tag("curve", name), placed.count > 1 ? [line(placed)] : [])]
    }
    var columns: [(x: Double, low: Double, high: Double, last: Double)] = []
    for point in placed {
      let x = (point.x - first.x).rounded(.down)
      if let column = columns.last, column.x == x {
        columns[columns.count - 1] = (
          x, min(column.low, point.y), max(column.high, point.y), point.y
        )
      } else {
        columns.append((x, point.y, point.y, point.y))
      }
    }
    let tint = pen.theme.paper.mixed(with: color, pen.theme.tint)
    let outline =
      columns.map { Point(first.x + $0.x, $0.low) }
      + columns.reversed().map { Point(first.x + $0.x, $0.high) }
    let middle = columns.map { Point(first.x + $0.x, $0.last) }.dropLast() + [last]
    return [
      .group(
        Tag("curve", name), [.path(.polygon(outline), .fill(tint)), line(Array(middle))])
    ]
  }

  /// More points than these are drawn as one a pixel.
  static let mostPoints = 200
}

extension Pen {
  /// Words at the ends of curves, pushed apart where they would touch, each with a leader to its
  /// curve.
  ///
  /// - Parameters:
  ///   - ends: where each curve ends, and what it is called.
  ///   - x: where the words begin.
  ///   - range: the heights that they keep to.
  func endLabels(
    _ ends: [(point: Point, label: Picture, color: Color)], x: Double, range: ClosedRange<Double>
  ) -> [Item] {
    let heights = PlotLabels.heights(ends.map(\.point.y), range: range)
    var items: [Item] = []
    for (end, y) in zip(ends, heights) {
      items += [
        .path(
          .line(end.point.moved(8, 0), Point(x - 7, y)),
          .stroke(end.color.mixed(with: theme.paper, 0.35), 1.2)),
        .circle(center: end.point, radius: 4.6, .fill(end.color)),
      ]
      items += end.label.moved(x - end.label.bounds.minX, y - end.label.bounds.midY).items
    }
    return items
  }
}

/// Where words stand that belong to heights of a plot.
enum PlotLabels {
  private static let gap = 22.0

  /// The heights in their order, pushed apart where they are closer than a line.
  static func heights(_ wanted: [Double], range: ClosedRange<Double>) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var places = order.map { min(max(wanted[$0], range.lowerBound), range.upperBound) }
    for _ in 0..<60 {
      for (upper, lower) in zip(places.indices, places.indices.dropFirst())
      where places[lower] - places[upper] < gap {
        let push = (gap - (places[lower] - places[upper])) / 2
        places[upper] -= push
        places[lower] += push
      }
      if let first = places.first { places[0] = max(first, range.lowerBound) }
      if let last = places.last { places[places.count - 1] = min(last, range.upperBound) }
    }
    var heights = wanted
    for (index, place) in zip(order, places) { heights[index] = place }
    return heights
  }
}
