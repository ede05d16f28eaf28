/// The elements of a tensor by the channel that they belong to: all those with one index along an
/// axis.
struct TensorChannels: Sendable, Hashable {
  /// The tensor's shape.
  let shape: [Int]
  /// The axis of the channels.
  let axis: Int
  /// From one element of a channel to the next channel's.
  private let stride: Int
  /// The number of elements of each channel.
  let count: Int

  /// The channels of a shape along an axis.
  init(of shape: [Int], along axis: Int) {
    (self.shape, self.axis) = (shape, axis)
    stride = shape[(axis + 1)...].reduce(1, *)
    count = shape.reduce(1, *) / shape[axis]
  }

  /// The channel of an element, by its row-major number.
  func channel(of offset: Int) -> Int { offset / stride % shape[axis] }

  /// The row-major number of an element, by its number in its channel.
  private func offset(_ number: Int, of channel: Int) -> Int {
    let (outer, inner) = number.quotientAndRemainder(dividingBy: stride)
    return (outer * shape[axis] + channel) * stride + inner
  }

  /// Σ of a value over each channel's elements, [channels].
  func sums(_ value: (_ offset: Int) -> Double) -> Tensor {
    Tensor(
      uncheckedShape: [shape[axis]],
      values: (0..<shape[axis]).map { channel in
        (0..<count).reduce(0) { $0 + value(offset($1, of: channel)) }
      })
  }

  /// A tensor of this shape, from each element's number and channel.
  func map(_ value: (_ offset: Int, _ channel: Int) -> Double) -> Tensor {
    Tensor(
      uncheckedShape: shape,
      values: (0..<shape.reduce(1, *)).map { value($0, channel(of: $0)) })
  }

  /// An account of one step for each channel, with a term for each of its elements.
  func account(
    _ result: TensorName, _ values: Tensor, rule: Rule,
    _ term: @escaping @Sendable (_ offset: Int, _ indices: Indices) -> StepTerm
  ) -> Account {
    Account(
      Account.Name(rawValue: result.rawValue), result: result, shape: values.shape,
      steps: values.shape
    ) { channel in
      let terms = StepTerms(count: count) { number in
        let offset = offset(number, of: channel)
        return term(offset, Indices(of: offset, in: shape))
      }
      return AccountStep(
        index: channel, target: Address(result, Indices(only: channel)), rule: rule, terms: terms,
        result: values.values[channel])
    }
  }
}

extension Tensor {
  /// The operand of a channel, with its address in a tensor [channels] of the given name.
  func operand(_ name: TensorName, ofChannel channel: Int) -> Operand {
    operand(name, channel, Indices(only: channel))
  }

  /// What a function makes of each element and that of another tensor of the shape.
  func combined(_ other: Tensor, _ function: (Double, Double) -> Double) -> Tensor {
    Tensor(uncheckedShape: shape, values: zip(values, other.values).map(function))
  }

  /// What a function makes of each element.
  func mapped(_ function: (Double) -> Double) -> Tensor {
    Tensor(uncheckedShape: shape, values: values.map(function))
  }
}
