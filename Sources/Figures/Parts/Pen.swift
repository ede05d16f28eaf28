import Drawing
import Neural
import Wording

/// Draws the things of the visual language in one style: text that fits, matrices, neurons,
/// overlays, arrows.
struct Pen {
  let style: FigureStyle

  var theme: Theme { style.theme }
  var metrics: any TextMetrics { style.metrics }

  /// A formula of the article, in the reader's notation, with its baseline at y = 0.
  func formula(_ formula: Formula, size: Double, color: Color? = nil) -> Picture {
    style.voice.notation.written(formula)
      .picture(size: size, color: color ?? theme.ink, metrics: metrics)
  }

  /// A line of text, with its baseline at y = 0.
  func label(
    _ string: String, size: Double, weight: FontWeight = .regular, color: Color? = nil
  ) -> Picture {
    .text(string, .label(size, weight), color ?? theme.ink, metrics: metrics)
  }

  /// A formula scaled down, where it must be, to a width.
  func formula(
    _ formula: Formula, size preferred: Double, color: Color? = nil, width: Double
  ) -> Picture {
    let picture = self.formula(formula, size: preferred, color: color)
    guard picture.bounds.width > width else { return picture }
    return self.formula(formula, size: preferred * width / picture.bounds.width, color: color)
  }

  /// A size at which the smallest letters of a formula can be read: the one given, or a larger one.
  func legible(_ size: Double, _ formula: Formula) -> Double {
    max(size, (measures.floor + 0.05) / formula.leastScale)
  }

  /// A straight arrow between two points, head at the second.
  func arrow(from start: Point, to end: Point, color: Color? = nil, width: Double = 1.8) -> Item {
    let color = color ?? theme.muted
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
    let (ux, uy) = (dx / length, dy / length)
    let (head, half) = (9.0, 4.2)
    let base = end.moved(-ux * head, -uy * head)
    return .group(
      Tag("arrow"),
      [
        .path(.line(start, base), .stroke(color, width)),
        .path(
          .polygon([
            end, base.moved(-uy * half, ux * half), base.moved(uy * half, -ux * half),
          ]), .fill(color)),
      ])
  }

  /// An operator between panels: ⋆, =, +.
  func sign(_ text: String, size: Double = 26) -> Picture {
    formula(.math(text), size: size, color: theme.muted)
  }
}
