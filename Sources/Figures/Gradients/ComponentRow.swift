import Drawing
import Wording

/// Components side by side with + between them and = before their total: `■ + ■ + ⋯ + ■ = ■`.
///
/// The row says where each of them stands and how wide it may be; the figure draws them.
struct ComponentRow {
  /// The components that are shown.
  let excerpt: Excerpt
  private let columns: Columns

  /// The least room of a sign between two components.
  private static func gap(in room: Rectangle) -> Double { room.width < 560 ? 30 : 44 }
  /// The room of an ellipsis with its number.
  private static let ellipsis = 62.0

  /// A row across a room.
  ///
  /// - Parameters:
  ///   - component: the width that a component can use at the most.
  ///   - total: the width that the total can use at the most.
  ///   - share: the total's share of the width, where a component has 1.
  init(
    _ excerpt: Excerpt, in room: Rectangle, component: Double, total: Double, share: Double = 1.18
  ) {
    self.excerpt = excerpt
    let places = excerpt.places.map { place -> (share: Double, limit: Double) in
      if case .item = place { (1, component) } else { (1, ComponentRow.ellipsis) }
    }
    columns = Columns(
      in: room, indent: 0, shares: places.map(\.share) + [share],
      limits: places.map(\.limit) + [total],
      gaps: Array(repeating: ComponentRow.gap(in: room), count: places.count))
  }

  /// The width of each component.
  var componentWidth: Double {
    excerpt.places.firstIndex { if case .item = $0 { true } else { false } }
      .map { columns.widths[$0] } ?? 0
  }

  /// The width of the total.
  var totalWidth: Double { columns.widths.last ?? 0 }

  /// The width of the gaps, in which headings may reach.
  var gap: Double { columns.gaps.first ?? 0 }

  /// The row on the page.
  ///
  /// - Parameters:
  ///   - y: where the signs stand.
  ///   - component: draws the component with a number in the middle of (0, 0); `order` counts those
  ///     that are shown.
  ///   - total: the total, in the middle of (0, 0).
  func pictures(
    pen: Pen, y: Double, component: (_ index: Int, _ order: Int) -> Picture, total: Picture
  ) -> [Picture] {
    var pictures: [Picture] = []
    for (column, place) in excerpt.places.enumerated() {
      let middle = columns.lefts[column] + columns.widths[column] / 2
      switch place {
      case .item(let index, let order):
        pictures.append(
          component(index, order).moved(middle, y).tagged("component", String(index)))
      case .ellipsis(let count):
        pictures.append(pen.ellipsis(count).moved(middle, y))
      }
      let isLast = column == excerpt.places.count - 1
      pictures.append(
        pen.sign(isLast ? "=" : "+").centered(at: Point(columns.middle(ofGap: column), y)))
    }
    let column = excerpt.places.count
    let middle = columns.lefts[column] + columns.widths[column] / 2
    return pictures + [total.moved(middle, y).tagged("total")]
  }
}

extension Pen {
  /// Dots with the number of things that they stand for below them, in the middle of (0, 0).
  func ellipsis(_ count: Int) -> Picture {
    let dots = sign("⋯", size: 30).centered(at: Point(0, 0))
    let text = label(say("\(count) more"), size: 13, color: theme.muted)
    return Picture.joined([dots, text.moved(-text.bounds.midX, 28)])
      .tagged("ellipsis", String(count))
  }
}
