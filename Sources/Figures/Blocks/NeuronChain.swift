import Drawing

/// The inside of a neuron: Σ, + with the bias below it, z, and the activation function as a box
/// with its real curve and the point (z, a).
struct NeuronChain: Block {
  /// The sum of the products, on the line from Σ to +.
  let sum: Formula?
  /// The bias: its number or its symbol.
  let bias: Formula
  /// What stands at the bias.
  let biasName: Formula
  /// z: its number or its symbol; none where the chain ends at the sum with the bias.
  let z: Formula?
  /// What stands above z, where z is a number.
  var zName: Formula?
  /// The activation function; none where a layer has none.
  let activation: Activation?
  /// Which way the chain runs.
  var axis = Stack.Axis.row
  /// The colour of the way out.
  var color: Color?
  /// Whether the bias stands closer, with its name at its right: for rooms that are low.
  var isLow = false
  /// What anchors are called: `sum`, `plus`, `bias`, `z`, `activation`, each behind this.
  var prefix = ""

  /// An activation function and where the neuron is on its curve.
  struct Activation: Sendable {
    /// Its name: σ, ReLU.
    let name: Formula
    /// The function.
    let function: @Sendable (Double) -> Double
    /// The neuron's z.
    let z: Double
  }

  var share: Size { .zero }

  func least(_ pen: Pen) -> Size { layout(in: .zero, pen).size }

