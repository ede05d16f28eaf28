import Neural

/// Compares one step, as it is read, with what the operands give.
struct StepReplay {
  private let step: AccountStep
  private let section: TraceSection
  private let tolerance: TraceTolerance

  /// The keys of a term by what it has.
  private enum TermBits {
    static let value = TermKey.value.bit
    static let address = TermKey.tensor.bit | TermKey.index.bit
    static let item = TermKey.item.bit
    static let factor = TermKey.weight.bit | TermKey.product.bit
    static let factorAddress = TermKey.weightTensor.bit | TermKey.weightIndex.bit
    static let factorItem = TermKey.weightItem.bit
    static let target = TermKey.targetTensor.bit | TermKey.targetIndex.bit
    static let kernel = TermKey.kernelRow.bit | TermKey.kernelColumn.bit
    static let padding = TermKey.padding.bit
  }

  /// A comparison with the step of a section.
  init(_ index: Int, of section: TraceSection, _ tolerance: TraceTolerance) {
    step = section.account[index]
    (self.section, self.tolerance) = (section, tolerance)
  }

  /// Reads what a step holds after the keys that every step begins with, and checks it; returns the
  /// number of its terms.
  func check(
    _ object: inout TraceObject<StepKey>, _ spelling: inout TraceSpelling,
    _ input: inout JSONInput
  ) throws(TraceError) -> Int {
    let shape = StepShape(step)
    var count = 0
    while let key = try object.nextKey(&input) {
      switch key {
      case .index, .stage, .pass, .item:
        throw input.error(.misplaced(key: key.rawValue, reason: "comes too late in a step"))
      case .rule: try text(shape.rule, key.rawValue, &input)
      case .target, .source:
        let target = (key == .source) == shape.isSpreading ? step.target : nil
        try address(target, key, &spelling, &input)
      case .position: try position(&input)
      case .terms: count = try terms(&spelling, &input)
      case .dotProduct, .sum:
        let sum = key == shape.sumKey ? step.terms.reduce(0) { $0 + $1.product } : nil
        try number(sum, key.rawValue, &input) { tolerance.slack(ofSum: step) }
      case .divisor:
        try number(shape.divisor, key.rawValue, &input) { 0 }
      case .winner: try whole(shape.winner, key.rawValue, &input)
      case .function: try text(shape.function, key.rawValue, &input)
      case .bias:
        try number(step.addend?.value, key.rawValue, &input) {
          step.addend.map(tolerance.slack) ?? 0
        }
      case .biasTensor:
        try tensor(step.addend?.address, key.rawValue, &spelling, &input)
      case .biasIndex: try indices(step.addend?.address, key.rawValue, &input)
      case .result, .factor:
        let result = (key == .factor) == shape.isSpreading ? step.result : nil
        try number(result, key.rawValue, &input) { tolerance.slack(ofResult: step) }
      case .activation:
        let name = step.application.map { SettingValue.activation($0.function).text }
        try text(name, key.rawValue, &input)
      case .a:
        try number(step.application?.value, key.rawValue, &input) {
          step.application.map { tolerance.slack(of: $0, in: step) } ?? 0
        }
      case .total: try address(step.total, key, &spelling, &input)
      case .explanation: try input.skipValue()
      }
    }
    try object.require(
      [.rule, shape.isSpreading ? .source : .target], of: "step \(step.index)", input)
    return count
  }

  // MARK: Terms

  private func terms(
    _ spelling: inout TraceSpelling, _ input: inout JSONInput
  ) throws(TraceError) -> Int {
    var count = 0
    try input.openArray()
    while try input.hasNextElement() {
      guard count < step.terms.count else {
        throw mismatch("terms", "\(step.terms.count) terms", "more", input)
      }
      try check(step.terms[count], count, &spelling, &input)
      count += 1
    }
    guard count == step.terms.count else {
      throw mismatch("terms", "\(step.terms.count) terms", "\(count)", input)
    }
    return count
  }

  private func check(
    _ term: StepTerm, _ number: Int, _ spelling: inout TraceSpelling, _ input: inout JSONInput
  ) throws(TraceError) {
    var object = try TraceObject<TermKey>(in: &input)
    while let key = try object.nextKey(&input) {
      func place() -> String { "terms[\(number)].\(key.rawValue)" }
      switch key {
      case .value:
        try self.number(term.value.value, place(), &input) { tolerance.slack(term.value) }
      case .tensor: try tensor(term.value.address, place(), &spelling, &input)
      case .index: try indices(term.value.address, place(), &input)
      case .item: try whole(item(of: term.value), place(), &input)
      case .weight:
        try self.number(term.factor?.value, place(), &input) {
          term.factor.map(tolerance.slack) ?? 0
        }
      case .weightTensor: try tensor(term.factor?.address, place(), &spelling, &input)
      case .weightIndex: try indices(term.factor?.address, place(), &input)
      case .weightItem: try whole(item(of: term.factor), place(), &input)
      case .product:
        try self.number(term.factor == nil ? nil : term.product, place(), &input) {
          tolerance.slack(ofProduct: term)
        }
      case .targetTensor: try tensor(term.target, place(), &spelling, &input)
      case .targetIndex: try indices(term.target, place(), &input)
      case .padding:
        let found = try input.bool()
        guard found == term.isPadding else {
          throw mismatch(place(), "\(term.isPadding)", "\(found)", input)
        }
      case .kernelRow: try whole(term.kernelCell?.row, place(), &input)
      case .kernelColumn: try whole(term.kernelCell?.column, place(), &input)
      }
    }
    try object.require(
      bits: bits(of: term), of: "\"terms[\(number)]\" of step \(step.index)", input)
  }

