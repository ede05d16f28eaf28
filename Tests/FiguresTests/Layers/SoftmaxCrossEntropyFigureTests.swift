import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of softmax and cross-entropy")
struct SoftmaxCrossEntropyFigureTests {
  /// Logits, and the class that they should have been.
  struct Trial: Sendable, CustomTestStringConvertible {
    let name: String
    let logits: [Double]
    var trueClass: Int?
    var target: [Double]?

    var testDescription: String { name }

    var subject: ClassesSubject {
      get throws {
        let tensor = try Tensor(shape: [logits.count], values: logits)
        if let target {
          let values = try Tensor(shape: [logits.count], values: target)
          return ClassesSubject(try Cost.crossEntropy.pass(of: tensor, target: .tensor(values)))
        }
        if let trueClass {
          return ClassesSubject(try Cost.crossEntropy.pass(of: tensor, target: .class(trueClass)))
        }
        let run = try Network(layer: Softmax(), inputShape: [logits.count]).forward(tensor)
        return try #require(ClassesSubject(run.stages[0], focus: Focus()))
      }
    }

    private static func many(_ count: Int) -> [Double] {
      (0..<count).map { (index: Int) -> Double in
        let number: Int = (index * 7919 + 13) % 199 - 99
        return Double(number) / 20
      }
    }

    static let article = Trial(name: "four classes", logits: [2, 1.2, 0.3, -0.5], trueClass: 1)

    static let ugly: [Trial] = [
      article, Trial(name: "softmax by itself", logits: [2, 1.2, 0.3, -0.5]),
      Trial(name: "two classes", logits: [0.1, -0.1], trueClass: 0),
      Trial(name: "one logit", logits: [3]),
      Trial(name: "ten classes", logits: many(10), trueClass: 3),
      Trial(name: "a thousand classes", logits: many(1000), trueClass: 700),
      Trial(name: "eleven, softmax alone", logits: many(11)),
      Trial(name: "overflow", logits: [1000, 999, -1000, 3], trueClass: 2),
      Trial(name: "underflow", logits: [-1000, -1001, -1003], trueClass: 0),
      Trial(name: "tiny numbers", logits: [1e-7, -2e-7, 3e-7], trueClass: 2),
      Trial(name: "long numbers", logits: [123456.789, 123455.1, -987654.321], trueClass: 1),
      Trial(name: "certain", logits: [30, 0, -30], trueClass: 0),
      Trial(name: "all alike", logits: [0, 0, 0, 0, 0, 0], trueClass: 5),
      Trial(
        name: "a target of probabilities", logits: [0.5, 1, -1], target: [0.25, 0.5, 0.25]),
    ]
  }

  private func scene(
    _ trial: Trial, labels: Labels = .numbers, panel: Size? = nil
  ) throws -> Scene {
    SoftmaxCrossEntropyFigure(subject: try trial.subject).drawn(
      in: FigureStyle(labels: labels, panel: panel, metrics: metrics))
  }