  /// The anchor where the chain ends.
  var exit: String { prefix + (z == nil ? "plus" : activation == nil ? "z" : "activation") }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    axis == .row || z == nil ? row(in: room, pen) : column(in: room, pen)
  }

  private struct Nodes {
    let sum: Picture?
    let bias: Node
    let z: Node?
    let zName: Picture?
    let biasName: Picture
    let activationName: Picture?
  }

  /// A node with text: a circle, or longer where the text is.
  private struct Node {
    let text: Picture
    let size: Size
  }

  private static let box = 60.0

  private func nodes(_ pen: Pen) -> Nodes {
    let measures = pen.measures
    func node(_ formula: Formula, _ preferred: Double, _ radius: Double) -> Node {
      let size = max(preferred, (measures.floor + 0.1) / formula.leastScale)
      let text = pen.formula(formula, size: size)
      return Node(
        text: text, size: Size(max(2 * radius, text.bounds.width + 20), 2 * radius))
    }
    func name(_ formula: Formula, isMuted: Bool = false) -> Picture {
      let size = max(18, (measures.floor + 0.1) / formula.leastScale)
      return pen.formula(formula, size: size, color: isMuted ? pen.theme.muted : nil)
    }
    return Nodes(
      sum: sum.map { pen.formula($0, size: 17.5) }, bias: node(bias, 18.5, isLow ? 18 : 27),
      z: z.map { node($0.weighted(.bold), 21, 33) }, zName: zName.map { name($0) },
      biasName: name(biasName, isMuted: true), activationName: activation.map { name($0.name) })
  }

  // MARK: - Arrangements

  private func row(in room: Size, _ pen: Pen) -> Layout {
    let nodes = nodes(pen)
    let radius = pen.measures.node
    let first = max(26, (nodes.sum?.bounds.width ?? 0) + 18)
    let fixed =
      4 * radius + (nodes.z?.size.width ?? 0) + (activation == nil ? 0 : NeuronChain.box) + first
    let links = activation == nil ? 1.0 : 2
    let extra =
      z == nil ? 0 : max(0, min(30, (room.width - fixed - 26 * links) / (links + 1)))
    let drop = isLow ? 16.0 : 28
    let middle = isLow && activation == nil ? 35 : 45 + max(nodes.zName?.bounds.height ?? 0, 16)
    let under = isLow ? 0 : 10 + nodes.biasName.bounds.height
    let low = max(middle + 33, middle + radius + drop + nodes.bias.size.height + under)
    var x = radius
    var layout = Layout(size: .zero)
    var draw = ChainSketch(pen: pen, prefix: prefix)
    draw.sign("∑", "sum", at: Point(x, middle), radius: radius)
    x += radius + first + extra + radius
    draw.sign("+", "plus", at: Point(x, middle), radius: radius)
    let below = Point(x, middle + radius + drop + nodes.bias.size.height / 2)
    draw.node(nodes.bias.text, nodes.bias.size, "bias", at: below, isStrong: true)
    draw.text(
      nodes.biasName,
      middle: x + (isLow ? (nodes.bias.size.width + nodes.biasName.bounds.width) / 2 + 10 : 0),
      baseline: isLow
        ? below.y - nodes.biasName.bounds.midY
        : below.y + nodes.bias.size.height / 2 + 10 - nodes.biasName.bounds.minY)
    draw.label(nodes.sum, from: "sum", to: "plus")
    let (half, name) = (nodes.bias.size.width / 2, nodes.biasName.bounds.width)
    let biasRight = x + (isLow ? half + 10 + name : max(half, name / 2))
    var right = x + radius
    if let z = nodes.z {
      x = right + 26 + extra + z.size.width / 2
      draw.node(z.text, z.size, "z", at: Point(x, middle), isStrong: true)
      if let name = nodes.zName { draw.text(name, middle: x, baseline: middle - 33 - 11) }
      right = x + z.size.width / 2
    }
    if let activation {
      x = right + 26 + extra + NeuronChain.box / 2
      draw.curve(activation, at: Point(x, middle), side: NeuronChain.box, color: color)
      if let name = nodes.activationName {
        draw.text(name, middle: x, baseline: middle - NeuronChain.box / 2 - 11)
      }
      right = x + NeuronChain.box / 2
    }
    let left = min(0, draw.left)
    right = max(right, biasRight)
    layout.size = Size(right - left, low + 4)
    layout = draw.finished(layout, wires: wires(bias: .top("bias"), plus: .bottom("plus"), .row))
    layout = layout.moved(-left, 0)
    layout.size = Size(right - left, low + 4)
    layout.body = Rectangle(-left, middle - 33, right, 66)
    return layout
  }

  private func column(in room: Size, _ pen: Pen) -> Layout {
    let nodes = nodes(pen)
    guard let z = nodes.z else { return Layout(size: .zero) }
    let radius = pen.measures.node
    let x = max(
      radius, z.size.width / 2,
      NeuronChain.box / 2 + (nodes.activationName.map { $0.bounds.width + 10 } ?? 0))
    let links = activation == nil ? 2.0 : 3
    let fixed = 4 * radius + 66 + (activation == nil ? 0 : NeuronChain.box)
    let gap = max(26, min(44, (room.height - fixed) / links))
    var y = radius
    var draw = ChainSketch(pen: pen, prefix: prefix)
    draw.sign("∑", "sum", at: Point(x, y), radius: radius)
    y += 2 * radius + gap
    draw.sign("+", "plus", at: Point(x, y), radius: radius)
    // The bias stands at the right, where no wire comes in.
    let right = Point(x + radius + 26 + nodes.bias.size.width / 2, y)
    draw.node(nodes.bias.text, nodes.bias.size, "bias", at: right, isStrong: true)
    draw.text(
      nodes.biasName, middle: right.x,
      baseline: right.y + nodes.bias.size.height / 2 + 9 - nodes.biasName.bounds.minY)
    if let sum = nodes.sum {
      draw.items += sum.moved(x + 9 - sum.bounds.minX, y - radius - gap / 2 - sum.bounds.midY).items
    }
    y += radius + gap + 33
    draw.node(z.text, z.size, "z", at: Point(x, y), isStrong: true)
    // Names stand where no wires are: that of z below it where it is the last, else at the right.
    var (low, zRight) = (y + 33, 0.0)
    if let name = nodes.zName {
      if activation == nil {
        draw.text(name, middle: x, baseline: low + 9 - name.bounds.minY)
        low += 9 + name.bounds.height
      } else {
        let left = x + z.size.width / 2 + 9
        draw.items +=
          name.moved(left - name.bounds.minX, y - (name.bounds.minY + name.bounds.maxY) / 2).items
        zRight = left + name.bounds.width
      }
    }
    if let activation {
      y = low + gap + NeuronChain.box / 2
      draw.curve(activation, at: Point(x, y), side: NeuronChain.box, color: color)
      if let name = nodes.activationName {
        draw.items +=
          name.moved(
            x - NeuronChain.box / 2 - 9 - name.bounds.maxX,
            y - (name.bounds.minY + name.bounds.maxY) / 2
          ).items
      }
      low = y + NeuronChain.box / 2
    }
    let breadth = max(
      x + 9 + (nodes.sum?.bounds.width ?? 0), zRight, x + z.size.width / 2,
      right.x + max(nodes.bias.size.width, nodes.biasName.bounds.width) / 2)
    let size = Size(breadth, low)
    var layout = draw.finished(
      Layout(size: size), wires: wires(bias: .left("bias"), plus: .right("plus"), .column))
    layout.size = size
    layout.body = Rectangle(x - radius, 0, 2 * radius, low)
    return layout
  }

  private func wires(bias: Wire.End, plus: Wire.End, _ axis: Stack.Axis) -> [Wire] {
    func link(_ from: String, _ to: String) -> Wire {
      axis == .row
        ? Wire(.right(prefix + from), .left(prefix + to))
        : Wire(.bottom(prefix + from), .top(prefix + to))
    }
    func prefixed(_ end: Wire.End) -> Wire.End {
      Wire.End(name: prefix + end.name, side: end.side, share: end.share)
    }
    return [link("sum", "plus"), Wire(prefixed(bias), prefixed(plus))]
      + (z == nil ? [] : [link("plus", "z")])
      + (activation == nil ? [] : [link("z", "activation")])
  }
}

