import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The translation-invariance figure")
struct TranslationInvarianceTests {
  private typealias Search = TranslationInvarianceSearchTests

  private func scene(
    _ pass: Convolution.ForwardPass, labels: Labels = .numbers, step: Int = 0
  ) -> Scene {
    TranslationInvarianceFigure(subject: Subject(pass: pass, step: step)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
  }

  private var letterU: Convolution.ForwardPass {
    get throws {
      try Convolution(
        weights: Tensor(
          shape: [1, 1, 3, 3], values: [-0.5, 1, -0.5, -0.5, 1, -0.5, -0.5, 1, -0.5])
      ).forward(
        Tensor(
          shape: [1, 6, 6],
          values: Search.letterU.flatMap { $0.map { $0 == "1" ? 1 : 0 } }))
    }
  }

  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let subject = Subject(pass: try trial.pass)
    for style in TrialSubject.styles {
      expectLegible(
        TranslationInvarianceFigure(subject: subject).scene(style: style),
        "\(style.labels), \(style.page)")
    }
  }

  @Test("is legible where a feature recurs", arguments: Labels.allCases)
  func legibleRecurrence(labels: Labels) throws {
    let dilated = try Search.pass(Search.letterU, ["12", "34"], padding: .full, dilation: 2)
    let row = try Search.pass(["102102102"], ["123"], activation: .sigmoid)
    let blank = try Search.pass(["0000", "0000"], ["11", "11"], bias: 0.1)
    for pass in [try letterU, dilated, row, blank] {
      expectLegible(scene(pass, labels: labels), "\(labels), \(pass.caption)")
    }
  }

  @Test("marks two overlays, two equal underlays and two neurons of the letter U")
  func marks() throws {
    let scene = scene(try letterU)
    #expect(scene.groups("overlay").count == 2)
    let lenses = scene.groups("lens")
    #expect(lenses.map(\.name) == ["0", "1"])
    let cells = lenses.map { lens in lens.items.flatMap(\.strings).suffix(9) }
    #expect(cells[0] == ["0", "1", "0", "0", "1", "0", "0", "1", "0"])
    #expect(cells[0] == cells[1])
    let theme = Theme.light
    let outlined = scene.groups("neuron").compactMap { name, items -> String? in
      guard case .circle(_, _, let paint) = items.first, let color = paint.stroke?.color,
        theme.positions.contains(color)
      else { return nil }
      return "\(name) \(theme.positions.firstIndex(of: color) ?? -1)"
    }
    #expect(outlined == ["map 0 0,0 0", "map 0 0,3 1"])
  }

  @Test("states the equality that it has compared, with the value in full")
  func states() throws {
    let band = scene(try letterU).groups("band").flatMap { $0.items.flatMap(\.strings) }
    #expect(band.contains("3"))
    #expect(band.contains { $0.contains("✓") })
    #expect(scene(try letterU).description.contains("neuron 0,0 and neuron 0,3 are equal: z = 3."))
    let sigmoid = try Search.pass(["102102"], ["01"], bias: 0.5, activation: .sigmoid)
    let a = NumberFormat.shortest(sigmoid.steps[1].a)
    #expect(a.count > 10)
    #expect(scene(sigmoid).texts.contains { $0.string == a })
  }

  @Test("says so where no underlay occurs twice, and marks one neuron without a check mark")
  func single() throws {
    let scene = scene(try TrialSubject.article)
    #expect(scene.groups("overlay").count == 1)
    #expect(scene.groups("lens").count == 1)
    #expect(!scene.texts.contains { $0.string.contains("✓") })
    #expect(scene.description.contains("No underlay occurs twice"))
    #expect(scene.description.contains("neuron 1,1"))
  }

  @Test("draws a cell of the padding once where both overlays cover it")
  func sharedPadding() throws {
    let pass = try Search.pass(["55"], ["111"], padding: .full)
    let cells = scene(pass).groups("padding").map(\.name)
    #expect(Set(cells).count == cells.count)
  }

  @Test("shows the map that its step belongs to")
  func map() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name.contains("three maps") })
    let pass = try trial.pass
    let scene = scene(pass, step: pass.sweep.count)
    #expect(scene.texts.contains { $0.string == "feature map 2 of 3" })
  }
}
