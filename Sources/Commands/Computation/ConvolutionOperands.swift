import ArrayFiles
import Neural

/// An input and a filter in the shapes that a convolution takes.
///
/// Two readings are possible: over rows and columns, and over a length as PyTorch's Conv1d has it,
/// channels × length under maps × channels × length. The second is taken where the channels agree.
struct ConvolutionOperands {
  /// The input, [channels, rows, columns]; one row where it is one-dimensional.
  let input: Tensor
  /// The filter, [maps, channels / groups, rows, columns].
  let weights: Tensor
  /// Whether the convolution goes over a length.
  private(set) var isOneDimensional = false
  /// Whether one kernel of one channel was laid on several channels.
  private(set) var isSpread = false

  /// The operands over a length or over rows and columns, as `form` says or as they fit.
  ///
  /// - Parameter isKernel: Whether the filter is a named one of one channel, which lies on every
  ///   channel: for one feature map, or with groups for one a group.
  /// - Throws: ``Failure`` where they do not fit together, or fit in two ways.
  init(
    _ operand: InputOperand, filter: Tensor, isKernel: Bool, groups: Int, form: OperandForm
  ) throws(Failure) {
    let layout = form.layout?.filter ?? .channelsFirst
    if let line = try LineOperands.chosen(operand, filter, layout, groups, form.dimensions) {
      (input, weights) = (line.input, line.weights)
      isOneDimensional = true
      return
    }
    input = try Operands.input(operand)
    let channels = input.shape[0]
    guard channels.isMultiple(of: groups) else {
      throw Failure(
        .malformedData,
        "the input's \(Operands.counted(channels, "channel")) cannot be divided into \(groups) "
          + "groups")
    }
    if isKernel, filter.rank == 2, channels > 1 {
      let copies = try filter.inShape([1, 1] + filter.shape).repeated(channels)
      weights = try copies.inShape([groups, channels / groups] + filter.shape)
      isSpread = true
      return
    }
    let isDepthwise = filter.rank == 4 && groups == channels && filter.shape[2] == channels
    let ordered =
      layout == .channelsFirst
      ? filter : filter.filtersFromChannelsLast(isDepthwise: isDepthwise && channels > 1)
    do {
      weights = try Operands.weights(ordered, channels: channels, groups: groups)
    } catch {
      let advice = ConvolutionOperands.advice(operand, filter, layout, channels, groups)
      throw Failure(error.kind, error.description + advice)
    }
  }

  /// What else the operands could be, where they do not fit.
  private static func advice(
    _ operand: InputOperand, _ filter: Tensor, _ layout: Layout, _ channels: Int, _ groups: Int
  ) -> String {
    let shape = operand.tensor.shape
    if shape.count == 3, operand.layout == .channelsFirst, layout == .channelsFirst,
      filter.rank > 2
    {
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
}

extension Tensor {
  /// The tensor as often as asked for, one after the other in the first dimension.
  fileprivate func repeated(_ times: Int) throws(Failure) -> Tensor {
    do {
      return try Tensor(
        shape: [shape[0] * times] + shape.dropFirst(),
        values: Array(repeatElement(values, count: times).joined()))
    } catch {
      throw Failure(.malformedData, error.description)
    }
  }
}
