import Neural

/// Brings what a user gives into the shapes that a layer takes.
enum Operands {
  /// An input as [channels, rows, columns]; a matrix is one channel, a vector one row.
  static func input(_ tensor: Tensor) throws(Failure) -> Tensor {
    guard tensor.rank <= 3 else {
      throw Failure(
        .malformedData,
        "the input is \(Tensor.describe(tensor.shape)); it must be rows × columns or channels × "
          + "rows × columns")
    }
    return try tensor.padded(toRank: 3)
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
    guard channels.isMultiple(of: groups) else {
      throw Failure(
        .malformedData,
        "the input's \(counted(channels, "channel")) cannot be divided into \(groups) groups")
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
  static func matrix(_ tensor: Tensor, inputs: Int) throws(Failure) -> Tensor {
    let weights = try tensor.rank > 2 ? tensor : tensor.padded(toRank: 2)
    guard weights.rank == 2, weights.shape[1] == inputs else {
      throw Failure(
        .malformedData,
        "the filter is \(Tensor.describe(tensor.shape)), which does not fit a fully connected layer "
          + "of \(counted(inputs, "input")); it would have to be neurons × inputs, such as "
          + Tensor.describe([weights.rank == 2 ? weights.shape[0] : 1, inputs]))
    }
    return weights
  }

  /// A tensor in the shape of a layer's output; leading dimensions of length 1 may be left out.
  static func output(_ tensor: Tensor, shape: [Int], role: String) throws(Failure) -> Tensor {
    let core = shape.drop { $0 == 1 }
    guard tensor.shape.drop(while: { $0 == 1 }) == core else {
      let right = shape.suffix(max(core.count, min(2, shape.count)))
      throw Failure(
        .malformedData,
        "the \(role) is \(Tensor.describe(tensor.shape)); it must have the shape of the layer's "
          + "output, \(shape.count == 1 ? counted(shape[0], "number") : Tensor.describe(Array(right)))"
      )
    }
    do {
      return try tensor.reshaped(shape)
    } catch {
      throw Failure(.malformedData, error.description)
    }
  }

  /// Biases [maps]; a single number serves every map.
  static func bias(_ tensor: Tensor, maps: Int) -> Tensor {
    tensor.count == 1 ? Tensor(repeating: tensor.values[0], shape: [maps]) : tensor
  }

  private static func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Tensor {
  /// The same values with leading dimensions of length 1.
  fileprivate func padded(toRank rank: Int) throws(Failure) -> Tensor {
    let ones = Array(repeating: 1, count: max(0, rank - self.rank))
    do {
      return try reshaped(ones + shape)
    } catch {
      throw Failure(.malformedData, error.description)
    }
  }
}
