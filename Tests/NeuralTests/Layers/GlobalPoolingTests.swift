import Testing

@testable import Neural

@Suite("Global pooling")
struct GlobalPoolingTests {
  private let input = Tensor(
    uncheckedShape: [2, 2, 3], values: [1, 2, 3, 4, 5, 9, -1, -2, -3, -4, -5, -6])

  @Test("takes one number of each channel")
  func values() throws {
    let largest = try GlobalMaxPooling().forward([input], mode: .inference)
    #expect(largest.output == Tensor(uncheckedShape: [2, 1, 1], values: [9, -1]))
    let mean = try GlobalAveragePooling().forward([input], mode: .inference)
    #expect(mean.output == Tensor(uncheckedShape: [2, 1, 1], values: [4, -3.5]))
    #expect(try GlobalAveragePooling().outputShape(of: [[7, 4, 9]]) == [7, 1, 1])
  }

  @Test("hands the gradient to the largest, or in equal shares to all")
  func gradients() throws {
    let gradient = Tensor(uncheckedShape: [2, 1, 1], values: [6, 12])
    let largest = try GlobalMaxPooling().forward([input], mode: .inference)
      .backward(outputGradient: gradient)
    #expect(largest.inputGradients[0].values == [0, 0, 0, 0, 0, 6, 12, 0, 0, 0, 0, 0])
    let mean = try GlobalAveragePooling().forward([input], mode: .inference)
      .backward(outputGradient: gradient)
    #expect(mean.inputGradients[0].values == [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])
  }

  @Test("is the pooling whose window is the input, whose figures show it")
  func passes() throws {
    let pass = try GlobalMaxPooling().forward([input], mode: .inference)
    #expect((pass as? MaxPooling.ForwardPass)?.layer.window == Extent(rows: 2, columns: 3))
  }

  @Test("refuses an input that is no stack of matrices")
  func refusals() {
    #expect(throws: LayerError.inputRank([4])) {
      try GlobalAveragePooling().forward([Tensor(shape: [4])], mode: .inference)
    }
    #expect(throws: LayerError.inputRank([4, 4])) {
      try GlobalMaxPooling().outputShape(of: [[4, 4]])
    }
  }
}
