import Neural

/// Inputs of a network and the class of each: what it learns from, or is tried on.
public struct Examples: Sendable {
  /// The inputs, [items, …].
  public let inputs: Tensor
  /// What every number of an input is divided by before it goes in.
  public let divisor: Double
  /// The class of each input, from 0.
  public let classes: [Int]

  /// Examples; there must be one class for each input.
  public init(inputs: Tensor, divisor: Double = 1, classes: [Int]) {
    precondition(inputs.shape.first == classes.count, "one class for each input")
    (self.inputs, self.divisor, self.classes) = (inputs, divisor, classes)
  }

  /// How many there are.
  public var count: Int { classes.count }

  /// Some of the examples, in order; the range must not be empty.
  public subscript(range: Range<Int>) -> Examples {
    let size = inputs.count / count
    let values = Array(inputs.values[(range.lowerBound * size)..<(range.upperBound * size)])
    // The shape was one and still is: the first length is the number of items.
    guard let part = try? Tensor(shape: [range.count] + inputs.shape.dropFirst(), values: values)
    else { preconditionFailure("\(range) of \(count) examples") }
    return Examples(inputs: part, divisor: divisor, classes: Array(classes[range]))
  }

  /// The shape of one input.
  public var itemShape: [Int] { Array(inputs.shape.dropFirst()) }

  /// Puts one input into a list.
  func put(_ index: Int, into list: inout [Double], at start: Int) {
    let size = inputs.count / count
    inputs.values.withUnsafeBufferPointer { values in
      list.withUnsafeMutableBufferPointer { list in
        for element in 0..<size {
          list[start + element] = values[index * size + element] / divisor
        }
      }
    }
  }
}
