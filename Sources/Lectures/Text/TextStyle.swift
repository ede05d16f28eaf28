import Drawing
import Figures
import Wording

/// How running text is set: its size, its colours, and how blanks show.
struct TextStyle: Sendable {
  /// What a blank of a question shows.
  enum Blanks: Sendable, Equatable {
    /// An empty box.
    case empty
    /// The answer, in its box.
    case answers
  }

  /// The size in page units.
  var size: Double
  /// The theme.
  let theme: Theme
  /// The measure.
  let metrics: any TextMetrics
  /// The colour of what is not marked.
  var color: Color
  /// The weight of what is not marked.
  var weight = FontWeight.regular
  /// What blanks show.
  var blanks = Blanks.empty
  /// The least width of a blank, that of the longest answer of its text: boxes of one size say nothing
  /// of what belongs in them.
  var leastBlank = 0.0
  /// The page of the slide, counted from 0, for items that appear one by one.
  var page = Int.max
  /// How items show that are to come.
  var reveal = Reveal.pale
  /// Whether all is set in the colour of what is to come.
  private var isPale = false

  init(size: Double, theme: Theme, metrics: any TextMetrics) {
    self.size = size
    self.theme = theme
    self.metrics = metrics
    color = theme.ink
  }

  /// The same style at another size.
  func sized(_ size: Double) -> TextStyle {
    var style = self
    style.size = size
    return style
  }

  /// The same style for what is to come.
  func toCome() -> TextStyle {
    var style = self
    style.color = TextStyle.pale(theme)
    style.isPale = true
    return style
  }

  /// The colour of what is to come: it can be seen to be there, and says nothing yet.
  private static func pale(_ theme: Theme) -> Color {
    let mixes = (1...32).lazy.map { theme.paper.mixed(with: theme.ink, Double($0) / 32) }
    return mixes.first { $0.contrast(with: theme.paper) >= 1.8 } ?? theme.muted
  }

  /// The colour of links, and of the marks of lists.
  var accent: Color { isPale ? color : theme.text(in: theme.positions[0], on: theme.paper) }

  /// The colour of answers.
  var answer: Color { theme.text(in: theme.positions[2], on: theme.paper) }

  /// The colour of a span: only links have one of their own.
  func color(of style: Markup.Style) -> Color { style.link.isEmpty ? color : accent }

  /// The weight of a span. Emphasis has no slant in Inter's upright cut, so that weight says it.
  func weight(of style: Markup.Style) -> FontWeight {
    if style.isBold { return .bold }
    return style.isEmphasized ? max(weight, .semibold) : weight
  }

  private func max(_ a: FontWeight, _ b: FontWeight) -> FontWeight {
    a.rawValue >= b.rawValue ? a : b
  }

  /// Characters on one line, with the baseline at y = 0.
  func picture(of text: String, _ style: Markup.Style) -> Picture {
    if style.isCode {
      return .text(
        text, .code(size * TextStyle.codeScale, weight(of: style)), color(of: style),
        metrics: metrics)
    }
    // As a formula, because formulas take the operators that Inter lacks from the math font.
    return Formula.number(text, weight(of: style))
      .picture(size: size / Formula.labelScale, color: color(of: style), metrics: metrics)
  }

  /// How large code is in a line of text, whose letters are smaller than those of DejaVu Sans Mono.
  static let codeScale = 0.86

  /// A formula in the reader's notation, with the baseline at y = 0.
  func picture(of formula: Formula, _ style: Markup.Style, scale: Double = 1) -> Picture {
    Voice.current.notation.writtenWhereNoted(formula)
      .picture(
        size: size * scale / Formula.labelScale, color: color(of: style), metrics: metrics)
  }

  /// The width of a space.
  func space(_ style: Markup.Style) -> Double {
    let font: Font =
      style.isCode
      ? .code(size * TextStyle.codeScale, weight(of: style)) : .label(size, weight(of: style))
    return metrics.extents(of: " ", in: font).width
  }
}
