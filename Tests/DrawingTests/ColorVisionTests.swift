import Testing

@testable import Drawing

@Suite("The measure of colour vision")
struct ColorVisionTests {
  @Test(
    "Distances are those that Sharma, Wu and Dalal published",
    arguments: [
      (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
      (Lab(50, 3.1571, -77.2803), Lab(50, 0, -82.7485), 2.8615),
      (Lab(50, -1.3802, -84.2814), Lab(50, 0, -82.7485), 1.0000),
      (Lab(50, 0, 0), Lab(50, -1, 2), 2.3669),
      (Lab(50, 2.4900, -0.0010), Lab(50, -2.4900, 0.0009), 7.1792),
      (Lab(50, 2.4900, -0.0010), Lab(50, -2.4900, 0.0011), 7.2195),
      (Lab(50, -0.0010, 2.4900), Lab(50, 0.0009, -2.4900), 4.8045),
      (Lab(50, 2.5, 0), Lab(73, 25, -18), 27.1492),
      (Lab(50, 2.5, 0), Lab(61, -5, 29), 22.8977),
      (Lab(50, 2.5, 0), Lab(56, -27, -3), 31.9030),
      (Lab(60.2574, -34.0099, 36.2677), Lab(60.4626, -34.1751, 39.4387), 1.2644),
      (Lab(22.7233, 20.0904, -46.6940), Lab(23.0331, 14.9730, -42.5619), 2.0373),
      (Lab(2.0776, 0.0795, -1.1350), Lab(0.9033, -0.0636, -0.5514), 0.9082),
    ])
  func published(first: Lab, second: Lab, distance: Double) {
    #expect(abs(first.distance(to: second) - distance) < 5e-5)
    #expect(abs(second.distance(to: first) - distance) < 5e-5)
  }

  @Test(
    "Colours have their known place in CIELAB",
    arguments: [
      (0xFFFFFF, 100, 0, 0), (0x000000, 0, 0, 0), (0xFF0000, 53.24, 80.09, 67.20),
      (0x00FF00, 87.73, -86.18, 83.18), (0x0000FF, 32.30, 79.19, -107.86),
    ] as [(UInt32, Double, Double, Double)])
  func lab(hex: UInt32, lightness: Double, a: Double, b: Double) {
    let lab = ColorVision.usual.lab(Color(hex: hex))
    #expect(abs(lab.lightness - lightness) < 0.02)
    #expect(abs(lab.a - a) < 0.02)
    #expect(abs(lab.b - b) < 0.02)
  }

  @Test("Greys look the same in every kind of colour vision", arguments: ColorVision.allCases)
  func greys(vision: ColorVision) {
    for grey in [0x000000, 0x404040, 0x808080, 0xFFFFFF] as [UInt32] {
      let color = Color(hex: grey)
      #expect(vision.lab(color).distance(to: ColorVision.usual.lab(color)) < 0.1)
    }
  }

  @Test("Who cannot tell red from green, or blue from green, is closer to confusing them")
  func confusions() {
    let redGreen = [Color(hex: 0xA05A00), Color(hex: 0x5C7A00)]
    let blueGreen = [Color(hex: 0x0072B2), Color(hex: 0x00805A)]
    #expect(redGreen.closest(in: .usual) > 25)
    #expect(redGreen.closest(in: .deuteranopia) < 12)
    #expect(redGreen.closest(in: .protanopia) < 12)
    #expect(blueGreen.closest(in: .usual) > 25)
    #expect(blueGreen.closest(in: .tritanopia) < 12)
  }
}
