import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The count of overlay positions")
struct FeatureMapCountTests {
  private func texts(
    stride: Int = 1, padding: PaddingRule = .valid, dilation: Int = 1
  ) throws -> [String] {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 3, 2]), stride: Extent(stride), padding: padding,
      dilation: Extent(dilation)
    ).forward(Tensor(shape: [1, 7, 9]))
    let count = FeatureMapCount(pass.sweep)
    return [count.symbols, count.numbers].map {
      $0.plainText.replacing(" ", with: "")
    } + [count.legend]
  }

  @Test("needs only the sizes where the overlay takes every position")
  func plain() throws {
    #expect(try texts() == ["(M−I+1)×(N−J+1)", "(7−3+1)×(9−2+1)", ""])
  }

  @Test("names padding, stride and dilation where there are any, and only then")
  func general() throws {
    #expect(
      try texts(padding: .explicit(Padding(1))) == [
        "(M+p−I+1)×(N+p−J+1)", "(7+2−3+1)×(9+2−2+1)", "p rows or columns of padding",
      ])
    #expect(
      try texts(stride: 2) == [
        "(⌊(M−I)/s⌋+1)×(⌊(N−J)/s⌋+1)", "(⌊(7−3)/2⌋+1)×(⌊(9−2)/2⌋+1)", "stride s",
      ])
    #expect(
      try texts(dilation: 2) == [
        "(M−d(I−1))×(N−d(J−1))", "(7−2·(3−1))×(9−2·(2−1))", "dilation d",
      ])
    #expect(
      try texts(stride: 2, padding: .explicit(Padding(1)), dilation: 2).first
        == "(⌊(M+p−d(I−1)−1)/s⌋+1)×(⌊(N+p−d(J−1)−1)/s⌋+1)")
  }
}
