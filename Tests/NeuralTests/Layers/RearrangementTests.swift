import Testing

@testable import Neural

@Suite("Layers that put elements elsewhere")
struct RearrangementTests {
  private func numbers(_ shape: [Int]) -> Tensor {
    Tensor(uncheckedShape: shape, values: (0..<shape.reduce(1, *)).map(Double.init))
  }

  @Test(
    "have the shapes of ONNX, and no steps where nothing is computed",
    arguments: [
      (Reshape([3, -1]), [2, 3, 4], [3, 8]), (Reshape([0, 12]), [2, 3, 4], [2, 12]),
      (Reshape([-1]), [2, 3], [6]), (Squeeze(axes: [0, -1]), [1, 3, 1], [3]),
      (Squeeze(), [1, 3, 1, 2], [3, 2]), (Squeeze(), [1, 1], [1]),
      (Unsqueeze(axes: [0, -1]), [3], [1, 3, 1]), (Unsqueeze(axes: [1]), [2, 3], [2, 1, 3]),
    ] as [(any Layer, [Int], [Int])])
  func shapes(layer: any Layer, input: [Int], output: [Int]) throws {
    let pass = try layer.forward([numbers(input)], mode: .inference)
    #expect(pass.output.shape == output)
    #expect(pass.output.values == numbers(input).values)
    #expect(pass.accounts.isEmpty)
    let backward = try pass.backward(outputGradient: numbers(output))
    #expect(backward.inputGradients == [numbers(input)])
  }

  @Test(
    "say what they cannot do",
    arguments: [
      (Reshape([4]), [2, 3], "the 6 elements of 2 × 3 do not make 4"),
      (Reshape([-1, -1]), [6], "do not make"), (Reshape([2, 0]), [6], "do not make"),
      (Squeeze(axes: [1]), [2, 3], "dimension 1 of 2 × 3 has 3 elements"),
      (Squeeze(axes: [2]), [2, 3], "has no dimension 2"),
      (Unsqueeze(axes: [0, 0]), [2], "named twice"),
      (Transpose(order: [0, 0]), [2, 3], "0,0 is no order of the 2 dimensions"),
      (Pad(before: [1, 1, 1], after: []), [2, 3], "3 lengths 'before'"),
      (Pad(before: [3], after: [0], mode: .reflect), [3], "at most 2 elements"),
      (Resize(rowScale: 0.1, columnScale: 1), [1, 2, 2], "leave none"),
      (Mean(axes: [3]), [2, 2], "has no dimension 3"),
    ] as [(any Layer, [Int], String)])
  func refused(layer: any Layer, input: [Int], message: String) {
    let error = #expect(throws: LayerError.self) { try layer.outputShape(of: [input]) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("Transpose turns indices")
  func transpose() throws {
    let pass = try Transpose(order: [2, 0, 1]).forward([numbers([2, 3, 4])], mode: .inference)
    #expect(pass.output == numbers([2, 3, 4]).permuted([2, 0, 1]))
    let backward = try pass.backward(outputGradient: pass.output)
    #expect(backward.inputGradients == [numbers([2, 3, 4])])
    let plain = try Transpose().outputShape(of: [[2, 3, 4]])
    #expect(plain == [4, 3, 2])
  }

  @Test(
    "Pad puts a constant, or the tensor's own elements, around",
    arguments: [
      (PaddingMode.zeros, [9, 9, 0, 1, 2, 9]), (.reflect, [2, 1, 0, 1, 2, 1]),
      (.replicate, [0, 0, 0, 1, 2, 2]), (.circular, [1, 2, 0, 1, 2, 0]),
    ] as [(PaddingMode, [Double])])
  func pad(mode: PaddingMode, values: [Double]) throws {
    let layer = Pad(before: [2], after: [1], mode: mode, value: 9)
    let pass = try layer.forward([numbers([1, 3])], mode: .inference)
    #expect(pass.output == Tensor(uncheckedShape: [1, 6], values: values))
    let backward = try pass.backward(outputGradient: Tensor(repeating: 1, shape: [1, 6]))
    let counts = (0..<3).map { cell in Double(values.count { $0 == Double(cell) }) }
    #expect(backward.inputGradients[0].values == counts)
  }

  @Test(
    "Resize takes the cells that ONNX takes",
    arguments: [
      (2.0, Resize.Coordinates.asymmetric, Resize.Nearest.down, [0, 0, 1, 1, 2, 2]),
      (2, .halfPixel, .halfDown, [0, 0, 1, 1, 2, 2]), (2, .halfPixel, .up, [0, 1, 1, 2, 2, 2]),
      (2, .alignCorners, .halfUp, [0, 0, 1, 1, 2, 2]), (0.6, .halfPixel, .halfDown, [0]),
      (2, .asymmetric, .halfDown, [0, 0, 1, 1, 2, 2]),
      (2, .asymmetric, .halfUp, [0, 1, 1, 2, 2, 2]),
    ] as [(Double, Resize.Coordinates, Resize.Nearest, [Double])])
  func resize(
    scale: Double, coordinates: Resize.Coordinates, nearest: Resize.Nearest, values: [Double]
  ) throws {
    let layer = Resize(
      rowScale: 1, columnScale: scale, coordinates: coordinates, nearest: nearest)
    let pass = try layer.forward([numbers([1, 1, 3])], mode: .inference)
    #expect(pass.output.values == values)
  }

  @Test("The mean over dimensions, which stay or go")
  func mean() throws {
    let kept = try Mean(axes: [-1]).forward([numbers([2, 3])], mode: .inference).output
    #expect(kept == Tensor(uncheckedShape: [2, 1], values: [1, 4]))
    let gone = try Mean(axes: [0], keepsDimensions: false).forward(
      [numbers([2, 3])], mode: .inference
    ).output
    #expect(gone == Tensor(uncheckedShape: [3], values: [1.5, 2.5, 3.5]))
    #expect(try Mean(keepsDimensions: false).outputShape(of: [[2, 3]]) == [1])
  }

  @Test("Clip keeps between bounds, of which one may be missing")
  func clip() throws {
    let input = Tensor(uncheckedShape: [5], values: [-2, -1, 0, 1, 2])
    func output(_ layer: Clip) throws -> [Double] {
      try layer.forward([input], mode: .inference).output.values
    }
    #expect(try output(Clip(minimum: -1, maximum: 1)) == [-1, -1, 0, 1, 1])
    #expect(try output(Clip(maximum: 0)) == [-2, -1, 0, 0, 0])
    #expect(try output(Clip(minimum: 0)) == [0, 0, 0, 1, 2])
    #expect(try output(Clip(minimum: 2, maximum: 1)) == [1, 1, 1, 1, 1])
    let backward = try Clip(minimum: -1, maximum: 1).forward([input], mode: .inference)
      .backward(outputGradient: Tensor(repeating: 3, shape: [5]))
    #expect(backward.inputGradients[0].values == [0, 0, 3, 0, 0])
  }
}
