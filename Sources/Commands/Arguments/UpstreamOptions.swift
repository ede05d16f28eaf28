import ArgumentParser
import Neural

extension Cost: ExpressibleByArgument {}

/// The options that say where the backward pass begins.
struct UpstreamOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The gradient ∂C/∂a of the layer's output, which the backward pass begins with.",
      discussion: """
        A tensor in the shape of the output, 'ones', or 'random:@42' (uniform in −1 … 1; 42 is the \
        seed).
        """, valueName: "tensor"),
    completion: .list(["ones", "random:@1"]), transform: plainValue)
  var upstream: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What the output should have been, in place of --upstream: ∂C/∂a is that of the cost.",
      valueName: "tensor"),
    transform: plainValue)
  var target: String?

  @Option(
    help: """
      The cost of the output against the target; the softmax of cross-entropy is part of it \
      (default: quadratic).
      """)
  var cost: Cost?

  func validate() throws {
    if upstream != nil, target != nil {
      throw ValidationError("--upstream and --target both give ∂C/∂a; leave one of them out")
    }
    if cost != nil, target == nil {
      throw ValidationError("--cost needs --target, which it compares the output with")
    }
  }

  /// Where the backward pass begins, or nil where nothing is asked for.
  var gradient: UpstreamGradient? {
    if let target { return .cost(cost ?? .quadratic, target: target) }
    return upstream.map { UpstreamGradient($0) }
  }
}