/// The nodes of a chain as they are drawn.
private struct ChainSketch {
  let pen: Pen
  let prefix: String
  var items: [Item] = []
  var anchors: [String: Rectangle] = [:]
  var left = 0.0

  init(pen: Pen, prefix: String) {
    self.pen = pen
    self.prefix = prefix
  }

  mutating func sign(_ text: String, _ name: String, at center: Point, radius: Double) {
    let sign = pen.formula(.math(text), size: text == "∑" ? 23 : 27)
    items += [
      .circle(
        center: center, radius: radius,
        Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.muted, width: 1.6)))
    ]
    items += sign.centered(at: center).items
    anchors[prefix + name] = Rectangle(center: center, size: Size(2 * radius, 2 * radius))
  }

  mutating func node(
    _ text: Picture, _ size: Size, _ name: String, at center: Point, isStrong: Bool
  ) {
    let box = Rectangle(center: center, size: size)
    items.append(
      .rectangle(
        box, radius: size.height / 2,
        Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.ink, width: 1.8))))
    items += text.centered(at: center).items
    anchors[prefix + name] = box
    left = min(left, box.minX)
  }

  mutating func text(_ picture: Picture, middle: Double, baseline: Double) {
    let placed = picture.moved(middle - picture.bounds.midX, baseline)
    items += placed.items
    left = min(left, placed.bounds.minX)
  }

  mutating func label(_ picture: Picture?, from: String, to: String) {
    guard let picture, let start = anchors[prefix + from], let end = anchors[prefix + to] else {
      return
    }
    text(picture, middle: (start.maxX + end.minX) / 2 - 2, baseline: start.midY - 8)
  }

  mutating func curve(
    _ activation: NeuronChain.Activation, at center: Point, side: Double, color: Color?
  ) {
    let box = Rectangle(center: center, size: Size(side, side))
    items.append(
      .rectangle(
        box, radius: 6,
        Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.frame, width: 1.6))))
    items += ActivationCurve(
      function: activation.function, points: [activation.z], color: color ?? pen.theme.ink
    ).items(in: box.inset(7), pen)
    anchors[prefix + "activation"] = box
  }

  func finished(_ layout: Layout, wires: [Wire]) -> Layout {
    var result = layout
    result.items = items
    result.anchors = anchors
    for wire in wires {
      guard let path = wire.path(anchors) else { continue }
      result.items += wire.items(path, pen)
    }
    result.items = [.group(Tag("chain"), result.items)]
    return result
  }
}
