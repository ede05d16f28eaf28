import Drawing
import Neural

/// The cells of one channel that lie under the overlay, enlarged, each in the colour of the line
/// that leaves it.
struct Closeup {
  let pass: Convolution.ForwardPass
  let step: DotProduct
  let channel: Int
  let drawn: DrawnTerms

  private var kernel: Extent { pass.layer.kernel }
  private var first: Int {
    (channel - pass.layer.firstChannel(ofMap: step.map)) * kernel.count
  }

  /// The cells as a matrix framed in the position's colour.
  ///
  /// Cells that are filled by their values get a dot in the line's colour where one is drawn,
  /// unless the lines begin on them.
  func panel(
    pen: Pen, cell: Double, fill: Underlay.Fill, style: PositionStyle, isDotted: Bool = true
  ) -> Panel {
    let theme = pen.theme
    let terms = (first..<first + kernel.count).map { step.terms[$0] }
    let numbers = pen.numbers(
      terms.map(\.value), cell: pen.style.labels == .both ? cell * 0.9 : cell)
    let panel = pen.matrix(
      kernel, cell: cell, tag: "underlay \(channel)", frame: style.stroke(3.2)
    ) { place in
      let index = place.row * kernel.columns + place.column
      let term = terms[index]
      let (text, caption) = term.text(PassNotation(pass), number: numbers.formula(index), pen)
      switch fill {
      case .values(let scale):
        return CellLook(text, caption: caption, value: term.value, scale: scale, theme: theme)
      case .weights:
        let color = drawn.color(of: first + index, theme) ?? theme.muted
        let fill = theme.paper.mixed(with: color, theme.tint)
        return CellLook(
          text, caption: caption, fill: fill, color: theme.text(in: color, on: fill))
      }
    }
    guard case .values = fill, isDotted else { return panel }
    return panel.drawing(dots(on: panel, theme))
  }

  private func dots(on panel: Panel, _ theme: Theme) -> [Item] {
    drawn.indices.filter { (first..<first + kernel.count).contains($0) }.compactMap { index in
      guard let color = drawn.color(of: index, theme) else { return nil }
      let local = index - first
      let cell = panel.rectangle(of: Cell(local / kernel.columns, local % kernel.columns))
      let radius = min(5, cell.width * 0.11)
      return .group(
        Tag("port", "\(index)"),
        [
          .circle(
            center: Point(cell.maxX - radius * 1.7, cell.minY + radius * 1.7), radius: radius,
            Paint(fill: color, stroke: Stroke(color: theme.paper, width: 1)))
        ])
    }
  }
}

extension Term {
  /// What a cell that stands for the term's value says, and what stands below it.
  func text(_ notation: PassNotation, number: Formula?, _ pen: Pen) -> (Formula?, Formula?) {
    let symbol = isPadding ? Formula.math("0") : notation.input(cell, channel: channel)
    return switch pen.style.labels {
    case .symbols: (symbol, nil)
    case .numbers: (number, nil)
    case .both: (number, symbol)
    }
  }
}
