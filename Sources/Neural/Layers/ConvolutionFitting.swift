extension Convolution {
  /// Brings what a user gives into the shapes of a convolution.
  ///
  /// An input is [channels, rows, columns]; a matrix is one channel, a vector one row, and
  /// [items, channels, rows, columns] a batch. A filter is [maps, channels / groups, rows, columns];
  /// a matrix is one kernel for one channel, rank 3 one feature map over several channels. A single
  /// bias serves every map. The settings `maps` and `kernel` follow from the filter.
  static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    var operands = operands
    let input = try operands.onlyInput(of: declaration.kind)
    guard let items = input.items(ofRank: 3) else {
      throw .input(
        problem: "the input is \(Tensor.describe(input.shape)); it must be rows × columns, "
          + "channels × rows × columns or items × channels × rows × columns")
    }
    guard let filter = operands.parameters[.weight] else { return operands.fitted(items: items) }
    let weights = try fit(
      filter, channels: items[0].shape[0], groups: operands.settings.whole("groups") ?? 1)
    try operands.settle("maps", .whole(weights.shape[0]), from: "filter")
    try operands.settle("kernel", .extent(weights.extent), from: "filter")
    operands.parameters[.weight] = weights
    try operands.fitBias(count: weights.shape[0])
    return operands.fitted(items: items)
  }

  /// A filter as [maps, channels / groups, rows, columns].
  private static func fit(
    _ filter: Tensor, channels: Int, groups: Int
  ) throws(LayerError) -> Tensor {
    guard filter.rank <= 4 else {
      throw .parameter(
        TensorName.weight.rawValue,
        problem: "the filter is \(Tensor.describe(filter.shape)); it must be rows × columns, "
          + "channels × rows × columns or maps × channels × rows × columns")
    }
    guard channels.isMultiple(of: groups) else {
      throw .setting(
        "groups",
        problem: "the input's \(counted(channels, "channel")) cannot be divided into \(groups) "
          + "groups")
    }
    let weights = filter.padded(toRank: 4)
    let maps = weights.shape[0]
    guard weights.shape[1] * groups == channels, maps.isMultiple(of: groups) else {
      let rightMaps = (maps + groups - 1) / groups * groups
      let right = [rightMaps, channels / groups, weights.shape[2], weights.shape[3]]
      let shape = Tensor.describe(groups == 1 && filter.rank < 4 ? Array(right[1...]) : right)
      let inGroups = groups == 1 ? "" : " in \(groups) groups"
      throw .parameter(
        TensorName.weight.rawValue,
        problem: "the filter is \(Tensor.describe(filter.shape)), which does not fit an input of "
          + "\(counted(channels, "channel"))\(inGroups); it would have to be \(shape)")
    }
    return weights
  }
}