  @inline(__always)
  private func bits(of term: StepTerm) -> UInt32 {
    var bits = TermBits.value
    if term.value.address != nil { bits |= TermBits.address }
    if item(of: term.value) != nil { bits |= TermBits.item }
    if let factor = term.factor {
      bits |= TermBits.factor
      if factor.address != nil { bits |= TermBits.factorAddress }
      if item(of: factor) != nil { bits |= TermBits.factorItem }
    }
    if term.target != nil { bits |= TermBits.target }
    if term.kernelCell != nil { bits |= TermBits.kernel | TermBits.padding }
    if term.isPadding { bits |= TermBits.padding }
    return bits
  }

  /// The item that a value belongs to, where that is not the step's.
  @inline(__always)
  private func item(of operand: Operand?) -> Int? {
    guard let item = operand?.address?.item, item != section.item else { return nil }
    return item
  }

  // MARK: Values

  @inline(__always)
  private func number(
    _ expected: Double?, _ key: @autoclosure () -> String, _ input: inout JSONInput,
    slack: () -> Double
  ) throws(TraceError) {
    guard let expected else { throw mismatch(key(), "absent", "present", input) }
    let found = try input.number()
    guard TraceTolerance.holds(found, expected, slack: slack) else {
      throw mismatch(key(), "\(expected)", "\(found)", input)
    }
  }

  @inline(__always)
  private func whole(
    _ expected: Int?, _ key: @autoclosure () -> String, _ input: inout JSONInput
  ) throws(TraceError) {
    guard let expected else { throw mismatch(key(), "absent", "present", input) }
    let found = try input.integer()
    guard found == expected else { throw mismatch(key(), "\(expected)", "\(found)", input) }
  }

  private func text(
    _ expected: String?, _ key: String, _ input: inout JSONInput
  ) throws(TraceError) {
    guard let expected else { throw mismatch(key, "absent", "present", input) }
    let found = try input.string()
    guard found == expected else { throw mismatch(key, expected, found, input) }
  }

  @inline(__always)
  private func tensor(
    _ address: Address?, _ key: @autoclosure () -> String, _ spelling: inout TraceSpelling,
    _ input: inout JSONInput
  ) throws(TraceError) {
    guard let address else { throw mismatch(key(), "absent", "present", input) }
    let expected = spelling.plain(address)
    if let found = try input.string(otherThan: expected) {
      throw mismatch(key(), String(decoding: expected, as: UTF8.self), found, input)
    }
  }

  @inline(__always)
  private func indices(
    _ address: Address?, _ key: @autoclosure () -> String, _ input: inout JSONInput
  ) throws(TraceError) {
    guard let indices = address?.indices else {
      throw mismatch(key(), "absent", "present", input)
    }
    var count = 0
    try input.openArray()
    while try input.hasNextElement() {
      guard count < indices.count else {
        throw mismatch(key(), "\(indices.count) indices", "more", input)
      }
      let found = try input.integer()
      guard found == indices[count] else {
        throw mismatch("\(key())[\(count)]", "\(indices[count])", "\(found)", input)
      }
      count += 1
    }
    guard count == indices.count else {
      throw mismatch(key(), "\(indices.count) indices", "\(count)", input)
    }
  }

  private func address(
    _ address: Address?, _ key: StepKey, _ spelling: inout TraceSpelling, _ input: inout JSONInput
  ) throws(TraceError) {
    guard let address else { throw mismatch(key.rawValue, "absent", "present", input) }
    var object = try TraceObject<AddressKey>(in: &input)
    while let part = try object.nextKey(&input) {
      let place = "\(key.rawValue).\(part.rawValue)"
      switch part {
      case .tensor: try tensor(address, place, &spelling, &input)
      case .index: try indices(address, place, &input)
      }
    }
    try object.requireAll(of: "\"\(key.rawValue)\" of step \(step.index)", input)
  }

  private func position(_ input: inout JSONInput) throws(TraceError) {
    guard let position = step.position else {
      throw mismatch(StepKey.position.rawValue, "absent", "present", input)
    }
    var object = try TraceObject<PositionKey>(in: &input)
    while let key = try object.nextKey(&input) {
      let expected =
        switch key {
        case .index: position.index
        case .row: position.neuron.row
        case .column: position.neuron.column
        case .originRow: position.origin.row
        case .originColumn: position.origin.column
        }
      try whole(expected, "position.\(key.rawValue)", &input)
    }
    try object.requireAll(of: "\"position\" of step \(step.index)", input)
  }

  private func mismatch(
    _ key: String, _ expected: String, _ found: String, _ input: borrowing JSONInput
  ) -> TraceError {
    input.error(
      .mismatch(
        TraceMismatch(
          stage: section.stage, step: .init(section.pass, step.index, item: section.item), key: key,
          expected: expected, found: found)))
  }
}
