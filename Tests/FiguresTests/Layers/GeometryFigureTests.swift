import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of geometries")
struct GeometryFigureTests {
  private func figure(_ trial: TrialSubject, step: Int = 0) throws -> GeometryFigure {
    GeometryFigure(subject: Subject(pass: try trial.pass, step: step))
  }

  private static let six = TrialSubject(name: "6 × 6", input: [1, 6, 6], filter: [1, 1, 3, 3])

  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(Self.six).expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language")
  func translated() throws { expectTranslated(try figure(Self.six)) }

  @Test("computes the sizes of valid, same, full, stride and dilation")
  func sizes() throws {
    let cases = GeometryCases(of: try Self.six.pass.sweep, dimensions: 2).cases
    #expect(
      cases.map(\.name) == ["own", "same", "full", "stride 2", "dilation 2", "stride 2, padding 1"])
    #expect(cases.map(\.columns.size) == [4, 6, 8, 2, 2, 3])
    #expect(cases.map(\.columns.left) == [0, 0, 0, 1, 0, 1])
  }

  @Test("prints the size that the sweep has", arguments: TrialSubject.ugly)
  func printed(trial: TrialSubject) throws {
    let figure = try figure(trial)
    let count = figure.ledger.solved().count
    #expect(count.closing == count.stated)
    let scene = figure.drawn(in: FigureStyle(metrics: metrics))
    let extent = try trial.pass.sweep.extent
    let sizes = scene.numbers.filter {
      $0.source.address.tensor == "size" && $0.source.address.stage == "own"
    }.map(\.run.string)
    #expect(
      sizes == ["\(extent.columns)"] || sizes == ["\(extent.rows)"]
        || sizes == ["\(extent.rows)", "\(extent.columns)"])
  }

  @Test("has a dot for every neuron of a small input")
  func dots() throws {
    let scene = try figure(Self.six).drawn(in: FigureStyle(metrics: metrics))
    let counts = scene.groups("places").map { $0.items.count }
    // One place is drawn as the overlay.
    #expect(counts.prefix(6) == [15, 35, 63, 3, 3, 8])
  }

  @Test("puts the layer’s own geometry first, and none twice")
  func own() throws {
    let trial = TrialSubject(
      name: "", input: [1, 6, 6], filter: [1, 1, 3, 3], stride: 2, padding: .explicit(Padding(1)))
    let cases = GeometryCases(of: try trial.pass.sweep, dimensions: 2).cases
    #expect(cases[0].isOwn && cases[0].title == "padding 1, stride 2")
    #expect(cases.dropFirst().map(\.name) == ["valid", "same", "full", "stride 2", "dilation 2"])
  }
}
