import Neural

/// How a trace spells the tensors that addresses name: `conv1.z`, as `operands` and `results` have
/// them. Each is spelled once.
struct TraceSpelling {
  /// One tensor.
  private struct Entry {
    /// The address of some element of it.
    let tensor: Address
    /// The spelling's bytes as they are.
    let plain: [UInt8]
    /// The spelling as JSON writes it, in quotes.
    let quoted: [UInt8]
  }

  private let stages: [String: StageRun]
  private var entries: [Entry] = []

  /// The spelling of a run's tensors.
  init(_ run: NetworkRun) {
    stages = Dictionary(run.stages.map { ($0.stage.name, $0) }) { first, _ in first }
  }

  /// The bytes of the spelling, in quotes and with escapes, as JSON writes them.
  @inline(__always)
  mutating func quoted(_ address: borrowing Address) -> [UInt8] {
    entries[index(of: address)].quoted
  }

  /// The bytes of the spelling.
  @inline(__always)
  mutating func plain(_ address: borrowing Address) -> [UInt8] {
    entries[index(of: address)].plain
  }

  private mutating func index(of address: borrowing Address) -> Int {
    for index in entries.indices
    where entries[index].tensor.isInTensor(of: address) {
      return index
    }
    return add(copy address)
  }

  private mutating func add(_ address: Address) -> Int {
    let text = TraceSpelling.text(address.stage, address.tensor, stages[address.stage])
    entries.append(
      Entry(tensor: address, plain: Array(text.utf8), quoted: JSONOutput.quoted(text)))
    return entries.count - 1
  }

  /// The text of an address without its indices.
  static func text(_ stage: String, _ tensor: TensorName, _ run: StageRun?) -> String {
    // What went in is called by its key among the operands.
    if stage == NetworkPlan.input, tensor == .output { return NetworkPlan.input }
    if stage == NetworkPlan.cost, tensor == .target { return tensor.rawValue }
    let gradients = run?.inputGradientNames ?? []
    if let source = gradients.first(where: { $0.name == tensor })?.source {
      return "\(stage).\(TensorName.activationGradient).\(source)"
    }
    return "\(stage).\(tensor)"
  }
}
