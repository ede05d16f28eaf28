import Neural

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
      case .shape: shape = try integers(atMost: StageRecord.rankLimit)
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
    let count = Tensor.boundedCount(of: shape)
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
    try array(atMost: limit, "numbers") { (input) throws(TraceError) in try input.integer() }
  }

  /// Reads an array of a few elements.
  mutating func array<Element>(
    atMost limit: Int, _ name: String,
    _ element: (inout JSONInput) throws(TraceError) -> Element
  ) throws(TraceError) -> [Element] {
    var elements: [Element] = []
    try openArray()
    while try hasNextElement() {
      guard elements.count < limit else {
        throw error(.unexpected(found: "more", wanted: "the end of \(limit) \(name)"))
      }
      elements.append(try element(&self))
    }
    return elements
  }

  /// Reads the name of one of a type's cases.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(TraceError) -> Choice where Choice.RawValue == String {
    let name = try string()
    guard let choice = Choice(rawValue: name) else {
      throw error(.unknown(key: key, value: name, known: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }
}

extension Tensor {
  /// The number of elements of a shape; the largest number where that overflows, 0 where a length
  /// is not positive.
  static func boundedCount(of shape: [Int]) -> Int {
    guard shape.allSatisfy({ $0 > 0 }) else { return 0 }
    return shape.reduce(1) { count, length in
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      return overflow ? .max : product
    }
  }
}
