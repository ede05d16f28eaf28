import Testing

@testable import Neural

@Suite struct TensorTests {
  @Test("Elements are stored row by row, under any number of indices")
  func layout() throws {
    let values = (0..<24).map(Double.init)
    let matrix = try Tensor(shape: [4, 6], values: values)
    let stack = try Tensor(shape: [2, 3, 4], values: values)
    let weights = try Tensor(shape: [2, 1, 3, 4], values: values)
    #expect(matrix[2, 3] == 15)
    #expect(stack[1, 2, 3] == 23)
    #expect(weights[1, 0, 1, 2] == 18)
    #expect(try Tensor(shape: [24], values: values)[7] == 7)
    #expect(try Tensor(shape: [1, 2, 1, 3, 4], values: values)[0, 1, 0, 1, 2] == 18)
    #expect(try Tensor(shape: [], values: [5]).extent == Extent(1))
  }

  @Test("An element that is set is the only one that changes")
  func setting() throws {
    var stack = Tensor(shape: [2, 2, 2])
    stack[1, 0, 1] = 3
    #expect(stack.values == [0, 0, 0, 0, 0, 3, 0, 0])
    var matrix = Tensor(repeating: 1, shape: [2, 2])
    matrix[1, 0] = -2
    #expect(matrix.values == [1, 1, -2, 1])
    var weights = Tensor(shape: [1, 1, 1, 2])
    weights[0, 0, 0, 1] = 4
    #expect(weights.values == [0, 4])
  }

  @Test(
    "A dimension below 1 is refused",
    arguments: [[0], [2, 0], [-1, 3], [Int.min], [3, -4, Int.max]])
  func emptyDimension(shape: [Int]) {
    #expect(throws: TensorError.emptyDimension(shape: shape)) {
      try Tensor(shape: shape, values: [])
    }
  }

  @Test(
    "A shape whose product overflows is refused", arguments: [[Int.max, 2], [1 << 32, 1 << 32]])
  func overflow(shape: [Int]) {
    #expect(throws: TensorError.tooLarge(shape: shape)) { try Tensor(shape: shape, values: []) }
  }

  @Test("Too few and too many values are refused with both numbers", arguments: [3, 5])
  func valueCount(count: Int) {
    let error = #expect(throws: TensorError.self) {
      try Tensor(shape: [2, 2], values: Array(repeating: 1, count: count))
    }
    #expect(error == .valueCount(shape: [2, 2], expected: 4, found: count))
    #expect(error?.description == "a tensor of 2 × 2 needs 4 values, not \(count)")
  }

  @Test("A ragged row is refused with its index")
  func ragged() {
    #expect(throws: TensorError.raggedRow(index: 2, expected: 2, found: 3)) {
      try Tensor(rows: [[1, 2], [3, 4], [5, 6, 7]])
    }
  }

  @Test(
    "A matrix without rows, or without columns, is refused",
    arguments: [[], [[]], [[], []]] as [[[Double]]])
  func noCells(rows: [[Double]]) {
    #expect(throws: TensorError.emptyDimension(shape: [rows.count, 0])) {
      try Tensor(rows: rows)
    }
  }

  @Test("Reshaping keeps the values and refuses another number of them")
  func reshaping() throws {
    let matrix = try Tensor(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(try matrix.reshaped([3, 2]) == Tensor(rows: [[1, 2], [3, 4], [5, 6]]))
    #expect(throws: TensorError.valueCount(shape: [4], expected: 4, found: 6)) {
      try matrix.reshaped([4])
    }
  }

  @Test("A slice is the tensor at an index of the first dimension")
  func slices() throws {
    let stack = try Tensor(shape: [2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(try stack[slice: 1] == Tensor(rows: [[5, 6], [7, 8]]))
    #expect(try stack[slice: 0][slice: 1] == Tensor(shape: [2], values: [3, 4]))
  }

  @Test("Rotating by 180° turns each matrix of a stack, and twice is no turn")
  func rotation() throws {
    let stack = try Tensor(shape: [2, 2, 3], values: (1...12).map(Double.init))
    #expect(stack.rotated180().values == [6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7])
    #expect(stack.rotated180().rotated180() == stack)
  }

  @Test(
    "A shape is printed as the messages need it",
    arguments: [([], "a scalar"), ([3], "3"), ([3, 28, 28], "3 × 28 × 28")])
  func description(shape: [Int], text: String) {
    #expect(Tensor.describe(shape) == text)
  }
}
