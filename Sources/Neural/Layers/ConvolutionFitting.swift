extension Convolution {
  /// Brings what a user gives into the shapes of a convolution.
  ///
  /// An input is [channels, rows, columns]; a matrix is one channel, a vector one row, and
  /// [items, channels, rows, columns] a batch. A filter is [maps, channels / groups, rows, columns];
  /// a matrix is one kernel for one channel, rank 3 one feature map over several channels. A single
  /// bias serves every map. The settings `maps` and `kernel` follow from the filter.
  ///
  /// Where the channels agree, or the setting `dimensions` says so, [channels, length] under
  /// [maps, channels / groups, length] go over a length; see ``ConvolutionLine``.
  static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    var operands = operands
    let given = operands
    let dimensions = operands.settings.choice("dimensions").flatMap { Int($0) }
    operands.settings["dimensions"] = nil
    let groups = operands.settings.whole("groups") ?? 1
    if let line = try ConvolutionLine(given, dimensions: dimensions) {
      return try fit(line, operands)
    }
    let input = try operands.onlyInput(of: declaration.kind)
    guard let items = input.items(ofRank: 3) else {
      throw .input(
        problem:
          "the input is \(Tensor.describe(input.shape)); it must be rows × columns, channels "
          + "× rows × columns or items × channels × rows × columns")
    }
    guard let filter = operands.parameters[.weight] else { return operands.fitted(items: items) }
    let channels = items[0].shape[0]
    let isSpread = operands.kernels.contains(.weight) && filter.rank == 2 && channels > 1
    let weights: Tensor
    if isSpread {
      weights = try filter.spread(over: channels, groups: groups)
    } else {
      do {
        weights = try fit(
          operands.layout.parameters == .channelsFirst
            ? filter
            : filter.filtersFromChannelsLast(
              isDepthwise: filter.rank == 4 && groups == channels && channels > 1
                && filter.shape[2] == channels),
          channels: channels, groups: groups)
      } catch .parameter(let name, let problem) {
        let advice = advice(given, filter, channels: channels, groups: groups)
        throw .parameter(name, problem: problem + advice)
      }
    }
    try operands.settle("maps", .whole(weights.shape[0]), from: "filter")
    try operands.settle("kernel", .extent(weights.extent), from: "filter")
    operands.parameters[.weight] = weights
    try operands.fitBias(count: weights.shape[0])
    var fitted = operands.fitted(items: items)
    if isSpread { fitted.remarks[.weight] = " on each channel" }
    return fitted
  }

  /// Operands of a convolution over a length, as those of one over rows and columns of one row.
  private static func fit(
    _ line: ConvolutionLine, _ operands: LayerOperands
  ) throws(LayerError) -> FittedOperands {
    var operands = operands
    if let weights = line.weights {
      try operands.settle("maps", .whole(weights.shape[0]), from: "filter")
      if operands.settings["kernel"] == .extent(Extent(weights.shape[3])) {
        operands.settings["kernel"] = nil
      }
      try operands.settle("kernel", .extent(weights.extent), from: "filter")
      operands.parameters[.weight] = weights
      try operands.fitBias(count: weights.shape[0])
    } else if let kernel = operands.settings.extent("kernel") {
      operands.settings["kernel"] = .extent(Extent(rows: 1, columns: kernel.columns))
    }
    if let padding = operands.settings.padding("padding") {
      operands.settings["padding"] = .padding(try padding.overLength())
    }
    var fitted = operands.fitted(items: line.items)
    fitted.remarks[.input] = ", one-dimensional"
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

extension Tensor {
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
