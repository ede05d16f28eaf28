import Figures
import Neural
import Testing

@testable import Commands

@Suite struct ComputationTests {
  private func computation(
    _ setup: Setup, upstream: UpstreamGradient? = nil
  ) throws(Failure) -> Computation {
    var setup = setup
    if let upstream { setup.upstream = upstream }
    return try Computation(setup, console: Transcript().console())
  }

  /// The backward pass of a convolution.
  private func backward(
    _ setup: Setup, _ upstream: UpstreamGradient
  ) throws -> Convolution.BackwardPass {
    guard case .convolution(_, let backward) = try computation(setup, upstream: upstream).passes
    else { throw Failure(.usage, "no convolution") }
    return try #require(backward)
  }

  @Test("Without an upstream gradient there is no backward pass")
  func forwardOnly() throws {
    guard case .convolution(let forward, nil) = try computation(.smallest).passes else {
      Issue.record("a forward pass alone")
      return
    }
    #expect(forward.result.a.values == [370, 470, 670, 770])
  }

  @Test("Max pooling gives the article's numbers, forward and backward")
  func maxPooling() throws {
    guard case .pooling(.max(let forward, let backward?)) = try computation(.pooling).passes
    else {
      Issue.record("max pooling with its backward pass")
      return
    }
    #expect(forward.result.values == [0.3, 0.1, 0.5, 0.5])
    let expected = [0, 0, 0, 0.025, 0, 0.035, 0, -0.013 + 0.091, 0]
    #expect(backward.activationGradient.result.values == expected)
  }

  @Test("Average pooling takes the means of its windows")
  func averagePooling() throws {
    let setup = Setup(
      layer: .averagePooling, input: "1 2 3 4; 5 6 7 8", stride: Extent(rows: 1, columns: 2),
      upstream: .ones)
    guard case .pooling(.average(let forward, let backward?)) = try computation(setup).passes
    else {
      Issue.record("average pooling with its backward pass")
      return
    }
    #expect(forward.result.values == [3.5, 5.5])
    #expect(backward.activationGradient.result.values == Array(repeating: 0.25, count: 8))
  }

  @Test("A fully connected layer takes its input row by row")
  func fullyConnected() throws {
    let setup = Setup(
      layer: .fullyConnected, input: "1 2; 3 4", filter: "1 10 100 1000; 0 0 0 1", bias: "0 0.5",
      upstream: .tensor("1 -1"))
    guard case .fullyConnected(let forward, let backward?) = try computation(setup).passes else {
      Issue.record("a fully connected layer with its backward pass")
      return
    }
    #expect(forward.result.a.values == [4321, 4.5])
    #expect(backward.gradients().biasGradient.values == [1, -1])
    #expect(backward.gradients().activationGradient.values == [1, 10, 100, 999])
  }

  @Test("A layer takes the activations of the layer before it")
  func chained() throws {
    let setup = Setup(input: .activations(of: .smallest), filter: "1 0; 0 1")
    let computation = try computation(setup)
    #expect(computation.passes.activations.values == [370 + 770])
    #expect(computation.inputName == "feature maps of 3 × 3 matrix")
  }

  @Test("The gradient of ones, of a seed and of a tensor has the shape of the output")
  func upstream() throws {
    #expect(try backward(.smallest, .ones).upstreamGradient.values == [1, 1, 1, 1])
    let tensor = try backward(.smallest, .tensor("1 2; 3 4")).upstreamGradient
    #expect(tensor.shape == [1, 2, 2])
    #expect(tensor.values == [1, 2, 3, 4])
    let random = try backward(.smallest, .random(seed: "42")).upstreamGradient
    #expect(try backward(.smallest, .random(seed: "42")).upstreamGradient == random)
    #expect(try backward(.smallest, .random(seed: "43")).upstreamGradient != random)
    #expect(random.values.allSatisfy { abs($0) <= 1 && ($0 * 100).rounded() / 100 == $0 })
  }

  @Test("A target gives the gradient of the cost")
  func target() throws {
    let quadratic = try backward(.smallest, .cost(.quadratic, target: "370 471; 670 700"))
    #expect(quadratic.upstreamGradient.values == [0, -1, 0, 70])
    let certain = try backward(.smallest, .cost(.crossEntropy, target: "0 0; 1 0"))
    #expect(certain.upstreamGradient.values.reduce(0, +) == 0)
    #expect(certain.upstreamGradient.values[2] == -1)
  }

  private static let misfits: [(UpstreamGradient, String)] = [
    (.tensor("1 2 3"), "the upstream gradient is 1 × 3; it must have the shape of the layer's"),
    (
      .tensor("1 2; 3 4 | 5 6; 7 8"),
      "is 2 × 2 × 2; it must have the shape of the layer's output, 2"
    ),
    (.cost(.quadratic, target: "1"), "the target is 1 × 1; it must have"),
    (.random(seed: "x"), "“x” is not a seed"), (.tensor("1 x"), "upstream gradient"),
  ]

  @Test("A gradient that does not fit is refused with the shape that does", arguments: misfits)
  func misfit(upstream: UpstreamGradient, message: String) throws {
    let failure = try #require(throws: Failure.self) {
      try computation(.smallest, upstream: upstream)
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.contains(message), "\(failure)")
  }

  @Test(
    "A PNG is light, everything else is ink unless another shade is asked for",
    arguments: [("1 2; 3 4", nil, "ink"), ("1 2; 3 4", "cividis", "cividis")])
  func shade(input: String, asked: String?, expected: String) throws {
    let setup = Setup(
      input: .tensor(input), filter: "1", shade: asked.flatMap { .init(rawValue: $0) })
    #expect(try computation(setup).shade.rawValue == expected)
  }
}
