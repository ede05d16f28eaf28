import Figures
import Testing

@testable import Commands

@Suite struct StepPassTests {
  private static let figures: [(StepPass, LayerKind, String)] = [
    (.forward, .convolution, "step"), (.forward, .fullyConnected, "fully-connected"),
    (.forward, .averagePooling, "average-pooling"), (.pooling, .maxPooling, "max-pooling"),
    (.pooling, .averagePooling, "average-pooling"),
    (.biasGradient, .convolution, "bias-gradient"),
    (.weightGradient, .convolution, "weight-gradient"),
    (.activationGradient, .convolution, "activation-gradient"),
  ]

  @Test("Each pass of each layer that has it is drawn by a figure of its own", arguments: figures)
  func figure(pass: StepPass, layer: LayerKind, name: String) throws {
    let figure = try pass.figure(of: layer)
    #expect(figure.name == name)
    #expect(figure.layer == layer)
  }

  @Test(
    "A pass that the layer does not have is refused with those that it has",
    arguments: [
      (StepPass.pooling, LayerKind.convolution, "forward, bias-gradient, weight-gradient"),
      (.weightGradient, .maxPooling, "only forward, pooling"),
      (.biasGradient, .fullyConnected, "only forward"),
    ])
  func refused(pass: StepPass, layer: LayerKind, message: String) throws {
    let failure = try #require(throws: Failure.self) { try pass.figure(of: layer) }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains(message), "\(failure)")
  }
}
