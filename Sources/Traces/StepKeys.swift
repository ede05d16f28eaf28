/// The keys of a step, in the order in which they are written.
enum StepKey: String, TraceKey {
  case index, stage, pass, item, rule, target, source, position, terms
  case dotProduct = "dot_product"
  case sum, divisor, winner, function, bias
  case biasTensor = "bias_tensor"
  case biasIndex = "bias_index"
  case result, factor, activation, a, total, explanation

  static let table = TraceKeys<Self>()

  /// The choice that the key can be left out by; nil where it is always there.
  var field: TraceSelection.Field? {
    switch self {
    case .biasTensor, .biasIndex: .bias
    default: TraceSelection.Field(rawValue: rawValue)
    }
  }
}

/// The keys of a term of a step, in the order in which they are written.
enum TermKey: String, TraceKey {
  case value, tensor, index, item, weight
  case weightTensor = "weight_tensor"
  case weightIndex = "weight_index"
  case weightItem = "weight_item"
  case product
  case targetTensor = "target_tensor"
  case targetIndex = "target_index"
  case padding
  case kernelRow = "kernel_row"
  case kernelColumn = "kernel_column"

  static let table = TraceKeys<Self>()
}

/// The keys of an overlay position.
enum PositionKey: String, TraceKey {
  case index, row, column
  case originRow = "origin_row"
  case originColumn = "origin_column"

  static let table = TraceKeys<Self>()
}

/// The keys of an address.
enum AddressKey: String, TraceKey {
  case tensor, index

  static let table = TraceKeys<Self>()
}

extension TraceKey {
  /// The key's bit among those of an object that were met.
  var bit: UInt32 { 1 << UInt32(Self.table.keys.firstIndex(of: self) ?? 31) }
}
