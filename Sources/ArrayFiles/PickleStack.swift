/// What the opcodes of a pickle take from and leave on its stack.
extension Pickle {
  /// The lowest place that may be taken from: behind the last mark.
  private var floor: Int { marks.last ?? 0 }

  mutating func pop() throws(Fault) -> Value {
    guard stack.count > floor, let value = stack.popLast() else {
      throw fault("the pickle takes what is not there", at: place)
    }
    return value
  }

  mutating func pop(count: Int) throws(Fault) -> [Value] {
    guard stack.count >= floor + count else {
      throw fault("the pickle takes what is not there", at: place)
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  mutating func popToMark() throws(Fault) -> [Value] {
    guard let mark = marks.popLast() else { throw fault("a mark is missing", at: place) }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  func top() throws(Fault) -> Value {
    guard stack.count > floor, let value = stack.last else {
      throw fault("the pickle takes what is not there", at: place)
    }
    return value
  }

  func remembered(_ number: Int) throws(Fault) -> Value {
    guard let value = memo[number] else {
      throw fault("the pickle remembers nothing as \(number)", at: place)
    }
    return value
  }

  mutating func add(list: [Value]) {
    stack.append(.list(lists.count))
    lists.append(list)
  }

  mutating func append(_ values: [Value], at start: Int) throws(Fault) {
    guard case .list(let number) = try top() else {
      throw fault("it appends to what is no list", at: start)
    }
    lists[number] += values
  }

  mutating func set(_ values: [Value], at start: Int) throws(Fault) {
    guard case .dictionary(let number) = try top(), values.count.isMultiple(of: 2) else {
      throw fault("it sets entries of what is no dictionary", at: start)
    }
    for index in stride(from: 0, to: values.count, by: 2) {
      dictionaries[number].append((values[index], values[index + 1]))
    }
  }
}
