import Figures
import Neural

/// What a figure shows when it is given no numbers: an example of the article, or one like it.
struct Example: Sendable {
  var setup: Setup
  var step = 0
  var labels = Labels.numbers
}

extension Setup {
  /// The article's 3 × 3 values under a 2 × 2 filter (its appendix A).
  static let smallest = Setup(input: "1 2 3; 4 5 6; 7 8 9", filter: "10 20; 30 40")

  /// The article's letter Z under a diagonal stroke, which it has once.
  static let letterZ = Setup(input: "letter:Z", filter: "0 0 1; 0 1 0; 1 0 0")

  /// The article's letter U, which has the filter's vertical stroke twice.
  static let letterU = Setup(input: "letter:U", filter: "vertical-stroke:3")

  /// A handwritten digit under a filter for vertical edges.
  static let digit2 = Setup(input: "digit:2", filter: "sobel-x")
}

extension Example {
  /// The example of the figure with the given name.
  static func of(_ figure: String) -> Example {
    switch figure {
    case "feature-map":
      return Example(setup: .letterZ)
    case "feature-neuron":
      var setup = Setup.letterZ
      setup.bias = "-2"
      setup.activation = .sigmoid
      return Example(setup: setup, step: 6)
    case "translation-invariance":
      return Example(setup: .letterU)
    default:
      return Example(setup: .smallest)
    }
  }
}
