import Neural

/// What comes before the steps of a trace: the pass that it is of, rebuilt from its operands.
struct TraceHeader {
  /// A tensor that the trace claims came out.
  struct Result {
    let tensor: Tensor
    let line: Int
  }

  /// The names of results, in the order in which they are written.
  enum ResultKey: String, TraceKey {
    case z, a, output
    case biasGradientComponents = "bias_gradient_components"
    case biasGradient = "bias_gradient"
    case weightGradient = "weight_gradient"
    case activationGradient = "activation_gradient"

    static let table = TraceKeys<Self>()
  }

  /// The pass.
  let pass: TracedPass
  /// What its operands are called.
  let names: TraceNames
  /// What the trace claims came out.
  let results: [ResultKey: Result]
  /// The cost that the trace claims its upstream gradient comes from, and the line that it is on.
  let cost: (record: TracedCost, line: Int)?
  /// How many steps the trace says that it holds.
  let stepCount: Int
  /// Whether the steps are in the same document, whose reader then stands before their array; in
  /// JSON Lines they follow as documents of their own.
  let isDocument: Bool

  private enum Key: String, TraceKey {
    case format, version, generator, names, layers, operands, cost, results, notation
    case stepCount = "step_count"
    case steps

    static let table = TraceKeys<Self>()
  }

  private enum NameKey: String, TraceKey {
    case input, weights

    static let table = TraceKeys<Self>()
  }

  /// The most values that a trace's operands and results may have together: 2²⁷, which fill a
  /// gibibyte. A compressed file of a few megabytes could claim any number.
  private static let valueLimit = 1 << 27

  /// Reads a header.
  init(
    _ input: inout JSONInput, valueLimit: Int = TraceHeader.valueLimit
  ) throws(TraceError) {
    var object = try TraceObject<Key>(in: &input)
    var layer: TraceLayer?
    var operands = TraceOperands()
    var names = TraceNames()
    var results: [ResultKey: Result] = [:]
    var cost: (TracedCost, Int)?
    var stepCount: Int?
    var isDocument = false
    var budget = valueLimit
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
      case .names:
        var object = try TraceObject<NameKey>(in: &input)
        while let key = try object.nextKey(&input) {
          switch key {
          case .input: names.input = try input.string()
          case .weights: names.weights = try input.string()
          }
        }
      case .layers:
        try input.openArray()
        while try input.hasNextElement() {
          guard layer == nil else {
            throw input.error(
              .unknown(key: "number of layers", value: "2 or more", known: ["one layer"]))
          }
          layer = try TraceLayer(&input)
        }
      case .operands: operands = try TraceOperands(&input, budget: &budget)
      case .cost: cost = (try TracedCost(&input, budget: &budget), input.line)
      case .results:
        var object = try TraceObject<ResultKey>(in: &input)
        while let name = try object.nextKey(&input) {
          let tensor = try input.tensor(name.rawValue, isFinite: false, budget: &budget)
          results[name] = Result(tensor: tensor, line: input.line)
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
    guard let layer, let stepCount else {
      throw input.error(.missing(key: "layer", in: "\"layers\""))
    }
    pass = try layer.pass(over: operands)
    if let mismatch = layer.mismatch(with: TraceLayer(pass)) {
      throw TraceError(line: layer.line, .mismatch(mismatch))
    }
    if let cost {
      try operands.require(.upstreamGradient, for: "\"cost\"", line: cost.1)
    }
    self.names = names
    self.cost = cost
    (self.results, self.stepCount, self.isDocument) = (results, stepCount, isDocument)
  }
}

extension JSONInput {
  private enum TensorKey: String, TraceKey {
    case shape, values

    static let table = TraceKeys<Self>()
  }

  /// Reads a tensor, `{"shape": …, "values": …}`; nothing is allocated on the word of its shape.
  ///
  /// - Parameter budget: How many values may still be kept, of which this takes some.
  mutating func tensor(
    _ name: String, isFinite: Bool, budget: inout Int
  ) throws(TraceError) -> Tensor {
    var object = try TraceObject<TensorKey>(in: &self)
    var shape: [Int] = []
    var values: [Double] = []
    while let key = try object.nextKey(&self) {
      switch key {
      case .shape: shape = try integers(atMost: 8)
      case .values:
        try object.require([.shape], of: "what comes before \"values\" of \"\(name)\"", self)
        values = try self.values(name, shape: shape, isFinite: isFinite, budget: &budget)
      }
    }
    try object.requireAll(of: "\"\(name)\"", self)
    do {
      return try Tensor(shape: shape, values: values)
    } catch {
      throw self.error(.tensor(name: name, error))
    }
  }

  private mutating func values(
    _ name: String, shape: [Int], isFinite: Bool, budget: inout Int
  ) throws(TraceError) -> [Double] {
    var values: [Double] = []
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
      guard values.count < budget else { throw error(.tooManyValues(name: name)) }
      let value = try number()
      guard value.isFinite || !isFinite else {
        throw error(.unexpected(found: "\"\(value)\"", wanted: "a number"))
      }
      values.append(value)
    }
    budget -= values.count
    return values
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
