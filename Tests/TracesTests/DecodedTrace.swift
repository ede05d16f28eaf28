import Foundation

@testable import Traces

/// A trace as Foundation's parser reads it, which knows nothing of the writer.
struct DecodedTrace {
  typealias Object = [String: Any]

  /// Any JSON, its numbers read to the last bit, as `JSONSerialization` does not.
  private struct Value: Decodable {
    let any: Any

    init(from decoder: any Decoder) throws {
      if let object = try? decoder.container(keyedBy: Key.self) {
        any = try Dictionary(
          object.allKeys.map { ($0.stringValue, try object.decode(Value.self, forKey: $0).any) }
        ) { first, _ in first }
        return
      }
      if var array = try? decoder.unkeyedContainer() {
        var values: [Any] = []
        while !array.isAtEnd { values.append(try array.decode(Value.self).any) }
        any = values
        return
      }
      let single = try decoder.singleValueContainer()
      if let flag = try? single.decode(Bool.self) {
        any = flag
      } else if let number = try? single.decode(Double.self) {
        any = NSNumber(value: number)
      } else {
        any = try single.decode(String.self)
      }
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// What comes before the steps.
  let header: Object
  let steps: [Object]

  init(_ text: String, _ encoding: TraceWriter.Encoding) throws {
    func object(_ text: some StringProtocol) throws -> Object {
      let value = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
      guard let object = value.any as? Object else { throw CocoaError(.fileReadCorruptFile) }
      return object
    }
    switch encoding {
    case .json:
      header = try object(text)
      guard let steps = header["steps"] as? [Object] else {
        throw CocoaError(.fileReadCorruptFile)
      }
      self.steps = steps
    case .jsonLines:
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      // The last line ends like any other, so nothing follows it.
      guard let first = lines.first, lines.last == "" else {
        throw CocoaError(.fileReadCorruptFile)
      }
      header = try object(first)
      steps = try lines.dropFirst().dropLast().map(object)
    }
  }

  /// The tensor that a step names: an operand, or the path of a result.
  func tensor(_ name: String) -> (shape: [Int], values: [Double])? {
    let operands = header["operands"] as? Object
    if let operand = operands?[name] as? Object { return DecodedTrace.tensor(operand) }
    var place = header["results"] as? Object
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      place = place?[String(part)] as? Object
    }
    return place.flatMap(DecodedTrace.tensor)
  }

  private static func tensor(_ object: Object) -> (shape: [Int], values: [Double])? {
    guard let shape = object["shape"] as? [Int], let values = object["values"] as? [Double] else {
      return nil
    }
    return (shape, values)
  }

  /// Whether a tensor has a part for each item, beside the given indices.
  func isByItem(_ name: String, _ index: [Int]) -> Bool {
    tensor(name).map { $0.shape.count > index.count } ?? false
  }

  /// Where an element of an item stands among a tensor's values.
  func offset(in tensor: (shape: [Int], values: [Double]), at index: [Int], item: Int?) -> Int {
    let full = index.count < tensor.shape.count ? [item ?? 0] + index : index
    return zip(full, tensor.shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// The element that a step names.
  func element(of name: String, at index: [Int], item: Int?) throws -> Double {
    guard let tensor = tensor(name) else { throw CocoaError(.coderValueNotFound) }
    return tensor.values[offset(in: tensor, at: index, item: item)]
  }
}
