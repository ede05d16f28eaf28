import Drawing

/// Code as it stands on a page: on a ground, every character as wide as the others.
struct CodeSetting {
  let block: CodeBlock
  let style: TextStyle

  /// The size of code beside that of the text around it, and the least that long lines shrink it to.
  private static let scale = 0.84
  private static let leastSize = 13.0
  /// The distance of two lines, of the size.
  private static let leading = 1.55

  private var padding: Double { style.size * 0.7 }

  /// The width of a character at a size.
  private func advance(_ size: Double) -> Double {
    style.metrics.extents(of: "0", in: .code(size)).width
  }

  /// The columns that numbers take, with the room behind them.
  private var gutter: Double {
    block.isNumbered ? Double(String(block.lines.count).count) + 1.5 : 0
  }

  /// The size at which the longest line fits; nil where none does.
  private func size(_ width: Double) -> Double? {
    let most = style.size * CodeSetting.scale
    let room = width - 2 * padding
    let needed = (Double(block.width) + gutter) * advance(1)
    let size = min(most, room / max(needed, 0.1))
    return size >= CodeSetting.leastSize ? size : nil
  }

  /// The number of characters that a line may have in a width.
  func longestLine(in width: Double) -> Int {
    Int((width - 2 * padding) / advance(CodeSetting.leastSize) - gutter)
  }

  /// The code with its top left corner at (0, 0), as wide as its room; nil where a line is too long.
  func picture(width: Double) -> Picture? {
    guard let size = size(width) else { return nil }
    let line = size * CodeSetting.leading
    let height = Double(block.lines.count) * line + 1.2 * padding
    let ground = Rectangle(0, 0, width, height)
    let advance = advance(size)
    let left = padding + gutter * advance
    var items: [Item] = [.rectangle(ground, radius: 8, .fill(style.theme.band))]
    for (index, tokens) in CodeReading.lines(of: block.text, in: block.language).enumerated() {
      let top = 0.6 * padding + Double(index) * line
      let baseline = top + line * 0.5 + size * 0.36
      let isStrong = block.emphasized.contains(index)
      var parts: [Item] = []
      if isStrong {
        let band = Rectangle(0, top, width, line)
        let tint = style.theme.band.mixed(with: style.theme.positions[0], 0.13)
        parts.append(.rectangle(band, radius: 0, .fill(tint)))
        parts.append(
          .rectangle(Rectangle(0, top, 4, line), radius: 0, .fill(style.theme.positions[0])))
      }
      if block.isNumbered {
        let number = text(
          String(index + 1), size: size * 0.8,
          color: isStrong ? style.accent : style.theme.muted)
        let end = left - 1.2 * advance
        parts += number.moved(end - number.bounds.maxX, baseline).items
      }
      var x = left
      for token in tokens {
        let picture = text(
          token.text, size: size, weight: weight(of: token), color: color(of: token))
        parts += picture.moved(x, baseline).items
        x += picture.bounds.width
      }
      items.append(.group(Tag("line", String(index + 1)), parts))
    }
    return Picture(bounds: ground, items: [.group(Tag("code"), items)])
  }

  private func text(
    _ string: String, size: Double, weight: FontWeight = .regular, color: Color
  ) -> Picture {
    .text(string, .code(size, weight), color, metrics: style.metrics)
  }

  private func color(of token: CodeToken) -> Color {
    let ground = style.theme.band
    return switch token.kind {
    case .keyword: style.theme.text(in: style.theme.positions[0], on: ground)
    case .number: style.theme.text(in: style.theme.positions[2], on: ground)
    case .comment: style.theme.text(in: style.theme.muted, on: ground)
    case .plain, .name, .string: style.theme.ink
    }
  }

  private func weight(of token: CodeToken) -> FontWeight {
    token.kind == .keyword || token.kind == .name ? .bold : .regular
  }

  /// The code as a paragraph of a deck, its lines as it has them.
  func line() -> Deck.Line {
    var runs: [Deck.Run] = []
    let lines = CodeReading.lines(of: block.text, in: block.language)
    for (index, tokens) in lines.enumerated() {
      for token in tokens {
        runs.append(
          Deck.Run(token.text, family: .code, weight: weight(of: token), color: color(of: token)))
      }
      if index < lines.count - 1 {
        runs.append(Deck.Run("\n", family: .code, color: style.theme.ink))
      }
    }
    return Deck.Line(
      runs, size: style.size * CodeSetting.scale, kind: .code(language: block.language.rawValue))
  }
}
