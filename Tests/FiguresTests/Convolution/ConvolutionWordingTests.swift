import Drawing
import Neural
import Testing
import Wording

@testable import Figures

@Suite("The figures of a convolution, in other words and places")
struct ConvolutionWordingTests {
  @Test(
    "say nothing that is not in a table",
    arguments: [
      "1 × 1", "1 × 9", "same", "1 × 1 full", "7 × 9, stride 2, padding 1", "dilation 2",
      "two channels, three maps", "forty channels", "groups", "11 × 11 kernel",
    ])
  func translated(name: String) throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == name })
    let pass = try trial.pass
    for step in Set([0, pass.steps.count - 1]) {
      let subject = Subject(
        pass: pass, step: step, inputName: "digit", filterName: "sobel")
      for figure in figures(subject) { expectTranslated(figure, given: ["digit", "sobel"]) }
    }
  }

  @Test("say nothing of a convolution, or of two places, that is not in a table")
  func convolution() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 2, 2, 2], values: [1, 0, 0, 1, 0, 1, 1, 0]),
      activation: .sigmoid, operation: .convolution
    ).forward(
      Tensor(shape: [2, 3, 4], values: (0..<24).map { $0.isMultiple(of: 5) ? 1 : 0 }))
    for figure in figures(Subject(pass: pass)) {
      expectTranslated(figure, given: ["input", "filter"])
    }
    let filter = try Convolution(weights: Tensor(shape: [1, 1, 2, 2], values: [1, 0, 0, 1]))
    let inputs: [[Double]] = [[1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0]]
    for values in inputs {
      let input = try Tensor(shape: [1, 2, values.count / 2], values: values)
      expectTranslated(
        TranslationInvarianceFigure(subject: Subject(pass: try filter.forward(input))),
        given: ["input", "filter"])
    }
  }

  @Test(
    "are legible in parts of slides, in other languages and notations",
    arguments: ["3 × 3", "7 × 9, stride 2, padding 1", "two channels, three maps"], 0..<9)
  func elsewhere(name: String, figure: Int) throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == name })
    let pass = try trial.pass
    expectLegibleElsewhere(figures(Subject(pass: pass, step: pass.steps.count - 1))[figure])
  }

  @Test("count rows, columns and channels from 1 where the notation does")
  func indices() throws {
    let voice = Voice(notation: NotationStyle(firstIndex: 1, activations: .x))
    let style = FigureStyle(voice: voice, metrics: metrics)
    let pass = try Convolution(
      weights: Tensor(shape: [1, 2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8]), activation: .tanh
    ).forward(Tensor(shape: [2, 3, 3], values: (0..<18).map(Double.init)))
    let subject = Subject(pass: pass, step: 1)
    let step = StepFigure(subject: subject).drawn(in: style)
    #expect(step.texts.contains { $0.string.contains("neuron at row 1, column 2") })
    #expect(
      step.description.contains(
        "Map 1, neuron (1, 2): the overlay lies with its top left corner on (1, 2);"))
    #expect(step.description.hasSuffix("; the activation function turns that into 1."))
    let chaining = ChainingFigure(subject: subject).drawn(in: style)
    #expect(chaining.description.contains("In layer 2: Map 1, neuron (1, 2): "))
    #expect(chaining.title == "Chaining: every map of layer 1 feeds every map of layer 2")
  }

  /// Every figure of a subject.
  private func figures(_ subject: Subject) -> [any Figure] {
    [
      FeatureMapFigure(subject: subject), FeatureNeuronFigure(subject: subject),
      FeatureNeuronsFigure(subject: subject), TranslationInvarianceFigure(subject: subject),
      ChainingFigure(subject: subject), ParametersFigure(subject: subject),
      StackFigure(subject: subject), ModesFigure(subject: subject), StepFigure(subject: subject),
    ]
  }
}
