import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The weight-gradient figure")
struct WeightGradientFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    WeightGradientFigure(subject: try trial.gradientSubject()).expectSound(trial.name)
  }

  @Test("is sound at steps of every ugly input", arguments: TrialSubject.ugly)
  func soundSteps(trial: TrialSubject) throws {
    let step = try trial.pass.steps.count / 2
    WeightGradientFigure(subject: try trial.gradientSubject(step: step))
      .expectSound("\(trial.name), step \(step)")
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    WeightGradientFigure(subject: try trial.gradientSubject())
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private func scene(_ subject: GradientSubject, _ labels: Labels = .numbers) -> Scene {
    WeightGradientFigure(subject: subject)
      .drawn(in: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("prints the lesson's components and their sum so that they add up at three decimals")
  func numbers() throws {
    let subject = try GradientSubject.lesson()
    let scene = scene(subject)
    #expect(
      scene.printed(Tensors.component, of: "component") == [
        "−0.012", "−0.112", "−0.087", "−0.025", "0.113", "0.050", "0.025", "0.101", "−0.056",
        "−0.016", "−0.024", "−0.048", "0.012", "0.050", "0.037", "0.031",
      ])
    #expect(
      scene.printed(Tensors.weightGradient, of: "total").prefix(4)
        == ["0.057", "−0.028", "−0.049", "0.059"])
    let count = WeightGradientFigure(subject: subject).ledger.solved().count
    #expect(count.stated == 20 && count.closing == 20)
  }

  @Test("says what δ is, and that a component is no total: one symbol for one thing")
  func symbols() throws {
    let texts = scene(try .lesson(), .both).texts.map(\.string)
    #expect(texts.contains("a neuron’s component of"))
    let symbols = Set(scene(try .lesson(), .both).symbols.map(\.text))
    #expect(symbols.isSuperset(of: ["δ_0,1^L", "∂C/∂w_0,0"]))
  }

  @Test("puts the overlay of each neuron over the cells that it saw")
  func overlays() throws {
    let scene = scene(try .lesson())
    let overlays = scene.groups("overlay").map(\.name)
    #expect(overlays == (0..<4).map { "\(Tensors.overlay) 0 \($0)" })
  }

  @Test("shows the first, the largest and the last of many neurons, and counts the others")
  func many() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "28 × 28" })
    let subject = try trial.gradientSubject()
    let scene = scene(subject)
    let deltas = subject.backward.biasGradientComponents.values.map(abs)
    let largest = try #require(deltas.firstIndex(of: deltas.max() ?? 0))
    let shown = scene.groups("matrix").map(\.name).filter { $0.hasPrefix("component ") }
    #expect(Set(shown) == ["component 0", "component \(largest)", "component 575"])
    let hidden = scene.texts.map(\.string).filter { $0.hasPrefix("… ") }
    #expect(
      hidden
        == ["… \(largest - 1) more", "… \(575 - largest - 1) more"].filter { $0 != "… 0 more" })
  }

  @Test("shows at a step the sum before and after it, and ends at the gradient", arguments: 0..<4)
  func steps(step: Int) throws {
    let subject = try GradientSubject.lesson(step: step)
    let scene = scene(subject)
    let tensor = step == 3 ? Tensors.weightGradient : Tensors.partialSum
    let after = scene.numbers.filter {
      $0.source.address.tensor == tensor && (step == 3 || $0.source.address.index[0] == step + 1)
    }
    let expected = subject.backward.weightGradient.total(ofFirst: step + 1).values
    let shown = Dictionary(
      after.map { (Array($0.source.address.index.suffix(2)), $0.source.value ?? 0) }
    ) { first, _ in first }
    for index in 0..<4 {
      #expect(abs((shown[[index / 2, index % 2]] ?? .nan) - expected[index]) < 1e-12)
    }
    #expect(scene.groups("verdict").isEmpty)
  }

  @Test("says that both ways agree", arguments: TrialSubject.ugly)
  func check(trial: TrialSubject) throws {
    let texts = scene(try trial.gradientSubject()).texts.map(\.string)
    #expect(texts.contains("✓ equal to the sum above"))
  }

  @Test("makes no claim where the numbers overflow")
  func overflow() throws {
    let trial = TrialSubject(name: "huge", input: [1, 3, 3], filter: [1, 1, 2, 2], scale: 1e200)
    let pass = try trial.pass
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [1e200, 1, 1, -1e200])))
    let texts = scene(subject).texts.map(\.string)
    #expect(!texts.contains { $0.contains("✓") })
    #expect(texts.contains { $0.hasPrefix("not compared") })
  }

  @Test("prints the true rule for a layer that rotates its filter")
  func rotated() throws {
    let pass = try TrialSubject.rotating
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    #expect(scene(subject).texts.contains { $0.string.hasPrefix("rotated") })
  }
}
