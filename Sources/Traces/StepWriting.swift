import Neural
import Wording

/// Writes the steps of a run, whatever layer they are of.
struct StepWriting {
  private var spelling: TraceSpelling
  private let fields: Set<TraceSelection.Field>
  private let isExplained: Bool
  private let voice: Voice
  private let members: Members

  /// What stands before the values of a term: comma, key and colon.
  private struct Members {
    let value, tensor, index, item, weight, weightTensor, weightIndex, weightItem, product: [UInt8]
    let targetTensor, targetIndex, padding, kernelRow, kernelColumn: [UInt8]

    init(isSpaced: Bool) {
      func bytes(_ key: TermKey) -> [UInt8] {
        let (comma, colon) = isSpaced ? (", ", ": ") : (",", ":")
        return Array("\(key == .value ? "{" : comma)\"\(key.rawValue)\"\(colon)".utf8)
      }
      (value, tensor, index, item) = (bytes(.value), bytes(.tensor), bytes(.index), bytes(.item))
      (weight, weightTensor) = (bytes(.weight), bytes(.weightTensor))
      (weightIndex, weightItem) = (bytes(.weightIndex), bytes(.weightItem))
      (product, targetTensor) = (bytes(.product), bytes(.targetTensor))
      (targetIndex, padding) = (bytes(.targetIndex), bytes(.padding))
      (kernelRow, kernelColumn) = (bytes(.kernelRow), bytes(.kernelColumn))
    }
  }

  /// Writes steps of a run.
  init(
    _ run: NetworkRun, selection: TraceSelection, encoding: TraceWriter.Encoding,
    _ language: Language
  ) {
    spelling = TraceSpelling(run)
    fields = selection.fields
    isExplained = selection.isExplained
    voice = Voice(language: language)
    members = Members(isSpaced: encoding == .json)
  }

  /// Writes a step of a section.
  mutating func write(
    _ index: Int, of section: TraceSection, to output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let step = section.account[index]
    let shape = StepShape(step)
    output.openObject()
    output.key("index")
    output.value(index)
    output.key("stage")
    output.value(section.stage)
    output.key("pass")
    output.value(section.pass.rawValue)
    if let item = section.item {
      output.key("item")
      output.value(item)
    }
    output.key("rule")
    output.value(shape.rule)
    output.key(shape.isSpreading ? "source" : "target")
    write(step.target, to: &output)
    if fields.contains(.position), let position = step.position {
      output.key("position")
      output.position(position)
    }
    if fields.contains(.terms) {
      output.key("terms")
      output.openArray()
      for term in step.terms {
        write(term, item: section.item, to: &output)
        try output.drain(to: sink)
      }
      output.closeArray()
    }
    writeOutcome(of: step, shape, to: &output)
    if isExplained {
      output.key("explanation")
      output.value(Voice.$current.withValue(voice) { Narration(step).text })
    }
    output.closeObject()
    try output.drain(to: sink)
  }

  /// Writes what becomes of the terms.
  private mutating func writeOutcome(
    of step: AccountStep, _ shape: StepShape, to output: inout JSONOutput
  ) {
    if let key = shape.sumKey, key.field.map(fields.contains) ?? true {
      output.key(escaped: key.rawValue)
      output.value(step.terms.reduce(0) { $0 + $1.product })
    }
    if fields.contains(.divisor), let divisor = shape.divisor {
      output.key("divisor")
      output.value(divisor)
    }
    if fields.contains(.winner), let winner = shape.winner {
      output.key("winner")
      output.value(winner)
    }
    if fields.contains(.function), let function = shape.function {
      output.key("function")
      output.value(function)
    }
    if fields.contains(.bias), let addend = step.addend {
      output.key("bias")
      output.value(addend.value)
      if let address = addend.address {
        output.key("bias_tensor")
        output.spelled(spelling.quoted(address))
        output.key("bias_index")
        output.indices(address.indices)
      }
    }
    if fields.contains(shape.isSpreading ? .factor : .result) {
      output.key(shape.isSpreading ? "factor" : "result")
      output.value(step.result)
    }
    if let application = step.application {
      if fields.contains(.activation) {
        output.key("activation")
        output.value(SettingValue.activation(application.function).text)
      }
      if fields.contains(.a) {
        output.key("a")
        output.value(application.value)
      }
    }
    if fields.contains(.total), let total = step.total {
      output.key("total")
      write(total, to: &output)
    }
  }

