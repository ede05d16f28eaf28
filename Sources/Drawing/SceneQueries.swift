extension Scene {
  /// Every item that draws, in drawing order, with all groups opened.
  public var flattened: [Item] { items.flatMap(\.flattened) }

  /// Every line of text in drawing order, those in groups included.
  public var texts: [TextRun] {
    flattened.compactMap { item in
      if case .text(let run) = item { run } else { nil }
    }
  }

  /// The groups of a kind in drawing order, those inside other groups included; a group comes
  /// before the groups in it.
  public func groups(_ kind: String) -> [(name: String, items: [Item])] {
    items.flatMap { $0.groups(kind) }
  }
}

extension Item {
  /// The item itself, or, of a group, every item in it that draws.
  public var flattened: [Item] {
    if case .group(_, let items) = self { items.flatMap(\.flattened) } else { [self] }
  }

  /// The room that the item takes, widths of strokes not counted; nil where it has no points.
  public var bounds: Rectangle? {
    switch self {
    case .rectangle(let rectangle, _, _), .image(_, in: let rectangle): rectangle
    case .circle(let center, let radius, _):
      Rectangle(center: center, size: Size(2 * radius, 2 * radius))
    case .path(let path, _): path.bounds
    case .text(let run): run.bounds
    case .group(_, let items): Rectangle.union(of: items.compactMap(\.bounds))
    }
  }

  fileprivate func groups(_ kind: String) -> [(name: String, items: [Item])] {
    guard case .group(let tag, let items) = self else { return [] }
    return (tag.kind == kind ? [(tag.name, items)] : []) + items.flatMap { $0.groups(kind) }
  }
}

extension [Item] {
  /// The contents of all groups of a kind among the items, by name, groups in groups included.
  public func groups(_ kind: String) -> [(name: String, items: [Item])] {
    flatMap { $0.groups(kind) }
  }
}

extension Path {
  /// The smallest rectangle around the path, exact for curves too; nil for a path without points.
  ///
  /// A curve with the points p₀ to p₃ turns where its derivative is 0 along an axis:
  /// a t² + b t + c = 0 with a = p₃ − 3 p₂ + 3 p₁ − p₀, b = 2 (p₂ − 2 p₁ + p₀), c = p₁ − p₀.
  public var bounds: Rectangle? {
    var points: [Point] = []
    var current = Point.zero
    var start = Point.zero
    for element in elements {
      switch element {
      case .move(let point):
        start = point
        current = point
        points.append(point)
      case .line(let point):
        current = point
        points.append(point)
      case .curve(let c1, let c2, let end):
        let curve = Curve(start: current, c1, c2, end)
        points += curve.turns.map(curve.point(at:)) + [end]
        current = end
      case .close:
        current = start
      }
    }
    return Rectangle.union(of: points.map { Rectangle(origin: $0, size: .zero) })
  }
}

/// A cubic Bézier curve.
struct Curve {
  let start, c1, c2, end: Point

  init(start: Point, _ c1: Point, _ c2: Point, _ end: Point) {
    (self.start, self.c1, self.c2, self.end) = (start, c1, c2, end)
  }

  /// The point at a part of the way, from 0 to 1.
  func point(at t: Double) -> Point {
    func value(_ axis: (Point) -> Double) -> Double {
      let s = 1 - t
      return s * s * s * axis(start) + 3 * s * s * t * axis(c1) + 3 * s * t * t * axis(c2)
        + t * t * t * axis(end)
    }
    return Point(value(\.x), value(\.y))
  }

  /// Where between its ends the curve turns back along x or y.
  var turns: [Double] { turns(\.x) + turns(\.y) }

  private func turns(_ axis: (Point) -> Double) -> [Double] {
    let a = axis(end) - 3 * axis(c2) + 3 * axis(c1) - axis(start)
    let b = 2 * (axis(c2) - 2 * axis(c1) + axis(start))
    let c = axis(c1) - axis(start)
    let discriminant = b * b - 4 * a * c
    guard discriminant >= 0 else { return [] }
    // This form of the solution loses no digits where a is small, and gives ±∞ where it is 0.
    let q = -(b + (b < 0 ? -1 : 1) * discriminant.squareRoot()) / 2
    return [q / a, c / q].filter { $0 > 0 && $0 < 1 }
  }
}

extension Rectangle {
  /// The smallest rectangle around all; nil where there is none.
  fileprivate static func union(of rectangles: [Rectangle]) -> Rectangle? {
    guard let first = rectangles.first else { return nil }
    return rectangles.dropFirst().reduce(first) { $0.union($1) }
  }
}
