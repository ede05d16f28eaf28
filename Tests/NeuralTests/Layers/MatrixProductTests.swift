import Testing

@testable import Neural

@Suite("Layers that multiply matrices")
struct MatrixProductTests {
  private func numbers(_ shape: [Int], from first: Double = 0) -> Tensor {
    Tensor(
      uncheckedShape: shape, values: (0..<shape.reduce(1, *)).map { first + Double($0) })
  }

  @Test("A product of two matrices, and of as many as there are before them")
  func product() throws {
    let pass = try MatrixProduct().forward([numbers([2, 3]), numbers([3, 2])], mode: .inference)
    #expect(pass.output == Tensor(uncheckedShape: [2, 2], values: [10, 13, 28, 40]))
    let several = try MatrixProduct().forward(
      [numbers([2, 1, 2]), numbers([2, 3])], mode: .inference)
    #expect(several.output == Tensor(uncheckedShape: [2, 1, 3], values: [3, 4, 5, 9, 14, 19]))
    #expect(MatrixProduct().multiplications(over: [[2, 1, 2], [2, 3]]) == 12)
  }

  @Test("has gradients that are the slopes, also where matrices are repeated")
  func gradients() throws {
    let inputs = [numbers([2, 2, 3], from: -4), numbers([3, 2], from: -2)]
    let pass = try MatrixProduct().forward(inputs, mode: .inference)
    let gradient = numbers([2, 2, 2], from: 1)
    let backward = try pass.backward(outputGradient: gradient)
    for number in 0..<2 {
      let slopes = try centralDifferences(at: inputs[number]) { moved in
        var inputs = inputs
        inputs[number] = moved
        return try MatrixProduct().output(of: inputs, mode: .inference).dot(gradient)
      }
      #expect(backward.inputGradients[number].distance(to: slopes) < 1e-7)
      #expect(backward.accounts[number].fold == backward.inputGradients[number])
    }
  }

  @Test(
    "refuses what cannot be multiplied",
    arguments: [
      ([[2, 3], [2, 3]], "the first matrix has 3 columns and the second 2 rows"),
      ([[3], [3, 2]], "two dimensions or more"), ([[2, 2], [2, 2], [2, 2]], "takes two inputs"),
    ] as [([[Int]], String)])
  func refused(inputs: [[Int]], message: String) {
    let error = #expect(throws: LayerError.self) { try MatrixProduct().outputShape(of: inputs) }
    #expect(error?.description.contains(message) == true)
  }

  @Test("A linear layer multiplies each row by the same weights")
  func linear() throws {
    let layer = try Linear(
      weight: numbers([2, 3]), bias: Tensor(uncheckedShape: [2], values: [10, 20]))
    let pass = try layer.forward([numbers([2, 3])], mode: .inference)
    #expect(pass.output == Tensor(uncheckedShape: [2, 2], values: [15, 34, 24, 70]))
    let error = #expect(throws: LayerError.self) { try layer.outputShape(of: [[2, 4]]) }
    #expect(error == .inputCount(expected: 3, found: 4))
  }

  @Test(
    "A stack of weights multiplies as many matrices of rows, either repeated over the other",
    arguments: [
      ([2, 2, 3], [2, 4, 3]), ([2, 3], [2, 4, 3]), ([3, 1, 2, 3], [2, 2, 3]),
      ([2, 2, 3], [1, 2, 3]),
    ])
  func stack(input: [Int], weight: [Int]) throws {
    let (x, w) = (numbers(input, from: -5), numbers(weight, from: -7))
    let bias = numbers([weight[weight.count - 2]], from: 3)
    let layer = try Linear(weight: w, bias: bias)
    let pass = try layer.forward([x], mode: .inference)
    // The same as the product of two inputs, the weights with rows and columns exchanged.
    let exchange = Transpose(
      order: Array(0..<(weight.count - 2)) + [weight.count - 1, weight.count - 2])
    let columns = try exchange.output(of: [w], mode: .inference)
    let products = try MatrixProduct().output(of: [x, columns], mode: .inference)
    #expect(pass.output.shape == products.shape)
    #expect(
      pass.output.values
        == products.values.enumerated().map { $1 + bias.values[$0 % bias.count] })
    #expect(pass.accounts[0].fold == pass.output)
    #expect(layer.multiplications(over: [input]) == products.count * 3)

    let gradient = numbers(pass.output.shape, from: 1)
    let backward = try pass.backward(outputGradient: gradient)
    let slopes = try centralDifferences(at: x) { moved in
      try layer.output(of: [moved], mode: .inference).dot(gradient)
    }
    #expect(backward.inputGradients[0].distance(to: slopes) < 1e-6)
    let weightSlopes = try centralDifferences(at: w) { moved in
      try Linear(weight: moved, bias: bias).output(of: [x], mode: .inference).dot(gradient)
    }
    let weightGradient = try #require(backward.parameterGradients[.weight])
    #expect(weightGradient.distance(to: weightSlopes) < 1e-6)
    #expect(backward.accounts[0].fold == backward.inputGradients[0])
    #expect(backward.accounts[1].fold == weightGradient)
    #expect(backward.accounts[2].fold == backward.parameterGradients[.bias])
  }

  @Test("A stack of weights refuses a single row, and stacks that do not go together")
  func refusedStacks() throws {
    let layer = try Linear(weight: numbers([2, 4, 3]))
    #expect(throws: LayerError.self) { try layer.outputShape(of: [[3]]) }
    #expect(throws: LayerError.self) { try layer.outputShape(of: [[3, 2, 3]]) }
    #expect(layer.settings["matrices"] == .wholes([2]))
  }
}
