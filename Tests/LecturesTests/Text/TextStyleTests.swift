import Drawing
import Figures
import Testing
import Wording

@testable import Lectures

@Suite("Text styles")
struct TextStyleTests {
  @Test("Emphasis, links and answers can be read on the paper of every theme", arguments: Theme.all)
  func contrast(theme: Theme) {
    let style = TextStyle(size: 24, theme: theme, metrics: metrics)
    for color in [style.accent, style.answer, style.color] {
      #expect(color.contrast(with: theme.paper) >= 4.5)
    }
  }

  @Test("What stands out differs in weight too, not in colour alone")
  func weights() {
    let style = TextStyle(size: 24, theme: .light, metrics: metrics)
    #expect(style.weight(of: Markup.Style()) == .regular)
    #expect(style.weight(of: Markup.Style(isEmphasized: true)) == .semibold)
    #expect(style.weight(of: Markup.Style(isBold: true, isEmphasized: true)) == .bold)
  }

  @Test("What a formula marks is set in the reader's notation, on the baseline of the words")
  func formulas() throws {
    let style = TextStyle(size: 24, theme: .light, metrics: metrics)
    let voice = Voice(notation: NotationStyle(activations: .x))
    let picture = Voice.$current.withValue(voice) {
      style.picture(
        of: .row([.symbol("a", sub: "0"), .construct(.noted(.symbol("a", sub: "0")))]),
        Markup.Style())
    }
    let runs = picture.items.compactMap { if case .text(let run) = $0 { run } else { nil } }
    #expect(runs.map(\.string) == ["𝑎", "0", "𝑥", "0"])
    #expect(runs[0].origin.y == 0)
  }
}
