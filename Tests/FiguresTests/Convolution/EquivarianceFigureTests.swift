import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of equivariance")
struct EquivarianceFigureTests {
  /// The trials whose input can be moved.
  private static let trials = TrialSubject.ugly.filter { !$0.name.hasPrefix("1 × 1") }

  private func figure(_ trial: TrialSubject) throws -> EquivarianceFigure {
    EquivarianceFigure(
      subject: try #require(EquivarianceSubject(Subject(pass: try trial.pass))))
  }

  @Test("is sound for every ugly input in every style", arguments: trials)
  func sound(trial: TrialSubject) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: trials)
  func elsewhere(trial: TrialSubject) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(Self.trials[2]).expectSound(
      in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: trials.suffix(3))
  func translated(trial: TrialSubject) throws { expectTranslated(try figure(trial)) }

  @Test("moves the input, and finds the map moved, but for what an edge has to do with")
  func moved() throws {
    // Ink in the middle alone: a valid convolution moves with it to the last bit.
    var values = [Double](repeating: 0, count: 64)
    for row in 2..<6 { for column in 2..<5 { values[row * 8 + column] = Double(row + column) / 7 } }
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 3, 3], values: (0..<9).map { Double($0 - 3) / 3 })
    ).forward(Tensor(shape: [1, 8, 8], values: values))
    let subject = try #require(EquivarianceSubject(Subject(pass: pass)))
    #expect(subject.shift == (0, 2) && subject.mapShift == (0, 2))
    #expect(subject.moved[0, 3, 6] == pass.input[0, 3, 4])
    #expect(subject.neurons.same == 24 && subject.neurons.shared == 24)
    let scene = EquivarianceFigure(subject: subject).drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.title == "Equivariance: the input moves, and its feature map moves with it")
    #expect(subject.window == 3 && subject.pools.count == 4)
  }

  @Test("claims no more than it has counted")
  func most() throws {
    let subject = try figure(Self.trials[3]).subject
    #expect(subject.neurons.same < subject.neurons.shared)
    let scene = try figure(Self.trials[3]).drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.title == "Equivariance: the input moves, and most of its feature map with it")
  }

  @Test("moves by the stride, so that the map can follow")
  func stride() throws {
    let trial = TrialSubject(name: "", input: [1, 9, 9], filter: [1, 1, 3, 3], stride: 3)
    let subject = try #require(EquivarianceSubject(Subject(pass: try trial.pass)))
    #expect(abs(subject.shift.columns) == 3 && abs(subject.mapShift.columns) == 1)
    #expect(EquivarianceSubject(Subject(pass: try TrialSubject.ugly[0].pass)) == nil)
  }
}
