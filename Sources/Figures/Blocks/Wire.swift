import Drawing

/// A line between two things of a figure, which it finds by their anchors.
struct Wire: Sendable {
  /// Where a wire leaves or meets a rectangle: a side, and how far along it.
  struct End: Sendable {
    /// A side of a rectangle.
    enum Side: Sendable {
      case left, right, top, bottom
      /// On the circle in the rectangle, at an angle from its right, in parts of a turn upwards.
      case around
    }

    let name: String
    let side: Side
    let share: Double

    func point(_ anchors: [String: Rectangle]) -> Point? {
      guard let box = anchors[name] else { return nil }
      return switch side {
      case .left: Point(box.minX, box.minY + box.height * share)
      case .right: Point(box.maxX, box.minY + box.height * share)
      case .top: Point(box.minX + box.width * share, box.minY)
      case .bottom: Point(box.minX + box.width * share, box.maxY)
      case .around: Wire.End.point(at: share, on: box)
      }
    }

    /// A point on the circle in a rectangle.
    private static func point(at share: Double, on box: Rectangle) -> Point {
      // Eight points of the circle are enough; what lies between them is interpolated on it.
      let corners = [(1.0, 0.0), (0, -1), (-1, 0), (0, 1), (1, 0)]
      let place = (share - share.rounded(.down)) * 4
      let index = min(Int(place), 3)
      let rest = place - Double(index)
      let (x, y) = (
        corners[index].0 * (1 - rest) + corners[index + 1].0 * rest,
        corners[index].1 * (1 - rest) + corners[index + 1].1 * rest
      )
      let length = (x * x + y * y).squareRoot()
      return Point(
        box.midX + x / length * box.width / 2, box.midY + y / length * box.height / 2)
    }

    static func around(_ name: String, _ turn: Double) -> End {
      End(name: name, side: .around, share: turn)
    }
    static func left(_ name: String, _ share: Double = 0.5) -> End {
      End(name: name, side: .left, share: share)
    }
    static func right(_ name: String, _ share: Double = 0.5) -> End {
      End(name: name, side: .right, share: share)
    }
    static func top(_ name: String, _ share: Double = 0.5) -> End {
      End(name: name, side: .top, share: share)
    }
    static func bottom(_ name: String, _ share: Double = 0.5) -> End {
      End(name: name, side: .bottom, share: share)
    }
  }

  /// The way that a wire takes.
  enum Route: Sendable {
    /// Straight from end to end.
    case straight
    /// An S that leaves and arrives along the sides' normals.
    case curve
    /// Along the axes with rounded corners; the turn lies at a part of the way across.
    case elbow(Double)
    /// Out by a distance to the side where it leaves, across, and down or up to its end.
    case arch(Double)
    /// Straight across at a height that both ends have.
    case level
    /// From an overlay along a line of its matrix, which the name says, out to its right, and then
    /// along the axes.
    case leave(String)
    /// Two dashed lines from an overlay's corners to those of its enlargement; over the matrix of
    /// the given name they follow its lines, so that they cross no number.
    case lens(over: String)
    /// Between a cell or an overlay of a matrix, which the name says, and what stands above or
    /// below the matrix: along one of its lines to the nearest side, and outside of it on.
    case around(String, turn: Double = 0.5)
    /// Along the line between the middles of two neurons.
    case between
    /// Into a neuron of a map: from the left in the first column, else along the gap above its row
    /// and down; in a map of cells to the frame at its row. The map's own name is given.
    case into(map: String, isNeurons: Bool)
  }

  let from: End
  let to: End
  var route = Route.straight
  /// The colour; muted by default.
  var color: Color?
  var width = 1.8
  var hasHead = true
  /// Room left free before the ends.
  var clearance = 3.0
  /// What stands on the wire's middle.
  var label: Formula?

  init(
    _ from: End, _ to: End, _ route: Route = .straight, color: Color? = nil, width: Double = 1.8,
    hasHead: Bool = true, label: Formula? = nil
  ) {
    self.from = from
    self.to = to
    self.route = route
    self.color = color
    self.width = width
    self.hasHead = hasHead
    self.label = label
  }

  /// The dashed lines from an overlay to its enlargement.
  static func lens(_ overlay: String, over matrix: String, to lens: String, _ color: Color) -> Wire
  {
    Wire(.right(overlay), .left(lens), .lens(over: matrix), color: color, width: 1.3)
  }
}

