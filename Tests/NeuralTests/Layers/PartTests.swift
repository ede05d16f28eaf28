import Testing

@testable import Neural

@Suite("A part of a tensor")
struct PartTests {
  @Test("takes elements row by row, and hands gradients back to their places")
  func values() throws {
    let input = try Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
    let pass = try Part(offset: 1, shape: [2, 2]).forward([input], mode: .inference)
    #expect(pass.output == (try Tensor(shape: [2, 2], values: [2, 3, 4, 5])))
    let gradient = try Tensor(shape: [2, 2], values: [-1, -2, -3, -4])
    let backward = try pass.backward(outputGradient: gradient)
    #expect(
      backward.inputGradients == [try Tensor(shape: [2, 3], values: [0, -1, -2, -3, -4, 0])])
  }

  @Test("that the input does not have is refused", arguments: [(0, [7]), (4, [3]), (7, [1])])
  func refusals(offset: Int, shape: [Int]) throws {
    let layer = Part(offset: offset, shape: shape)
    #expect(throws: LayerError.self) { try layer.outputShape(of: [[2, 3]]) }
  }

  @Test("is each input of a plan that has several")
  func inputs() throws {
    let inputs: [NetworkPlan.NamedInput] = [.init("a", shape: [2, 2]), .init("b", shape: [3])]
    let plan = NetworkPlan(name: "two", inputs: inputs, stages: [])
    #expect(plan.inputShape == [7])
    #expect(plan.namedInputs == inputs)
    var other = plan
    other.inputShape = [8]
    #expect(other.namedInputs.isEmpty)
    let run = try plan.network().forward(
      Tensor(shape: [7], values: [1, 2, 3, 4, 5, 6, 7]))
    #expect(run.stages[0].outputs[0] == (try Tensor(shape: [2, 2], values: [1, 2, 3, 4])))
    #expect(run.stages[1].outputs[0] == (try Tensor(shape: [3], values: [5, 6, 7])))
  }

  private func part(_ shape: String) throws -> any Layer {
    let setting = try #require(Part.declaration.setting(named: "shape"))
    return try Part.declaration.make(
      Settings(["shape": setting.value(from: shape)]), NamedTensors(), [[64]])
  }

  @Test("has a shape, however its lengths are set apart", arguments: ["1x8x8", "1,8,8", "1×8×8"])
  func shapes(text: String) throws {
    #expect(try part(text).settings == Part(offset: 0, shape: [1, 8, 8]).settings)
  }

  @Test(
    "has no shape that cannot be", arguments: ["", "0", "1x-1", "1x2x3x4x5", "99999x99999", "a"])
  func faultyShapes(text: String) {
    #expect(throws: (any Error).self) { try part(text) }
  }
}
