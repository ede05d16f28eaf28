import Neural

extension Tensor {
  /// Each channel scaled to other rows and columns by a box filter: a new cell is the mean of the
  /// area of the old picture that it covers, in which a cell that is covered in part counts in part.
  ///
  /// With R rows made to r, new row i covers the old rows from iR/r to (i+1)R/r; columns likewise.
  /// Where the old size is a multiple of the new, that is the plain mean of a block of cells.
  func resized(to size: Extent) throws(Fault) -> Tensor {
    guard (2...3).contains(rank) else {
      throw Fault(
        "it is \(Tensor.describe(shape)) and has no rows and columns to resize",
        remedy: "leave --resize out, or give it a shape with --reshape")
    }
    let channels = rank == 3 ? shape[0] : 1
    let new = (rank == 3 ? [channels] : []) + [size.rows, size.columns]
    _ = try Tensor.declaredCount(of: new)
    let old = extent
    let rowWeights = Coverage.all(from: old.rows, to: size.rows)
    let columnWeights = Coverage.all(from: old.columns, to: size.columns)
    var result: [Double] = []
    result.reserveCapacity(new.reduce(1, *))
    var narrow = [Double](repeating: 0, count: size.columns)
    for channel in 0..<channels {
      for row in rowWeights {
        for index in narrow.indices { narrow[index] = 0 }
        for (offset, weight) in row.weights.enumerated() {
          let start = (channel * old.rows + row.first + offset) * old.columns
          for (index, column) in columnWeights.enumerated() {
            var sum = 0.0
            for (step, share) in column.weights.enumerated() {
              sum += share * values[start + column.first + step]
            }
            narrow[index] += weight * sum
          }
        }
        let area = row.sum
        for (index, column) in columnWeights.enumerated() {
          result.append(narrow[index] / (area * column.sum))
        }
      }
    }
    return try Tensor(reading: new, result)
  }
}

/// What a new cell covers of a line of old ones: whole numbers, in units of one old cell divided by
/// the number of new ones, so that the mean of equal values is exactly that value.
private struct Coverage {
  /// The first old cell that is covered.
  let first: Int
  /// How much is covered of it and of each that follows.
  let weights: [Double]
  /// All of what is covered.
  let sum: Double

  /// The coverage of each new cell.
  static func all(from old: Int, to new: Int) -> [Coverage] {
    (0..<new).map { index in
      let (start, end) = (index * old, (index + 1) * old)
      let cells = (start / new)...((end - 1) / new)
      return Coverage(
        first: cells.lowerBound,
        weights: cells.map { Double(min(end, ($0 + 1) * new) - max(start, $0 * new)) },
        sum: Double(old))
    }
  }
}
