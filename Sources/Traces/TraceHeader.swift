import Neural

/// What comes before the steps of a trace, as it is read.
struct TraceHeader {
  /// A tensor that the trace claims came out of a stage.
  struct Claim {
    /// The stage, and where in it the tensor stands: `z`, or `activation_gradient.pool1`.
    let stage: String
    let path: String
    let tensor: Tensor
    let line: Int
  }

  private(set) var network = ""
  private(set) var mode = Mode.inference
  private(set) var reduction = Reduction.sum
  private(set) var names: [String: String] = [:]
  private(set) var inputShape: [Int] = []
  private(set) var stages: [StageRecord] = []
  /// The tensors that went in, and the line on which they end.
  private(set) var operands: [String: Tensor] = [:]
  private(set) var operandsLine = 1
  /// The cost that the trace claims its upstream gradient comes from.
  private(set) var cost: Cost?
  /// C, as the trace claims it.
  private(set) var costValue: (value: Double, line: Int)?
  /// What the trace claims came out.
  private(set) var claims: [Claim] = []
  /// How many steps the trace says that it holds.
  private(set) var stepCount = 0
  /// Whether the steps are in the same document, whose reader then stands before their array; in
  /// JSON Lines they follow as documents of their own.
  private(set) var isDocument = false
  /// How many values the header holds.
  private(set) var valueCount = 0

  private enum Key: String, TraceKey {
    case format, version, generator, network, mode, reduction, names
    case inputShape = "input_shape"
    case stages, cost, operands, results, notation
    case stepCount = "step_count"
    case steps

    static let table = TraceKeys<Self>()
  }

  private enum CostKey: String, TraceKey {
    case name

    static let table = TraceKeys<Self>()
  }

  /// The most values that a trace's operands and results may have together: 2²⁷, which fill a
  /// gibibyte. A compressed file of a few megabytes could claim any number.
  static let valueLimit = 1 << 27
  /// The most stages, and the most names of operands.
  private static let countLimit = 1 << 14

  /// Reads a header.
  init(
    _ input: inout JSONInput, valueLimit: Int = TraceHeader.valueLimit
  ) throws(TraceError) {
    var object = try TraceObject<Key>(in: &input)
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
      case .network: network = try input.string()
      case .mode: mode = try input.choice("mode")
      case .reduction: reduction = try input.choice("reduction")
      case .names: try readNames(&input)
      case .inputShape: inputShape = try input.integers(atMost: StageRecord.rankLimit)
      case .stages:
        stages = try input.array(atMost: TraceHeader.countLimit, "stages") {
          (input) throws(TraceError) in try StageRecord(&input)
        }
      case .cost:
        var object = try TraceObject<CostKey>(in: &input)
        while try object.nextKey(&input) != nil { cost = try input.choice("cost") }
        try object.requireAll(of: "\"cost\"", input)
      case .operands: try readOperands(&input, &budget)
      case .results: try readResults(&input, &budget)
      case .stepCount: stepCount = try input.integer()
      case .steps:
        isDocument = true
        break reading
      }
    }
    // Something else than a trace should hear that first.
    for key in [Key.format, .version, .inputShape, .stages, .operands, .stepCount] {
      try object.require(
        [key], of: isDocument ? "what comes before \"steps\"" : "the header", input)
    }
    guard !stages.isEmpty else { throw input.error(.missing(key: "stage", in: "\"stages\"")) }
    valueCount = valueLimit - budget
  }

  private mutating func readNames(_ input: inout JSONInput) throws(TraceError) {
    try input.openObject()
    while let key = try input.nextKey() {
      guard names.count < TraceHeader.countLimit else {
        throw input.error(.tooManyValues(name: "names"))
      }
      names[key] = try input.string()
    }
  }

  private mutating func readOperands(
    _ input: inout JSONInput, _ budget: inout Int
  ) throws(TraceError) {
    try input.openObject()
    while let key = try input.nextKey() {
      guard operands[key] == nil else {
        throw input.error(.misplaced(key: key, reason: "stands twice in one object"))
      }
      // Operands are read from files, which hold finite numbers; but the gradient that the cost of
      // an infinite output begins with is not.
      operands[key] = try input.tensor(
        key, isFinite: key != TraceHeader.upstreamGradient, budget: &budget)
    }
    operandsLine = input.line
  }

  private mutating func readResults(
    _ input: inout JSONInput, _ budget: inout Int
  ) throws(TraceError) {
    try input.openObject()
    var met: Set<String> = []
    while let stage = try input.nextKey() {
      guard met.insert(stage).inserted else {
        throw input.error(.misplaced(key: stage, reason: "stands twice in one object"))
      }
      try readResults(of: stage, "", &input, &budget)
    }
  }

  /// Reads the tensors of a stage, or of one of its keys that has a tensor for each stage that feeds
  /// it.
  private mutating func readResults(
    of stage: String, _ prefix: String, _ input: inout JSONInput, _ budget: inout Int
  ) throws(TraceError) {
    var met: Set<String> = []
    try input.openObject()
    while let key = try input.nextKey() {
      guard met.insert(key).inserted else {
        throw input.error(.misplaced(key: key, reason: "stands twice in one object"))
      }
      if stage == NetworkPlan.cost, key == "value" {
        costValue = (try input.number(), input.line)
      } else if prefix.isEmpty, key == TensorName.activationGradient.rawValue,
        stages.first(where: { $0.plan.name == stage })?.plan.sources.count ?? 1 > 1
      {
        try readResults(of: stage, "\(key).", &input, &budget)
      } else {
        let tensor = try input.tensor(key, isFinite: false, budget: &budget)
        claims.append(
          Claim(stage: stage, path: prefix + key, tensor: tensor, line: input.line))
      }
    }
  }
}
