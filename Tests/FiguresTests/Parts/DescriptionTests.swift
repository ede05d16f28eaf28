import Neural
import Testing

@testable import Figures

@Suite("Captions of convolutions")
struct DescriptionTests {
  @Test("say one dimension, and only its own lengths")
  func oneDimension() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 3]), stride: Extent(2), padding: .same, dimensions: 1)
    let caption = try layer.forward(Tensor(shape: [1, 9])).caption
    #expect(
      caption == "1 × 9 input  ⋆  1 × 3 filter, in one dimension, stride 2, same  →  "
        + "1 × 5 feature map")
  }

  @Test(
    "say what stands around the input, where that is no zeros",
    arguments: [
      (PaddingMode.zeros, "padding 1  →"), (.reflect, "padding 1, edges mirrored  →"),
      (.replicate, "padding 1, edges repeated  →"),
      (.circular, "padding 1, edges from the other side  →"),
    ])
  func edges(mode: PaddingMode, words: String) throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2]), padding: .explicit(Padding(1)), paddingMode: mode)
    #expect(try layer.forward(Tensor(shape: [1, 3, 3])).caption.contains(words))
    let inside = try Convolution(weights: Tensor(shape: [1, 1, 2, 2]), paddingMode: mode)
    #expect(try inside.forward(Tensor(shape: [1, 3, 3])).caption.contains("valid  →"))
  }
}
