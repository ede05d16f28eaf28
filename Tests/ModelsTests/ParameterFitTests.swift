import Neural
import Testing

@testable import Models

@Suite struct ParameterFitTests {
  private let plan = NetworkPlan(
    name: "n", inputShape: [1, 4, 4],
    stages: [
      NetworkPlan.Stage(
        "conv", kind: "convolution",
        settings: Settings(["maps": .whole(2), "kernel": .extent(Extent(3))]), from: ["input"]),
      NetworkPlan.Stage(
        "fc", kind: "fully-connected", settings: Settings(["neurons": .whole(3)]), from: ["conv"]),
    ])

  private var right: [String: Tensor] {
    [
      "conv.weight": Tensor(shape: [2, 1, 3, 3]), "conv.bias": Tensor(shape: [2]),
      "fc.weight": Tensor(shape: [3, 8]), "fc.bias": Tensor(shape: [3]),
    ]
  }

  @Test("Parameters of the right names and shapes fit")
  func fits() throws {
    let fit = try ParameterFit(right, to: plan)
    #expect(try fit.complete() == right)
    #expect(fit.notes.isEmpty)
  }

  @Test(
    "A common beginning of all names is left out, and that is said",
    arguments: ["module.", "net.0."])
  func prefix(prefix: String) throws {
    let named = Dictionary(uniqueKeysWithValues: right.map { (prefix + $0, $1) })
    let fit = try ParameterFit(named, to: plan)
    #expect(try fit.complete() == right)
    #expect(fit.notes == ["the names' common beginning '\(prefix)' is left out"])
  }

  @Test("Dimensions of 1 in front and the counts of a batch normalisation do not matter")
  func lenient() throws {
    var tensors = right
    tensors["fc.bias"] = Tensor(shape: [1, 3])
    tensors["bn.num_batches_tracked"] = Tensor(shape: [1, 1])
    #expect(try ParameterFit(tensors, to: plan).complete() == right)
  }

  @Test("Of each that does not fit it is said what was wanted and what was found")
  func mismatches() throws {
    var tensors = right
    tensors["fc.weight"] = Tensor(shape: [3, 9])
    tensors["conv.bias"] = nil
    tensors["conv.bais"] = Tensor(shape: [2])
    tensors["extra"] = Tensor(shape: [5])
    let fit = try ParameterFit(tensors, to: plan)
    #expect(
      fit.mismatches.map(\.description) == [
        "conv.bias, 2, is missing; is it conv.bais?", "fc.weight must be 3 × 8, not 3 × 9",
        "conv.bais, 2, is no parameter of the network",
        "extra, 5, is no parameter of the network",
      ])
    #expect(throws: ParameterFitError.self) { try fit.complete() }
  }
}
