import Studio
import Testing
import Traces

@testable import Commands

@Suite struct TraceOptionsTests {
  private static let traced: TracedRun? = try? Computation(.gradients).traced

  private func selection(_ arguments: [String]) throws -> TraceSelection {
    try TraceOptions.parse(arguments).selection(of: #require(Self.traced))
  }

  @Test("Without options everything is selected")
  func everything() throws {
    #expect(try selection([]) == .everything)
    #expect(try TraceOptions.parse([]).isEmpty)
  }

  @Test("Lists select passes, maps, steps and keys")
  func lists() throws {
    let chosen = try selection([
      "--pass", "forward,activation-gradient-convolution", "--map", "0", "--steps", "0-2,8",
      "--every", "2", "--fields", "dot_product,result", "--explain",
    ])
    #expect(
      chosen
        == TraceSelection(
          passes: [.forward, .activationGradientConvolution], maps: [0], steps: [0...2, 8...8],
          every: 2, fields: [.dotProduct, .result], isExplained: true))
  }

  @Test(
    "A step has to be in the longest of the chosen passes",
    arguments: [("forward", "4"), ("activation-gradient-convolution", "9"), ("bias-gradient", "5")])
  func steps(pass: String, step: String) {
    #expect(throws: Failure.self) { try selection(["--pass", pass, "--steps", step]) }
  }

  @Test(
    "What cannot be chosen is refused",
    arguments: [
      ["--pass", ""], ["--pass", "forward,"], ["--fields", "z,,a"],
      ["--every", "-1"], ["--map", "x"], ["--steps", "1-"],
    ])
  func malformed(arguments: [String]) {
    #expect(throws: (any Error).self) { try TraceOptions.parse(arguments) }
  }

  @Test("A pass of another layer is refused with those that there are")
  func pass() throws {
    let failure = try #require(throws: Failure.self) {
      try selection(["--pass", "activation-gradient-accumulation"])
    }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains("bias-gradient, weight-gradient, activation-gradient,"))
    #expect(!failure.description.contains("--upstream"))
  }
}