  private mutating func write(_ address: Address, to output: inout JSONOutput) {
    output.openObject()
    output.key("tensor")
    output.spelled(spelling.quoted(address))
    output.key("index")
    output.indices(address.indices)
    output.closeObject()
  }

  @inline(__always)
  private mutating func write(_ term: StepTerm, item: Int?, to output: inout JSONOutput) {
    output.separate()
    output.member(members.value)
    output.value(term.value.value)
    if let address = term.value.address {
      output.member(members.tensor)
      output.spelled(spelling.quoted(address))
      output.member(members.index)
      output.indices(address.indices)
      if let other = address.item, other != item {
        output.member(members.item)
        output.value(other)
      }
    }
    if let factor = term.factor {
      output.member(members.weight)
      output.value(factor.value)
      if let address = factor.address {
        output.member(members.weightTensor)
        output.spelled(spelling.quoted(address))
        output.member(members.weightIndex)
        output.indices(address.indices)
        if let other = address.item, other != item {
          output.member(members.weightItem)
          output.value(other)
        }
      }
      output.member(members.product)
      output.value(term.product)
    }
    if let target = term.target {
      output.member(members.targetTensor)
      output.spelled(spelling.quoted(target))
      output.member(members.targetIndex)
      output.indices(target.indices)
    }
    if let cell = term.kernelCell {
      output.member(members.padding)
      output.value(term.isPadding)
      output.member(members.kernelRow)
      output.value(cell.row)
      output.member(members.kernelColumn)
      output.value(cell.column)
    } else if term.isPadding {
      output.member(members.padding)
      output.value(true)
    }
    output.closeObject()
  }
}

/// What of a step does not depend on its numbers: the name of its rule, and which keys it has.
struct StepShape {
  /// The rule as a trace names it.
  let rule: String
  /// Whether each product has a target of its own.
  let isSpreading: Bool
  /// The key of the terms' sum, where something is still done to that.
  let sumKey: StepKey?
  /// What the terms' sum is divided by, which of them is the largest, or what function is applied to
  /// them, as the rule has it.
  private(set) var divisor: Double?
  private(set) var winner: Int?
  private(set) var function: String?

  init(_ step: AccountStep) {
    switch step.rule {
    case .sum: (rule, sumKey) = ("sum", step.addend == nil ? nil : .dotProduct)
    case .mean: (rule, sumKey) = ("mean", .sum)
    case .largest: (rule, sumKey) = ("largest", nil)
    case .copy: (rule, sumKey) = ("copy", nil)
    case .function: (rule, sumKey) = ("function", nil)
    case .spread: (rule, sumKey) = ("spread", nil)
    }
    isSpreading = step.rule == .spread
    switch step.rule {
    case .mean(let divisor): self.divisor = divisor
    case .largest(let winner): self.winner = winner
    case .function(let name): function = name
    case .sum, .copy, .spread: break
    }
  }
}

extension JSONOutput {
  /// Writes an overlay position.
  mutating func position(_ position: OverlayPosition) {
    openObject()
    key("index")
    value(position.index)
    key("row")
    value(position.neuron.row)
    key("column")
    value(position.neuron.column)
    key("origin_row")
    value(position.origin.row)
    key("origin_column")
    value(position.origin.column)
    closeObject()
  }

  /// Writes the indices of an element.
  @inline(__always)
  mutating func indices(_ indices: Indices) {
    openArray()
    for place in 0..<indices.count { value(indices[place]) }
    closeArray()
  }

  /// Writes a tensor: its shape, and its values row by row.
  mutating func tensor(
    shape: [Int], values: [Double], _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    openObject()
    key("shape")
    value(shape)
    key("values")
    openArray()
    for value in values {
      self.value(value)
      try drain(to: sink)
    }
    closeArray()
    closeObject()
  }

  /// Writes an array of whole numbers.
  mutating func value(_ values: [Int]) {
    openArray()
    for value in values { self.value(value) }
    closeArray()
  }
}
