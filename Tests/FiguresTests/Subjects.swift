import Drawing
import Neural
import Testing
import Wording

@testable import Figures

/// A pass that figures are tried on, and what is ugly about it.
struct TrialSubject: Sendable, CustomTestStringConvertible {
  let name: String
  let input: [Int]
  let filter: [Int]
  var stride = 1
  var padding = PaddingRule.valid
  var dilation = 1
  var scale = 1.0
  var activation = Activation.identity

  var testDescription: String { name }

  var pass: Convolution.ForwardPass {
    get throws {
      func values(_ count: Int, _ seed: Int) -> [Double] {
        (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 199 - 99) / 100 * scale }
      }
      let count = { (shape: [Int]) in shape.reduce(1, *) }
      return try Convolution(
        weights: Tensor(shape: filter, values: values(count(filter), 3)),
        bias: Tensor(shape: [filter[0]], values: values(filter[0], 5)), activation: activation,
        stride: Extent(stride), padding: padding, dilation: Extent(dilation),
        groups: input[0] / filter[1]
      ).forward(Tensor(shape: input, values: values(count(input), 1)))
    }
  }

  /// The article's small example, 3 × 3 under 2 × 2.
  static var article: Convolution.ForwardPass {
    get throws {
      try Convolution(weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]))
        .forward(Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    }
  }

  /// Inputs that break careless layouts.
  static let ugly: [TrialSubject] = [
    .init(name: "1 × 1", input: [1, 1, 1], filter: [1, 1, 1, 1]),
    .init(name: "1 × 9", input: [1, 1, 9], filter: [1, 1, 1, 3]),
    .init(name: "9 × 1", input: [1, 9, 1], filter: [1, 1, 3, 1]),
    .init(name: "3 × 3", input: [1, 3, 3], filter: [1, 1, 2, 2]),
    .init(name: "same", input: [1, 4, 4], filter: [1, 1, 3, 3], padding: .same),
    .init(name: "full", input: [1, 3, 3], filter: [1, 1, 2, 2], padding: .full),
    .init(name: "1 × 1 full", input: [1, 1, 1], filter: [1, 1, 3, 3], padding: .full),
    .init(
      name: "7 × 9, stride 2, padding 1", input: [1, 7, 9], filter: [1, 1, 3, 2], stride: 2,
      padding: .explicit(Padding(1)), activation: .sigmoid),
    .init(name: "dilation 2", input: [1, 6, 6], filter: [1, 1, 2, 2], dilation: 2),
    .init(name: "two channels, three maps", input: [2, 4, 4], filter: [3, 2, 2, 2]),
    .init(name: "nine channels", input: [9, 5, 5], filter: [1, 9, 3, 3], activation: .relu),
    .init(name: "forty channels", input: [40, 3, 3], filter: [1, 40, 2, 2]),
    .init(name: "groups", input: [4, 4, 4], filter: [2, 2, 3, 3]),
    .init(name: "28 × 28", input: [1, 28, 28], filter: [1, 1, 5, 5]),
    .init(name: "11 × 11 kernel", input: [1, 14, 14], filter: [1, 1, 11, 11]),
    .init(name: "tiny numbers", input: [1, 3, 3], filter: [1, 1, 2, 2], scale: 1e-7),
    .init(name: "long numbers", input: [1, 3, 3], filter: [1, 1, 2, 2], scale: 123456.789),
  ]

  /// The styles that each figure is tried in.
  static let styles: [FigureStyle] =
    Labels.allCases.map { FigureStyle(labels: $0, metrics: metrics) } + [
      FigureStyle(page: .standard, metrics: metrics), FigureStyle(page: .tight, metrics: metrics),
    ]

  /// Parts of slides, and pages in other languages and notations: for the article's example and an
  /// ugly subject or two.
  static let otherStyles: [FigureStyle] = {
    let notation = NotationStyle(firstIndex: 1, gradients: .loss, activations: .x)
    func style(_ panel: Size?, _ code: String, _ labels: Labels = .numbers) -> FigureStyle {
      let language = Language.named(code) ?? .english
      return FigureStyle(
        labels: labels, voice: Voice(language: language, notation: notation), panel: panel,
        metrics: metrics)
    }
    return [
      style(Size(1168, 520), "de"), style(Size(1168, 330), "fr"),
      style(Size(700, 500), "de", .both), style(Size(520, 420), "de"),
      style(Size(520, 420), "es", .symbols), style(Size(1168, 760), "es"), style(nil, "de", .both),
      style(nil, "fr"), style(nil, "es"),
    ]
  }()
}

extension TrialSubject {
  /// A backward pass of the trial's, with an upstream gradient of both signs.
  var gradientSubject: GradientSubject {
    get throws {
      let pass = try pass
      let values = (0..<pass.steps.count).map { Double(($0 * 7919) % 41 - 20) / 40 * scale }
      return GradientSubject(
        forward: Subject(pass: pass),
        backward: try pass.backward(
          upstreamGradient: Tensor(shape: pass.shape, values: values)))
    }
  }
}

extension GradientSubject {
  /// The run of one stage whose passes these are.
  var run: StageRun {
    get throws {
      let pass = forward.pass
      return try Network(layer: pass.layer, inputShape: pass.input.shape).forward(pass.input)
        .backward(outputGradient: [backward.upstreamGradient]).stages[0]
    }
  }
}
