import Testing

@testable import Drawing

@Suite("What a theme gives out")
struct ThemeTests {
  @Test("Positions take the colours in turn, each round with other dashes", arguments: Theme.all)
  func positions(theme: Theme) {
    let count = theme.positions.count
    for index in 0..<40 {
      #expect(theme.position(index).color == theme.positions[index % count])
    }
    #expect(theme.position(0).dash == [])
    let rounds = (0..<4).map { theme.position($0 * count).dash }
    #expect(Set(rounds).count == 4)
    #expect(theme.position(4 * count) == theme.position(0))
  }

  @Test("The first sixteen positions all look different", arguments: Theme.all)
  func sixteenPositions(theme: Theme) {
    #expect(Set((0..<16).map(theme.position)).count == 16)
  }

  @Test("The first round is solid, except in print, where every position has its own dashes")
  func firstRound() {
    for theme in [Theme.light, .dark] {
      #expect((0..<4).allSatisfy { theme.position($0).dash.isEmpty })
      #expect((4..<8).allSatisfy { !theme.position($0).dash.isEmpty })
    }
    #expect(Set((0..<4).map { Theme.print.position($0).dash }).count == 4)
  }

  @Test("Round caps leave a gap between dashes", arguments: Theme.all)
  func gaps(theme: Theme) {
    for index in 0..<16 {
      let stroke = theme.position(index).stroke(4)
      let gaps = stroke.dash.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
      #expect(stroke.dash.count.isMultiple(of: 2))
      #expect(gaps.allSatisfy { $0 - stroke.width >= 3 })
    }
  }

  @Test("An outline's dashes grow with its width")
  func strokes() {
    let style = PositionStyle(color: .black, dash: [8, 8])
    #expect(style.stroke(4) == Stroke(color: .black, width: 4, dash: [8, 8]))
    #expect(style.stroke(2) == Stroke(color: .black, width: 2, dash: [4, 4]))
    #expect(PositionStyle(color: .black).stroke(2) == Stroke(color: .black, width: 2))
  }

  @Test("Weights take the colours in turn", arguments: Theme.all)
  func weights(theme: Theme) {
    #expect((0..<9).map(theme.weight) == theme.weights)
    #expect((9..<18).map(theme.weight) == theme.weights)
  }

  /// Every fill that a figure of the theme can have.
  private func fills(_ theme: Theme) -> [Color] {
    var fills = [theme.paper, theme.band]
    for kind in ValueScale.Kind.allCases {
      let scale = ValueScale(kind, over: [-1, 1], theme: theme)
      fills += (-4000...4000).map { scale.color(of: Double($0) / 4000) }
    }
    for color in theme.positions + theme.weights + [theme.positive, theme.negative, theme.ink] {
      for ground in [theme.paper, theme.band] {
        fills += (0...400).map { ground.mixed(with: color, Double($0) / 400) }
      }
    }
    return fills
  }

  @Test("Text on every fill that a theme can make has a contrast of 4.5", arguments: Theme.all)
  func textOnFills(theme: Theme) {
    for fill in fills(theme) {
      let contrast = theme.text(on: fill).contrast(with: fill)
      #expect(contrast >= 4.5, "\(fill) in \(theme.name)")
    }
  }

  @Test("Text on any colour at all has a contrast of 4.5", arguments: Theme.all)
  func textOnAnything(theme: Theme) {
    for code in stride(from: 0, to: 0x1000000, by: 0x1357) {
      let fill = Color(hex: UInt32(code))
      #expect(theme.text(on: fill).contrast(with: fill) >= 4.5)
    }
  }

  @Test("Text is in the theme's ink on its paper", arguments: Theme.all)
  func textOnPaper(theme: Theme) {
    #expect(theme.text(on: theme.paper) == theme.ink)
    #expect(theme.text(on: theme.ink) == theme.paper)
  }

  @Test("Text in a colour has a contrast of 4.5 on its own tint", arguments: Theme.all)
  func textInColors(theme: Theme) {
    for color in theme.weights + theme.positions {
      for fill in [theme.paper, theme.band, theme.paper.mixed(with: color, theme.tint)] {
        #expect(theme.text(in: color, on: fill).contrast(with: fill) >= 4.5)
      }
    }
    #expect(Theme.light.text(in: .white, on: .white).contrast(with: .white) >= 4.5)
  }

  @Test("A colour that can be read is left as it is, another keeps as much as it can")
  func textKeepsColor() {
    let purple = Color(hex: 0x5E35B1)
    #expect(Theme.light.text(in: purple, on: .white) == purple)
    let orange = Theme.light.text(in: Color(hex: 0xE06C00), on: .white)
    #expect(orange.contrast(with: .white) < 4.9)
    #expect(orange.red > orange.green && orange.green > orange.blue)
  }
}
