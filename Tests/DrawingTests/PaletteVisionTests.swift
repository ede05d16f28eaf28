import Testing

@testable import Drawing

/// What a palette keeps of its differences; each bound is just below what is measured.
///
/// Hues that one kind of colour vision confuses differ in lightness: dark indigo and lighter violet,
/// light orange and dark bronze. Even so no figure rests on colour alone: a position is also a place,
/// and a weight has its label.
@Suite("Palettes in every kind of colour vision")
struct PaletteVisionTests {
  @Test(
    "Position colours stay apart", arguments: [(Theme.light, 12.3), (.dark, 18), (.print, 18.5)])
  func positions(theme: Theme, bound: Double) {
    for vision in ColorVision.allCases {
      #expect(theme.positions.closest(in: vision) >= bound, "\(theme.name), \(vision)")
    }
  }

  @Test(
    "The colours of a 2 × 2 filter's weights stay apart",
    arguments: [(Theme.light, 13), (.dark, 18.5), (.print, 13.5)])
  func fourWeights(theme: Theme, bound: Double) {
    for vision in ColorVision.allCases {
      let four = Array(theme.weights.prefix(4))
      #expect(four.closest(in: vision) >= bound, "\(theme.name), \(vision)")
    }
  }

  @Test(
    "The colours of a 3 × 3 filter's weights stay apart as far as nine can",
    arguments: [(Theme.light, 8), (.dark, 10), (.print, 9)] as [(Theme, Double)])
  func nineWeights(theme: Theme, bound: Double) {
    for vision in ColorVision.allCases {
      #expect(theme.weights.closest(in: vision) >= bound, "\(theme.name), \(vision)")
    }
  }

  @Test(
    "To most eyes all nine weight colours are far apart",
    arguments: [(Theme.light, 18.5), (.dark, 20), (.print, 18)] as [(Theme, Double)])
  func nineWeightsUsually(theme: Theme, bound: Double) {
    #expect(theme.weights.closest(in: .usual) >= bound)
  }

  @Test(
    "Numbers in the nine weight colours stay apart on their tints",
    arguments: [(Theme.light, 6.9), (.dark, 10), (.print, 9)] as [(Theme, Double)])
  func numbers(theme: Theme, bound: Double) {
    let numbers = theme.weights.map { color in
      theme.text(in: color, on: theme.paper.mixed(with: color, theme.tint))
    }
    for vision in ColorVision.allCases {
      #expect(numbers.closest(in: vision) >= bound, "\(theme.name), \(vision)")
    }
  }

  @Test("The ends of a signed scale stay apart", arguments: Theme.all)
  func signs(theme: Theme) {
    let scale = ValueScale(.signed, over: [-1, 1], theme: theme)
    let ends = [scale.color(of: -1), scale.color(of: 1)]
    for vision in ColorVision.allCases {
      let bound = theme.hatchesNegative ? 4.0 : 20
      #expect(ends.closest(in: vision) >= bound, "\(theme.name), \(vision)")
    }
  }

  @Test("The first four weights in print differ in grey, too")
  func printInGrey() {
    let greys = Theme.print.weights.prefix(4).map { color -> Lab in
      Lab(linear: Array(repeating: color.luminance, count: 3))
    }
    for (index, grey) in greys.enumerated() {
      for other in greys[(index + 1)...] { #expect(grey.distance(to: other) >= 6) }
    }
  }
}
