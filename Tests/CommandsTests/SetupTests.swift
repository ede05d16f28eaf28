import Neural
import Testing

@testable import Commands

@Suite struct SetupTests {
  @Test(
    "An upstream gradient is ones, random with a seed, or a tensor",
    arguments: [
      ("ones", UpstreamGradient.ones), ("random", .random(seed: "0")),
      ("random:@42", .random(seed: "42")), ("random:2x2@42", .tensor("random:2x2@42")),
      ("ones:2x2", .tensor("ones:2x2")), ("-1 2; 3 4", .tensor("-1 2; 3 4")),
    ])
  func upstream(argument: String, gradient: UpstreamGradient) {
    #expect(UpstreamGradient(argument) == gradient)
  }

  @Test("Layers with a window are those without weights")
  func pooling() {
    #expect(LayerKind.allCases.filter(\.isPooling) == [.maxPooling, .averagePooling])
  }
}
