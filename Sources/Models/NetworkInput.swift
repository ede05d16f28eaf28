import Neural

extension Network {
  /// The items that a tensor holds: one of the network's input shape, or a batch [items, …].
  ///
  /// Dimensions of 1 may be left out or put in where that leaves one reading: a matrix is an image
  /// of one channel.
  /// - Throws: ``NetworkError`` where the tensor has another shape.
  public func items(of tensor: Tensor) throws(NetworkError) -> [Tensor] {
    let wanted = inputShape.filter { $0 > 1 }
    if tensor.shape.filter({ $0 > 1 }) == wanted, let item = try? tensor.reshaped(inputShape) {
      return [item]
    }
    if tensor.rank > 1, tensor.shape.dropFirst().filter({ $0 > 1 }) == wanted {
      let items = (0..<tensor.shape[0]).compactMap { try? tensor[slice: $0].reshaped(inputShape) }
      if items.count == tensor.shape[0] { return items }
    }
    throw NetworkError(stage: nil, .inputShape(expected: inputShape, found: tensor.shape))
  }
}

extension Tensor {
  /// The tensor with each number divided by another.
  func divided(by divisor: Double) -> Tensor {
    guard divisor != 1 else { return self }
    let quotients = values.map { $0 / divisor }
    return (try? Tensor(shape: shape, values: quotients)) ?? self
  }
}
