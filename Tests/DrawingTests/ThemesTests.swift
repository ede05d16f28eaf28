import Testing

@testable import Drawing

@Suite("The themes")
struct ThemesTests {
  @Test("Themes are found by their names")
  func names() {
    #expect(Theme.all.map(\.name) == ["light", "dark", "print"])
    for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
    #expect(Theme.named("Light") == nil)
    #expect(Theme.named("") == nil)
  }

  @Test("The light theme has the colours of the design")
  func light() {
    let light = Theme.light
    #expect(light.paper == .white)
    #expect(light.ink == Color(hex: 0x171C28))
    #expect(light.positions == [0x0072B2, 0xD55E00, 0x009E73, 0xAA3377].map(Color.init(hex:)))
    #expect(
      light.weights
        == [
          0xD3277D, 0x4114B1, 0xE27700, 0x03713E, 0xA84AD8, 0x684E00, 0xB42633, 0x0081A0, 0x115298,
        ].map(Color.init(hex:)))
    #expect(light.positive == Color(hex: 0x2166AC))
    #expect(light.negative == Color(hex: 0xB2182B))
    #expect(light.tint == 0.13)
    #expect(Theme.dark.paper == Color(hex: 0x0F1420))
    #expect(Theme.print.paper == .white)
  }

  @Test(
    "Every theme has four position colours and nine weight colours, all opaque and different",
    arguments: Theme.all)
  func palettes(theme: Theme) {
    #expect(theme.positions.count == 4)
    #expect(theme.weights.count == 9)
    #expect(Set(theme.positions).count == 4)
    #expect(Set(theme.weights).count == 9)
    #expect((theme.positions + theme.weights).allSatisfy { $0.alpha == 1 })
  }

  @Test("Text can be read on the paper: ink very well, quiet text well", arguments: Theme.all)
  func textContrast(theme: Theme) {
    #expect(theme.ink.contrast(with: theme.paper) >= 12)
    #expect(theme.ink.contrast(with: theme.band) >= 12)
    #expect(theme.muted.contrast(with: theme.paper) >= 4.5)
    #expect(theme.muted.contrast(with: theme.band) >= 4.5)
  }

  @Test(
    "What must not be noticed can be seen: 3 or more, and weaker than quiet text",
    arguments: Theme.all)
  func quiet(theme: Theme) {
    let contrast = theme.quiet.contrast(with: theme.paper)
    #expect(contrast >= 3)
    #expect(contrast < theme.muted.contrast(with: theme.paper))
    #expect(contrast > theme.hairline.contrast(with: theme.paper))
  }

  @Test("Ink, quiet text, frames and hairlines are of falling strength", arguments: Theme.all)
  func order(theme: Theme) {
    let contrasts = [theme.ink, theme.muted, theme.frame, theme.hairline, theme.band]
      .map { $0.contrast(with: theme.paper) }
    #expect(zip(contrasts, contrasts.dropFirst()).allSatisfy(>))
    #expect(contrasts[4] > 1)
  }

  @Test(
    "Dark and print colours can be read as text on paper and on their own tint",
    arguments: [Theme.dark, .print])
  func paletteContrast(theme: Theme) {
    for color in theme.positions + theme.weights {
      #expect(color.contrast(with: theme.paper) >= 4.5)
      #expect(color.contrast(with: theme.paper.mixed(with: color, theme.tint)) >= 4.5)
    }
  }

  @Test("Light colours can be seen as lines on paper: 3 or more, as WCAG asks of graphics")
  func lightContrast() {
    for color in Theme.light.positions + Theme.light.weights {
      #expect(color.contrast(with: .white) >= 3)
    }
  }

  @Test("Print fills nothing heavier than 15 % and hatches what is negative")
  func print() {
    let print = Theme.print
    #expect(max(print.tint, print.heat, print.shade, print.strength) <= 0.15)
    #expect(print.band.luminance > 0.85)
    #expect(print.hatchesNegative)
    #expect(print.dashesPositions)
    #expect(!Theme.light.hatchesNegative && !Theme.dark.hatchesNegative)
  }
}
