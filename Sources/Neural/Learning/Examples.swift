/// Inputs of a network and the class of each: what it learns from, or is tried on.
public struct Examples: Sendable, Equatable {
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
    return Examples(
      inputs: Tensor(uncheckedShape: [range.count] + itemShape, values: values), divisor: divisor,
      classes: Array(classes[range]))
  }

  /// The shape of one input.
  public var itemShape: [Int] { Array(inputs.shape.dropFirst()) }

  /// One input, divided as it goes in.
  public func input(_ index: Int) -> Tensor {
    let size = inputs.count / count
    let values = inputs.values[(index * size)..<((index + 1) * size)].map { $0 / divisor }
    return Tensor(uncheckedShape: itemShape, values: values)
  }
}
