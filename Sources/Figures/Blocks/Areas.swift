import Drawing
import Wording

/// Counts as squares on one ground line, whose areas are true to scale.
struct Areas: Block {
  let counts: [Int]

  var share: Size { Size(4, 4) }
  func least(_ pen: Pen) -> Size { Size(160, 120) }

  private static let gap = 34.0
  /// A square that is smaller stands in a ring, so that it is found.
  private static let ring = 14.0

  /// The sides of the squares where that of the largest is 1.
  private var sides: [Double] {
    let largest = Double(counts.max() ?? 1)
    return counts.map { (Double($0) / largest).squareRoot() }
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let label = pen.measures.caption + 12
    let gaps = Areas.gap * Double(counts.count - 1)
    let extra = sides.reduce(0, +)
    let unit = max(
      20, min(room.height - label, (room.width - gaps - 2 * Areas.ring) / max(extra, 0.01), 420))
    var (x, items): (Double, [Item]) = (0, [])
    for (index, side) in sides.enumerated() {
      let length = side * unit
      let isTiny = length < Areas.ring
      let place = isTiny ? Areas.ring : 0
      let box = Rectangle(
        x + (isTiny ? Areas.ring - length / 2 : 0),
        unit - length - (isTiny ? Areas.ring - length / 2 : 0),
        length, length)
      let fill = pen.theme.paper.mixed(with: pen.theme.ink, 0.16)
      items.append(
        .group(
          Tag("area", "\(index)"),
          [.rectangle(box, radius: 0, Paint(fill: isTiny ? pen.theme.ink : fill))]))
      if isTiny {
        items.append(
          .circle(
            center: box.center, radius: Areas.ring, .stroke(pen.theme.muted, 1.4, dash: [3, 4])))
      } else {
        items.append(.rectangle(box, radius: 0, .stroke(pen.theme.frame, 1.4)))
      }
      x += max(length, 2 * place) + Areas.gap
    }
    let note = pen.formula(
      .words(say("areas true to scale")), size: pen.measures.caption, color: pen.theme.muted)
    items += note.moved(-note.bounds.minX, unit + label - 3).items
    let size = Size(max(x - Areas.gap, note.bounds.width), unit + label)
    var layout = Layout(size: size, items: items, body: Rectangle(0, 0, size.width, unit))
    layout.content = unit * unit
    if unit < 60 { layout.loss += 40 }
    return layout
  }
}

/// How neurons below are connected with inputs above: a sketch of a few.
struct Connections: Block {
  /// Which connections there are, and which of them have one weight.
  enum Kind: Sendable {
    /// Every input with every neuron, a weight each.
    case full
    /// A few inputs with each neuron, a weight each.
    case local
    /// A few inputs with each neuron, all through the same weights.
    case shared
  }

  let kind: Kind

  var share: Size { Size(2, 1) }
  func least(_ pen: Pen) -> Size { Size(196, 80) }

  private static let inputs = 6
  private static let taps = 3

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let (width, height) = (196.0, min(max(80, room.height), 112))
    let neurons = Connections.inputs - Connections.taps + 1
    let pitch = width / Double(Connections.inputs)
    func input(_ index: Int) -> Point { Point(pitch * (Double(index) + 0.5), 10) }
    func neuron(_ index: Int) -> Point {
      Point(pitch * (Double(index + (Connections.taps - 1) / 2) + 0.5), height - 10)
    }
    var items: [Item] = []
    for to in 0..<neurons {
      let covered = kind == .full ? 0..<Connections.inputs : to..<to + Connections.taps
      for from in covered {
        let color =
          kind == .shared ? pen.theme.weight(from - to) : pen.theme.frame
        items.append(
          .path(
            .line(input(from).moved(0, 8), neuron(to).moved(0, -8)),
            .stroke(color, kind == .shared ? 2.4 : 1.2)))
      }
    }
    let paint = Paint(
      fill: pen.theme.paper, stroke: Stroke(color: pen.theme.muted, width: 1.4))
    for index in 0..<Connections.inputs {
      items.append(
        .rectangle(Rectangle(center: input(index), size: Size(15, 15)), radius: 2, paint))
    }
    for index in 0..<neurons { items.append(.circle(center: neuron(index), radius: 8, paint)) }
    var layout = Layout(
      size: Size(width, height), items: [.group(Tag("connections", "\(kind)"), items)])
    layout.content = width * height * 0.3
    return layout
  }
}
