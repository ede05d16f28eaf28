extension Convolution {
  /// Brings what a user gives into the shapes of a convolution.
  ///
  /// In two dimensions an input is [channels, rows, columns]; a matrix is one channel, a vector one
  /// row, and [items, channels, rows, columns] a batch. A filter is [maps, channels / groups, rows,
  /// columns]; a matrix is one kernel for one channel, rank 3 one feature map over several channels.
  /// In one dimension, which is taken where the channels of an input [channels, length] agree with
  /// those of a filter [maps, channels / groups, length], the same holds without rows; [items,
  /// channels, length] is a batch where it is no image that the filter fits as one feature map, and
  /// refused where it could be both and the results would differ.
  ///
  /// A single bias serves every map. The settings `maps` and `kernel` follow from the filter.
  static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    let given = operands
    var operands = operands
    let groups = operands.settings.whole("groups") ?? 1
    let filter = operands.parameters[.weight]
    let dimensions: Int
    if let wanted = operands.settings.whole("dimensions") {
      dimensions = wanted
    } else {
      dimensions = try isOneDimensional(given, under: filter, groups: groups) ? 1 : 2
    }
    guard 1...2 ~= dimensions else { throw Convolution.dimensions(dimensions) }
    operands.settings["dimensions"] = .whole(dimensions)
    var input = try operands.onlyInput(of: declaration.kind)
    if dimensions == 1, operands.layout.input == .channelsLast {
      input = operands.inputs[0].lengthsFromChannelsLast()
    }
    guard let items = input.items(ofRank: dimensions + 1) else {
      throw .input(
        problem: "the input is \(Tensor.describe(input.shape)); it must be "
          + (dimensions == 1
            ? "a length, channels × length or items × channels × length"
            : "rows × columns, channels × rows × columns or items × channels × rows × columns"))
    }
    guard let filter else { return operands.fitted(items: items) }
    let channels = items[0].shape[0]
    let isSpread =
      operands.kernels.contains(.weight) && filter.rank == 2 && channels > 1 && dimensions == 2
    let weights: Tensor
    if isSpread {
      weights = try filter.spread(over: channels, groups: groups)
    } else {
      do {
        let ordered = filter.ordered(
          operands.layout.parameters, channels: channels, groups: groups, dimensions: dimensions)
        weights = try fit(ordered, channels: channels, groups: groups, dimensions: dimensions)
      } catch .parameter(let name, let problem) where dimensions == 2 {
        let advice = advice(given, filter, channels: channels, groups: groups)
        throw .parameter(name, problem: problem + advice)
      }
    }
    try operands.settle("maps", .whole(weights.shape[0]), from: "filter")
    let kernel = dimensions == 1 ? Extent(weights.extent.columns) : weights.extent
    try operands.settle("kernel", .extent(kernel), from: "filter")
    operands.parameters[.weight] = weights
    try operands.fitBias(count: weights.shape[0])
    var fitted = operands.fitted(items: items)
    if isSpread { fitted.remarks[.weight] = " on each channel" }
    if dimensions == 1 { fitted.remarks[.input] = ", one-dimensional" }
    return fitted
  }

  /// What else the operands could be, where they do not fit.
  private static func advice(
    _ operands: LayerOperands, _ filter: Tensor, channels: Int, groups: Int
  ) -> String {
    let shape = operands.inputs[0].shape
    if shape.count == 3, operands.layout == OperandLayout(), filter.rank > 2 {
      let first = filter.shape[filter.rank - 3] * groups
      let last = filter.shape[2] * groups
      if first == shape[2] {
        return "; --layout input:channels-last reads the input as \(shape[2]) channels of "
          + Tensor.describe([shape[0], shape[1]])
      }
      if filter.rank == 4, last == shape[2] {
        return "; --layout channels-last reads both as TensorFlow has them"
      }
      if filter.rank == 4, last == shape[0] {
        return "; --layout filter:channels-last reads the filter as "
          + Tensor.describe(filter.filtersFromChannelsLast().shape)
      }
    }
    guard filter.rank == 3, channels == 1, groups == 1 else { return "" }
    let maps = Tensor.describe([filter.shape[0], 1] + filter.shape.dropFirst())
    let line = Tensor.describe([filter.shape[1]] + shape.suffix(1))
    return "; \(filter.shape[0]) maps over one channel are \(maps), and over a length it fits an "
      + "input of channels × length such as \(line)"
  }

  /// Whether an input under a filter is one of one dimension.
  ///
  /// - Throws: ``LayerError`` where it is an image and a batch of lengths alike.
  private static func isOneDimensional(
    _ operands: LayerOperands, under filter: Tensor?, groups: Int
  ) throws(LayerError) -> Bool {
    guard let filter, filter.rank == 3, let given = operands.inputs.first else { return false }
    let isLast = operands.layout.input == .channelsLast
    let input = isLast ? given.lengthsFromChannelsLast() : given
    let kernels =
      operands.layout.parameters == .channelsLast ? filter.permuted([2, 1, 0]) : filter
    switch input.rank {
    case 1: return kernels.shape[1] * groups == 1
    case 2: return input.shape[0] == kernels.shape[1] * groups
    case 3:
      let isImage = groups == 1 && kernels.shape[0] == input.shape[0]
      let isBatch = input.shape[1] == kernels.shape[1] * groups
      // An image of a few rows under a filter as high, or a batch of items of as many channels. One
      // of one row, or under a filter as long, has the same sums in both readings.
      let isOneSum =
        input.shape[0] == 1 && (input.shape[1] == 1 || kernels.shape[2] >= input.shape[2])
      guard isImage, isBatch, !isOneSum else { return isBatch && !isImage }
      let rows = Tensor.describe([input.shape[1], input.shape[2]])
      throw .input(
        problem: "the input is \(Tensor.describe(given.shape)) and the filter "
          + "\(Tensor.describe(filter.shape)): \(counted(input.shape[0], "channel")) of \(rows) under "
          + "one feature map (--dimensions 2), or \(counted(input.shape[0], "item")) of "
          + "\(counted(input.shape[1], "channel")) of a length (--dimensions 1)"
      )
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

extension Tensor {
  /// Filters with their channels first.
  fileprivate func ordered(
    _ layout: Layout, channels: Int, groups: Int, dimensions: Int
  ) -> Tensor {
    guard layout == .channelsLast else { return self }
    if dimensions == 1 { return rank == 3 ? permuted([2, 1, 0]) : self }
    let isDepthwise = rank == 4 && groups == channels && channels > 1 && shape[2] == channels
    return filtersFromChannelsLast(isDepthwise: isDepthwise)
  }

  /// One kernel on each channel: for one feature map, or in groups for one a group.
  fileprivate func spread(over channels: Int, groups: Int) throws(LayerError) -> Tensor {
    guard channels.isMultiple(of: groups) else {
      throw .setting(
        "groups",
        problem: "the input's \(counted(channels, "channel")) cannot be divided into \(groups) "
          + "groups")
    }
    return Tensor(
      uncheckedShape: [groups, channels / groups] + shape,
      values: Array(repeatElement(values, count: channels).joined()))
  }
}
