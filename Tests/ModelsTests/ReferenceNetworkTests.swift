import Foundation
import Neural
import Testing

@testable import ArrayFiles
@testable import Models

/// Networks that were trained and saved by PyTorch, and what it computes with them.
@Suite struct ReferenceNetworkTests {
  private struct Expected: Decodable {
    let items: [Int]
    let labels: [Int]
    let logits: [[Double]]
    let parameters: Int
    let heldOutAccuracy: Double
  }

  private static let plain = """
    name: digits-plain
    input: [1, 8, 8]
    cost: cross-entropy
    stages:
      - conv1: {convolution: {maps: 6, kernel: 3, padding: same}}
      - relu1: relu
      - pool1: {max-pooling: {window: 2}}
      - conv2: {convolution: {maps: 12, kernel: 3, padding: same}}
      - relu2: relu
      - pool2: {max-pooling: {window: 2}}
      - flat: flatten
      - fc: {fully-connected: {neurons: 10}}
    """

  private func resource(_ name: String, _ ending: String) throws -> URL {
    try #require(
      Bundle.module.url(forResource: name, withExtension: ending, subdirectory: "Networks"))
  }

  private func model(_ name: String) throws -> Model {
    let parameters = try resource(name, "npz").path
    let argument = name == "digits-residual" ? "residual" : "-"
    return try Model(
      argument, parameters: parameters, standardInput: { Array(Self.plain.utf8) })
  }

  @Test(
    "A network that PyTorch trained gives PyTorch's outputs",
    arguments: ["digits-plain", "digits-residual"])
  func logits(name: String) throws {
    let all = try JSONDecoder().decode(
      [String: Expected].self, from: Data(contentsOf: try resource("expected", "json")))
    let expected = try #require(all[name])
    let model = try model(name)
    var largest = 0.0
    for (index, logits) in zip(expected.items, expected.logits) {
      let items = try model.items(of: try Digits.item(index).image)
      let output = try model.network.forward(items).outputs[0]
      try #require(output.count == logits.count)
      for (found, wanted) in zip(output.values, logits) {
        largest = max(largest, abs(found - wanted))
      }
    }
    print("\(name): largest deviation \(largest)")
    #expect(largest < 1e-12)
    #expect(expected.items.map { try? Digits.item($0).label } == expected.labels)
  }

  @Test(
    "It is right as often as PyTorch says",
    arguments: ["digits-plain", "digits-residual"])
  func accuracy(name: String) throws {
    let all = try JSONDecoder().decode(
      [String: Expected].self, from: Data(contentsOf: try resource("expected", "json")))
    let model = try model(name)
    let heldOut = try (Digits.count - 297..<Digits.count).map { try Digits.item($0) }
    let outputs = try model.network.forward(heldOut.map { try model.items(of: $0.image)[0] })
      .outputs
    let right = zip(outputs, heldOut).count { output, digit in
      output.values.indices.max { output.values[$0] < output.values[$1] } == digit.label
    }
    let wanted = try #require(all[name]).heldOutAccuracy
    #expect(abs(Double(right) / 297 - wanted) < 1e-6)
  }
}
