import ArrayFiles
import Neural

/// Operands of a convolution over a length, as rows and columns of one row.
struct LineOperands {
  /// The input, [channels, 1, length].
  let input: Tensor
  /// The filter, [maps, channels / groups, 1, length].
  let weights: Tensor

  /// The operands where they are meant to be over a length, nil where over rows and columns.
  ///
  /// - Throws: ``Failure`` where `--dimensions 1` asks for what does not fit, or where both readings
  ///   fit.
  static func chosen(
    _ operand: InputOperand, _ filter: Tensor, _ layout: Layout, _ groups: Int, _ dimensions: Int?
  ) throws(Failure) -> LineOperands? {
    guard dimensions != 2 else { return nil }
    let isAskedFor = dimensions == 1
    guard let length = length(of: operand),
      let kernels = kernels(filter, layout, isAskedFor: isAskedFor)
    else {
      guard isAskedFor else { return nil }
      throw misfit(
        operand.tensor, filter, "it takes", "channels × length", "maps × channels × length")
    }
    let fits = kernels.shape[1] * groups == length.shape[0]
    guard fits, kernels.shape[0].isMultiple(of: groups) else {
      guard isAskedFor else { return nil }
      let right = [kernels.shape[0], max(1, length.shape[0] / groups), kernels.shape[2]]
      throw misfit(
        length, kernels, "the filter would have to be", Tensor.describe(right), nil)
    }
    if !isAskedFor, operand.tensor.rank == 3 {
      // One image of one channel, or a batch of one series: the filter tells, or nothing does.
      guard length.shape[0] > 1 else { return nil }
      if kernels.shape[0] == 1 { throw ambiguous(operand.tensor, filter) }
    }
    let (i, k) = (length.shape, kernels.shape)
    return LineOperands(
      input: try length.inShape([i[0], 1, i[1]]),
      weights: try kernels.inShape([k[0], k[1], 1, k[2]]))
  }

  /// The input as [channels, length], if it can be that.
  private static func length(of operand: InputOperand) -> Tensor? {
    let tensor = operand.tensor
    switch tensor.rank {
    case 1: return try? tensor.reshaped([1, tensor.count])
    case 2: return operand.layout == .channelsLast ? tensor.permuted([1, 0]) : tensor
    case 3 where tensor.shape[0] == 1 && operand.layout == .channelsFirst:
      return tensor[slice: 0]
    default: return nil
    }
  }

  /// The filter as [maps, channels / groups, length], if it can be that.
  private static func kernels(
    _ filter: Tensor, _ layout: Layout, isAskedFor: Bool
  ) -> Tensor? {
    switch filter.rank {
    case 3: layout == .channelsLast ? filter.permuted([2, 1, 0]) : filter
    case 1 where isAskedFor, 2 where isAskedFor:
      try? filter.reshaped(Array(repeating: 1, count: 3 - filter.rank) + filter.shape)
    default: nil
    }
  }

  private static func ambiguous(_ input: Tensor, _ filter: Tensor) -> Failure {
    let shape = input.shape
    return Failure(
      .malformedData,
      "the input is \(Tensor.describe(shape)) and the filter \(Tensor.describe(filter.shape)): one "
        + "channel of \(shape[1]) rows (--dimensions 2), or \(shape[1]) channels of a length "
        + "(--dimensions 1)")
  }

  private static func misfit(
    _ input: Tensor, _ filter: Tensor, _ verb: String, _ first: String, _ second: String?
  ) -> Failure {
    Failure(
      .malformedData,
      "the input is \(Tensor.describe(input.shape)) and the filter \(Tensor.describe(filter.shape)); "
        + "over a length \(verb) \(first)" + (second.map { " under \($0)" } ?? ""))
  }
}

extension PaddingRule {
  /// The padding of a convolution over a length: `1` pads its two ends and no rows.
  ///
  /// - Throws: ``Failure`` where rows are padded that there are not.
  func overLength() throws(Failure) -> PaddingRule {
    guard case .explicit(var padding) = self else { return self }
    let sides = [padding.top, padding.bottom, padding.left, padding.right]
    guard sides.allSatisfy({ $0 == sides[0] }) || (padding.top == 0 && padding.bottom == 0) else {
      throw Failure(
        .usage,
        "--padding \(sides[0]),\(sides[2]),\(sides[1]),\(sides[3]) pads rows, which a convolution "
          + "over a length has not; give one number, or 0,left,0,right")
    }
    (padding.top, padding.bottom) = (0, 0)
    return .explicit(padding)
  }
}
