import CairoBackend
import Figures
import Neural
import Testing

@testable import Studio

@Suite struct FigureDrawingTests {
  private static let style = FigureStyle(metrics: PangoMetrics())

  @Test("A figure shows its example", arguments: Catalogue.figures.map(\.name))
  func examples(name: String) throws {
    let figure = try #require(Catalogue.figure(named: name))
    let example = try Example.of(figure)
    let computation = try Computation(example.request)
    #expect(computation.suits(figure))
    #expect(0..<computation.stepCount ~= example.step ?? 0)
    #expect(!figure.needs.contains(.gradient) || computation.stage.hasGradients)
  }

  @Test(
    "A figure shows the layers that it knows and refuses the others, naming one that it shows",
    arguments: Catalogue.figures.map(\.name))
  func layers(name: String) throws {
    let figure = try #require(Catalogue.figure(named: name))
    for kind in LayerRegistry.declarations.map(\.kind) {
      var request = try Example.ofLayer(kind).request
      request.upstream = .ones
      let computation = try Computation(request)
      guard !computation.suits(figure) else { continue }
      let error = try #require(throws: RequestError.self) {
        _ = try computation.drawing(of: figure)
      }
      #expect(error.kind == .usage)
      guard !figure.isOfNetworks else { continue }
      #expect(error.subject == "layer")
      #expect(error.description.contains("--layer \(try Example.of(figure).kind)"))
    }
  }

  @Test(
    "A step of a figure of gradients is not the whole",
    arguments: ["bias-gradient", "weight-gradient", "activation-gradient"])
  func steps(name: String) throws {
    let computation = try Computation(.gradients)
    let whole = try computation.figure(name, style: Self.style)
    let first = try computation.figure(name, step: 0, style: Self.style)
    #expect(first != whole)
    #expect(try first != computation.figure(name, step: 1, style: Self.style))
    let error = try #require(throws: RequestError.self) {
      try computation.figure(name, step: 4, style: Self.style)
    }
    #expect(error.description == "there is no step 4; the steps are 0 to 3")
  }

  @Test("A figure of gradients without a gradient asks for one")
  func needsGradient() throws {
    let figure = try #require(Catalogue.figure(named: "bias-gradient"))
    let error = try #require(throws: RequestError.self) {
      _ = try Computation(.smallest).drawing(of: figure)
    }
    #expect(error.kind == .usage)
    #expect(error.description.contains("--upstream"))
  }

  @Test(
    "One step is drawn of every layer that has a figure of steps",
    arguments: [
      ("max-pooling", "max-pooling"), ("average-pooling", "average-pooling"),
      ("fully-connected", "fully-connected"),
    ])
  func oneStep(kind: String, figure: String) throws {
    let computation = try Computation(Example.ofLayer(kind).request)
    let step = try computation.figure("step", style: Self.style)
    #expect(try step == computation.figure(figure, step: 0, style: Self.style))
  }

  @Test("A fully connected layer has its parameters beside those of maps with no fewer neurons")
  func parameters() throws {
    let computation = try Computation(.fullyConnected)
    let scene = try computation.figure("parameters", style: Self.style)
    // Three neurons over 2 × 2 inputs, and one map of four neurons under a filter of 1 × 1.
    #expect(scene.title == "Shared weights: 2 parameters instead of 15")
  }
}
