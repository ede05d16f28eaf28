import Drawing
import Neural
import Wording

/// How shared weights feed a feature map: one panel for each overlay position, in each of them the
/// same weights lead from the cells under the overlay to the next neuron.
struct FeatureNeuronsFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let map: FeatureMapPanel
  private let drawn: DrawnTerms

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    var map = FeatureMapPanel(pass: pass, map: subject.step / pass.sweep.count)
    // What comes out of a neuron is its activation, also where that is z itself.
    map.isRaw = false
    self.map = map
    drawn = .outline(of: map.steps[0], kernel: pass.layer.kernel)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let legend = legend(pen)
    let stage = Stage(pen: pen, title: title, subtitle: .words(pass.caption), corner: legend)
    func grid(_ room: Rectangle) -> FeatureNeuronsGrid {
      FeatureNeuronsGrid(pen: pen, subject: subject, map: map, drawn: drawn, room: room)
    }
    var shown: [Int] = []
    var pictures = stage.fitted { room in
      let grid = grid(room)
      shown = grid.shown
      return grid.pictures
    }
    if style.page == .tight {
      // A tight page has no header, and its lines still need their names.
      pictures.append(
        legend.moved(
          stage.room.maxX - legend.bounds.maxX, stage.room.minY - 20 - legend.bounds.maxY))
    }
    return stage.scene(pictures, description: description(of: shown))
  }

  private var title: Formula {
    let count = pass.sweep.count
    let words =
      count == 1
      ? say("One set of shared weights, one neuron")
      : say("One set of shared weights, \(count.inWords) neurons")
    return .number(words, .semibold)
  }

  // MARK: - The legend

  /// The weights with their colours, in rows as the filter has them where that is not too high.
  private func legend(_ pen: Pen) -> Picture {
    let terms = drawn.indices.map { map.steps[0].terms[$0] }
    let format = NumberFormat(for: terms.map(\.weight))
    let entries = zip(drawn.indices, terms).map { index, term -> Picture in
      let color = drawn.color(of: index, pen.theme) ?? pen.theme.ink
      let symbol = PassNotation(pass).weight(term.weightCell, channel: term.channel)
      let relation = Formula.relation(format.isExact(term.weight) ? "=" : "≈")
      let text = pen.formula(
        pen.style.labels == .symbols
          ? symbol : .row([symbol, relation, .number(format.string(term.weight), .medium)]),
        size: 17, color: pen.theme.text(in: color, on: pen.theme.paper))
      let sample = Picture(
        bounds: Rectangle(0, -5, 24, 0),
        items: [.path(.line(Point(0, -5), Point(24, -5)), .stroke(color, 3))])
      return .row([sample, text.moved(-text.bounds.minX, 0)], spacing: 7, alignment: .origin)
        .tagged("legend", "\(index)")
    }
    let columns = pen.style.panel == nil ? legendColumns(of: entries.count) : entries.count
    let width = (entries.map(\.bounds.width).max() ?? 0) + 18
    // In a panel the legend has one line, beside the subtitle; the lines bear their names anyway.
    if let panel = pen.style.panel, width * Double(columns) > panel.width * 0.5 { return .empty }
    return .joined(
      entries.enumerated().map { order, entry in
        entry.moved(
          Double(order % columns) * width - entry.bounds.minX, Double(order / columns) * 22)
      })
  }

  private func legendColumns(of count: Int) -> Int {
    let kernel = pass.layer.kernel
    let natural = drawn.hidden == 0 || count == kernel.count ? kernel.columns : 2
    return min(count, (count + natural - 1) / natural <= 3 ? natural : (count + 2) / 3)
  }

  // MARK: - Words

  private func description(of shown: [Int]) -> String {
    let weights = drawn.indices.map { NumberFormat.shortest(map.steps[0].terms[$0].weight) }
    let panels = shown.map { index -> String in
      let step = map.steps[index]
      let (origin, neuron) = (step.position.origin, step.position.neuron)
      return say(
        """
        overlay at row \(index: origin.row), column \(index: origin.column) feeds neuron \
        \(index: neuron.row),\(index: neuron.column), which gets \
        \(NumberFormat.shortest(map.values[index]))
        """)
    }
    let rest = pass.sweep.count - shown.count
    return [
      pass.caption + ".", positions(shown.count), weights.joined(separator: ", ") + ".",
      panels.joined(separator: "; ") + (rest > 0 ? "; " + say("\(rest) more are left out") : "")
        + ".",
    ].joined(separator: " ")
  }

  /// How many positions are shown, and how many of the weights that all of them have.
  private func positions(_ shown: Int) -> String {
    let (all, filter, input) = (pass.sweep.count, subject.filterName, subject.inputName)
    return switch (drawn.count, drawn.indices.count) {
    case (1, _):
      say(
        """
        \(shown) of \(all) positions of \(filter) over \(input), each with the same weight, of \
        which this is drawn:
        """)
    case (let count, 1):
      say(
        """
        \(shown) of \(all) positions of \(filter) over \(input), each with the same \(count) \
        weights, of which this is drawn:
        """)
    case (let count, _):
      say(
        """
        \(shown) of \(all) positions of \(filter) over \(input), each with the same \(count) \
        weights, of which these are drawn:
        """)
    }
  }
}

extension Int {
  /// A number of several, a small one in words, others in digits.
  fileprivate var inWords: String {
    let words: [Phrase] = [
      "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    return words.indices.contains(self - 2) ? say(words[self - 2]) : String(self)
  }
}
