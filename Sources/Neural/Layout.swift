/// The order of dimensions in an array: where its channels stand.
public enum Layout: String, CaseIterable, Sendable {
  /// [channels, rows, columns], and filters [maps, channels, rows, columns], as PyTorch, ONNX and
  /// this program have them.
  case channelsFirst = "channels-first"
  /// [rows, columns, channels], and filters [rows, columns, channels, maps], as TensorFlow, Keras,
  /// Pillow and OpenCV have them.
  case channelsLast = "channels-last"
}

/// Where channels stand in what a user gives.
public struct OperandLayout: Sendable, Hashable {
  /// The layout of inputs.
  public var input: Layout
  /// The layout of filters, and of the inputs of fully connected weights.
  public var parameters: Layout
  /// The layout of gradients and targets, which have the output's shape.
  public var output: Layout

  /// Channels first, unless said otherwise.
  public init(
    input: Layout = .channelsFirst, parameters: Layout = .channelsFirst,
    output: Layout = .channelsFirst
  ) {
    (self.input, self.parameters, self.output) = (input, parameters, output)
  }
}

extension Tensor {
  /// The tensor with its dimensions in another order: dimension i of the result is `axes[i]` of it.
  ///
  /// `axes` holds each dimension once.
  public func permuted(_ axes: [Int]) -> Tensor {
    precondition(axes.sorted() == Array(0..<rank), "\(axes) is no order of \(rank) dimensions")
    var strides = Array(repeating: 1, count: rank)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let lengths = axes.map { shape[$0] }
    let steps = axes.map { strides[$0] }
    var result: [Double] = []
    result.reserveCapacity(count)
    var indices = Array(repeating: 0, count: rank)
    var offset = 0
    for _ in 0..<count {
      result.append(values[offset])
      for axis in lengths.indices.reversed() {
        indices[axis] += 1
        offset += steps[axis]
        if indices[axis] < lengths[axis] { break }
        indices[axis] = 0
        offset -= steps[axis] * lengths[axis]
      }
    }
    return Tensor(uncheckedShape: lengths, values: result)
  }

  /// A picture or the maps of a layer, [rows, columns, channels], as [channels, rows, columns]; with
  /// a dimension before them, or without channels, accordingly.
  public func mapsFromChannelsLast() -> Tensor {
    guard rank > 2 else { return self }
    let batch = Array(0..<(rank - 3))
    return permuted(batch + [rank - 1, rank - 3, rank - 2])
  }

  /// Filters [rows, columns, channels, maps] as [maps, channels, rows, columns], and one filter
  /// [rows, columns, channels] as [channels, rows, columns].
  ///
  /// - Parameter isDepthwise: Whether it is the kernel of a depthwise layer, [rows, columns,
  ///   channels, multiplier], whose maps are those of the first channel, then of the second and so on:
  ///   [channels · multiplier, 1, rows, columns].
  public func filtersFromChannelsLast(isDepthwise: Bool = false) -> Tensor {
    switch rank {
    case 4 where isDepthwise:
      let maps = permuted([2, 3, 0, 1])
      return Tensor(
        uncheckedShape: [shape[2] * shape[3], 1, shape[0], shape[1]], values: maps.values)
    case 4: return permuted([3, 2, 0, 1])
    case 3: return permuted([2, 0, 1])
    default: return self
    }
  }

  /// Weights [neurons, inputs] whose inputs are the cells of [rows, columns, channels] in order, put
  /// into the order of the cells of [channels, rows, columns].
  ///
  /// - Parameter maps: The shape of what is flattened, [channels, rows, columns], of as many cells
  ///   as there are inputs.
  public func denseFromChannelsLast(over maps: [Int]) -> Tensor {
    precondition(
      rank == 2 && maps.count == 3 && maps.reduce(1, *) == shape[1],
      "weights \(shape) over \(maps)")
    let ordered = Tensor(
      uncheckedShape: [shape[0], maps[1], maps[2], maps[0]], values: values
    )
    .permuted([0, 3, 1, 2])
    return Tensor(uncheckedShape: shape, values: ordered.values)
  }
}
