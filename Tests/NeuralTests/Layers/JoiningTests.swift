import Testing

@testable import Neural

@Suite("Layers that join, scale and reshape")
struct JoiningTests {
  private func numbers(_ shape: [Int], from first: Double = 0) -> Tensor {
    Tensor(
      uncheckedShape: shape, values: (0..<shape.reduce(1, *)).map { first + Double($0) })
  }

  @Test("add element by element, and hand the gradient to each input")
  func add() throws {
    let inputs = [numbers([2, 2]), numbers([2, 2], from: 10), numbers([2, 2], from: 100)]
    let pass = try Add().forward(inputs, mode: .inference)
    #expect(pass.output.values == [110, 113, 116, 119])
    let backward = try pass.backward(outputGradient: numbers([2, 2], from: 1))
    #expect(backward.inputGradients.map(\.values) == Array(repeating: [1, 2, 3, 4], count: 3))
    #expect(
      backward.accounts.map(\.name.rawValue)
        == ["activation_gradient", "activation_gradient.1", "activation_gradient.2"])
    #expect(pass.accounts[0][3].terms.map(\.value.value) == [3, 13, 103])
    let error = #expect(throws: LayerError.self) {
      try Add().forward([Tensor(shape: [2, 2]), Tensor(shape: [4])], mode: .inference)
    }
    #expect(error?.description.contains("2 × 2 and 4") == true)
  }

  @Test("multiply by a constant, forward and back")
  func scale() throws {
    let pass = try Scale(factor: -0.5).forward([numbers([3])], mode: .inference)
    #expect(pass.output.values == [0, -0.5, -1])
    let backward = try pass.backward(outputGradient: Tensor(repeating: 4, shape: [3]))
    #expect(backward.inputGradients[0].values == [-2, -2, -2])
    #expect(Scale(factor: 2).multiplications(over: [[3, 4]]) == 12)
  }

  @Test("flatten row by row, and put each gradient back in its place")
  func flatten() throws {
    let pass = try Flatten().forward([numbers([2, 1, 3])], mode: .inference)
    #expect(pass.output == numbers([6]))
    #expect(pass.accounts[0][4].terms[0].value.address == Address(.input, Indices(1, 0, 1)))
    let backward = try pass.backward(outputGradient: numbers([6]))
    #expect(backward.inputGradients[0] == numbers([2, 1, 3]))
    let error = LayerError.shape(of: "upstream gradient", expected: [6], found: [2, 1, 3])
    #expect(throws: error) { try pass.backward(outputGradient: Tensor(shape: [2, 1, 3])) }
  }

  @Test(
    "concatenate along an axis",
    arguments: [
      (0, [[1, 2, 2], [2, 2, 2]], [3, 2, 2], [0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17]),
      (1, [[2, 1, 2], [2, 2, 2]], [2, 3, 2], [0, 1, 10, 11, 12, 13, 2, 3, 14, 15, 16, 17]),
      (-1, [[2, 1], [2, 2]], [2, 3], [0, 10, 11, 1, 12, 13]),
    ])
  func concatenate(axis: Int, shapes: [[Int]], shape: [Int], values: [Double]) throws {
    let inputs = shapes.enumerated().map { numbers($1, from: 10 * Double($0)) }
    let pass = try Concatenate(axis: axis).forward(inputs, mode: .inference)
    #expect(pass.output == Tensor(uncheckedShape: shape, values: values))
    // The gradient comes apart as the inputs were put together.
    let backward = try pass.backward(outputGradient: pass.output)
    #expect(backward.inputGradients == inputs)
    #expect(backward.accounts.map(\.fold) == inputs)
  }

  @Test(
    "refuse more dimensions than an address has indices",
    arguments: [Flatten(), Scale(factor: 2), Add(), Concatenate(), Softmax()] as [any Layer])
  func ranks(layer: any Layer) {
    let shape = [1, 1, 1, 1, 1, 1]
    let error = LayerError.input(problem: "an input has at most 5 dimensions, not 6")
    #expect(throws: error) { try layer.outputShape(of: [shape, shape]) }
    #expect(throws: error) {
      try layer.forward([Tensor(shape: shape), Tensor(shape: shape)], mode: .inference)
    }
  }

  @Test("take four dimensions as a batch, of each input where there are several")
  func batches() throws {
    let batch = numbers([2, 1, 2, 2])
    let fitted = try Add.declaration.fit(LayerOperands(inputs: [batch, batch]))
    #expect(
      fitted.items.map { $0.map(\.shape) } == [
        [[1, 2, 2], [1, 2, 2]], [[1, 2, 2], [1, 2, 2]],
      ])
    let single = try Softmax.declaration.fit(LayerOperands(inputs: [numbers([4, 3])]))
    #expect(single.items == [[numbers([4, 3])]])
  }

  @Test("refuse to concatenate what differs elsewhere, or along an axis that is not there")
  func refusals() {
    let shapes = [[1, 2, 2], [1, 2, 3]]
    let error = #expect(throws: LayerError.self) { try Concatenate().outputShape(of: shapes) }
    #expect(error?.description.contains("along axis 0 alone") == true)
    #expect(throws: Never.self) { try Concatenate(axis: 2).outputShape(of: shapes) }
    #expect(throws: LayerError.self) { try Concatenate(axis: 3).outputShape(of: shapes) }
    #expect(throws: LayerError.self) { try Concatenate().outputShape(of: [[2, 2], [2]]) }
  }
}
