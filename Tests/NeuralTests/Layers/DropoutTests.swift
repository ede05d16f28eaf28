import Testing

@testable import Neural

@Suite("Dropout")
struct DropoutTests {
  @Test("changes nothing in inference")
  func inference() throws {
    var random = Generator(seed: 1)
    let input = try random.tensor([3, 4])
    let pass = try Dropout(rate: 0.7).forward([input], mode: .inference)
    #expect(pass.output == input)
    #expect(try pass.backward(outputGradient: input).inputGradients == [input])
    #expect(pass.accounts[0][3].rule == .copy)
  }

  @Test("leaves out about its share in training and scales the others", arguments: [0.1, 0.5, 0.9])
  func training(rate: Double) throws {
    let ones = Tensor(repeating: 1, shape: [1, 10_000])
    let output = try Dropout(rate: rate, seed: 4).output(of: [ones], mode: .training)
    #expect(Set(output.values) == [0, 1 / (1 - rate)])
    let share = Double(output.values.count { $0 == 0 }) / 10_000
    #expect(abs(share - rate) < 0.02)
  }

  @Test("hands gradients to the elements that were kept")
  func gradients() throws {
    let input = Tensor(repeating: 3, shape: [2, 8])
    let pass = try Dropout(seed: 9).forward([input], mode: .training)
    let backward = try pass.backward(outputGradient: Tensor(repeating: 5, shape: [2, 8]))
    for (output, gradient) in zip(pass.output.values, backward.inputGradients[0].values) {
      #expect((output, gradient) == (0, 0) || (output, gradient) == (6, 10))
    }
    #expect(pass.results["mask"]?.values.contains(2) == true)
  }

  @Test("gives the same numbers for the same seed, and each item of a batch its own mask")
  func seeds() throws {
    let network = try Network(layer: Dropout(seed: 3), inputShape: [40])
    let batch = Tensor(repeating: 1, shape: [2, 40])
    let first = try network.forward(batch, mode: .training).outputs
    #expect(try network.forward(batch, mode: .training).outputs == first)
    #expect(first[0] != first[1])
    let other = try Network(layer: Dropout(seed: 4), inputShape: [40])
    #expect(try other.forward(batch, mode: .training).outputs != first)
  }

  @Test("with a rate of 1 leaves nothing, and with 0 everything")
  func extremes() throws {
    let ones = Tensor(repeating: 1, shape: [1, 20])
    #expect(try Dropout(rate: 1).output(of: [ones], mode: .training).values.allSatisfy { $0 == 0 })
    #expect(try Dropout(rate: 0).output(of: [ones], mode: .training) == ones)
  }

  @Test("refuses a rate that is no probability", arguments: [-0.1, 1.5, .nan])
  func refusals(rate: Double) {
    let error = #expect(throws: LayerError.self) { try Dropout(rate: rate) }
    #expect(error?.subject == "rate")
  }
}