  /// The values of a tensor's printed numbers by their places.
  private func printed(_ scene: Scene, _ tensor: String) -> [[Int]: String] {
    Dictionary(
      scene.numbers.filter { $0.source.address.tensor == tensor }
        .map { ($0.source.address.index, $0.run.string) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("is sound for every input in every style", arguments: Trial.ugly)
  func sound(trial: Trial) throws {
    SoftmaxCrossEntropyFigure(subject: try trial.subject).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: Trial.ugly.prefix(8))
  func elsewhere(trial: Trial) throws {
    SoftmaxCrossEntropyFigure(subject: try trial.subject)
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    SoftmaxCrossEntropyFigure(subject: try Trial.article.subject)
      .expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: Trial.ugly.prefix(2))
  func translated(trial: Trial) throws {
    expectTranslated(SoftmaxCrossEntropyFigure(subject: try trial.subject))
  }

  @Test("prints the exponentials, probabilities and gradients of four logits, and they close")
  func article() throws {
    let figure = SoftmaxCrossEntropyFigure(subject: try Trial.article.subject)
    let count = figure.ledger.solved().count
    #expect(count.closing == count.stated)
    let scene = try scene(Trial.article)
    let exponentials = printed(scene, "exponentials")
    #expect((0..<4).map { exponentials[[$0]] } == ["7.389", "3.320", "1.350", "0.607"])
    let probabilities = printed(scene, "probabilities")
    #expect((0..<4).map { probabilities[[$0]] } == ["0.583", "0.262", "0.107", "0.048"])
    let gradients = printed(scene, "output_gradient")
    #expect((0..<4).map { gradients[[$0]] } == ["0.583", "−0.738", "0.107", "0.048"])
    #expect(printed(scene, "exponentials sum")[[]] == "12.666")
    #expect(printed(scene, "probabilities sum")[[]] == "1")
    #expect(printed(scene, "output_gradient sum")[[]] == "0")
    #expect(printed(scene, "cost")[[]] == "1.34" || printed(scene, "cost")[[]] == "1.339")
    #expect(scene.groups("true class").count == 1)
  }

  @Test("never prints a probability above 0 as 0")
  func bounded() throws {
    let scene = try scene(Trial(name: "", logits: [9, 0, -9], trueClass: 2))
    let probabilities = printed(scene, "probabilities")
    #expect(probabilities[[2]]?.hasPrefix("< 0.0") == true)
    #expect(!probabilities.values.contains { $0.allSatisfy { "0.".contains($0) } })
  }

  @Test("has the cost’s columns only with a target")
  func alone() throws {
    let scene = try scene(Trial(name: "", logits: [2, 1.2, 0.3, -0.5]))
    #expect(scene.title == "Softmax")
    #expect(printed(scene, "output").count == 4)
    #expect(scene.groups("true class").isEmpty)
    #expect(!scene.texts.contains { $0.string == "gradient" })
  }

  @Test("subtracts the largest logit in a column of its own where powers would overflow")
  func shifted() throws {
    let large = try scene(Trial(name: "", logits: [1000, 999, 998], trueClass: 1))
    #expect(printed(large, "shifted logits") == [[0]: "0", [1]: "−1", [2]: "−2"])
    #expect(printed(try scene(Trial.article), "shifted logits").isEmpty)
  }

  @Test("shows the true class, the most probable ones and the others as one row")
  func others() throws {
    let logits = (0..<20).map { Double($0) / 4 }
    let scene = try scene(Trial(name: "", logits: logits, trueClass: 2))
    let places = printed(scene, "probabilities").keys.filter { $0.first != -1 }.map { $0[0] }
    #expect(places.sorted() == [2, 16, 17, 18, 19])
    #expect(scene.texts.contains { $0.string == "15 others" })
  }

  @Test("finds the cost of a network, and the line of a softmax that a step is in")
  func subjects() throws {
    let input = try Tensor(shape: [2, 1, 3], values: [1, 2, 3, -1, 0, 5])
    let run = try Network(layer: Softmax(), inputShape: [2, 1, 3]).forward(input)
    let line = try #require(
      ClassesSubject(
        Exhibit(run),
        focus: {
          var focus = Focus(); focus.step = 4; return focus
        }()))
    #expect(line.entries.map(\.logit) == [2, 0])
    #expect(line.followed == 1)
    let identity = try Network(layer: ActivationLayer(.identity), inputShape: [3])
      .forward(Tensor(shape: [3], values: [1, 2, 3]))
    #expect(ClassesSubject(Exhibit(identity), focus: Focus()) == nil)
    let learnt = try identity.backward(from: .crossEntropy, .class(2))
    #expect(ClassesSubject(Exhibit(learnt), focus: Focus())?.trueClass == 2)
    let squared = try identity.backward(from: .quadratic, .class(2))
    #expect(ClassesSubject(Exhibit(squared), focus: Focus()) == nil)
  }
}
