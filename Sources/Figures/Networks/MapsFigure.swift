import Drawing
import Neural
import Wording

/// Every feature map that a network makes of one input, stage by stage, each with the filter that made it.
struct MapsFigure: ComposedFigure {
  private let subject: MapsSubject

  init(subject: MapsSubject) { self.subject = subject }

  /// Its numbers are means, each rounded by itself.
  var ledger: Ledger { Ledger() }

  private var layers: [MapsSubject.Layer] { subject.layers }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, _ in
      Sheet(
        title: .number(title, .semibold), subtitle: subtitle,
        body: Counted(
          FirstThatFits(arrangements(pen)), shown: layers.count, of: subject.available,
          place: say("layers")), band: band(pen), description: description)
    }
  }

  // MARK: - Blocks

  private func arrangements(_ pen: Pen) -> [any Block] {
    var input = PicturePlane(
      "input", of: subject.input, isPicture: subject.isPicture, shade: subject.shade,
      theme: pen.theme)
    (input.largest, input.importance, input.leastSide) = (210, 0.7, 50)
    let titled = Titled(say("input"), .symbol("a", sup: "0"), input)
    func tiles(_ columns: Int, _ rows: [Int], _ hasFilters: Bool) -> any Block {
      Stack.column(
        zip(layers, rows).map { layer, rows in
          MapTiles(layer: layer, columns: columns, rows: rows, hasFilters: hasFilters)
        }, gap: 10, widest: 26, alignment: .start)
    }
    /// Few maps take one row, many two.
    func rows(_ columns: Int, most: Int) -> [Int] {
      layers.map { min(most, max(1, ($0.count + columns - 1) / columns)) }
    }
    let most = layers.count > 2 ? [1] : layers.count == 2 ? [2, 1] : [4, 3, 2, 1]
    let all = [true, false].flatMap { hasFilters in
      most.flatMap { most in
        [6, 8, 5, 4, 3].map { columns in tiles(columns, rows(columns, most: most), hasFilters) }
      }
    }
    let beside = all.map { Stack.row([titled, $0], gap: 34, widest: 60) }
    let alone = all.map { Lacking([(say("input"), 60)], $0) }
    // In the smallest rooms one stage is shown after the other ones are left out.
    let single = [4, 3, 2].map { columns in
      Lacking(
        [(say("input"), 60), (say("layers"), 80)],
        MapTiles(layer: layers[layers.count - 1], columns: columns, rows: 2, hasFilters: false))
    }
    return beside + alone + single
  }

  private func band(_ pen: Pen) -> Band {
    let legends = layers.map { layer -> Legend in
      let scale = MapTiles(layer: layer, columns: 1, rows: 1, hasFilters: false).scale(pen.theme)
      return Legend(
        scale, name: .words(say("maps of \(layer.stage)")),
        format: NumberFormat(for: [scale.low, scale.high], significant: 2), tensor: layer.tensor)
    }
    return Band(
      [
        .lines([
          .words(say("below each map: its number and its mean, the largest first")),
          .words(
            layers.contains { $0.filters != nil }
              ? say("a filter has a plane for each map of the layer before")
              : say("off: 0 everywhere for this input")),
        ])
      ]
        + legends.map { legend in
          .drawing { pen in
            let layout = legend.layout(in: Size(200, 40), pen)
            return Picture(
              bounds: Rectangle(origin: .zero, size: layout.size), items: layout.items)
          }
        })
  }

  // MARK: - Words

  private var title: String {
    if layers.count == 1 {
      let count = layers[0].count
      return count == 1
        ? say("The feature map of \(layers[0].stage)")
        : say("The \(count) feature maps of \(layers[0].stage)")
    }
    return say("The feature maps of \(layers.count) layers, by depth")
  }

  private var subtitle: [String] {
    let shapes = [subject.input.shape] + layers.map(\.maps.shape)
    return [
      shapes.map { Tensor.describe($0) }.joined(separator: " → "),
      say("each layer has its own scale"),
    ]
  }

  private var description: String {
    let parts = layers.map { layer -> String in
      let order = layer.order
      let largest =
        order.first.map { NumberFormat(for: [layer.mean($0).value]).string(layer.mean($0).value) }
        ?? ""
      let off = order.count { layer.isOff($0) }
      return say(
        """
        \(layer.stage): \(layer.count) maps of \(layer.extent), the largest mean is \(largest), \
        \(off) are off
        """)
    }
    return title + ". " + parts.joined(separator: "; ") + "."
  }
}
