import Neural
import Testing

@testable import Wording

@Suite("Explanations")
struct ExplanationTests {
  /// Values with both signs, zeros, ties and fractions that have no short spelling.
  private func values(_ shape: [Int]) throws -> Tensor {
    let values = (0..<shape.reduce(1, *)).map { index in
      let whole = Double(index * 7919 % 23 - 11)
      return index % 3 == 0 ? whole / 3 : whole / 4
    }
    return try Tensor(shape: shape, values: values)
  }

  private func text(_ explanations: Explanation...) -> String {
    explanations.map(\.text).joined(separator: "\n")
  }

  @Test("Each step of a convolution with gradients has its sentence")
  func convolution() throws {
    let forward = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, -2, 0.5, 3]), activation: .tanh
    ).forward(values([1, 3, 3]))
    let backward = try forward.backward(upstreamGradient: values(forward.shape))
    let sentences = text(
      Explanation(forward.steps[0]), Explanation(backward.biasGradient.steps[0]),
      Explanation(ofWeights: backward.weightGradient.steps[0]),
      Explanation(ofActivations: backward.activationGradient.steps[0]),
      Explanation(backward.biasGradientCorrelation.steps[0]),
      Explanation(backward.weightGradientCorrelation.steps[0]),
      Explanation(backward.activationGradientConvolution.steps[0]))
    #expect(
      sentences == """
        Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0) of the \
        input; −3.6667 · 1 + (−1) · (−2) + 3.3333 · 0.5 + (−1.5) · 3 ≈ −4.5, and with the \
        bias 0 that is −4.5, which the activation function turns into −0.99975.
        Map 0, neuron (0, 0): the slope of the activation function at z = −4.5 is \
        0.00049352, and the gradient that comes from the next layer is −3.6667; their \
        product −0.0018096 is the neuron's component of the bias gradient.
        Map 0, neuron (0, 0): its component of the bias gradient, −0.0018096, times each \
        activation under the overlay is what it adds to the gradient of its map's weights: \
        −0.0018096 · (−3.6667) ≈ 0.0066351, −0.0018096 · (−1) ≈ 0.0018096, −0.0018096 · \
        3.3333 ≈ −0.0060319, −0.0018096 · (−1.5) ≈ 0.0027143.
        Map 0, neuron (0, 0): its component of the bias gradient, −0.0018096, times each \
        weight of the overlay is what it adds to the gradient of the activations under it: \
        −0.0018096 · 1 ≈ −0.0018096, −0.0018096 · (−2) ≈ 0.0036191, −0.0018096 · 0.5 ≈ \
        −0.00090478, −0.0018096 · 3 ≈ −0.0054287.
        The bias of map 0: the gradient that comes from the next layer lies over the slopes \
        of the activation function; 0.00049352 · (−3.6667) + 0.026592 · (−1) + 0.13303 · \
        0.75 + 0.0022099 · 3.3333 ≈ 0.078741, its gradient.
        The weight (0, 0) of channel 0 in the filter of map 0: the components of the map's \
        bias gradient lie over the input, with their top left corner on (0, 0); −3.6667 · \
        (−0.0018096) + (−1) · (−0.026592) + 3.3333 · 0.099776 + (−1.5) · 0.0073663 ≈ \
        0.35477, its gradient.
        The activation (0, 0) of channel 0: the components of the bias gradient, rotated by \
        180°, lie over the filters, with their top left corner on (−1, −1); 0 · 0.0073663 + \
        0 · 0.099776 + 0 · (−0.026592) + 1 · (−0.0018096) ≈ −0.0018096, its gradient.
        """)
  }

  @Test("Each step of a pooling layer with its gradient has its sentence")
  func pooling() throws {
    let largest = try MaxPooling(
      window: Extent(rows: 2, columns: 3), stride: Extent(rows: 2, columns: 1), padding: .same
    ).forward(values([2, 3, 4]))
    let chosen = try largest.backward(upstreamGradient: values(largest.shape))
    #expect(
      text(
        Explanation(largest.steps[5]), Explanation(pooling: chosen.activationGradient.steps[5]),
        Explanation(chosen.activationGradientAccumulation.steps[5])) == """
          Map 0, neuron (1, 1): of −0.25, 2 and −2.5 under the window, 2 is the largest; it \
          lies at (2, 1).
          Map 0, neuron (1, 1): it hands 0.25 back to the cell (2, 1) under its window.
          Map 0, cell (1, 1) of the input: of 3 windows over it, 1 hands back −3.6667; its \
          gradient is −3.6667.
          """)
    let mean = try AveragePooling(
      window: Extent(3), stride: Extent(2),
      padding: .explicit(Padding(top: 1, bottom: 1, left: 0, right: 1))
    ).forward(values([1, 4, 5]))
    let shared = try mean.backward(upstreamGradient: values(mean.shape))
    #expect(
      text(
        Explanation(mean.steps[3]), Explanation(pooling: shared.activationGradient.steps[3]),
        Explanation(shared.activationGradientAccumulation.steps[3])) == """
          Map 0, neuron (1, 1): −2, −0.25, 2, 1.3333, 2.75, −1.25, −1.75, 0 and 1.75 under the\
           window add up to 2.5833; divided by 9 that is 0.28704.
          Map 0, neuron (1, 1): it hands 0.37037 back to each of 9 cells under its window.
          Map 0, cell (0, 3) of the input: of 1 window over it, 1 hands back −0.11111; its \
          gradient is −0.11111.
          """)
  }

  @Test("More than nine products are counted, not spelled out")
  func long() throws {
    let pass = try Convolution(weights: Tensor(repeating: 0.5, shape: [1, 1, 2, 5]))
      .forward(Tensor(repeating: 2, shape: [1, 2, 5]))
    let sentence = Explanation(pass.steps[0]).text
    #expect(
      sentence
        == "Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0) of the input; "
        + "10 products add up to 10, and with the bias 0 that is 10.")
  }
}
