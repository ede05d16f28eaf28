import Testing

@testable import Drawing

@Suite("Value scales")
struct ValueScaleTests {
  @Test(
    "A signed scale reaches as far below zero as above it",
    arguments: [
      ([1, -3, 2], 3), ([0.5], 0.5), ([-0.25], 0.25), ([], 0), ([0, 0], 0),
      ([1, .nan, .infinity, -2], 2),
    ] as [([Double], Double)])
  func signedLimits(values: [Double], limit: Double) {
    let scale = ValueScale(.signed, over: values, theme: .light)
    #expect(scale.high == limit)
    #expect(scale.low == -limit)
    #expect(limit != 0 || scale.low.sign == .plus)
  }

  @Test(
    "Other scales reach from 0, or the least value below it, to the greatest",
    arguments: [ValueScale.Kind.ink, .light, .cividis])
  func unsignedLimits(kind: ValueScale.Kind) {
    let limits = [[3, 7], [-2, 5], [-4, -1], [], [.nan, .infinity, 2]].map { values -> [Double] in
      let scale = ValueScale(kind, over: values, theme: .light)
      return [scale.low, scale.high]
    }
    #expect(limits == [[0, 7], [-2, 5], [-4, 0], [0, 0], [0, 2]])
  }

  @Test("Zero is exactly the paper's colour on a signed scale", arguments: Theme.all)
  func zero(theme: Theme) {
    for values in [[], [0], [-3, 5], [1e-300], [1e300]] as [[Double]] {
      let scale = ValueScale(.signed, over: values, theme: theme)
      #expect(scale.color(of: 0) == theme.paper)
      #expect(scale.color(of: -0.0) == theme.paper)
    }
  }

  @Test(
    "Zero is exactly the paper's colour on an ink scale of positive values", arguments: Theme.all)
  func zeroOfInk(theme: Theme) {
    #expect(ValueScale(.ink, over: [3], theme: theme).color(of: 0) == theme.paper)
  }

  @Test(
    "A signed scale is bluer than paper above zero and redder below, in every theme",
    arguments: Theme.all)
  func signedHues(theme: Theme) {
    let scale = ValueScale(.signed, over: [-1, 1], theme: theme)
    /// How much bluer than the paper a colour is.
    func blueness(_ color: Color) -> Double {
      (color.blue - color.red) - (theme.paper.blue - theme.paper.red)
    }
    for value in [0.01, 0.1, 0.5, 1] {
      #expect(blueness(scale.color(of: value)) > 0.2 * value * theme.heat)
      #expect(blueness(scale.color(of: -value)) < -0.2 * value * theme.heat)
    }
  }

  @Test("Stronger values are further from the paper, on both sides of zero", arguments: Theme.all)
  func signedMonotone(theme: Theme) {
    let scale = ValueScale(.signed, over: [-1, 1], theme: theme)
    for sign in [1.0, -1.0] {
      let contrasts = (0...200).map {
        scale.color(of: sign * Double($0) / 200).contrast(with: theme.paper)
      }
      #expect(contrasts[0] == 1)
      #expect(zip(contrasts, contrasts.dropFirst()).allSatisfy(<))
    }
  }

  @Test("An ink scale goes steadily from the paper to the ink", arguments: Theme.all)
  func inkMonotone(theme: Theme) {
    let scale = ValueScale(.ink, over: [0, 1], theme: theme)
    let contrasts = (0...200).map { scale.color(of: Double($0) / 200).contrast(with: theme.paper) }
    #expect(zip(contrasts, contrasts.dropFirst()).allSatisfy(<))
  }

  @Test(
    "Light and cividis scales grow lighter with the value",
    arguments: [ValueScale.Kind.light, .cividis], Theme.all)
  func lighter(kind: ValueScale.Kind, theme: Theme) {
    let scale = ValueScale(kind, over: [-2, 6], theme: theme)
    let luminances = (0...400).map { scale.color(of: -2 + Double($0) / 50).luminance }
    #expect(zip(luminances, luminances.dropFirst()).allSatisfy(<))
  }

  @Test("A light scale is black at its lowest value and white at its highest")
  func lightEnds() {
    let scale = ValueScale(.light, over: [-1, 3], theme: .dark)
    #expect(scale.color(of: -1) == .black)
    #expect(scale.color(of: 3) == .white)
  }

  @Test("No fill of the print theme is heavier than 15 %", arguments: ValueScale.Kind.allCases)
  func printIsLight(kind: ValueScale.Kind) {
    let scale = ValueScale(kind, over: [-1, 1], theme: .print)
    for step in -100...100 {
      let color = scale.color(of: Double(step) / 100)
      #expect(min(color.red, color.green, color.blue) >= 0.85 - 1e-12)
    }
  }

  @Test(
    "A value's place is its share of the scale, held at the ends",
    arguments: [
      (.signed, 0, 0), (.signed, 4, 1), (.signed, -4, -1), (.signed, -2, -0.5), (.signed, 9, 1),
      (.signed, -9, -1), (.signed, .infinity, 1), (.signed, -.infinity, -1), (.signed, .nan, 0),
      (.ink, -2, 0), (.ink, 4, 1), (.ink, 1, 0.5), (.ink, 9, 1), (.ink, -9, 0), (.ink, .nan, 0),
    ] as [(ValueScale.Kind, Double, Double)])
  func position(kind: ValueScale.Kind, value: Double, expected: Double) {
    #expect(ValueScale(kind, over: [-2, 4], theme: .light).position(of: value) == expected)
  }

  @Test(
    "The greatest and the smallest numbers have their place too",
    arguments: [.greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude] as [Double]
  )
  func extremes(limit: Double) {
    let signed = ValueScale(.signed, over: [-limit, limit], theme: .light)
    #expect([-limit, 0, limit].map(signed.position(of:)) == [-1, 0, 1])
    let ink = ValueScale(.ink, over: [-limit, limit], theme: .light)
    #expect([-limit, 0, limit].map(ink.position(of:)) == [0, 0.5, 1])
  }

  @Test(
    "A scale without any range gives every value one colour", arguments: ValueScale.Kind.allCases)
  func noRange(kind: ValueScale.Kind) {
    let scale = ValueScale(kind, over: [0, 0], theme: .light)
    #expect(scale.position(of: 0) == 0)
    #expect(scale.color(of: 0) == scale.color(at: 0))
  }
}
