import Testing

@testable import Drawing

@Suite("Linear light")
struct ColorScienceTests {
  @Test(
    "A component in linear light follows the sRGB curve",
    arguments: [
      (0, 0), (1, 1), (0.04045, 0.0031308), (0.02, 0.001548), (0.5, 0.2140411), (0.2, 0.0331048),
      (0.8, 0.6038273),
    ] as [(Double, Double)])
  func linear(component: Double, expected: Double) {
    let linear = Color(red: component, green: 0, blue: 1 - component).linearComponents
    #expect(abs(linear.red - expected) < 1e-6)
    #expect(linear.green == 0)
    let other = Color(red: 0, green: component, blue: component).linearComponents
    #expect(other.green == linear.red)
    #expect(other.blue == linear.red)
  }

  @Test("The straight and the curved part of the sRGB curve meet")
  func continuity() {
    let below = Color(red: 0.04045, green: 0, blue: 0).linearComponents.red
    let above = Color(red: 0.0404501, green: 0, blue: 0).linearComponents.red
    #expect(above > below)
    #expect(above - below < 1e-6)
  }
}
