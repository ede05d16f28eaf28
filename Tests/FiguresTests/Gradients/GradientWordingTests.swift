import Drawing
import Neural
import Testing
import Wording

@testable import Figures

@Suite("The gradients' figures elsewhere: in panels, languages and notations")
struct GradientWordingTests {
  /// What the figures are tried on: the example, padding with a ring of zeros, and channels with
  /// maps.
  static let trials = ["same", "two channels, three maps", "1 × 9"]

  private func figures(_ subject: GradientSubject) -> [any Figure] {
    [
      BiasGradientRuleFigure(subject: subject), BiasGradientFigure(subject: subject),
      WeightGradientRuleFigure(subject: subject), WeightGradientFigure(subject: subject),
      ActivationGradientRuleFigure(subject: subject), ActivationGradientFigure(subject: subject),
      FullConvolutionFigure(subject: subject),
    ]
  }

  @Test(
    "say all of their words in the reader's language",
    arguments: [
      "1 × 1", "3 × 3", "7 × 9, stride 2, padding 1", "two channels, three maps", "groups",
      "28 × 28",
    ])
  func translated(name: String) throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == name })
    for step in [nil, 0] {
      for figure in figures(try trial.gradientSubject(step: step)) { expectTranslated(figure) }
    }
  }

  @Test("say what a layer that rotates its filter does")
  func rotated() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]), stride: Extent(2),
      padding: .full, operation: .convolution
    ).forward(Tensor(shape: [1, 4, 5], values: (0..<20).map(Double.init)))
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    for figure in figures(subject) { expectTranslated(figure) }
  }

  @Test("count rows and columns from 1 and write ∂L/∂W where readers do")
  func notation() throws {
    let notation = NotationStyle(firstIndex: 1, gradients: .loss, activations: .x)
    let style = FigureStyle(voice: Voice(notation: notation), metrics: metrics)
    let scene = WeightGradientFigure(subject: try .small(step: 3)).drawn(in: style)
    let texts = scene.texts.map(\.string)
    #expect(texts.contains("component of neuron 2,2"))
    #expect(!texts.contains { $0.contains("C") })
    #expect(scene.description.contains("step 4 of 4. Map 1, neuron (2, 2): "))
    let rule = BiasGradientRuleFigure(subject: try .small()).drawn(in: style)
    #expect(rule.description.contains("∂L/∂x"))
    #expect(rule.texts.contains { $0.string.contains("the loss L") })
  }
}
