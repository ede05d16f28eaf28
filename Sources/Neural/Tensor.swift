/// A dense array of any rank, stored row by row (the last index runs fastest).
///
/// Layouts used throughout: inputs and feature maps [channels, rows, columns]; weights
/// [maps, channels / groups, rows, columns]; biases [maps].
public struct Tensor: Sendable, Equatable {
  /// The length of each dimension, outermost first; empty for a scalar.
  public let shape: [Int]
  /// The elements, row-major; as many as the product of `shape`.
  public private(set) var values: [Double]

  /// A tensor of the given shape and row-major values.
  ///
  /// - Throws: ``TensorError`` where a length is below 1, the product overflows, or the number of
  ///   values is not the product of the shape.
  public init(shape: [Int], values: [Double]) throws(TensorError) {
    let count = try Tensor.count(of: shape)
    guard values.count == count else {
      throw .valueCount(shape: shape, expected: count, found: values.count)
    }
    self.shape = shape
    self.values = values
  }

  /// A tensor of the given shape whose every element is `value`. The shape must be valid.
  public init(repeating value: Double = 0, shape: [Int]) {
    precondition(shape.allSatisfy { $0 > 0 }, "a tensor's dimensions are 1 or more")
    self.shape = shape
    self.values = Array(repeating: value, count: shape.reduce(1, *))
  }

  /// A matrix from its rows.
  ///
  /// - Throws: ``TensorError`` where there is no row or column, or the rows differ in length.
  public init(rows: [[Double]]) throws(TensorError) {
    let columns = rows.first?.count ?? 0
    if let ragged = rows.firstIndex(where: { $0.count != columns }) {
      throw .raggedRow(index: ragged, expected: columns, found: rows[ragged].count)
    }
    try self.init(shape: [rows.count, columns], values: rows.flatMap { $0 })
  }

  init(uncheckedShape shape: [Int], values: [Double]) {
    assert(values.count == shape.reduce(1, *))
    self.shape = shape
    self.values = values
  }

  /// The number of dimensions.
  public var rank: Int { shape.count }

  /// The number of elements.
  public var count: Int { values.count }

  /// The last two dimensions; a vector is one row, a scalar 1 × 1.
  public var extent: Extent {
    Extent(rows: rank > 1 ? shape[rank - 2] : 1, columns: shape.last ?? 1)
  }

  /// The element at a full set of indices, one for each dimension.
  public subscript(_ indices: Int...) -> Double {
    get { values[offset(indices)] }
    set { values[offset(indices)] = newValue }
  }

  /// The element of a matrix.
  ///
  /// Like the two below, it does what the variadic subscript does, without an array of the indices.
  public subscript(_ row: Int, _ column: Int) -> Double {
    get { values[offset(row, column)] }
    set { values[offset(row, column)] = newValue }
  }

  /// The element of a stack of matrices, [channels, rows, columns].
  public subscript(_ channel: Int, _ row: Int, _ column: Int) -> Double {
    get { values[offset(channel, row, column)] }
    set { values[offset(channel, row, column)] = newValue }
  }

  /// The element of a layer's weights, [maps, channels / groups, rows, columns].
  public subscript(_ map: Int, _ channel: Int, _ row: Int, _ column: Int) -> Double {
    get { values[offset(map, channel, row, column)] }
    set { values[offset(map, channel, row, column)] = newValue }
  }

  /// The same values under another shape with as many elements.
  public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
    try Tensor(shape: shape, values: values)
  }

  /// The tensor at `index` of the first dimension: one channel of an image, one filter of a layer.
  public subscript(slice index: Int) -> Tensor {
    precondition(rank > 0 && index >= 0 && index < shape[0], "slice \(index) of \(shape)")
    let size = count / shape[0]
    return Tensor(
      uncheckedShape: Array(shape.dropFirst()),
      values: Array(values[(index * size)..<((index + 1) * size)]))
  }

  /// The tensor with each of its matrices rotated by 180°: element (i, j) ← (I−1−i, J−1−j).
  public func rotated180() -> Tensor {
    let size = extent.count
    var rotated: [Double] = []
    rotated.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: size) {
      rotated += values[start..<(start + size)].reversed()
    }
    return Tensor(uncheckedShape: shape, values: rotated)
  }

  /// The number of elements that `shape` asks for, or the error that is wrong with it.
  static func count(of shape: [Int]) throws(TensorError) -> Int {
    var count = 1
    for length in shape {
      guard length > 0 else { throw .emptyDimension(shape: shape) }
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow else { throw .tooLarge(shape: shape) }
      count = product
    }
    return count
  }

  private func offset(_ indices: [Int]) -> Int {
    precondition(indices.count == rank, "\(indices.count) indices into a tensor of rank \(rank)")
    var offset = 0
    for (index, length) in zip(indices, shape) {
      precondition(index >= 0 && index < length, "index \(indices) in \(shape)")
      offset = offset * length + index
    }
    return offset
  }

  private func offset(_ row: Int, _ column: Int) -> Int {
    precondition(rank == 2, "2 indices into a tensor of rank \(rank)")
    return offset(offset(0, row, dimension: 0), column, dimension: 1)
  }

  private func offset(_ channel: Int, _ row: Int, _ column: Int) -> Int {
    precondition(rank == 3, "3 indices into a tensor of rank \(rank)")
    return offset(
      offset(offset(0, channel, dimension: 0), row, dimension: 1), column, dimension: 2)
  }

  private func offset(_ map: Int, _ channel: Int, _ row: Int, _ column: Int) -> Int {
    precondition(rank == 4, "4 indices into a tensor of rank \(rank)")
    return offset(
      offset(offset(offset(0, map, dimension: 0), channel, dimension: 1), row, dimension: 2),
      column, dimension: 3)
  }

  /// The offset within one dimension more, from that in the dimensions before it.
  private func offset(_ outer: Int, _ index: Int, dimension: Int) -> Int {
    let length = shape[dimension]
    precondition(index >= 0 && index < length, "index \(index) of \(length) in \(shape)")
    return outer * length + index
  }
}

/// What can be wrong with a tensor's shape or values.
public enum TensorError: Error, Equatable {
  /// A dimension is 0 or negative.
  case emptyDimension(shape: [Int])
  /// The product of the dimensions does not fit into an integer.
  case tooLarge(shape: [Int])
  /// There are more or fewer values than the shape asks for.
  case valueCount(shape: [Int], expected: Int, found: Int)
  /// A row differs in length from the first.
  case raggedRow(index: Int, expected: Int, found: Int)
}

extension TensorError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .emptyDimension(let shape):
      "a tensor needs at least one element in each dimension, not \(Tensor.describe(shape))"
    case .tooLarge(let shape):
      "a tensor of \(Tensor.describe(shape)) has too many elements"
    case .valueCount(let shape, let expected, let found):
      "a tensor of \(Tensor.describe(shape)) needs \(expected) values, not \(found)"
    case .raggedRow(let index, let expected, let found):
      "row \(index) has \(found) values where the first row has \(expected)"
    }
  }
}

extension Tensor {
  /// A shape as the messages print it: `3 × 28 × 28`, or `a scalar`.
  public static func describe(_ shape: [Int]) -> String {
    shape.isEmpty ? "a scalar" : shape.map(String.init).joined(separator: " × ")
  }
}
