import Drawing
import Wording

/// The values of a channel before, normalised and after on three axes of one unit: a mark a value, a
/// line from axis to axis, and behind them the mean and one spread to either side.
struct BatchStrips: Block {
  struct Axis: Sendable {
    /// What stands beside it: `before x`.
    let title: Formula
    /// Mean and spread in numbers.
    let notes: [Formula]
    let values: [Double]
    let mean: Double
    let spread: Double
    /// Whether mean and spread are not those of the values.
    var isForeign = false
  }

  let axes: [Axis]
  /// The item of each value, for its colour and shape.
  let items: [Int]
  /// The number of the followed value.
  let followed: Int

  /// The most values that have a mark each; of more the density is drawn.
  static let most = 64

  var share: Size { Size(8, 6) }
  func least(_ pen: Pen) -> Size { Size(gutter(pen) + 160, 150) }
  func size(in room: Size, _ pen: Pen) -> Size { room }

  private func texts(_ axis: Axis, _ pen: Pen) -> [Picture] {
    [pen.formula(axis.title, size: 18)]
      + axis.notes.map {
        pen.formula($0, size: pen.legible(15.2, $0), color: pen.theme.muted)
      }
  }

  private func gutter(_ pen: Pen) -> Double {
    (axes.flatMap { texts($0, pen) }.map(\.bounds.width).max() ?? 0) + 22
  }

