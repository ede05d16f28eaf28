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

  private func model(_ name: String, _ ending: String = "npz") throws -> Model {
    let parameters = try resource(name, ending).path
    let argument = name == "digits-residual" ? "residual" : "-"
    return try Model(
      argument, parameters: parameters, standardInput: { Array(Self.plain.utf8) })
  }

  @Test(
    "A network that PyTorch trained gives PyTorch's outputs, whatever its parameters are kept in",
    arguments: ["digits-plain", "digits-residual"], ["npz", "safetensors", "pth"])
  func logits(name: String, ending: String) throws {
    let all = try JSONDecoder().decode(
      [String: Expected].self, from: Data(contentsOf: try resource("expected", "json")))
    let expected = try #require(all[name])
    let model = try model(name, ending)
    var largest = 0.0
    for (index, logits) in zip(expected.items, expected.logits) {
      let items = try model.items(of: try Digits.item(index).image)
      let output = try model.network.forward(items).outputs[0]
      try #require(output.count == logits.count)
      for (found, wanted) in zip(output.values, logits) {
        largest = max(largest, abs(found - wanted))
      }
    }
    print("\(name).\(ending): largest deviation \(largest)")
    #expect(largest < 1e-12)
    #expect(expected.items.map { try? Digits.item($0).label } == expected.labels)
  }

  @Test(
    "As ONNX it is a network by itself, with the same outputs",
    arguments: ["digits-plain", "digits-residual"])
  func onnx(name: String) throws {
    let all = try JSONDecoder().decode(
      [String: Expected].self, from: Data(contentsOf: try resource("expected", "json")))
    let expected = try #require(all[name])
    let path = try resource(name, "onnx").path
    let model = try Model(path, standardInput: { [] })
    #expect(model.origin == .file(path))
    #expect(model.notes.isEmpty)
    for (index, logits) in zip(expected.items, expected.logits) {
      let items = try model.items(of: try Digits.item(index).image)
      let output = try model.network.forward(items).outputs[0]
      // PyTorch's exporter has multiplied weights and batch normalisations in single precision.
      let tolerance = name == "digits-plain" ? 1e-12 : 1e-5
      for (found, wanted) in zip(output.values, logits) {
        #expect(abs(found - wanted) < tolerance)
      }
    }
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
