import Drawing
import Neural
import Wording

/// One feature map of a pass: circles while it is small, cells filled by value beyond, one picture
/// of its values when it is large.
struct FeatureMapPanel {
  let pass: Convolution.ForwardPass
  let map: Int
  /// The steps of the map, in row order.
  let steps: [DotProduct]
  /// Whether neurons are called z: at first, where there is no activation function.
  var isRaw: Bool

  init(pass: Convolution.ForwardPass, map: Int) {
    self.pass = pass
    self.map = map
    isRaw = pass.layer.activation == .identity
    let count = pass.sweep.count
    steps = (map * count..<(map + 1) * count).map { pass.steps[$0] }
  }

  var extent: Extent { pass.sweep.extent }
  /// Whether neurons are circles.
  var isNeurons: Bool { extent.rows <= 5 && extent.columns <= 5 }
  /// Whether the map is one picture of its values.
  var isLarge: Bool { extent.rows > 12 || extent.columns > 12 }
  /// What the neurons show: z or a.
  var values: [Double] { steps.map { isRaw ? $0.z : $0.a } }

  /// How far along the map is, and which neurons stand out.
  struct Progress {
    /// The number of neurons that are filled in; the rest is empty.
    var filled: Int
    /// The neurons that stand out, by their number in row order, each outlined as its overlay is.
    var marked: [Int: PositionStyle]
  }

  /// The symbol of the whole map.
  var symbol: Formula {
    isRaw ? PassNotation(pass).z : PassNotation(pass).a
  }

  /// The symbol of a neuron.
  func symbol(_ neuron: Cell) -> Formula {
    isRaw ? PassNotation(pass).z(neuron, map: map) : PassNotation(pass).a(neuron, map: map)
  }

  /// The heading: `feature map`, with its number where there are several.
  var title: String {
    pass.layer.maps > 1
      ? say("feature map \(map + 1) of \(pass.layer.maps)") : say("feature map")
  }

  /// The scale that the values are coloured by.
  func scale(_ theme: Theme) -> ValueScale { ValueScale(.signed, over: values, theme: theme) }

  /// The map as a panel.
  func panel(pen: Pen, cell: Double, labels: Labels?, progress: Progress) -> Panel {
    let values = values
    let scale = scale(pen.theme)
    if isLarge { return large(values, scale, pen: pen, cell: cell, progress: progress) }
    let side = (isNeurons ? cell * 0.8 : cell) * (labels == .both ? 0.95 : 1)
    let numbers = pen.numbers(values, cell: side)
    func look(_ neuron: Cell) -> CellLook {
      let index = neuron.row * extent.columns + neuron.column
      var look = CellLook(color: pen.theme.quiet)
      let marked = progress.marked[index]
      if isNeurons {
        look.outline = marked?.stroke(4) ?? Stroke(color: pen.theme.frame, width: 1.2)
        if let marked {
          look.fill = pen.theme.paper.mixed(with: marked.color, pen.theme.tint * 0.55)
          look.color = marked.color
        }
        if index >= progress.filled {
          let color = pen.theme.hairline.mixed(with: pen.theme.frame, 0.4)
          look.outline = Stroke(color: color, width: 1.4, dash: [4, 4])
        }
      } else if index < progress.filled {
        look = CellLook(value: values[index], scale: scale, theme: pen.theme)
      }
      guard index < progress.filled, let labels else { return look }
      switch labels {
      case .symbols: look.text = symbol(neuron)
      case .numbers: look.text = numbers.formula(index)
      case .both:
        look.text = numbers.formula(index)
        look.caption = symbol(neuron)
      }
      return look
    }
    if isNeurons { return pen.neurons(extent, cell: cell, tag: "map \(map)", looks: look) }
    let panel = pen.matrix(extent, cell: cell, tag: "map \(map)", looks: look)
    return panel.drawing(marks(on: panel, pen: pen, progress: progress))
  }

  private func large(
    _ values: [Double], _ scale: ValueScale, pen: Pen, cell: Double, progress: Progress
  ) -> Panel {
    // Neurons that are still empty show the paper, which is the colour of zero.
    let shown = values.enumerated().map { $0.offset < progress.filled ? $0.element : 0 }
    var tensor = Tensor(shape: [extent.rows, extent.columns])
    for (index, value) in shown.enumerated() {
      tensor[index / extent.columns, index % extent.columns] = value
    }
    let panel = pen.heat(tensor, scale: scale, cell: cell, tag: "map \(map)")
    return panel.drawing(marks(on: panel, pen: pen, progress: progress))
  }

  private func marks(on panel: Panel, pen: Pen, progress: Progress) -> [Item] {
    progress.marked.sorted { $0.key < $1.key }.map { index, style in
      let rectangle = panel.rectangle(of: Cell(index / extent.columns, index % extent.columns))
      // A neuron of a large map is smaller than the line that marks it.
      let grow = max(0, (10 - rectangle.width) / 2)
      // On so small an outline dashes would be crumbs.
      let stroke = grow > 0 ? Stroke(color: style.color, width: 4) : style.stroke(4)
      return .group(
        Tag("neuron", "\(index / extent.columns),\(index % extent.columns)"),
        [.rectangle(rectangle.inset(-grow), radius: 4, Paint(stroke: stroke))])
    }
  }
}
