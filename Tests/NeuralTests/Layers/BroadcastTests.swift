import Testing

@testable import Neural

@Suite("Layers that combine inputs of different shapes")
struct BroadcastTests {
  private func numbers(_ shape: [Int], from first: Double = 0) -> Tensor {
    Tensor(
      uncheckedShape: shape, values: (0..<shape.reduce(1, *)).map { first + Double($0) })
  }

  @Test(
    "find the shape that both can be repeated over, as NumPy does",
    arguments: [
      ([[2, 3], [3]], [2, 3]), ([[2, 1], [1, 3]], [2, 3]), ([[4], [2, 3, 4]], [2, 3, 4]),
      ([[1], [1]], [1]), ([[3, 1, 5], [4, 1]], [3, 4, 5]),
    ] as [([[Int]], [Int])])
  func shapes(inputs: [[Int]], shape: [Int]) throws {
    #expect(try Broadcast.shape(of: inputs) == shape)
    #expect(try Add().outputShape(of: inputs) == shape)
  }

  @Test("refuse lengths that differ and are not 1")
  func refused() {
    let error = #expect(throws: LayerError.self) { try Multiply().outputShape(of: [[2, 3], [2]]) }
    #expect(error?.description.contains("2 × 3 and 2 cannot be combined") == true)
    #expect(throws: LayerError.self) { try Subtract().outputShape(of: [[2], [2], [2]]) }
  }

  @Test("An element stands at the places that read it, and nowhere else")
  func repeats() {
    for (input, shape) in [
      ([3, 1], [2, 3, 2]), ([1], [4]), ([2, 3], [2, 3]), ([2, 1, 2], [2, 3, 2]),
    ] {
      let broadcast = Broadcast(input, over: shape)
      for place in 0..<input.reduce(1, *) {
        #expect(
          broadcast.repeats(of: place)
            == (0..<shape.reduce(1, *)).filter { broadcast.place(of: $0) == place })
      }
    }
  }

  @Test("compute what they say, and hand back sums over the places of each element")
  func values() throws {
    let (x, y) = (numbers([2, 3], from: 1), numbers([3], from: 1))
    let layers: [(any Layer, [Double])] = [
      (Add(), [2, 4, 6, 5, 7, 9]), (Subtract(), [0, 0, 0, 3, 3, 3]),
      (Multiply(), [1, 4, 9, 4, 10, 18]), (Divide(), [1, 1, 1, 4, 2.5, 2]),
    ]
    for (layer, values) in layers {
      let pass = try layer.forward([x, y], mode: .inference)
      #expect(pass.output.values == values, "\(layer.kind)")
      let gradient = numbers([2, 3], from: 1)
      let backward = try pass.backward(outputGradient: gradient)
      for (number, input) in [x, y].enumerated() {
        let slopes = try centralDifferences(at: input) { moved in
          try layer.output(of: number == 0 ? [moved, y] : [x, moved], mode: .inference)
            .dot(gradient)
        }
        #expect(backward.inputGradients[number].distance(to: slopes) < 1e-8, "\(layer.kind)")
        #expect(
          backward.accounts[number].fold.distance(to: backward.inputGradients[number]) < 1e-12)
      }
    }
  }

  @Test("Weights and biases are repeated over the input")
  func affine() throws {
    let layer = try Affine(
      weight: numbers([3, 1], from: 1), bias: numbers([3, 1], from: 10), shape: [3, 1])
    let pass = try layer.forward([numbers([2, 3, 2])], mode: .inference)
    #expect(pass.output.values == [10, 11, 15, 17, 24, 27, 16, 17, 27, 29, 42, 45])
    let backward = try pass.backward(outputGradient: Tensor(repeating: 1, shape: [2, 3, 2]))
    #expect(backward.inputGradients[0].values == [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3])
    #expect(backward.parameterGradients[.bias]?.values == [4, 4, 4])
    #expect(backward.parameterGradients[.weight]?.values == [14, 22, 30])
  }

  @Test("Affine weights are one for each channel where no shape is told")
  func affineShape() throws {
    let declaration = Affine.declaration
    let settings = Settings().completed(by: declaration.settings)
    let parameters = try declaration.parameters(settings, [[3, 4, 4]])
    #expect(parameters.map(\.shape) == [[3, 1, 1], [3, 1, 1]])
    let error = #expect(throws: LayerError.self) {
      try declaration.parameters(
        Settings(["shape": .wholes([2, 1, 1]), "bias": .flag(true)]), [[3, 4, 4]])
    }
    #expect(error?.description.contains("cannot be combined") == true)
  }
}
