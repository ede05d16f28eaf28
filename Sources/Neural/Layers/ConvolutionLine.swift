/// Operands of a convolution over a length, as PyTorch's Conv1d has them, as rows and columns of one
/// row.
struct ConvolutionLine {
  /// The items of the input, [channels, 1, length] each.
  let items: [Tensor]
  /// The filter, [maps, channels / groups, 1, length]; nil where none is given.
  let weights: Tensor?

  /// The operands where they are meant to be over a length, nil where over rows and columns.
  ///
  /// - Parameter dimensions: 1 or 2 where that is asked for; nil where the operands tell.
  /// - Throws: ``LayerError`` where a length is asked for that does not fit, or where both readings
  ///   fit.
  init?(_ operands: LayerOperands, dimensions: Int?) throws(LayerError) {
    guard dimensions != 2, let input = operands.inputs.first else { return nil }
    let isAskedFor = dimensions == 1
    let groups = operands.settings.whole("groups") ?? 1
    let lengths = ConvolutionLine.lengths(of: input, operands.layout.input)
    guard let filter = operands.parameters[.weight] else {
      guard isAskedFor else { return nil }
      guard let lengths else {
        throw .input(
          problem:
            "the input is \(Tensor.describe(input.shape)); over a length it takes channels × "
            + "length")
      }
      items = lengths.map(ConvolutionLine.row)
      weights = nil
      return
    }
    let kernels = ConvolutionLine.kernels(
      filter, operands.layout.parameters, isAskedFor: isAskedFor)
    guard let lengths, let kernels else {
      guard isAskedFor else { return nil }
      throw ConvolutionLine.misfit(
        input, filter, "it takes channels × length under maps × channels × length")
    }
    let channels = lengths[0].shape[0]
    guard kernels.shape[1] * groups == channels, kernels.shape[0].isMultiple(of: groups) else {
      guard isAskedFor else { return nil }
      let right = [kernels.shape[0], max(1, channels / groups), kernels.shape[2]]
      throw ConvolutionLine.misfit(
        lengths[0], kernels, "the filter would have to be \(Tensor.describe(right))")
    }
    if !isAskedFor, input.rank == 3 {
      // One image, or a batch of series: the filter tells, or nothing does.
      guard channels > 1 else { return nil }
      if kernels.shape[0] * groups == input.shape[0] {
        throw ConvolutionLine.ambiguous(input, filter, channels: channels)
      }
    }
    items = lengths.map(ConvolutionLine.row)
    weights = Tensor(
      uncheckedShape: [kernels.shape[0], kernels.shape[1], 1, kernels.shape[2]],
      values: kernels.values)
  }

  /// The input as items of [channels, length], if it can be that.
  private static func lengths(of input: Tensor, _ layout: Layout) -> [Tensor]? {
    switch input.rank {
    case 1: [input.padded(toRank: 2)]
    case 2: [layout == .channelsLast ? input.permuted([1, 0]) : input]
    case 3: (layout == .channelsLast ? input.permuted([0, 2, 1]) : input).unstacked
    default: nil
    }
  }

  /// The filter as [maps, channels / groups, length], if it can be that.
  private static func kernels(
    _ filter: Tensor, _ layout: Layout, isAskedFor: Bool
  ) -> Tensor? {
    switch filter.rank {
    case 3: layout == .channelsLast ? filter.permuted([2, 1, 0]) : filter
    case 1 where isAskedFor, 2 where isAskedFor: filter.padded(toRank: 3)
    default: nil
    }
  }

  private static func row(_ length: Tensor) -> Tensor {
    Tensor(uncheckedShape: [length.shape[0], 1, length.shape[1]], values: length.values)
  }

  private static func ambiguous(
    _ input: Tensor, _ filter: Tensor, channels: Int
  ) -> LayerError {
    let shape = input.shape
    let image =
      shape[0] == 1
      ? "one channel of \(counted(shape[1], "row"))"
      : "\(shape[0]) channels of \(counted(shape[1], "row"))"
    let series =
      shape[0] == 1 ? "\(channels) channels of a length" : "\(shape[0]) items of a length"
    return .setting(
      "dimensions",
      problem: "the input is \(Tensor.describe(shape)) and the filter "
        + "\(Tensor.describe(filter.shape)): \(image) (--dimensions 2), or \(series) "
        + "(--dimensions 1)")
  }

  private static func misfit(_ input: Tensor, _ filter: Tensor, _ remedy: String) -> LayerError {
    .parameter(
      TensorName.weight.rawValue,
      problem: "the input is \(Tensor.describe(input.shape)) and the filter "
        + "\(Tensor.describe(filter.shape)); over a length \(remedy)")
  }
}

extension PaddingRule {
  /// The padding of a convolution over a length: `1` pads its two ends and no rows.
  ///
  /// - Throws: ``LayerError`` where rows are padded that there are not.
  func overLength() throws(LayerError) -> PaddingRule {
    guard case .explicit(var padding) = self else { return self }
    let sides = [padding.top, padding.bottom, padding.left, padding.right]
    guard sides.allSatisfy({ $0 == sides[0] }) || (padding.top == 0 && padding.bottom == 0) else {
      throw .setting(
        "padding",
        problem: "--padding \(sides[0]),\(sides[2]),\(sides[1]),\(sides[3]) pads rows, which a "
          + "convolution over a length has not; give one number, or 0,left,0,right")
    }
    (padding.top, padding.bottom) = (0, 0)
    return .explicit(padding)
  }
}
