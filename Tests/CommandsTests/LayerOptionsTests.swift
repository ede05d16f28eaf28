import Neural
import Testing

@testable import Commands

@Suite struct LayerOptionsTests {
  private func asked(
    _ arguments: [String], or example: Setup = .gradients, needsGradient: Bool = false
  ) throws -> Setup {
    try LayerOptions.parse(arguments).setup(or: example, needsGradient: needsGradient)
  }

  @Test("Without operands the whole example is shown")
  func example() throws {
    let setup = try asked([])
    #expect(setup == .gradients)
  }

  @Test("With an operand nothing but the other one comes from the example")
  func ownInput() throws {
    let setup = try asked(["--input", "digit:7"])
    #expect(setup.input == "digit:7")
    #expect(setup.filter == Setup.gradients.filter)
    #expect(setup.bias == nil)
    #expect(setup.activation == .identity)
    #expect(setup.upstream == nil)
  }

  @Test("A figure of gradients begins with ones where it is given none")
  func ones() throws {
    #expect(try asked(["--input", "digit:7"], needsGradient: true).upstream == .ones)
    #expect(try asked(["--stride", "2"], needsGradient: true).upstream == .ones)
    #expect(
      try asked(["--upstream", "random:@7"], needsGradient: true).upstream == .random(seed: "7"))
  }

  @Test("The example's gradient stays with the shape that it has")
  func otherShape() throws {
    #expect(try asked(["--activation", "relu"]).upstream == Setup.gradients.upstream)
    for option in ["--stride", "--padding", "--dilation"] {
      #expect(try asked([option, "2"]).upstream == nil, "\(option)")
    }
    #expect(try asked(["--window", "1"], or: .pooling).upstream == nil)
  }

  private static let misplacements: [(LayerKind, String, String)] = [
    (.maxPooling, "--filter", "1"), (.averagePooling, "--bias", "1"),
    (.maxPooling, "--activation", "relu"), (.convolution, "--window", "2"),
    (.fullyConnected, "--window", "2"), (.fullyConnected, "--stride", "2"),
    (.fullyConnected, "--padding", "same"), (.maxPooling, "--dilation", "2"),
    (.averagePooling, "--groups", "2"), (.fullyConnected, "--operation", "convolution"),
  ]

  @Test("An option that the layer has no use for is refused by its name", arguments: misplacements)
  func misplaced(layer: LayerKind, option: String, value: String) throws {
    let failure = try #require(throws: Failure.self) {
      try asked([option, value], or: .example(of: layer))
    }
    #expect(failure.kind == .usage)
    #expect(failure.description.hasPrefix("\(option) is not for a layer of the kind"))
    #expect(failure.description.contains(layer.rawValue))
  }

  @Test("A fully connected layer over an own input needs own weights")
  func weights() throws {
    let failure = try #require(throws: Failure.self) {
      try asked(["--input", "1 2"], or: .fullyConnected)
    }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains("--filter"))
  }

  @Test(
    "Standard input is read only once, by whichever options",
    arguments: [
      ["--input", "-", "--upstream", "-"], ["--filter", "-", "--target", "-"],
      ["--bias", "-", "--input", "-"],
    ])
  func standardInput(arguments: [String]) {
    #expect(throws: (any Error).self) { try LayerOptions.parse(arguments) }
  }
}
