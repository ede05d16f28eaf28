import Figures
import Testing

@testable import Commands

@Suite struct PrimerTests {
  @Test("The article's thirteen figures come first, in its order")
  func article() {
    let names = [
      "feature-map", "feature-neuron", "feature-neurons", "translation-invariance",
      "bias-gradient-rule", "bias-gradient", "weight-gradient-rule", "weight-gradient",
      "activation-gradient-rule", "activation-gradient", "full-convolution", "chaining",
      "max-pooling",
    ]
    #expect(Primer.entries.prefix(13).map(\.figure) == names)
    #expect(Primer.entries.prefix(13).map(\.file) == names)
  }

  @Test("Every figure that an entry names is there", arguments: Primer.entries.map(\.figure))
  func exists(name: String) {
    #expect(Catalogue.figure(named: name) != nil)
  }

  @Test("Every figure that there is has an entry", arguments: Catalogue.figures.map(\.name))
  func entry(name: String) {
    #expect(Primer.entries.contains { $0.figure == name })
  }

  @Test("Every entry says something of its own")
  func words() {
    for words in [\PrimerEntry.title, \.caption, \.file] {
      #expect(Set(Primer.entries.map { $0[keyPath: words] }).count == Primer.entries.count)
      #expect(Primer.entries.allSatisfy { !$0[keyPath: words].isEmpty })
    }
  }
}
