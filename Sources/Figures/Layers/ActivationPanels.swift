import Drawing
import Wording

/// Functions side by side over one range of z: each curve, its slope below it, a stroke for each z,
/// and the share of them where the slope is small.
struct ActivationPanels: Block {
  struct Panel: Sendable {
    let name: String
    let formula: Formula
    let function: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double
    /// What stands at the followed neuron's points.
    let labels: (a: Formula, slope: Formula)
    /// How many of the values have a small slope, in words, and the share.
    let flat: (number: String, words: String, share: Double)
    /// What is computed at the followed neuron, in lines.
    let lines: [Formula]
  }

  let panels: [Panel]
  let values: [Double]
  let marked: Double
  let z: Formula
  /// The slope below which a stretch is hatched.
  let flatness: Double
  /// What stands over the slopes.
  let slopeTitle: Formula

  /// The most that is drawn of z to each side.
  static let most = 8.0

  /// The range of z, from −reach to reach.
  static func reach(_ values: [Double]) -> Double {
    let largest = values.filter(\.isFinite).map(abs).max() ?? 0
    return min(most, max(4, (largest * 1.04).rounded(.up)))
  }

  private var reach: Double { ActivationPanels.reach(values) }

  var share: Size { Size(10, 6) }
  func least(_ pen: Pen) -> Size { Size(220 * Double(panels.count), 190) }
  func size(in room: Size, _ pen: Pen) -> Size { room }

  private static let gap = 34.0

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let count = Double(panels.count)
    let width = min(
      560, (room.width - ActivationPanels.gap * (count - 1)) / count)
    let plan = Plan(width: width, height: room.height, hasLines: !panels[0].lines.isEmpty)
    var layout = Layout(
      size: Size(width * count + ActivationPanels.gap * (count - 1), plan.total))
    for (index, panel) in panels.enumerated() {
      let drawing = ActivationPanelDrawing(
        panel: panel, plan: plan, reach: reach, all: self, pen: pen)
      let x = Double(index) * (width + ActivationPanels.gap)
      layout.items.append(
        .group(Tag("function", panel.name), drawing.items.map { $0.moved(x, 0) }))
      layout.content += width * plan.total
    }
    if !plan.hasShare { layout.omit(Omission(.remarks, in: say("share of small slopes"))) }
    if !plan.hasLines, !panels[0].lines.isEmpty {
      layout.omit(Omission(.factors, in: say("activation")))
    }
    return layout
  }

  /// Where the parts of a panel stand, from the top.
  struct Plan {
    let width: Double
    let curve: Rectangle
    let slope: Rectangle
    let rug: Rectangle
    let hasShare: Bool
    let hasLines: Bool
    let total: Double

    init(width: Double, height: Double, hasLines: Bool) {
      let head = 34.0
      let between = 30.0
      let ticks = 24.0
      var free = height - head - between - 30 - ticks
      let hasLines = hasLines && free > 290
      if hasLines { free -= 62 }
      let hasShare = free > 190
      if hasShare { free -= 54 }
      free = max(90, min(free, width * 1.7))
      let upper = free * 0.64
      let curve = Rectangle(0, head, width, upper)
      let slope = Rectangle(0, curve.maxY + between, width, free - upper)
      let rug = Rectangle(0, slope.maxY + 6, width, free > 150 ? 26 : 16)
      (self.width, self.curve, self.slope, self.rug) = (width, curve, slope, rug)
      (self.hasLines, self.hasShare) = (hasLines, hasShare)
      total = rug.maxY + ticks + (hasShare ? 54 : 0) + (hasLines ? 62 : 0)
    }
  }
}
