import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figures of the gradients' rules")
struct GradientRuleFiguresTests {
  static let names = ["bias-gradient-rule", "weight-gradient-rule", "activation-gradient-rule"]

  private func scene(
    _ name: String, _ subject: GradientSubject, _ style: FigureStyle
  ) throws -> Scene {
    let kind = try #require(Catalogue.figure(named: name))
    let draw = try #require(kind.drawing(of: subject.run))
    return draw(Focus(step: subject.step), style)
  }

  @Test("are legible for every ugly input in every style", arguments: TrialSubject.ugly, names)
  func legible(trial: TrialSubject, name: String) throws {
    var subject = try trial.gradientSubject
    for style in TrialSubject.styles {
      for step in [0, subject.forward.pass.steps.count - 1] {
        subject.step = step
        expectLegible(
          try scene(name, subject, style), "\(name) \(step), \(style.labels), \(style.page)")
      }
    }
  }

  @Test(
    "give the numbers of one neuron: result, local factor, incoming gradient",
    arguments: zip(names, [["−1", "1", "(−1)"], ["−2", "2", "(−1)"], ["−10", "10", "(−1)"]]))
  func numbers(name: String, expected: [String]) throws {
    let pass = try TrialSubject.article
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [0.5, -1, 2, 0.25])), step: 1)
    let scene = try scene(name, subject, FigureStyle(metrics: metrics))
    #expect(scene.groups("number").flatMap { $0.items.flatMap(\.strings) } == expected)
  }

  @Test(
    "name the whole gradient that the component is a part of",
    arguments: zip(names, ["1.75", "7.75", "0"]))
  func totals(name: String, expected: String) throws {
    let pass = try TrialSubject.article
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [0.5, -1, 2, 0.25])), step: 1)
    let scene = try scene(name, subject, FigureStyle(metrics: metrics))
    let band = try #require(scene.groups("band").first)
    #expect(band.items.flatMap(\.strings).contains(expected))
  }

  @Test("say so where the overlay meets nothing but padding")
  func padding() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 1], values: [2]), stride: Extent(2),
      padding: .explicit(Padding(1))
    ).forward(Tensor(shape: [1, 1, 1], values: [3]))
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    let scene = try scene("activation-gradient-rule", subject, FigureStyle(metrics: metrics))
    #expect(scene.texts.contains { $0.string.contains("wholly in the padding") })
    expectLegible(scene, "all padding")
  }
}
