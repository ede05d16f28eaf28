import Testing

@testable import Neural

@Suite("Convolutions over an input that repeats around itself")
struct ConvolutionPaddingTests {
  @Test(
    "agree with the oracle in every view of every gradient",
    arguments: try LayerCase.paddingModes.get())
  func oracle(example: LayerCase) throws {
    #expect(try example.deviation() <= 1)
  }

  /// A random convolution whose padding is narrow enough to be repeated.
  static func backward(seed: UInt64, mode: PaddingMode) throws -> Convolution.BackwardPass {
    var random = Generator(seed: seed)
    let padding = Padding(
      top: random.integer(0...2), bottom: random.integer(0...2), left: random.integer(0...2),
      right: random.integer(0...2))
    let layer = try Convolution(
      weights: random.tensor([2, 2, random.integer(1...3), random.integer(1...3)]),
      bias: random.tensor([2]), activation: .tanh, stride: random.extent(1...2),
      padding: .explicit(padding), dilation: random.extent(1...2),
      operation: random.integer(0...1) == 0 ? .crossCorrelation : .convolution, paddingMode: mode)
    let forward = try layer.forward(random.tensor([2, 5, 6]))
    return try forward.backward(upstreamGradient: random.tensor(forward.shape))
  }

  static let cases = PaddingMode.allCases.flatMap { mode in
    (0..<12).map { (seed: UInt64($0), mode: mode) }
  }

  @Test("are those over the padded input", arguments: cases)
  func writtenOut(seed: UInt64, mode: PaddingMode) throws {
    let backward = try Self.backward(seed: seed, mode: mode)
    let forward = backward.forward
    let plain = try Convolution(
      weights: forward.layer.weights, bias: forward.layer.bias, activation: .tanh,
      stride: forward.layer.geometry.stride, dilation: forward.layer.geometry.dilation,
      operation: forward.layer.operation
    ).forward(forward.input.padded(by: forward.sweep.padding, mode))
    #expect(forward.result == plain.result)
    #expect(forward.featureMaps().z.isIdentical(to: forward.result.z))
    let gradients = try plain.backward(upstreamGradient: backward.upstreamGradient).gradients()
    let folded = gradients.activationGradient.folded(
      to: forward.input.extent, from: forward.sweep.padding, mode)
    #expect(backward.gradients().weightGradient.isIdentical(to: gradients.weightGradient))
    #expect(backward.weightGradient.result.isIdentical(to: gradients.weightGradient))
    #expect(backward.weightGradientCorrelation.result == gradients.weightGradient)
    for found in [
      backward.gradients().activationGradient, backward.activationGradient.result,
      backward.activationGradientConvolution.result,
    ] { #expect(found.distance(to: folded) < 1e-13) }
  }

  @Test(
    "have terms that stand where the overlay lies, with the value of its source", arguments: cases)
  func cells(seed: UInt64, mode: PaddingMode) throws {
    let forward = try Self.backward(seed: seed, mode: mode).forward
    for step in forward.steps {
      for (number, term) in step.terms.enumerated() {
        #expect(mode == .zeros || !term.isPadding)
        guard !term.isPadding else { continue }
        #expect(term.cell == forward.sweep.cell(under: term.kernelCell, at: step.position))
        let source = forward.source(of: term.cell)
        #expect(mode.source(of: term.cell.row, length: 5) == source.row)
        #expect(mode.source(of: term.cell.column, length: 6) == source.column)
        #expect(term.value == forward.input[term.channel, source.row, source.column])
        #expect(step.terms[number] == term)
      }
    }
  }
}
