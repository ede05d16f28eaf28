import Neural

extension JSONOutput {
  /// Writes what a step holds after the keys that every step begins with.
  mutating func step<Step: TraceStep>(
    _ step: Step, _ selection: TraceSelection, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    for key in Step.Key.table.keys where key.field.map(selection.fields.contains) ?? true {
      switch step[key] {
      case .absent: break
      case .elements:
        self.key(key)
        try elements(step.elements, sink)
      case .tensor:
        guard let tensor = step.tensor else { break }
        self.key(key)
        try self.tensor(shape: tensor.shape, values: tensor.values, sink)
      case let value:
        self.key(key)
        self.value(value)
      }
    }
    if selection.isExplained {
      key("explanation")
      value(step.explanation.text)
    }
  }

  @inline(__always)
  private mutating func elements<Elements: Sequence>(
    _ elements: Elements, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows where Elements.Element: TraceRecord {
    let table = Elements.Element.Key.table
    let members = table.members(isSpaced: isSpaced)
    openArray()
    for element in elements {
      separate()
      for place in table.keys.indices {
        member(members[place])
        value(element[table.keys[place]])
      }
      closeObject()
      try drain(to: sink)
    }
    closeArray()
  }

  /// Writes a record, all of its keys.
  private mutating func record<Record: TraceRecord>(_ record: Record) {
    openObject()
    for key in Record.Key.table.keys {
      self.key(key)
      value(record[key])
    }
    closeObject()
  }

  @inline(__always)
  private mutating func value(_ value: TraceValue) {
    switch value {
    case .whole(let number): self.value(number)
    case .exact(let number), .computed(let number): self.value(number)
    case .flag(let flag): self.value(flag)
    case .cell(let cell): record(cell)
    case .position(let position): record(position)
    case .elements, .tensor, .absent:
      preconditionFailure("only steps have elements, a tensor, or lack a key")
    }
  }

  /// Begins an object's next member with its key.
  mutating func key<Key: TraceKey>(_ key: Key) {
    let table = Key.table
    self.key(table.names[table.keys.firstIndex(of: key) ?? 0])
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
