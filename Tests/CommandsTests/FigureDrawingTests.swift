import CairoBackend
import Figures
import Testing

@testable import Commands

@Suite struct FigureDrawingTests {
  private static let style = FigureStyle(metrics: PangoMetrics())

  @Test(
    "A figure shows the layer that it is for and no other", arguments: Catalogue.figures.map(\.name)
  )
  func layers(name: String) throws {
    let figure = try FigureKind.parse(name)
    #expect(throws: Never.self) { try figure.check(figure.layer) }
    for layer in LayerKind.allCases where layer != figure.layer {
      let failure = try #require(throws: Failure.self) { try figure.check(layer) }
      #expect(failure.kind == .usage)
      #expect(failure.description.contains("--layer \(figure.layer.rawValue)"))
    }
  }

  @Test(
    "A step of a figure of gradients is not the whole", arguments: Catalogue.figures.map(\.name))
  func steps(name: String) throws {
    let figure = try FigureKind.parse(name)
    guard StepPass(rawValue: name) != nil else { return }
    let computation = try Computation(.gradients, console: Transcript().console())
    let draw = try computation.drawing(of: figure, style: Self.style)
    #expect(draw(0) != draw(nil))
    #expect(draw(0) != draw(1))
  }

  @Test("A figure of gradients without a gradient asks for one")
  func needsGradient() throws {
    let computation = try Computation(.smallest, console: Transcript().console())
    let figure = try #require(Catalogue.figure(named: "bias-gradient"))
    let failure = try #require(throws: Failure.self) {
      _ = try computation.drawing(of: figure, style: Self.style)
    }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains("--upstream"))
  }
}
