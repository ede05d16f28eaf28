import Neural

/// What is done with a tensor between the file and the layer.
public struct ReadingOptions: Sendable, Equatable {
  /// How many columns of a table are left out at the left, such as one of labels.
  public var skippedColumns = 0
  /// The shape that the values are put into, row by row; nil leaves them as they are.
  public var shape: [Int]?
  /// The rows and columns that each channel is scaled to; nil leaves them as they are.
  public var size: Extent?
  /// Whether an array of three dimensions is rows × columns × channels, which it stays.
  public var hasChannelsLast = false

  /// Options that change nothing, or some of them set.
  public init(
    skippedColumns: Int = 0, shape: [Int]? = nil, size: Extent? = nil, hasChannelsLast: Bool = false
  ) {
    self.skippedColumns = skippedColumns
    self.shape = shape
    self.size = size
    self.hasChannelsLast = hasChannelsLast
  }

  /// What titles say behind the name of a source: `, 28 × 28`.
  public var title: String {
    (shape.map { ", \(Tensor.describe($0))" } ?? "")
      + (size.map { ", resized to \($0.rows) × \($0.columns)" } ?? "")
  }
}

extension Reading {
  /// The reading in the shape and size that are asked for.
  func applying(_ options: ReadingOptions) throws(Fault) -> Reading {
    var reading = self
    if let shape = options.shape {
      reading.tensor = try reading.tensor.inShape(shape)
    }
    if let size = options.size {
      let isLast = options.hasChannelsLast && !isPicture && reading.tensor.rank == 3
      let maps = isLast ? reading.tensor.mapsFromChannelsLast() : reading.tensor
      let resized = try maps.resized(to: size)
      reading.tensor = isLast ? resized.permuted([1, 2, 0]) : resized
    }
    return reading
  }
}

extension Tensor {
  /// The same values in another shape.
  fileprivate func inShape(_ shape: [Int]) throws(Fault) -> Tensor {
    let wanted = try Tensor.declaredCount(of: shape)
    guard wanted == count else {
      let isRow = rank == 2 && self.shape[1] == wanted
      throw Fault(
        "it is \(Tensor.describe(self.shape)), \(count) values, and \(Tensor.describe(shape)) takes "
          + "\(wanted)",
        remedy: isRow
          ? "choose one of its rows with @row:0 to @row:\(self.shape[0] - 1) behind the path"
          : "give a shape of \(count) values to --reshape")
    }
    return try Tensor(reading: shape, values)
  }
}
