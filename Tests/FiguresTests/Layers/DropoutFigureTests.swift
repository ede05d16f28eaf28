import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of dropout")
struct DropoutFigureTests {
  struct Trial: Sendable, CustomTestStringConvertible {
    let name: String
    let shape: [Int]
    var rate = 0.2
    var items = 1
    var mode = Mode.training
    var hasGradient = true
    var scale = 1.0

    var testDescription: String { name }

    var run: NetworkRun {
      get throws {
        let count = shape.reduce(1, *)
        func item(_ seed: Int) throws -> Tensor {
          let values = (0..<count).map { (index: Int) -> Double in
            let number: Int = (index * 7919 + seed * 104_729) % 199 - 99
            return Double(number) / 100 * scale
          }
          return try Tensor(shape: shape, values: values)
        }
        let network = try Network(layer: Dropout(rate: rate, seed: 1), inputShape: shape)
        let run = try network.forward(try (0..<items).map { try item($0 + 1) }, mode: mode)
        guard hasGradient else { return run }
        return try run.backward(outputGradient: try (0..<items).map { try item($0 + 9) })
      }
    }

    static let small = Trial(name: "4 × 4", shape: [1, 4, 4])
    static let all = [
      small, Trial(name: "forward alone", shape: [2, 3, 3], hasGradient: false),
      Trial(name: "inference", shape: [1, 4, 4], mode: .inference),
      Trial(name: "batch", shape: [3, 2, 2], rate: 0.5, items: 3),
      Trial(name: "a vector", shape: [40], rate: 0.3), Trial(name: "28 × 28", shape: [1, 28, 28]),
      Trial(name: "all left out", shape: [1, 2, 2], rate: 1),
      Trial(name: "none left out", shape: [1, 2, 2], rate: 0),
      Trial(name: "tiny numbers", shape: [1, 3, 3], rate: 0.3, scale: 1e-7),
      Trial(name: "long numbers", shape: [1, 3, 3], rate: 0.3, scale: 123456.789),
    ]
  }

  private func figure(_ trial: Trial, step: Int? = nil) throws -> DropoutFigure {
    DropoutFigure(
      subject: try #require(DropoutSubject(Exhibit(try trial.run), focus: Focus(step: step))))
  }

  @Test("is sound for every item", arguments: Trial.all)
  func sound(trial: Trial) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: Trial.all)
  func elsewhere(trial: Trial) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(.small).expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: Trial.all.prefix(3))
  func translated(trial: Trial) throws {
    expectTranslated(try figure(trial), given: ["dropout", "layer"])
  }

  @Test("leaves out what the mask leaves out, forward and back", arguments: Trial.all.prefix(5))
  func mask(trial: Trial) throws {
    let subject = try figure(trial).subject
    for index in 0..<trial.shape.reduce(1, *) {
      let mask = subject.datum(.mask, index).value
      #expect(subject.hasMask ? mask == 0 || mask == subject.kept.value : mask == 1)
      let input = subject.datum(.input, index).value
      #expect(subject.datum(.output, index).value == mask * input)
      guard subject.backward != nil else { continue }
      #expect(
        subject.datum(.back, index).value == mask * subject.datum(.arriving, index).value)
    }
  }

  @Test("follows the largest value that is kept, and counts the others")
  func followed() throws {
    let subject = try figure(.small).subject
    #expect(subject.datum(.mask, subject.followed).value > 0)
    let kept = (0..<16).filter { subject.datum(.mask, $0).value > 0 }
    #expect(subject.leftOut == 16 - kept.count && subject.leftOut > 0)
    let largest = kept.map { abs(subject.datum(.input, $0).value) }.max()
    #expect(abs(subject.datum(.input, subject.followed).value) == largest)
  }

  @Test("changes nothing in inference, and shows nothing of a network without dropout")
  func inference() throws {
    let scene = try figure(Trial.all[2]).drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.title == "Dropout changes nothing in inference")
    #expect(DropoutSubject(Exhibit(try NetworkTrial.tiny.run), focus: Focus()) == nil)
  }
}
