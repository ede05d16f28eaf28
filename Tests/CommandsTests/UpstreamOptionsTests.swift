import Neural
import Testing

@testable import Commands

@Suite struct UpstreamOptionsTests {
  private static let gradients: [([String], UpstreamGradient?)] = [
    ([], nil), (["--upstream", "ones"], .ones), (["--upstream", "-1 2"], .tensor("-1 2")),
    (["--target", "0 1"], .cost(.quadratic, target: "0 1")),
    (["--target", "0 1", "--cost", "cross-entropy"], .cost(.crossEntropy, target: "0 1")),
  ]

  @Test("The options come to one gradient or none", arguments: gradients)
  func gradient(arguments: [String], gradient: UpstreamGradient?) throws {
    #expect(try UpstreamOptions.parse(arguments).gradient == gradient)
  }

  @Test(
    "What contradicts itself is refused",
    arguments: [
      ["--upstream", "ones", "--target", "1"], ["--cost", "quadratic"],
      ["--upstream", "ones", "--cost", "quadratic"], ["--target", "1", "--cost", "hinge"],
      ["--upstream"], ["--upstream", "--target", "1"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try UpstreamOptions.parse(arguments) }
  }
}
