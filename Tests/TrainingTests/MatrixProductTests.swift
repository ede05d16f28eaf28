import CMatrix
import Neural
import Testing

@testable import Training

@Suite struct MatrixProductTests {
  @Test(
    "A tile is the product, added up in order", arguments: [1, 2, 7, 100], [(4, 8), (1, 8), (3, 5)])
  func tile(depth: Int, size: (rows: Int, columns: Int)) throws {
    var random = SeededGenerator(seed: UInt64(depth))
    let (left, right) = (random.values(depth * 4), random.values(depth * 8))
    let before = random.values(40)
    for adds in [false, true] {
      var result = before
      result.withUnsafeMutableBufferPointer { result in
        guard let result = result.baseAddress else { return }
        MatrixProduct.tile(
          depth: depth, left, right, into: result, pitch: 10, rows: size.rows,
          columns: size.columns, adds: adds)
      }
      for row in 0..<4 {
        for column in 0..<10 {
          var expected = before[row * 10 + column]
          if row < size.rows, column < size.columns {
            expected = adds ? expected : 0
            for k in 0..<depth { expected += left[k * 4 + row] * right[k * 8 + column] }
          }
          #expect(result[row * 10 + column] == expected)
        }
      }
    }
  }

  @Test("The logistic function and its slope are right to 15 digits, in any number of elements")
  func logistic() {
    for count in [1, 7, 8, 9, 200] {
      let z = (0..<count).map { 1400 * (Double($0) / Double(count) - 0.5) } + [-0.0, 0.3]
      var (a, slopes) = (z, z)
      cmatrix_logistic(z.count, z, &a, &slopes)
      for index in z.indices {
        let expected = Activation.sigmoid(z[index])
        let slope = Activation.sigmoid.derivative(z[index])
        #expect(abs(a[index] - expected) <= 1e-15 * expected)
        #expect(abs(slopes[index] - slope) <= 1e-15 * slope + 1e-307)
      }
    }
  }

  @Test("The logistic function has its limits, and a NaN stays one")
  func limits() {
    let z: [Double] = [.infinity, -.infinity, .nan, 1e300, -1e300]
    var (a, slopes) = (z, z)
    cmatrix_logistic(z.count, z, &a, &slopes)
    #expect(a[0] == 1 && a[3] == 1)
    #expect(a[1] >= 0 && a[1] < 1e-300 && a[4] < 1e-300)
    #expect(a[2].isNaN && slopes[2].isNaN)
    #expect(slopes[0] < 1e-300)
  }

  @Test("The sum of numbers is their sum", arguments: [0, 1, 8, 23])
  func sum(count: Int) {
    let numbers = (0..<count).map(Double.init) + [1000]
    #expect(MatrixProduct.sum(numbers, count: count) == Double(count * (count - 1) / 2))
  }
}
