import Drawing

/// The corners of a wire's lines.
struct WirePath {
  var lines: [[Point]]
  var isCurve = false
  var isDashed = false

  /// Whether a line runs through a rectangle.
  func crosses(_ box: Rectangle) -> Bool {
    lines.contains { line in
      let path =
        isCurve
        ? Path([.move(line[0]), .curve(line[1], line[2], line[3])])
        : Path([.move(line[0])] + line.dropFirst().map(Path.Element.line))
      return path.crosses(box)
    }
  }
}

extension Wire {
  /// The way between a cell of a matrix and what stands above or below the matrix.
  ///
  /// - Parameter share: How far from the matrix it turns, of what lies between.
  func around(
    _ anchors: [String: Rectangle], matrix name: String, turn share: Double
  ) -> WirePath? {
    guard let matrix = anchors[name], let start = anchors[from.name], let end = anchors[to.name]
    else { return nil }
    let isOut = matrix.overlaps(start)
    let (cell, other) = isOut ? (start, end) : (end, start)
    let isBelow = other.midY > matrix.midY
    let edge = isBelow ? max(matrix.maxY, cell.maxY) : min(matrix.minY, cell.minY)
    let near = isBelow ? cell.maxY : cell.minY
    let far = isBelow ? other.minY : other.maxY
    let turn = edge + (far - edge) * share
    var line: [Point]
    if abs(near - edge) < 1 {
      let x = min(max(other.midX, cell.minX + 8), cell.maxX - 8)
      line = [Point(x, near), Point(x, turn)]
      if abs(x - other.midX) < 1 { line.removeLast() }
    } else {
      // At the side where the cell is, or else where the way leads.
      let (left, right) = (cell.minX - matrix.minX, matrix.maxX - cell.maxX)
      let isLeft = abs(left - right) < 1 ? other.midX < matrix.midX : left < right
      let side = isLeft ? min(matrix.minX, cell.minX) - 10 : max(matrix.maxX, cell.maxX) + 10
      let isEdge = isLeft ? cell.minX <= matrix.minX + 1 : cell.maxX >= matrix.maxX - 1
      // Inside of the matrix only the lines between its rows are free of numbers.
      let y = isEdge ? cell.midY : near
      line = [Point(isLeft ? cell.minX : cell.maxX, y), Point(side, y), Point(side, turn)]
    }
    if let last = line.last, abs(last.x - other.midX) > 0.5 { line.append(Point(other.midX, turn)) }
    line.append(Point(other.midX, far))
    return WirePath(lines: [isOut ? line : line.reversed()])
  }

  /// The line between the middles of two neurons, from circle to circle.
  func between(_ anchors: [String: Rectangle]) -> WirePath? {
    guard let start = anchors[from.name], let end = anchors[to.name] else { return nil }
    let (dx, dy) = (end.midX - start.midX, end.midY - start.midY)
    let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
    func point(_ box: Rectangle, _ sign: Double) -> Point {
      let radius = min(box.width, box.height) * MatrixCells.radius + 1
      return Point(box.midX + sign * dx / length * radius, box.midY + sign * dy / length * radius)
    }
    return WirePath(lines: [[point(start, 1), point(end, -1)]])
  }
}

extension Path {
  /// Straight lines through points with rounded corners.
  static func rounded(_ points: [Point], radius: Double) -> Path {
    guard points.count > 2 else { return .line(points[0], points[points.count - 1]) }
    var elements: [Element] = [.move(points[0])]
    for index in 1..<(points.count - 1) {
      let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
      func toward(_ other: Point) -> Point {
        let (dx, dy) = (other.x - corner.x, other.y - corner.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
        let reach = min(radius, length / 2) / length
        return Point(corner.x + dx * reach, corner.y + dy * reach)
      }
      elements += [.line(toward(before)), .curve(corner, corner, toward(after))]
    }
    return Path(elements + [.line(points[points.count - 1])])
  }
}

extension Wire {
  /// The lines from an overlay's corners to its enlargement.
  func lens(_ anchors: [String: Rectangle], over matrix: Rectangle?) -> WirePath? {
    guard let overlay = anchors[from.name], let lens = anchors[to.name] else { return nil }
    let frame = (matrix ?? overlay).union(overlay)
    func line(_ corner: Point, _ exit: Point, _ end: Point) -> [Point] {
      exit == corner ? [corner, end] : [corner, exit, end]
    }
    if lens.minX >= frame.maxX - 1 {
      return WirePath(
        lines: [
          line(
            Point(overlay.maxX, overlay.minY), Point(max(frame.maxX, overlay.maxX), overlay.minY),
            lens.origin),
          line(
            Point(overlay.maxX, overlay.maxY), Point(max(frame.maxX, overlay.maxX), overlay.maxY),
            Point(lens.minX, lens.maxY)),
        ], isDashed: true)
    }
    guard lens.minY >= frame.maxY - 1 else { return nil }
    return WirePath(
      lines: [
        line(
          Point(overlay.minX, overlay.maxY), Point(overlay.minX, frame.maxY), lens.origin),
        line(
          Point(overlay.maxX, overlay.maxY), Point(overlay.maxX, frame.maxY),
          Point(lens.maxX, lens.minY)),
      ], isDashed: true)
  }

  /// The way into a neuron of a map; none from what stands at its right.
  func into(_ neuron: Rectangle, of map: Rectangle, isNeurons: Bool, from start: Point)
    -> WirePath?
  {
    let left = map.minX - 14
    guard start.x <= left + 13 else { return nil }
    let reach = isNeurons ? min(neuron.width, neuron.height) * 0.08 : 0
    if !isNeurons || neuron.minX - map.minX < neuron.width / 2 {
      // The outline of a neuron that is no more than a pixel reaches beyond the map.
      let side = isNeurons ? neuron.minX : min(map.minX, neuron.minX)
      let end = Point(side + reach, neuron.midY)
      guard abs(start.y - end.y) > 1 else { return WirePath(lines: [[start, end]]) }
      return WirePath(
        lines: [[start, Point(left, start.y), Point(left, end.y), end]])
    }
    let gap = neuron.minY
    return WirePath(
      lines: [
        [
          start, Point(left, start.y), Point(left, gap), Point(neuron.midX, gap),
          Point(neuron.midX, neuron.minY + reach),
        ]
      ])
  }
}
