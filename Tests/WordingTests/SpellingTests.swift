import Testing

@testable import Wording

@Suite struct SpellingTests {
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
    #expect(Spelling.nearest(to: name, among: Self.names) == expected)
  }
}
