import Drawing

/// The names of a rule's three factors and where these come from, side by side above the formula,
/// each with a line that leads to its factor.
struct GradientRuleLabels {
  let pen: Pen
  let factors: [GradientRule.Factor]
  let colors: [Color]
  let room: Rectangle

  /// The least distance between the middles of two labels on a page.
  private static let apart = 310.0

  /// The height of the highest label in a narrow room.
  var height: Double { wrapped.map(\.bounds.height).max() ?? 0 }

  /// The labels at the room's top.
  ///
  /// - Parameter ends: where the lines lead to, over each factor.
  func pictures(scale: Double, to ends: [Point]) -> [Picture] {
    let isNarrow = pen.style.isNarrow
    let centers = isNarrow ? thirds : centers(over: ends.map(\.x))
    let texts = isNarrow ? wrapped : texts(scale: scale, centers: centers)
    return factors.indices.map { index in
      label(
        texts[index], color: colors[index], center: Point(centers[index], room.minY),
        to: ends[index]
      ).tagged("label", "\(index)")
    }
  }

  /// Where the labels stand: over their factors, moved apart as far as their widths ask for.
  private func centers(over factors: [Double]) -> [Double] {
    let apart = GradientRuleLabels.apart
    let middle = min(max(factors[1], room.minX + apart + 150), room.maxX - apart - 150)
    return [min(factors[0], middle - apart), middle, max(factors[2], middle + apart)]
  }

  /// The middles of three labels that share a narrow room.
  private var thirds: [Double] { [1, 3, 5].map { room.minX + room.width * $0 / 6 } }

  // MARK: - Words

  /// Names and sources on a line each, shrunk where their neighbours or the room's edges are near.
  private func texts(scale: Double, centers: [Double]) -> [Picture] {
    let texts = factors.indices.map { text(of: $0, scale: scale, width: .infinity) }
    let edges = zip(texts, centers).map { text, center in
      (left: center - text.bounds.width / 2, right: center + text.bounds.width / 2)
    }
    let isCrowded = zip(edges, edges.dropFirst()).contains { $0.right > $1.left }
    let isOutside = edges[0].left < room.minX || edges[2].right > room.maxX
    guard isCrowded || isOutside && pen.style.panel != nil else { return texts }
    let width = GradientRuleLabels.apart - 12
    return factors.indices.map { text(of: $0, scale: scale, width: width) }
  }

  private func text(of index: Int, scale: Double, width: Double) -> Picture {
    func line(_ text: String, size: Double, weight: FontWeight, color: Color) -> Picture {
      let line = pen.label(text, size: size, weight: weight, color: color)
      guard line.bounds.width > width else { return line }
      return pen.label(
        text, size: size * width / line.bounds.width, weight: weight, color: color)
    }
    let (factor, scale) = (factors[index], min(scale, 1.15))
    return .column(
      [
        line(factor.name, size: 17.5 * scale, weight: .semibold, color: colors[index]),
        line(factor.source, size: 14.5 * scale, weight: .regular, color: pen.theme.muted),
      ], spacing: 7)
  }

  /// Names and sources in several lines, as narrow as a third of the room.
  private var wrapped: [Picture] {
    let width = room.width / 3 - 14
    let (nameSize, sourceSize) = (15 / 0.88, 12 / 0.88)
    return zip(factors, colors).map { factor, color in
      let names = pen.lines(of: factor.name, size: nameSize, width: width).map {
        pen.formula(.number($0, .semibold), size: nameSize, color: color, width: width)
      }
      let sources = pen.lines(of: factor.source, size: sourceSize, width: width).map {
        pen.formula(.words($0), size: sourceSize, color: pen.theme.muted, width: width)
      }
      return .column(names + sources, spacing: 5)
    }
  }

  // MARK: - Lines

  /// A text with a line that leads to its factor.
  private func label(_ text: Picture, color: Color, center: Point, to end: Point) -> Picture {
    let placed = text.moved(center.x - text.bounds.midX, center.y - text.bounds.minY)
    let start = Point(center.x, placed.bounds.maxY + 8)
    let line = Picture(
      bounds: Rectangle(
        min(start.x, end.x), start.y, abs(end.x - start.x), max(0, end.y - start.y)),
      items: [
        .path(.line(start, end), .stroke(color, 1.4)),
        .circle(center: end, radius: 2.6, .fill(color)),
      ])
    return placed.over(line)
  }
}
