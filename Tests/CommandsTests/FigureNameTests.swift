import Figures
import Testing

@testable import Commands

@Suite struct FigureNameTests {
  private static let names = [
    "feature-map", "feature-neuron", "feature-neurons", "translation-invariance", "step", "modes",
  ]

  @Test(
    "A misspelt name is answered with the nearest",
    arguments: [
      ("featuremap", ["feature-map"]), ("stp", ["step"]), ("Mode", ["modes"]),
      ("translation", ["translation-invariance"]), ("xylophone-concerto", []), ("", []),
      ("feature-neuronx", ["feature-neuron", "feature-neurons"]),
    ])
  func nearest(name: String, expected: [String]) {
    #expect(nearestNames(to: name, among: Self.names) == expected)
  }

  @Test("Each figure's own name is understood", arguments: Catalogue.figures.map(\.name))
  func exact(name: String) throws {
    #expect(try FigureKind.parse(name).name == name)
  }
}
