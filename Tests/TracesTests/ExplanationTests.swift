import Foundation
import Neural
import Testing

@testable import Traces

@Suite("Explanations")
struct ExplanationTests {
  /// The sentences of a sample's steps with some number, pass by pass.
  private func sentences(_ sample: TraceSamples.Sample, step: Int) throws -> [String] {
    let selection = TraceSelection(steps: [step...step], fields: [], isExplained: true)
    let text = TraceWriter(encoding: .jsonLines, selection: selection).text(sample.pass)
    return try text.split(separator: "\n").dropFirst().map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(object?["explanation"] as? String)
    }
  }

  private func sample(_ name: String) throws -> TraceSamples.Sample {
    try #require(TraceSamples.all.first { $0.description == name })
  }

  @Test("Each step of a convolution with gradients has its sentence")
  func convolution() throws {
    let sentences = try sentences(sample("gradients of a dense convolution"), step: 0)
    #expect(
      sentences.joined(separator: "\n") == """
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
    #expect(
      try sentences(sample("gradient of max pooling"), step: 5).joined(separator: "\n") == """
        Map 0, neuron (1, 1): of −0.25, 2 and −2.5 under the window, 2 is the largest; it \
        lies at (2, 1).
        Map 0, neuron (1, 1): it hands 0.25 back to the cell (2, 1) under its window.
        Map 0, cell (1, 1) of the input: of 3 windows over it, 1 hands back −3.6667; its \
        gradient is −3.6667.
        """)
    #expect(
      try sentences(sample("gradient of average pooling"), step: 3).joined(separator: "\n") == """
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
    let text = TraceWriter(encoding: .json, selection: TraceSelection(isExplained: true))
      .text(pass)
    #expect(
      text.contains(
        "Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0) of the input; "
          + "10 products add up to 10, and with the bias 0 that is 10."))
  }

  @Test(
    "Numbers are said with five digits and a true minus",
    arguments: [
      (0, "0", false), (-0.0, "0", false), (12, "12", false), (-1.5, "−1.5", false),
      (1 / 3, "0.33333", true), (-2 / 3, "−0.66667", true), (123_456, "123460", true),
      (0.99999999, "1", true), (99_999.5, "100000", true), (1.5e-5, "0.000015", false),
      (1e-12, "1 · 10^-12", false), (1.23456789e30, "1.2346 · 10^30", true),
      (.infinity, "∞", false), (-.infinity, "−∞", false),
    ])
  func numbers(value: Double, text: String, isRounded: Bool) {
    #expect(Spoken(value).description == text)
    #expect(Spoken(value).isRounded == isRounded)
  }
}
