import Drawing

/// A value as a bar from a zero that it shares with others, and its number beside it.
struct ProductBar: Block {
  /// What the rectangle of bar and number is called: wires leave from its right.
  let name: String
  let value: Double
  let mark: Source
  let text: Formula
  /// The least and the largest value of all bars, 0 among them.
  let range: (low: Double, high: Double)

  static func scale(over values: [Double]) -> (low: Double, high: Double) {
    let finite = values.filter(\.isFinite)
    return (min(0, finite.min() ?? 0), max(0, finite.max() ?? 0))
  }

  private static let height = 26.0
  private static let text = 74.0

  private func number(_ pen: Pen) -> Picture {
    pen.formula(text, size: pen.legible(17.5, text))
  }

  var share: Size { Size(2, 1) }
  func least(_ pen: Pen) -> Size {
    Size(40 + max(ProductBar.text, number(pen).bounds.width), ProductBar.height)
  }
  func size(in room: Size, _ pen: Pen) -> Size {
    let number = max(ProductBar.text, number(pen).bounds.width)
    return Size(min(max(room.width, 40 + number), 150 + number), ProductBar.height)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let size = size(in: room, pen)
    let number = number(pen)
    let bars = size.width - max(ProductBar.text, number.bounds.width) - 8
    let unit = range.high > range.low ? bars / (range.high - range.low) : 0
    let zero = 1 - range.low * unit
    let end = zero + (value.isFinite ? value * unit : 0)
    let theme = pen.theme
    let middle = ProductBar.height / 2
    var items: [Item] = []
    if abs(end - zero) > 0.3 {
      items.append(
        .rectangle(
          Rectangle(min(zero, end), middle - 9, abs(end - zero), 18), radius: 1.5,
          .fill(theme.paper.mixed(with: value < 0 ? theme.negative : theme.positive, 0.72))))
    }
    items.append(
      .path(
        .line(Point(zero, 0), Point(zero, ProductBar.height)), .stroke(theme.frame, 1.4)))
    let left = max(zero, end) + 8
    let placed = number.moved(
      left - number.bounds.minX, middle - (number.bounds.minY + number.bounds.maxY) / 2)
    items += placed.items
    // What leads on begins at one line for all.
    let right = left + number.bounds.width + 6
    if right < size.width {
      items.append(
        .path(.line(Point(right, middle), Point(size.width, middle)), .stroke(theme.muted, 1.8)))
    }
    var layout = Layout(size: size, items: [.group(Tag("bar", name, source: mark), items)])
    layout.content = size.width * size.height
    layout.anchors[name] = Rectangle(0, 0, max(size.width, right), ProductBar.height)
    return layout
  }
}
