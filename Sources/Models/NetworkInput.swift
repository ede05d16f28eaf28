import Neural

extension Network {
  /// The items that a tensor holds: one of the network's input shape, or a batch [items, …].
  ///
  /// Dimensions of 1 may be left out or put in where that leaves one reading: a matrix is an image
  /// of one channel.
  /// - Throws: ``NetworkError`` where the tensor has another shape.
  public func items(of tensor: Tensor) throws(NetworkError) -> [Tensor] {
    guard let items = tensor.items(ofShape: inputShape) else {
      throw NetworkError(stage: nil, .inputShape(expected: inputShape, found: tensor.shape))
    }
    return items
  }
}

extension Tensor {
  /// A picture as one item, [1, channels, rows, columns]: its channels are no items of a batch.
  public var onePicture: Tensor {
    guard rank == 3, let item = try? reshaped([1] + shape) else { return self }
    return item
  }

  /// The items of a shape that the tensor holds, one or a batch, dimensions of 1 put in or left out;
  /// nil where it has another shape.
  fileprivate func items(ofShape shape: [Int]) -> [Tensor]? {
    let wanted = shape.filter { $0 > 1 }
    if self.shape.filter({ $0 > 1 }) == wanted, let item = try? reshaped(shape) { return [item] }
    if rank > 1, self.shape.dropFirst().filter({ $0 > 1 }) == wanted {
      let items = (0..<self.shape[0]).compactMap { try? self[slice: $0].reshaped(shape) }
      if items.count == self.shape[0] { return items }
    }
    return nil
  }

  /// The tensor with each number divided by another.
  func divided(by divisor: Double) -> Tensor {
    guard divisor != 1 else { return self }
    let quotients = values.map { $0 / divisor }
    return (try? Tensor(shape: shape, values: quotients)) ?? self
  }
}

extension NetworkPlan {
  /// The name of an input and what is given for it, in `NAME=TENSOR`; without a name the text itself.
  public static func namedInput(in text: String) -> (name: String?, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let isName = parts[0].allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    return parts.count == 2 && isName ? (String(parts[0]), String(parts[1])) : (nil, text)
  }

  /// A tensor for each input of the network, put together as the network takes them; those without a
  /// name are for the inputs in order.
  ///
  /// - Throws: ``NetworkInputError`` where there are other tensors than inputs, one has another shape
  ///   than its input, or they hold different numbers of items.
  public func items(
    of tensors: [(name: String?, tensor: Tensor)]
  ) throws(NetworkInputError) -> [Tensor] {
    let inputs = namedInputs
    let names = inputs.map(\.name)
    var given: [String: Tensor] = [:]
    for (index, (name, tensor)) in tensors.enumerated() {
      guard let name = name ?? (index < names.count ? names[index] : nil) else {
        throw .count(tensors.count, names: names)
      }
      guard names.contains(name) else { throw .unknown(name, names: names) }
      guard given[name] == nil else { throw .twice(name) }
      given[name] = tensor
    }
    var parts: [[Tensor]] = []
    for input in inputs {
      guard let tensor = given[input.name] else { throw .missing(input.name, names: names) }
      guard let items = tensor.items(ofShape: input.shape) else {
        throw .shape(input.name, expected: input.shape, found: tensor.shape)
      }
      parts.append(items)
    }
    let count = parts.first?.count ?? 0
    for (input, items) in zip(inputs, parts) where items.count != count {
      throw .items(input.name, items.count, first: names[0], count)
    }
    return (0..<count).compactMap { item in
      let values = parts.flatMap { $0[item].values }
      return try? Tensor(shape: [values.count], values: values)
    }
  }
}

/// What can be wrong with the inputs of a network by name.
public enum NetworkInputError: Error, Equatable, CustomStringConvertible {
  /// There are more tensors than inputs.
  case count(Int, names: [String])
  /// There is no input of that name.
  case unknown(String, names: [String])
  /// There are two tensors for one input.
  case twice(String)
  /// There is no tensor for an input.
  case missing(String, names: [String])
  /// A tensor has another shape than its input.
  case shape(String, expected: [Int], found: [Int])
  /// Two tensors hold different numbers of items.
  case items(String, Int, first: String, Int)

  /// The input that is wrong among those given; nil where one is missing, or there are too many.
  public var name: String? {
    switch self {
    case .unknown(let name, _), .twice(let name), .shape(let name, _, _),
      .items(let name, _, _, _):
      name
    case .count, .missing: nil
    }
  }

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .count(let count, let names):
      "there are \(count) inputs for a network that takes \(names.joined(separator: ", "))"
    case .unknown(let name, let names):
      "the network has no input '\(name)'; it takes \(names.joined(separator: ", "))"
    case .twice(let name): "the input '\(name)' is given twice"
    case .missing(let name, let names):
      "the input '\(name)' is missing; the network takes \(names.joined(separator: ", ")), each as "
        + "--input NAME=TENSOR"
    case .shape(let name, let expected, let found):
      "the stage '\(name)' takes an input of \(Tensor.describe(expected)), not "
        + Tensor.describe(found)
    case .items(let name, let count, let first, let other):
      "the input '\(name)' has \(count) items and '\(first)' \(other); give as many of each"
    }
  }
}
