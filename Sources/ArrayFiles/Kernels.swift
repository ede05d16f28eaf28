import Neural

/// The filters that come with the program, each a matrix.
enum Kernels {
  /// Horizontal change: the derivative along a row, smoothed across rows.
  static let sobelX: [[Double]] = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
  /// Vertical change: the derivative along a column, smoothed across columns.
  static let sobelY: [[Double]] = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
  /// The sum of the second derivatives in both directions.
  static let laplacian: [[Double]] = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
  /// The identity less the Laplacian.
  static let sharpen: [[Double]] = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]

  /// The mean of n × n cells: every weight is 1 / n².
  static func box(_ side: Int) -> [[Double]] {
    Array(repeating: Array(repeating: 1 / Double(side * side), count: side), count: side)
  }

  /// A binomial blur: C(n−1, i) · C(n−1, j) / 4ⁿ⁻¹, whose weights add up to 1.
  ///
  /// Every weight is exact: the products stay below 2⁵³ for n up to 25, and 4ⁿ⁻¹ is a power of 2.
  static func gaussian(_ side: Int) -> [[Double]] {
    var row = [1.0]
    for _ in 1..<max(side, 1) {
      row = zip(row + [0], [0] + row).map { $0 + $1 }
    }
    let sum = row.reduce(0, +)
    return row.map { vertical in row.map { vertical * $0 / (sum * sum) } }
  }

  /// A stroke down the middle: 1 in the centre column, −1 / (n−1) in the others.
  ///
  /// Each row adds up to 0 (exactly for n = 3, 5, 9 and 17, else but for rounding), so that a
  /// uniform area gives 0, while a full stroke of ones on zeros gives n.
  static func verticalStroke(_ side: Int) -> [[Double]] {
    let row = (0..<side).map { $0 == side / 2 ? 1 : -1 / Double(side - 1) }
    return Array(repeating: row, count: side)
  }

  /// A stroke across the middle: ``verticalStroke(_:)`` with rows and columns exchanged.
  static func horizontalStroke(_ side: Int) -> [[Double]] {
    (0..<side).map { row in
      Array(repeating: row == side / 2 ? 1 : -1 / Double(side - 1), count: side)
    }
  }
}
