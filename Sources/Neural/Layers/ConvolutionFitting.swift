extension Convolution {
  /// Brings what a user gives into the shapes of a convolution.
  ///
  /// In two dimensions an input is [channels, rows, columns]; a matrix is one channel, a vector one
  /// row, and [items, channels, rows, columns] a batch. A filter is [maps, channels / groups, rows,
  /// columns]; a matrix is one kernel for one channel, rank 3 one feature map over several channels.
  /// In one dimension, which is taken where the channels of an input [channels, length] agree with
  /// those of a filter [maps, channels / groups, length], the same holds without rows; [items,
  /// channels, length] is a batch where it is no image that the filter fits as one feature map.
  ///
  /// A single bias serves every map. The settings `maps` and `kernel` follow from the filter.
  static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    var operands = operands
    let input = try operands.onlyInput(of: declaration.kind)
    let filter = operands.parameters[.weight]
    let groups = operands.settings.whole("groups") ?? 1
    let dimensions =
      operands.settings.whole("dimensions")
      ?? (isOneDimensional(input, under: filter, groups: groups) ? 1 : 2)
    guard 1...2 ~= dimensions else { throw Convolution.dimensions(dimensions) }
    operands.settings["dimensions"] = .whole(dimensions)
    guard let items = input.items(ofRank: dimensions + 1) else {
      throw .input(
        problem: "the input is \(Tensor.describe(input.shape)); it must be "
          + (dimensions == 1
            ? "a length, channels × length or items × channels × length"
            : "rows × columns, channels × rows × columns or items × channels × rows × columns"))
    }
    guard let filter else { return operands.fitted(items: items) }
    let weights = try fit(
      filter, channels: items[0].shape[0], groups: groups, dimensions: dimensions)
    try operands.settle("maps", .whole(weights.shape[0]), from: "filter")
    let kernel = dimensions == 1 ? Extent(weights.extent.columns) : weights.extent
    try operands.settle("kernel", .extent(kernel), from: "filter")
    operands.parameters[.weight] = weights
    try operands.fitBias(count: weights.shape[0])
    return operands.fitted(items: items)
  }

  /// Whether an input under a filter is one of one dimension.
  private static func isOneDimensional(
    _ input: Tensor, under filter: Tensor?, groups: Int
  ) -> Bool {
    guard let filter, filter.rank == 3 else { return false }
    switch input.rank {
    case 2: return input.shape[0] == filter.shape[1] * groups
    case 3:
      let isImage = groups == 1 && filter.shape[0] == input.shape[0]
      return !isImage && input.shape[1] == filter.shape[1] * groups
    default: return false
    }
  }

  /// A filter as [maps, channels / groups, rows, columns], or without rows in one dimension.
  private static func fit(
    _ filter: Tensor, channels: Int, groups: Int, dimensions: Int
  ) throws(LayerError) -> Tensor {
    guard filter.rank <= dimensions + 2 else {
      throw .parameter(
        TensorName.weight.rawValue,
        problem: "the filter is \(Tensor.describe(filter.shape)); it must be "
          + (dimensions == 1
            ? "a length, channels × length or maps × channels × length"
            : "rows × columns, channels × rows × columns or maps × channels × rows × columns"))
    }
    guard channels.isMultiple(of: groups) else {
      throw .setting(
        "groups",
        problem: "the input's \(counted(channels, "channel")) cannot be divided into \(groups) "
          + "groups")
    }
    let weights = filter.padded(toRank: dimensions + 2)
    let maps = weights.shape[0]
    guard weights.shape[1] * groups == channels, maps.isMultiple(of: groups) else {
      let rightMaps = (maps + groups - 1) / groups * groups
      let right = [rightMaps, channels / groups] + weights.shape.suffix(dimensions)
      let isOneMap = groups == 1 && filter.rank < dimensions + 2
      let inGroups = groups == 1 ? "" : " in \(groups) groups"
      throw .parameter(
        TensorName.weight.rawValue,
        problem: "the filter is \(Tensor.describe(filter.shape)), which does not fit an input of "
          + "\(counted(channels, "channel"))\(inGroups); it would have to be "
          + Tensor.describe(isOneMap ? Array(right.dropFirst()) : right))
    }
    return weights
  }
}
