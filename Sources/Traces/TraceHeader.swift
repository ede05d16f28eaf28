import Neural

/// What comes before the steps of a trace: the pass that it is of, rebuilt from its operands.
struct TraceHeader {
  /// The pass.
  let pass: Convolution.ForwardPass
  /// The raw activations that the trace claims.
  let z: Tensor?
  /// The activations that the trace claims.
  let a: Tensor?
  /// The line that the results are on.
  let resultsLine: Int
  /// How many steps the trace says that it holds.
  let stepCount: Int
  /// Whether the steps are in the same document, whose reader then stands before their array; in
  /// JSON Lines they follow as documents of their own.
  let isDocument: Bool

  private enum Key: String, CaseIterable {
    case format, version, generator, layers, operands, results, notation
    case stepCount = "step_count"
    case steps
  }

  private enum OperandKey: String, CaseIterable { case input, weights, bias }
  private enum ResultKey: String, CaseIterable { case z, a }

  /// Reads a header.
  init(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject(TraceKeys(Key.self), in: &input)
    var layer: TraceLayer?
    var operands: [OperandKey: Tensor] = [:]
    var results: [ResultKey: Tensor] = [:]
    var resultsLine = 1
    var stepCount: Int?
    var isDocument = false
    reading: while let key = try object.nextKey(&input) {
      switch key {
      case .format:
        guard try input.string() == TraceFormat.name else { throw input.error(.notATrace) }
      case .version:
        let version = try input.integer()
        guard version == TraceFormat.version else {
          throw input.error(
            .unknown(
              key: "version", value: "\(version)", known: ["version \(TraceFormat.version)"]))
        }
      case .generator, .notation: try input.skipValue()
      case .layers:
        try input.openArray()
        while try input.hasNextElement() {
          guard layer == nil else {
            throw input.error(
              .unknown(key: "number of layers", value: "2 or more", known: ["one layer"]))
          }
          layer = try TraceLayer(&input)
        }
      case .operands:
        var object = try TraceObject(TraceKeys(OperandKey.self), in: &input)
        while let name = try object.nextKey(&input) {
          operands[name] = try input.tensor(name.rawValue, isFinite: true)
        }
        try object.requireAll(of: "\"operands\"", input)
      case .results:
        var object = try TraceObject(TraceKeys(ResultKey.self), in: &input)
        while let name = try object.nextKey(&input) {
          results[name] = try input.tensor(name.rawValue, isFinite: false)
          resultsLine = input.line
        }
      case .stepCount: stepCount = try input.integer()
      case .steps:
        isDocument = true
        break reading
      }
    }
    // Something else than a trace should hear that first.
    for key in [Key.format, .version, .layers, .operands, .stepCount] {
      try object.require(
        [key], of: isDocument ? "what comes before \"steps\"" : "the header", input)
    }
    guard let layer, let tensor = operands[.input], let weights = operands[.weights],
      let bias = operands[.bias], let stepCount
    else { throw input.error(.missing(key: "layers", in: "the header")) }
    pass = try layer.pass(over: tensor, weights: weights, bias: bias)
    (z, a, self.resultsLine) = (results[.z], results[.a], resultsLine)
    (self.stepCount, self.isDocument) = (stepCount, isDocument)
  }
}

extension JSONInput {
  private enum TensorKey: String, CaseIterable { case shape, values }
  private static let tensorKeys = TraceKeys(TensorKey.self)

  /// Reads a tensor, `{"shape": …, "values": …}`; nothing is allocated on the word of its shape.
  fileprivate mutating func tensor(
    _ name: String, isFinite: Bool
  ) throws(TraceError) -> Tensor {
    var object = try TraceObject(JSONInput.tensorKeys, in: &self)
    var shape: [Int] = []
    var values: [Double] = []
    while let key = try object.nextKey(&self) {
      switch key {
      case .shape: shape = try integers(atMost: 8)
      case .values:
        try object.require([.shape], of: "what comes before \"values\" of \"\(name)\"", self)
        let count = shape.reduce(1) { count, length in
          let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 0))
          return overflow ? Int.max : product
        }
        try openArray()
        while try hasNextElement() {
          guard values.count < count else {
            throw error(
              .unexpected(
                found: "a value too many",
                wanted: "the end of \"\(name)\", which is \(Tensor.describe(shape)),"))
          }
          let value = try number()
          guard value.isFinite || !isFinite else {
            throw error(.unexpected(found: "\"\(value)\"", wanted: "a number"))
          }
          values.append(value)
        }
      }
    }
    try object.requireAll(of: "\"\(name)\"", self)
    do {
      return try Tensor(shape: shape, values: values)
    } catch {
      throw self.error(.tensor(name: name, error))
    }
  }

  /// Reads an array of a few whole numbers.
  mutating func integers(atMost limit: Int) throws(TraceError) -> [Int] {
    var integers: [Int] = []
    try openArray()
    while try hasNextElement() {
      guard integers.count < limit else {
        throw error(.unexpected(found: "one number more", wanted: "the end of \(limit) numbers"))
      }
      integers.append(try integer())
    }
    return integers
  }
}
