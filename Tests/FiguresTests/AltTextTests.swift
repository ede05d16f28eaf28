import Drawing
import Neural
import Testing

@testable import Figures
@testable import Wording

@Suite("The alt text of figures")
struct AltTextTests {
  /// What a figure tells in words: the account of its step.
  struct Told: Sendable, CustomTestStringConvertible {
    let figure: String
    let account: Account.Name
    var kind = "convolution"
    /// The step, where it is not the one asked for.
    var step: Int?

    var testDescription: String { "\(figure) of \(kind): \(account.rawValue)" }
  }

  /// The figures whose descriptions tell of no step of an account.
  static let ofNoStep = [
    "parameters", "softmax-cross-entropy", "activation-functions", "geometry", "im2col",
    "transposed-convolution", "residual", "batch-normalisation", "channels", "depthwise", "dropout",
    "equivariance",
  ]

  /// What each figure tells; all but those that tell of no step.
  static let told: [Told] = [
    .init(figure: "feature-map", account: .forward),
    .init(figure: "feature-neuron", account: .forward),
    .init(figure: "feature-neurons", account: .forward),
    .init(figure: "translation-invariance", account: .forward),
    .init(figure: "bias-gradient-rule", account: .biasGradient),
    .init(figure: "bias-gradient-rule", account: .biasGradientCorrelation, step: 0),
    .init(figure: "bias-gradient", account: .biasGradient),
    .init(figure: "weight-gradient-rule", account: .weightGradientCorrelation, step: 2),
    .init(figure: "weight-gradient", account: .weightGradient),
    .init(figure: "activation-gradient-rule", account: .activationGradientConvolution, step: 4),
    .init(figure: "activation-gradient", account: .activationGradient),
    .init(figure: "full-convolution", account: .activationGradientConvolution),
    .init(figure: "chaining", account: .forward),
    .init(figure: "max-pooling", account: .forward, kind: "max-pooling"),
    .init(figure: "max-pooling", account: .activationGradient, kind: "max-pooling"),
    .init(figure: "average-pooling", account: .forward, kind: "average-pooling"),
    .init(figure: "average-pooling", account: .activationGradient, kind: "average-pooling"),
    .init(figure: "fully-connected", account: .forward, kind: "fully-connected"),
    .init(figure: "fully-connected", account: .biasGradient, kind: "fully-connected"),
    .init(figure: "fully-connected-as-convolution", account: .forward, kind: "fully-connected"),
    .init(figure: "stack", account: .forward),
    .init(figure: "modes", account: .forward),
    .init(figure: "step", account: .forward),
    .init(figure: "step", account: .forward, kind: "max-pooling"),
    .init(figure: "step", account: .forward, kind: "fully-connected"),
  ]

  /// The run of a layer, with numbers that are exact where `isExact`.
  private func run(_ kind: String, isExact: Bool) throws -> Exhibit {
    let layer: any Layer
    var shape = [1, 3, 3]
    let scale = isExact ? 1 : 0.137
    switch kind {
    case "convolution":
      layer = try Convolution(
        weights: Tensor(shape: [1, 1, 2, 2], values: [2, -1, 0.5, 3].map { $0 * scale }),
        activation: isExact ? .identity : .sigmoid)
    case "max-pooling": layer = try MaxPooling(window: Extent(2), stride: Extent(1))
    case "average-pooling": layer = try AveragePooling(window: Extent(2), stride: Extent(1))
    default:
      shape = [1, 2, 2]
      layer = try FullyConnected(
        weights: Tensor(rows: [[1, 2, 3, -4], [5, 0.5, 7, 8]].map { $0.map { $0 * scale } }),
        bias: Tensor(shape: [2], values: [10, -20].map { $0 * scale }),
        activation: isExact ? .identity : .tanh)
    }
    let values = [1, -2, 3, 0.5, 5, -6, 7, 4, 9].map { $0 * scale }
    let input = try Tensor(shape: shape, values: Array(values.prefix(shape.reduce(1, *))))
    let run = try Network(layer: layer, inputShape: shape).forward(input)
    let gradient = [2, -4, 1, 3].map { $0 * scale }
    let output = kind == "fully-connected" ? [2] : [1, 2, 2]
    return Exhibit(
      try run.backward(
        outputGradient: [
          Tensor(shape: output, values: Array(gradient.prefix(output.reduce(1, *))))
        ]), stageIndex: 0)
  }

  private func scene(_ told: Told, _ exhibit: Exhibit, _ code: String = "en") throws -> Scene {
    let figure = try #require(Catalogue.figure(named: told.figure))
    let draw = try #require(figure.drawing(of: exhibit))
    let voice = Voice(language: Language.named(code) ?? .english)
    return draw(Focus(step: 1), FigureStyle(voice: voice, metrics: metrics))
  }

  private func step(_ told: Told, _ exhibit: Exhibit) throws -> AccountStep {
    let account = try #require(exhibit.stage.accounts().first { $0.name == told.account })
    return account[told.step ?? 1]
  }

  @Test("is of each figure that there is")
  func each() {
    let known = Set(Self.told.map(\.figure) + Self.ofNoStep)
    let layers = Catalogue.figures.filter { !$0.isOfNetworks }
    #expect(Set(layers.map(\.name)) == known)
  }

  @Test(
    "says a step as the trace explains it, in every language", arguments: told,
    ["en", "de", "fr", "es"])
  func same(told: Told, code: String) throws {
    let run = try run(told.kind, isExact: true)
    let step = try step(told, run)
    let sentence = Voice.$current.withValue(Voice(language: Language.named(code) ?? .english)) {
      Narration(step).text
    }
    let description = try scene(told, run, code).description
    #expect(description.contains(sentence), "“\(sentence)” is not in “\(description)”")
  }

  @Test("has the digits of the figure", arguments: told)
  func digits(told: Told) throws {
    let run = try run(told.kind, isExact: false)
    let (step, scene) = (try step(told, run), try scene(told, run))
    let targets = [step.target] + (step.application.map { [$0.target] } ?? [])
    for target in targets {
      let printed = scene.numbers.filter {
        $0.source.address.tensor == target.tensor.rawValue
          && $0.source.address.index == Array(target.indices)
      }
      for number in printed {
        #expect(
          scene.description.contains(number.run.string),
          "“\(scene.description)” lacks \(number.run.string)")
      }
    }
    let long = scene.description.split { !($0.isNumber || $0 == ".") }.filter { $0.count > 12 }
    #expect(long.isEmpty, "\(long) in “\(scene.description)”")
  }
}