  /// From the least to the largest value, with a step between ticks.
  private var range: (low: Double, high: Double, step: Double) {
    let ends = axes.flatMap { axis in
      axis.values + [axis.mean - axis.spread, axis.mean + axis.spread]
    }.filter(\.isFinite)
    let (low, high) = (min(0, ends.min() ?? 0), max(0, ends.max() ?? 1))
    let width = max(high - low, 1e-12)
    var step = 1.0
    while width / step > 8 { step *= width / step > 40 ? 10 : 2 }
    while width / step < 2, step > 1e-12 { step /= width / step < 0.5 ? 10 : 2 }
    let (first, last) = ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step)
    return (first, max(last, first + step), step)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let theme = pen.theme
    let gutter = gutter(pen)
    let range = range
    let width = max(40, room.width - gutter - 14)
    func x(_ value: Double) -> Double {
      gutter + width * (min(max(value, range.low), range.high) - range.low)
        / (range.high - range.low)
    }
    let foot = 26.0
    let step = min(150, (room.height - foot - 44) / Double(max(1, axes.count - 1)))
    func y(_ axis: Int) -> Double { 30 + step * Double(axis) }
    let bottom = y(axes.count - 1)
    var layout = Layout(size: Size(gutter + width + 14, bottom + 14 + foot))
    layout.content = layout.size.width * layout.size.height
    let isFew = items.count <= BatchStrips.most
    if !isFew { layout.omit(Omission(.factors, in: say("values")), cost: 0) }
    for (index, axis) in axes.enumerated() {
      layout.items += bar(axis, x, y(index), theme)
      layout.items.append(
        .path(
          .line(Point(gutter, y(index)), Point(gutter + width, y(index))),
          .stroke(theme.frame, 1.4)))
      var baseline = y(index) - 10
      // In a low room the notes give way.
      let texts = texts(axis, pen)
      let most = index < axes.count - 1 ? max(1, Int((step - 6) / 23)) : 3
      if texts.count > most { layout.omit(Omission(.remarks, in: say("axes"))) }
      for text in texts.prefix(most) {
        layout.items += text.moved(-text.bounds.minX, baseline).items
        baseline += 23
      }
    }
    if isFew {
      layout.items += lines(x, y, theme)
      for (index, axis) in axes.enumerated() {
        layout.items += marks(axis, x, y(index), theme)
      }
    } else {
      for (index, axis) in axes.enumerated() {
        layout.items += density(axis, range, width, gutter, y(index), theme)
      }
    }
    layout.items += ticks(range, x, bottom + 12, pen)
    return layout
  }

  private func bar(
    _ axis: Axis, _ x: (Double) -> Double, _ y: Double, _ theme: Theme
  ) -> [Item] {
    guard axis.mean.isFinite, axis.spread.isFinite else { return [] }
    let (left, right) = (x(axis.mean - axis.spread), x(axis.mean + axis.spread))
    let box = Rectangle(left, y - 12, max(1, right - left), 24)
    let fill = theme.band.mixed(with: theme.frame, 0.25)
    return [
      .group(
        Tag("spread"),
        [
          axis.isForeign
            ? .rectangle(box, radius: 3, .stroke(theme.frame, 1.4, dash: [4, 4]))
            : .rectangle(box, radius: 3, .fill(fill))
        ]),
      .path(
        .line(Point(x(axis.mean), y - 15), Point(x(axis.mean), y + 15)), .stroke(theme.ink, 2.4)),
    ]
  }

  private func color(_ item: Int, _ theme: Theme) -> Color { theme.position(item % 4).color }

  private func lines(
    _ x: (Double) -> Double, _ y: (Int) -> Double, _ theme: Theme
  ) -> [Item] {
    let order = items.indices.filter { $0 != followed } + [followed]
    return order.flatMap { number -> [Item] in
      let color = color(items[number], theme)
      let isFollowed = number == followed
      return (1..<axes.count).compactMap { axis in
        let (from, to) = (axes[axis - 1].values[number], axes[axis].values[number])
        guard from.isFinite, to.isFinite else { return nil }
        return .path(
          .line(Point(x(from), y(axis - 1)), Point(x(to), y(axis))),
          .stroke(
            isFollowed ? color : color.mixed(with: theme.paper, 0.45), isFollowed ? 2.6 : 1.1))
      }
    }
  }

  private func marks(
    _ axis: Axis, _ x: (Double) -> Double, _ y: Double, _ theme: Theme
  ) -> [Item] {
    let order = items.indices.filter { $0 != followed } + [followed]
    return order.flatMap { number -> [Item] in
      guard axis.values[number].isFinite else { return [] }
      let center = Point(x(axis.values[number]), y)
      let color = color(items[number], theme)
      let paint = Paint(fill: color, stroke: Stroke(color: theme.paper, width: 1))
      var shapes = [BatchStrips.mark(items[number], at: center, paint)]
      if number == followed {
        shapes.append(.circle(center: center, radius: 10, .stroke(color, 2.4)))
      }
      return [.group(Tag("value"), shapes)]
    }
  }

  /// A circle, a square, a triangle or a diamond: an item’s shape.
  static func mark(_ item: Int, at point: Point, _ paint: Paint) -> Item {
    switch item % 4 {
    case 0: .circle(center: point, radius: 5.4, paint)
    case 1: .rectangle(Rectangle(center: point, size: Size(9.6, 9.6)), radius: 0, paint)
    case 2:
      .path(
        .polygon([
          point.moved(0, -6), point.moved(6, 5), point.moved(-6, 5),
        ]), paint)
    default:
      .path(
        .polygon([
          point.moved(0, -6.6), point.moved(6.6, 0), point.moved(0, 6.6), point.moved(-6.6, 0),
        ]), paint)
    }
  }

  private func density(
    _ axis: Axis, _ range: (low: Double, high: Double, step: Double), _ width: Double,
    _ left: Double, _ y: Double, _ theme: Theme
  ) -> [Item] {
    let bins = 80
    var counts = [Double](repeating: 0, count: bins)
    for value in axis.values where value.isFinite {
      let place = (value - range.low) / (range.high - range.low)
      counts[max(0, min(bins - 1, Int(place * Double(bins))))] += 1
    }
    let most = max(1, counts.max() ?? 1)
    let wide = width / Double(bins)
    return [
      .group(
        Tag("density"),
        counts.indices.filter { counts[$0] > 0 }.map { bin in
          let height = 26 * counts[bin] / most
          return .rectangle(
            Rectangle(left + Double(bin) * wide, y - height, wide, height), radius: 0,
            .fill(theme.paper.mixed(with: theme.ink, 0.55)))
        })
    ]
  }

  private func ticks(
    _ range: (low: Double, high: Double, step: Double), _ x: (Double) -> Double, _ y: Double,
    _ pen: Pen
  ) -> [Item] {
    let count = Int(((range.high - range.low) / range.step).rounded())
    var end = -Double.infinity
    return (0...count).flatMap { number -> [Item] in
      let value = range.low + range.step * Double(number)
      let text = pen.formula(
        .number(NumberFormat.shortest(abs(value) < range.step / 2 ? 0 : value), .regular),
        size: pen.measures.numberFloor + 0.1, color: pen.theme.muted)
      let left = x(value) - text.bounds.midX
      guard left > end + 6 else { return [] }
      end = left + text.bounds.maxX
      return [
        .path(.line(Point(x(value), y - 8), Point(x(value), y - 2)), .stroke(pen.theme.frame, 1.2))
      ] + text.moved(left, y + 16).items
    }
  }
}
