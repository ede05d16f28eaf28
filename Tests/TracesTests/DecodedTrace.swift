import Foundation

@testable import Traces

/// A trace as Foundation's decoder reads it, which knows nothing of the writer.
struct DecodedTrace: Equatable {
  var header: Header
  var steps: [Step]

  struct Header: Decodable, Equatable {
    var format: String
    var version: Int
    var generator: [String: String]
    var layers: [Layer]
    var operands: [String: Values]
    var results: [String: Values]
    var notation: [String: String]
    var stepCount: Int
  }

  struct Layer: Decodable, Equatable {
    var kind: String
    var operation: String
    var activation: String
    var inputShape: [Int]
    var outputShape: [Int]
    var kernel: [Int]
    var stride: [Int]
    var dilation: [Int]
    var padding: Padding
    var groups: Int
  }

  struct Padding: Decodable, Equatable {
    var rule: String
    var top: Int
    var bottom: Int
    var left: Int
    var right: Int
  }

  struct Values: Decodable, Equatable {
    var shape: [Int]
    var values: [Double]
  }

  struct Step: Decodable, Equatable {
    var index: Int
    var layer: Int
    var pass: String
    var kind: String
    var map: Int
    var position: Position?
    var terms: [Term]?
    var dotProduct: Double?
    var bias: Double?
    var z: Double?
    var a: Double?
  }

  struct Position: Decodable, Equatable {
    var index: Int
    var row: Int
    var column: Int
    var originRow: Int
    var originColumn: Int
  }

  struct Term: Decodable, Equatable {
    var channel: Int
    var row: Int
    var column: Int
    var kernelRow: Int
    var kernelColumn: Int
    var weightRow: Int
    var weightColumn: Int
    var value: Double
    var weight: Double
    var product: Double
    var padding: Bool
  }

  private struct Document: Decodable {
    var steps: [Step]
  }

  init(_ text: String, _ encoding: TraceWriter.Encoding) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    switch encoding {
    case .json:
      header = try decoder.decode(Header.self, from: Data(text.utf8))
      steps = try decoder.decode(Document.self, from: Data(text.utf8)).steps
    case .jsonLines:
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      // The last line ends like any other, so nothing follows it.
      guard let first = lines.first, lines.last == "" else {
        throw CocoaError(.fileReadCorruptFile)
      }
      header = try decoder.decode(Header.self, from: Data(first.utf8))
      steps = try lines.dropFirst().dropLast().map {
        try decoder.decode(Step.self, from: Data($0.utf8))
      }
    }
  }
}
