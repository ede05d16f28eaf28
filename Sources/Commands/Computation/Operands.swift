import ArrayFiles
import Neural

/// Brings what a user gives into the shapes that a layer takes.
enum Operands {
  /// An input as [channels, rows, columns]; a matrix is one channel, a vector one row.
  static func input(_ operand: InputOperand) throws(Failure) -> Tensor {
    let ordered =
      operand.layout == .channelsLast ? operand.tensor.mapsFromChannelsLast() : operand.tensor
    return try input(ordered)
  }

  /// A tensor, channels first, as [channels, rows, columns].
  static func input(_ tensor: Tensor) throws(Failure) -> Tensor {
    let shape = tensor.shape
    guard tensor.rank <= 3 else {
      let batch =
        tensor.rank == 4 ? ", \(shape[0]) items; choose one with #0 to #\(shape[0] - 1)" : ""
      throw Failure(
        .malformedData,
        "the input is \(Tensor.describe(shape))\(batch); it must be rows × columns or channels × "
          + "rows × columns")
    }
    return try tensor.padded(toRank: 3)
  }

  /// A tensor without a leading dimension of one item, where it has all four.
  static func withoutBatch(_ tensor: Tensor) -> Tensor {
    tensor.rank == 4 && tensor.shape[0] == 1 ? tensor[slice: 0] : tensor
  }

  /// What to say of an input that looks as if its channels came last, read with its channels first:
  /// nil where it does not.
  static func channelsLastNote(_ tensor: Tensor) -> String? {
    guard tensor.rank == 3 else { return nil }
    let (rows, columns, last) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    guard [1, 3, 4].contains(last), min(rows, columns) > max(last, 3),
      max(rows, columns) <= 4 * min(rows, columns)
    else { return nil }
    return
      "the input is \(Tensor.describe(tensor.shape)), read as \(rows) channels of \(columns) × "
      + "\(last); --layout input:channels-last reads it as \(counted(last, "channel")) of \(rows) × "
      + "\(columns)"
  }

  /// A filter as [maps, channels / groups, rows, columns].
  ///
  /// A matrix is one kernel for one channel, rank 3 one feature map over several channels.
  static func weights(
    _ tensor: Tensor, channels: Int, groups: Int
  ) throws(Failure) -> Tensor {
    guard tensor.rank <= 4 else {
      throw Failure(
        .malformedData,
        "the filter is \(Tensor.describe(tensor.shape)); it must be rows × columns, channels × "
          + "rows × columns or maps × channels × rows × columns")
    }
    let weights = try tensor.padded(toRank: 4)
    let maps = weights.shape[0]
    guard weights.shape[1] * groups == channels, maps.isMultiple(of: groups) else {
      let rightMaps = (maps + groups - 1) / groups * groups
      let right = [rightMaps, channels / groups, weights.shape[2], weights.shape[3]]
      let shape = Tensor.describe(groups == 1 && tensor.rank < 4 ? Array(right[1...]) : right)
      let inGroups = groups == 1 ? "" : " in \(groups) groups"
      throw Failure(
        .malformedData,
        "the filter is \(Tensor.describe(tensor.shape)), which does not fit an input of "
          + "\(counted(channels, "channel"))\(inGroups); it would have to be \(shape)")
    }
    return weights
  }

  /// The weights of a fully connected layer, [neurons, inputs]; a vector is one neuron's.
  ///
  /// - Parameters:
  ///   - input: The input, whose cells are the inputs in row order.
  ///   - layout: Where channels stand in what was flattened for the weights. Keras, which has them
  ///     last, has the weights as inputs × neurons; neurons × inputs are taken where only they fit.
  static func matrix(
    _ tensor: Tensor, over input: Tensor, layout: Layout = .channelsFirst
  ) throws(Failure) -> Tensor {
    let inputs = input.count
    var weights = try tensor.rank > 2 ? tensor : tensor.padded(toRank: 2)
    let isKeras = tensor.rank == 2 && tensor.shape[0] == inputs
    if layout == .channelsLast, isKeras { weights = weights.permuted([1, 0]) }
    guard weights.rank == 2, weights.shape[1] == inputs else {
      let advice =
        isKeras ? "; --layout filter:channels-last reads it as Keras has it, inputs × neurons" : ""
      throw Failure(
        .malformedData,
        "the filter is \(Tensor.describe(tensor.shape)), which does not fit a fully connected layer "
          + "of \(counted(inputs, "input")); it would have to be neurons × inputs, such as "
          + Tensor.describe([weights.rank == 2 ? weights.shape[0] : 1, inputs]) + advice)
    }
    guard layout == .channelsLast else { return weights }
    return weights.denseFromChannelsLast(over: try input.padded(toRank: 3).shape)
  }

  /// A tensor in the shape of a layer's output; leading dimensions of length 1 may be left out.
  static func output(_ tensor: Tensor, shape: [Int], role: String) throws(Failure) -> Tensor {
    let core = shape.drop { $0 == 1 }
    let found = tensor.shape.drop { $0 == 1 }
    // What goes over a length has one row, which may be left out as well.
    let line = shape.count == 3 && shape[1] == 1 ? [shape[0], shape[2]].drop { $0 == 1 } : core
    guard found == core || found == line else {
      let right = shape.suffix(max(core.count, min(2, shape.count)))
      throw Failure(
        .malformedData,
        "the \(role) is \(Tensor.describe(tensor.shape)); it must have the shape of the layer's "
          + "output, \(shape.count == 1 ? counted(shape[0], "number") : Tensor.describe(Array(right)))"
      )
    }
    return try tensor.inShape(shape)
  }

  /// Biases [maps]; a single number serves every map.
  static func bias(_ tensor: Tensor, maps: Int) -> Tensor {
    tensor.count == 1 ? Tensor(repeating: tensor.values[0], shape: [maps]) : tensor
  }

  /// A number of things.
  static func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Tensor {
  /// The same values in another shape of as many.
  func inShape(_ shape: [Int]) throws(Failure) -> Tensor {
    do {
      return try reshaped(shape)
    } catch {
      throw Failure(.malformedData, error.description)
    }
  }

  /// The same values with leading dimensions of length 1.
  fileprivate func padded(toRank rank: Int) throws(Failure) -> Tensor {
    try inShape(Array(repeating: 1, count: max(0, rank - self.rank)) + shape)
  }
}
