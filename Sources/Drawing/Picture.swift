/// A part of a scene with the room that it takes: pictures compose into rows and columns.
///
/// Formulas put their baseline at y = 0, so that pictures in a row can share it.
public struct Picture: Sendable, Equatable {
  /// The room that the picture takes, in its own coordinates.
  public var bounds: Rectangle
  /// The items in drawing order.
  public var items: [Item]

  /// A picture.
  public init(bounds: Rectangle, items: [Item] = []) {
    self.bounds = bounds
    self.items = items
  }

  /// How pictures in a row or column line up across it.
  public enum Alignment: Sendable {
    /// Tops of a row, or left edges of a column.
    case start
    /// Middles.
    case center
    /// Bottoms of a row, or right edges of a column.
    case end
    /// Origins: the baselines of a row of formulas.
    case origin
  }

  /// Nothing, taking no room.
  public static let empty = Picture(bounds: Rectangle(0, 0, 0, 0))

  /// Whether nothing is drawn and no room taken.
  public var isEmpty: Bool { items.isEmpty && bounds.size == .zero }

  /// The picture moved by (dx, dy).
  public func moved(_ dx: Double, _ dy: Double) -> Picture {
    Picture(bounds: bounds.moved(dx, dy), items: items.map { $0.moved(dx, dy) })
  }

  /// The picture with the top left corner of its bounds at a point.
  public func placed(at point: Point) -> Picture {
    moved(point.x - bounds.minX, point.y - bounds.minY)
  }

  /// The picture with the middle of its bounds at a point.
  public func centered(at point: Point) -> Picture {
    moved(point.x - bounds.midX, point.y - bounds.midY)
  }

  /// The picture with room around it.
  public func padded(_ horizontal: Double, _ vertical: Double) -> Picture {
    Picture(bounds: bounds.inset(-horizontal, -vertical), items: items)
  }

  /// The picture as one tagged group.
  public func tagged(_ kind: String, _ name: String = "") -> Picture {
    Picture(bounds: bounds, items: [.group(Tag(kind, name), items)])
  }

  /// The picture with what it stands for: a symbol becomes one group, whatever runs it is set of; of
  /// a number, each run carries the source.
  ///
  /// - Parameter name: the symbol as plain text.
  public func standing(for source: Source, named name: String) -> Picture {
    guard source.form != .symbol else {
      return Picture(
        bounds: bounds, items: [.group(Tag("symbol", name, source: source), items)])
    }
    return Picture(bounds: bounds, items: items.map { $0.standing(for: source) })
  }

  /// The other picture drawn over this one, both where they are.
  public func over(_ other: Picture) -> Picture {
    .joined([other, self])
  }

  /// Pictures from left to right; the row starts with the first one's left edge at x = 0, and what
  /// lines up is at y = 0: the tops, the middles, the bottoms or the baselines.
  public static func row(
    _ pictures: [Picture], spacing: Double = 0, alignment: Alignment = .center
  ) -> Picture {
    var x = 0.0
    var placed: [Picture] = []
    for picture in pictures {
      placed.append(
        picture.moved(
          x - picture.bounds.minX,
          alignment.shift(low: picture.bounds.minY, high: picture.bounds.maxY)))
      x += picture.bounds.width + spacing
    }
    return joined(placed)
  }

  /// Pictures from top to bottom; the column starts with the first one's top edge at y = 0, and
  /// what lines up is at x = 0: the left edges, the middles, the right edges or the origins.
  public static func column(
    _ pictures: [Picture], spacing: Double = 0, alignment: Alignment = .center
  ) -> Picture {
    var y = 0.0
    var placed: [Picture] = []
    for picture in pictures {
      placed.append(
        picture.moved(
          alignment.shift(low: picture.bounds.minX, high: picture.bounds.maxX),
          y - picture.bounds.minY))
      y += picture.bounds.height + spacing
    }
    return joined(placed)
  }

  /// Pictures where they are, as one; an empty one leaves the bounds as they are.
  public static func joined(_ pictures: [Picture]) -> Picture {
    let drawn = pictures.filter { !$0.isEmpty }
    guard let first = drawn.first else { return pictures.first ?? .empty }
    return Picture(
      bounds: drawn.dropFirst().reduce(first.bounds) { $0.union($1.bounds) },
      items: drawn.flatMap(\.items))
  }
}

extension Item {
  fileprivate func standing(for source: Source) -> Item {
    switch self {
    case .text(var run):
      run.source = source
      return .text(run)
    case .group(let tag, let items): return .group(tag, items.map { $0.standing(for: source) })
    case .rectangle, .circle, .path, .image: return self
    }
  }
}

extension Picture.Alignment {
  fileprivate func shift(low: Double, high: Double) -> Double {
    switch self {
    case .start: -low
    case .center: -(low + high) / 2
    case .end: -high
    case .origin: 0
    }
  }
}

extension Picture {
  /// One line of text with its baseline at y = 0 and its left end at x = 0.
  public static func text(
    _ string: String, _ font: Font, _ color: Color, metrics: any TextMetrics
  ) -> Picture {
    guard !string.isEmpty else { return .empty }
    let run = TextRun(
      string, font: font, color: color, origin: .zero,
      extents: metrics.extents(of: string, in: font))
    return Picture(bounds: run.bounds, items: [.text(run)])
  }
}
