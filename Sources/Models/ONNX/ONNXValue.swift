import ArrayFiles
import Neural

/// What a name of an ONNX graph stands for while it is read.
enum ONNXValue {
  /// Numbers that are known, or will be, before anything is run.
  case constant(ONNXConstant)
  /// What comes out of a stage, or goes into the network.
  case feature(ONNXFeature)
}

/// Numbers that are not computed by a stage.
struct ONNXConstant {
  /// The lengths, none for a scalar.
  var shape: [Int]
  /// The numbers; nil where they are an input of the graph that was not given.
  var values: [Double]?
  /// What it is called.
  var name: String

  init(shape: [Int], values: [Double]?, name: String = "") {
    (self.shape, self.values, self.name) = (shape, values, name)
  }

  init(_ tensor: ONNXTensor) {
    self.init(shape: tensor.shape, values: tensor.values, name: tensor.name)
  }

  /// The number of elements.
  var count: Int { shape.contains(0) ? 0 : shape.reduce(1, *) }

  /// The numbers as a parameter of a shape with as many elements; nil where they are not known.
  func tensor(_ shape: [Int]) throws(ONNXFault) -> Tensor? {
    guard let values else { return nil }
    guard values.allSatisfy(\.isFinite) else {
      throw ONNXFault("'\(name)' has numbers that are not finite")
    }
    do {
      return try Tensor(shape: shape, values: values)
    } catch {
      throw ONNXFault("'\(name)': \(error)")
    }
  }

  /// The constant with each number made another.
  func mapped(_ function: (Double) -> Double) -> ONNXConstant {
    ONNXConstant(shape: shape, values: values?.map(function), name: name)
  }
}

/// What comes out of a stage, or goes into the network.
struct ONNXFeature {
  /// The name of the stage, or of the input.
  var source: String
  /// The lengths as ONNX has them.
  var shape: [Int]
  /// Whether the first of these is the items of a batch, which the stage does not see.
  var isItem: Bool

  /// The shape that the stage gives: that of one item, a scalar as one element.
  var inner: [Int] {
    let shape = isItem ? Array(shape.dropFirst()) : shape
    return shape.isEmpty ? [1] : shape
  }
}

/// Why a node of an ONNX graph cannot be a stage.
struct ONNXFault: Error {
  /// What is wrong, as a sentence.
  let message: String

  /// The longest message: names and lists in it are the file's.
  private static let longest = 240

  init(_ message: String) {
    // What a name has in it must not end the line, or look like another message.
    let scalars = message.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? " " : scalar
    }
    let line = String(String.UnicodeScalarView(scalars.prefix(ONNXFault.longest)))
    self.message = scalars.count > ONNXFault.longest ? line + "…" : line
  }

  /// An operation that mixes the items of a batch.
  static func acrossItems(_ what: String) -> ONNXFault {
    ONNXFault("\(what) across the items of a batch, which are computed one by one here")
  }
}

extension ONNXFile.Node {
  /// The whole number of an attribute.
  func whole(_ name: String) -> Int? {
    if case .whole(let value) = attributes[name] { value } else { nil }
  }
  /// The whole numbers of an attribute.
  func wholes(_ name: String) -> [Int]? {
    if case .wholes(let values) = attributes[name] { values } else { nil }
  }
  /// The number of an attribute, rounded to the digits that a float has, so that 0.1 is 0.1.
  func number(_ name: String) -> Double? {
    guard case .number(let value) = attributes[name] else { return nil }
    return Double("\(Float(value))") ?? value
  }
  /// The numbers of an attribute.
  func numbers(_ name: String) -> [Double]? {
    if case .numbers(let values) = attributes[name] { values } else { nil }
  }
  /// The text of an attribute.
  func text(_ name: String) -> String? {
    if case .text(let value) = attributes[name] { value } else { nil }
  }
}
