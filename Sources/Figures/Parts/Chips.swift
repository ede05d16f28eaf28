import Drawing
import Neural

/// Numbered marks around a panel that say which overlay position or neuron a colour stands for.
struct Chip {
  let number: Int
  let color: Color
  /// Whether the chip stands above the panel; otherwise it stands to its right.
  let isAbove: Bool
  /// The wanted place along the panel's side.
  let place: Double
}

extension Pen {
  static let chipRadius = 11.0

  /// The panel with its chips, pushed apart where they would touch.
  func chips(_ chips: [Chip], around panel: Panel) -> Panel {
    var panel = panel
    for isAbove in [true, false] {
      var free = -Double.infinity
      for chip in chips.filter({ $0.isAbove == isAbove }).sorted(by: { $0.place < $1.place }) {
        let picture = self.chip(chip)
        let half = (isAbove ? picture.bounds.width : picture.bounds.height) / 2
        let place = max(chip.place, free + half)
        free = place + half + 4
        let center =
          isAbove
          ? Point(place, panel.outer.minY - Pen.chipRadius - 6)
          : Point(panel.outer.maxX + picture.bounds.width / 2 + 6, place)
        panel.picture = picture.centered(at: center).over(panel.picture)
      }
    }
    return panel
  }

  /// The width of a chip with a number.
  func chipWidth(_ number: Int) -> Double {
    max(2 * Pen.chipRadius, chipLabel(number, color: theme.ink).bounds.width + 12)
  }

  private func chipLabel(_ number: Int, color: Color) -> Picture {
    label(String(number), size: 12.5, weight: .semibold, color: color)
  }

  private func chip(_ chip: Chip) -> Picture {
    let text = chipLabel(chip.number, color: theme.text(on: chip.color))
    let bounds = Rectangle(0, 0, chipWidth(chip.number), 2 * Pen.chipRadius)
    return Picture(
      bounds: bounds,
      items: [.rectangle(bounds, radius: Pen.chipRadius, .fill(chip.color))]
        + text.centered(at: bounds.center).items
    ).tagged("chip", String(chip.number))
  }
}
