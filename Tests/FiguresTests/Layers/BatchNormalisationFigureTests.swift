import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of batch normalisation")
struct BatchNormalisationFigureTests {
  struct Trial: Sendable, CustomTestStringConvertible {
    let name: String
    /// The shape of an item.
    let shape: [Int]
    var items = 4
    var mode = Mode.training
    var hasGradient = true
    var scale = 1.0

    var testDescription: String { name }

    var run: NetworkRun {
      get throws {
        let channels = shape[0]
        func values(_ count: Int, _ seed: Int) -> [Double] {
          (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 199 - 99) / 100 * scale }
        }
        let layer = try BatchNormalisation(
          weight: Tensor(shape: [channels], values: values(channels, 3)),
          bias: Tensor(shape: [channels], values: values(channels, 5)),
          runningMean: Tensor(shape: [channels], values: values(channels, 7)),
          runningVariance: Tensor(shape: [channels], values: values(channels, 9).map { $0 * $0 }))
        let count = shape.reduce(1, *)
        let batch = try (0..<items).map {
          try Tensor(shape: shape, values: values(count, $0 + 11))
        }
        let run = try Network(layer: layer, inputShape: shape).forward(batch, mode: mode)
        guard hasGradient else { return run }
        return try run.backward(
          outputGradient: try (0..<items).map {
            try Tensor(shape: shape, values: values(count, $0 + 23))
          })
      }
    }

    static let batch = Trial(name: "four items of 2 × 2", shape: [2, 2, 2])
    static let all = [
      batch, Trial(name: "forward alone", shape: [2, 2, 2], hasGradient: false),
      Trial(name: "inference", shape: [3, 3, 3], items: 1, mode: .inference),
      Trial(
        name: "inference forward", shape: [1, 8, 8], items: 1, mode: .inference, hasGradient: false),
      Trial(name: "thirty items", shape: [2, 2, 3], items: 30),
      Trial(name: "vectors", shape: [5], items: 3), Trial(name: "lines", shape: [2, 9], items: 2),
      Trial(name: "28 × 28", shape: [1, 28, 28], items: 2),
      Trial(name: "tiny numbers", shape: [1, 2, 2], items: 2, scale: 1e-7),
      Trial(name: "long numbers", shape: [1, 2, 2], items: 2, scale: 123456.789),
    ]
  }

  private func figure(_ trial: Trial, step: Int? = nil) throws -> BatchNormalisationFigure {
    BatchNormalisationFigure(
      subject: try #require(
        BatchNormalisationSubject(Exhibit(try trial.run), focus: Focus(step: step))))
  }

  @Test("is sound for every batch", arguments: Trial.all)
  func sound(trial: Trial) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: Trial.all)
  func elsewhere(trial: Trial) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(.batch).expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: Trial.all.prefix(4))
  func translated(trial: Trial) throws {
    expectTranslated(try figure(trial), given: ["batch", "normalisation", "layer"])
  }

  @Test("prints the statistics of the pass, and for the followed value what follows from them")
  func values() throws {
    let trial = Trial.batch
    let figure = try figure(trial, step: 5)
    let values = figure.values
    #expect(values.channel == 1 && values.count == 16)
    let all = (0..<4).flatMap { item in
      values.cells.map { values.datum(.before, item, $0).value }
    }
    let mean = all.reduce(0, +) / 16
    let variance = all.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 16
    #expect(abs(values.mean.value - mean) < 1e-12)
    #expect(abs(values.variance.value - variance) < 1e-12)
    let normalised = (values.followed(.before).value - mean) / (variance + 1e-5).squareRoot()
    #expect(abs(values.followed(.normalised).value - normalised) < 1e-12)
    let scene = figure.drawn(in: FigureStyle(metrics: metrics))
    let printed = Set(scene.numbers.map(\.source.address))
    for datum in [values.mean, values.variance, values.deviation, values.followed(.after)] {
      #expect(printed.contains(datum.address))
    }
    #expect(scene.groups("value").count == 48)
  }

  @Test("takes the running statistics in inference, and says so")
  func inference() throws {
    let scene = try figure(Trial.all[2]).drawn(in: FigureStyle(metrics: metrics))
    #expect(
      scene.title == "Batch normalisation with the running mean and variance of a channel")
    let tensors = Set(scene.numbers.map(\.source.address.tensor))
    #expect(tensors.contains("running_mean") && !tensors.contains("mean"))
    #expect(!tensors.contains("sum of an item"))
  }

  @Test("shows of many items some, and counts them; and of many values their density")
  func many() throws {
    let scene = try figure(Trial.all[4]).drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.omissions.contains { $0.kind == .things(shown: 4, of: 30) })
    #expect(scene.groups("density").count == 3 && scene.groups("value").isEmpty)
  }

  @Test("shows nothing of a network without such a layer")
  func none() throws {
    #expect(
      BatchNormalisationSubject(Exhibit(try NetworkTrial.tiny.run), focus: Focus()) == nil)
  }
}
