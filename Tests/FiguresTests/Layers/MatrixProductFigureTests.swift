import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of the convolution as a matrix product")
struct MatrixProductFigureTests {
  private func figure(_ trial: TrialSubject, step: Int = 0) throws -> MatrixProductFigure {
    MatrixProductFigure(subject: Subject(pass: try trial.pass, step: step))
  }

  private static let small = TrialSubject(name: "3 × 3", input: [1, 3, 3], filter: [1, 1, 2, 2])

  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    try figure(trial).expectSound(trial.name)
    try figure(trial, step: trial.pass.steps.count - 1)
      .expectSound(in: [FigureStyle(metrics: metrics)], "\(trial.name), last step")
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(Self.small)
      .expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language")
  func translated() throws { expectTranslated(try figure(Self.small)) }

  @Test("gives what the sliding overlay gives", arguments: TrialSubject.ugly)
  func agrees(trial: TrialSubject) throws {
    let subject = Subject(pass: try trial.pass)
    #expect(MatrixProductValues(subject, columns: 5, terms: 10).agreement == .equal)
  }

  @Test("has a column for each of few positions, and of many the first three, a gap and the last")
  func columns() throws {
    #expect(MatrixProductValues.some(of: 4, most: 5, keeping: 0) == [0, 1, 2, 3])
    #expect(MatrixProductValues.some(of: 36, most: 5, keeping: 0) == [0, 1, 2, nil, 35])
    #expect(MatrixProductValues.some(of: 36, most: 5, keeping: 20) == [0, 1, nil, 20, nil, 35])
    let four = try figure(Self.small).drawn(in: FigureStyle(metrics: metrics))
    #expect(four.groups("column").count == 4)
    let many = try figure(TrialSubject.ugly[13]).drawn(in: FigureStyle(metrics: metrics))
    #expect(many.groups("column").count == 4)
    #expect(many.omissions.contains { $0.kind == .things(shown: 4, of: 576) })
  }

  @Test("leaves results empty that later steps fill in")
  func steps() throws {
    func results(_ step: Int) throws -> Int {
      Set(
        try figure(Self.small, step: step).drawn(in: FigureStyle(metrics: metrics)).numbers
          .map(\.source.address).filter { $0.tensor == "z" }
      ).count
    }
    #expect(try results(1) == 2)
    #expect(try results(3) == 4)
  }
}
