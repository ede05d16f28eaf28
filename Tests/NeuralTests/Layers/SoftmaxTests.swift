import Foundation
import Testing

@testable import Neural

@Suite("Softmax and its logarithm")
struct SoftmaxTests {
  /// A case of `activations.json` of one of the two kinds.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let input: OracleTensor
    let output: OracleTensor
    let upstreamGradient: OracleTensor
    let inputGradient: OracleTensor

    static let all = Result {
      try Oracle.cases(Case.self, in: "activations").filter { $0.kind.hasSuffix("softmax") }
    }

    var testDescription: String { name }

    func deviations() throws -> [Double] {
      let layer: any Layer = kind == "softmax" ? Softmax(axis: -1) : LogSoftmax(axis: -1)
      let forward = try layer.forward([input.tensor], mode: .inference)
      let backward = try forward.backward(outputGradient: upstreamGradient.tensor)
      return try [
        forward.output.deviation(from: output.tensor),
        backward.inputGradients[0].deviation(from: inputGradient.tensor),
      ]
    }
  }

  @Test("agree with the oracle", arguments: try Case.all.get())
  func oracle(example: Case) throws {
    #expect(try example.deviations().max() ?? .infinity <= 1)
  }

  @Test("print their largest deviation from the oracle")
  func largestDeviation() throws {
    let deviation = try #require(try Case.all.get().flatMap { try $0.deviations() }.max())
    print("largest relative deviation from the oracle, softmax: \(deviation * 1e-12)")
    #expect(deviation <= 1)
  }

  @Test("go along the channels of a stack of matrices, and otherwise along the last axis")
  func axes() throws {
    let stack = Tensor(uncheckedShape: [2, 1, 2], values: [0, 0, 0, log(3)])
    let channels = try Softmax().output(of: [stack], mode: .inference)
    let expected = Tensor(uncheckedShape: [2, 1, 2], values: [0.5, 0.25, 0.5, 0.75])
    #expect(channels.distance(to: expected) < 1e-15)
    let last = try Softmax(axis: -1).output(of: [stack], mode: .inference)
    #expect(
      last.distance(to: Tensor(uncheckedShape: [2, 1, 2], values: [0.5, 0.5, 0.25, 0.75])) < 1e-15)
    let matrix = try Softmax().output(of: [Tensor(shape: [2, 4])], mode: .inference)
    #expect(matrix.values == Array(repeating: 0.25, count: 8))
  }

  @Test("give numbers for any numbers")
  func extremes() throws {
    let input = Tensor(uncheckedShape: [3], values: [1e308, -1e308, 5])
    #expect(try Softmax().output(of: [input], mode: .inference).values == [1, 0, 0])
    let far = Tensor(uncheckedShape: [2], values: [0, -2000])
    #expect(try LogSoftmax().output(of: [far], mode: .inference).values == [0, -2000])
  }

  @Test("say each output with all terms of its line, and each gradient as a sum over it")
  func steps() throws {
    var random = Generator(seed: 5)
    let input = try random.tensor([3, 2, 2])
    let forward = try Softmax().forward([input], mode: .inference)
    let step = forward.accounts[0][5]
    #expect(step.rule == .function("softmax"))
    #expect(
      step.terms.map(\.value.address) == (0..<3).map { Address(.input, Indices($0, 0, 1)) })
    let powers = step.terms.map { exp($0.value.value) }
    #expect(abs(powers[1] / powers.reduce(0, +) - step.result) < 1e-15)
    let backward = try forward.backward(outputGradient: random.tensor([3, 2, 2]))
    #expect(backward.accounts[0][5].terms.count == 3)
  }

  @Test("refuse an axis that the input has not")
  func refusals() {
    for axis in [2, -3] {
      let error = #expect(throws: LayerError.self) {
        try Softmax(axis: axis).forward([Tensor(shape: [2, 2])], mode: .inference)
      }
      #expect(error?.subject == "axis")
      #expect(error?.description.contains("from -2 to 1") == true)
    }
    #expect(throws: LayerError.self) { try LogSoftmax().outputShape(of: [[]]) }
  }
}