extension Wire {
  /// The corners of a wire and whether it bends at them.
  func path(_ anchors: [String: Rectangle]) -> WirePath? {
    guard let start = from.point(anchors), let end = to.point(anchors) else { return nil }
    switch route {
    case .straight: return WirePath(lines: [[start, end]])
    case .curve:
      let reach = 0.5
      let isAcross = from.side == .left || from.side == .right
      let (c1, c2) =
        isAcross
        ? (
          Point(start.x + (end.x - start.x) * reach, start.y),
          Point(end.x - (end.x - start.x) * reach, end.y)
        )
        : (
          Point(start.x, start.y + (end.y - start.y) * reach),
          Point(end.x, end.y - (end.y - start.y) * reach)
        )
      return WirePath(lines: [[start, c1, c2, end]], isCurve: true)
    case .elbow(let share):
      let isAcross = from.side == .left || from.side == .right
      let ends = to.side == .left || to.side == .right
      if isAcross != ends {
        let corner = isAcross ? Point(end.x, start.y) : Point(start.x, end.y)
        return WirePath(lines: [[start, corner, end]])
      }
      let middle =
        isAcross ? start.x + (end.x - start.x) * share : start.y + (end.y - start.y) * share
      return WirePath(
        lines: [
          isAcross
            ? [start, Point(middle, start.y), Point(middle, end.y), end]
            : [start, Point(start.x, middle), Point(end.x, middle), end]
        ])
    case .arch(let distance):
      let y = start.y + (from.side == .top ? -distance : distance)
      let turn = max(start.x, end.x - abs(end.y - y) * 0.7)
      return WirePath(lines: [[start, Point(start.x, y), Point(turn, y), end]])
    case .level:
      guard let one = anchors[from.name], let other = anchors[to.name] else { return nil }
      let (top, bottom) = (max(one.minY, other.minY), min(one.maxY, other.maxY))
      guard bottom > top else { return WirePath(lines: [[start, end]]) }
      let y = min(max(start.y, top + (bottom - top) * 0.3), bottom - (bottom - top) * 0.3)
      return WirePath(lines: [[Point(start.x, y), Point(end.x, y)]])
    case .leave(let matrix):
      guard let frame = anchors[matrix] else { return nil }
      let turn = min(max(frame.maxX, start.x) + 16, (max(frame.maxX, start.x) + end.x) / 2)
      return WirePath(lines: [[start, Point(turn, start.y), Point(turn, end.y), end]])
    case .around(let matrix, let turn): return around(anchors, matrix: matrix, turn: turn)
    case .between: return between(anchors)
    case .lens(let matrix): return lens(anchors, over: anchors[matrix])
    case .into(let map, let isNeurons):
      guard let frame = anchors[map], let neuron = anchors[to.name] else { return nil }
      return into(neuron, of: frame, isNeurons: isNeurons, from: start)
    }
  }

  /// The wire drawn along a path.
  func items(_ path: WirePath, _ pen: Pen) -> [Item] {
    let color = color ?? pen.theme.muted
    var items: [Item] = []
    for line in path.lines {
      items += path.isDashed ? [dashed(line, color, pen)] : drawn(line, path.isCurve, color)
    }
    if let label, let line = path.lines.first, let first = line.first, let last = line.last {
      let size = max(
        pen.measures.numberFloor + 0.2, (pen.measures.floor + 0.1) / label.leastScale)
      let text = pen.formula(label, size: size)
      // Words that are wider than the wire would touch what it leads to, and a slope would cut them.
      let (dx, dy) = (abs(last.x - first.x), abs(last.y - first.y))
      let isSloping = line.count == 2 && min(dx, dy) > 1
      let isNarrow = isSloping || text.bounds.width > max(dx, dy) - 4
      items +=
        isNarrow
        ? []
        : text.moved(
          (first.x + last.x) / 2 - text.bounds.midX, min(first.y, last.y) - 7 - text.bounds.maxY
        ).items
    }
    return [.group(Tag(path.isDashed ? "lens" : "wire", "\(from.name) → \(to.name)"), items)]
  }

  private func dashed(_ line: [Point], _ color: Color, _ pen: Pen) -> Item {
    let stroke = Stroke(
      color: color.mixed(with: pen.theme.paper, 0.25), width: width, dash: [5, 4])
    return .path(
      Path([.move(line[0])] + line.dropFirst().map(Path.Element.line)), Paint(stroke: stroke))
  }

  private func drawn(_ line: [Point], _ isCurve: Bool, _ color: Color) -> [Item] {
    let tail = line[line.count - 2]
    var end = line[line.count - 1]
    let (dx, dy) = (end.x - tail.x, end.y - tail.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
    let (ux, uy) = (dx / length, dy / length)
    var items: [Item] = []
    // What is short keeps its corner, whatever that leaves of the head.
    let clearance = min(clearance, length * 0.3)
    let stop = end.moved(-ux * clearance, -uy * clearance)
    let size = min(5 + 2 * width, length - clearance)
    if hasHead, size > 3 {
      let base = stop.moved(-ux * size, -uy * size)
      let half = size * 0.46
      items.append(
        .path(
          .polygon([
            stop, base.moved(-uy * half, ux * half), base.moved(uy * half, -ux * half),
          ]), .fill(color)))
      end = base
    } else {
      end = stop
    }
    let points = line.dropLast() + [end]
    let path =
      isCurve
      ? Path([.move(points[0]), .curve(points[1], points[2], points[3])])
      : Path.rounded(Array(points), radius: 7)
    return [.path(path, .stroke(color, width))] + items
  }
}
