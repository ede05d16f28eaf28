import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The weight gradient figure")
struct WeightGradientFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      let scene = WeightGradientFigure(subject: try trial.gradientSubject()).scene(style: style)
      expectLegible(scene, "\(style.labels), \(style.page)")
    }
  }

  @Test("is legible at a step of every ugly input in every style", arguments: TrialSubject.ugly)
  func legibleSteps(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      for step in try trial.someSteps {
        let figure = WeightGradientFigure(subject: try trial.gradientSubject(step: step))
        expectLegible(figure.scene(style: style), "step \(step), \(style.labels), \(style.page)")
      }
    }
  }

  private func scene(_ subject: GradientSubject, _ labels: Labels = .numbers) -> Scene {
    WeightGradientFigure(subject: subject)
      .scene(style: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("prints each component, their sum and the same by cross-correlation")
  func numbers() throws {
    let matrices = Dictionary(
      scene(try .small()).groups("matrix").map { ($0.name, $0.items.flatMap(\.strings)) }
    ) { first, _ in first }
    #expect(matrices["component 0 0"] == ["0.006", "0.056", "0.043", "0.012"])
    #expect(matrices["component 1 0"]?.count == 4)
    #expect(matrices["total 0"] == ["0.0198", "0.0254", "0.0414", "0.0108"])
    #expect(matrices["correlation"] == ["0.020", "0.025", "0.041", "0.011"])
  }

  @Test("rounds no digit away behind an equals sign")
  func factors() throws {
    let factors = scene(try .small()).texts.map(\.string)
    for value in ["0.062", "−0.056", "0.101", "−0.035"] { #expect(factors.contains(value)) }
    #expect(factors.filter { $0 == "≈" }.count == 4)
  }

  @Test("names the factors of each product in symbols")
  func symbols() throws {
    let component = try #require(
      scene(try .small(), .symbols).groups("matrix").first { $0.name == "component 3 0" })
    let indices = component.items.flatMap(\.strings).filter { $0.contains(",") }
    #expect(indices == ["1,1", "1,1", "1,1", "1,2", "1,1", "2,1", "1,1", "2,2"])
  }

  @Test("puts the overlay of each neuron over the cells that it saw")
  func overlays() throws {
    let subject = try GradientSubject.small()
    let columns = scene(subject).groups("component")
    #expect(columns.map(\.name) == ["0", "1", "2", "3"])
    for (column, position) in zip(columns, subject.forward.pass.sweep) {
      let all = Item.group(Tag("all"), column.items)
      let overlay = try #require(all.groups(of: "overlay").first?.items.first?.bounds)
      let cells = all.groups(of: "matrix").first { $0.name == "input" }?.items ?? []
      let frame = try #require(
        cells.compactMap { if case .rectangle(let r, 3, _) = $0 { r } else { nil } }.first)
      let side = frame.width / 3
      #expect(abs(overlay.minX - frame.minX - Double(position.origin.column) * side) < 1e-6)
      #expect(abs(overlay.minY - frame.minY - Double(position.origin.row) * side) < 1e-6)
    }
  }

  @Test("shows some of many neurons and says how many it leaves out")
  func ellipsis() throws {
    let trial = TrialSubject(name: "8 × 8", input: [1, 8, 8], filter: [1, 1, 3, 3])
    let scene = scene(try trial.gradientSubject())
    #expect(scene.groups("component").map(\.name) == ["0", "1", "18", "35"])
    #expect(scene.groups("ellipsis").map(\.name) == ["16", "16"])
  }

  @Test("shows at a step the sum before and after it")
  func steps() throws {
    let matrices = Dictionary(
      uniqueKeysWithValues: scene(try .small(step: 1)).groups("matrix").map {
        ($0.name, $0.items.flatMap(\.strings))
      })
    #expect(matrices["before 0"] == ["0.0062", "0.0558", "0.0434", "0.0124"])
    #expect(matrices["component 0"]?.first == "−0.0503")
    #expect(matrices["after 0"] == ["−0.0441", "0.0334", "0.0322", "−0.0323"])
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
}
