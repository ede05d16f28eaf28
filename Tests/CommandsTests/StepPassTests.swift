import Figures
import Studio
import Testing

@testable import Commands

@Suite struct StepPassTests {
  private static let figures: [(StepPass, String, String)] = [
    (.forward, "convolution", "step"), (.forward, "fully-connected", "step"),
    (.forward, "average-pooling", "step"), (.pooling, "max-pooling", "max-pooling"),
    (.pooling, "average-pooling", "average-pooling"),
    (.biasGradient, "convolution", "bias-gradient"),
    (.weightGradient, "convolution", "weight-gradient"),
    (.activationGradient, "convolution", "activation-gradient"),
  ]

  /// The example of a kind of layer, with a backward pass.
  private func computation(_ kind: String) throws -> Computation {
    var request = try Example.ofLayer(kind).request
    request.upstream = .ones
    return try Computation(request)
  }

  @Test("Each pass of each layer that has it is drawn by a figure of its own", arguments: figures)
  func figure(pass: StepPass, kind: String, name: String) throws {
    let computation = try computation(kind)
    let figure = try pass.figure(of: computation)
    #expect(figure.name == name)
    #expect(computation.suits(figure))
  }

  @Test(
    "A pass that the layer does not have is refused with those that it has",
    arguments: [
      (StepPass.pooling, "convolution", "forward, bias-gradient, weight-gradient"),
      (.weightGradient, "max-pooling", "only forward, pooling"),
      (.biasGradient, "fully-connected", "only forward"),
    ])
  func refused(pass: StepPass, kind: String, message: String) throws {
    let failure = try #require(throws: Failure.self) {
      try pass.figure(of: computation(kind))
    }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains(message), "\(failure)")
  }
}
