import Neural
import Testing

@testable import ArrayFiles

@Suite struct ResizingTests {
  @Test("A size that divides the old one gives the means of blocks")
  func blocks() throws {
    let tensor = try Tensor(rows: [[1, 2, 3, 4], [5, 6, 7, 8]])
    #expect(try tensor.resized(to: Extent(rows: 1, columns: 2)) == Tensor(rows: [[3.5, 5.5]]))
    #expect(try tensor.resized(to: tensor.extent) == tensor)
  }

  @Test("A cell that is covered in part counts in part")
  func parts() throws {
    let tensor = try Tensor(rows: [[3, 6, 9]])
    // The first of two new cells covers all of 3 and half of 6.
    #expect(try tensor.resized(to: Extent(rows: 1, columns: 2)) == Tensor(rows: [[4, 8]]))
  }

  @Test("A larger size repeats cells, and mixes them where they meet")
  func larger() throws {
    let tensor = try Tensor(rows: [[0, 6]])
    #expect(
      try tensor.resized(to: Extent(rows: 2, columns: 3)) == Tensor(rows: [[0, 3, 6], [0, 3, 6]]))
  }

  @Test("Equal values stay exactly what they are, and each channel is by itself", arguments: 1...7)
  func constant(side: Int) throws {
    let values = Array(repeating: 0.1, count: 15) + Array(repeating: 0.7, count: 15)
    let resized = try Tensor(shape: [2, 3, 5], values: values)
      .resized(to: Extent(rows: side, columns: 8 - side))
    #expect(resized.shape == [2, side, 8 - side])
    for (index, value) in resized.values.enumerated() {
      #expect(abs(value - (index < resized.count / 2 ? 0.1 : 0.7)) < 1e-15)
    }
  }

  @Test("The sum is kept, in proportion to the area")
  func mean() throws {
    let tensor = try Tensor(shape: [7, 11], values: (0..<77).map { Double($0 * 31 % 17) })
    for size in [Extent(rows: 3, columns: 4), Extent(rows: 10, columns: 13)] {
      let resized = try tensor.resized(to: size)
      let means = [tensor, resized].map { $0.values.reduce(0, +) / Double($0.count) }
      #expect(abs(means[0] - means[1]) < 1e-12)
    }
  }

  @Test("What has no rows and columns is refused", arguments: [[4], [1, 1, 2, 2]])
  func refused(shape: [Int]) {
    #expect(throws: Fault.self) { try Tensor(shape: shape).resized(to: Extent(2)) }
  }
}
