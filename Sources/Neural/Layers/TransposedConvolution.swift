/// A transposed convolution: each cell of the input lays its filter, times its activation, onto the
/// output, where overlapping filters add up.
///
/// z[o, i, j] = Σ_c Σ_mn a[c, m, n] · w[c, o, u, v] + b[o] over all cells with i = m·sᵣ + u·δᵣ − top
/// and j = n·s꜀ + v·δ꜀ − left, and a[o, i, j] = σ(z[o, i, j]). The output has
/// (M − 1)·sᵣ + δᵣ(I − 1) + 1 − top − bottom rows, and as many more as the output padding says.
///
/// The same is a convolution, with the filter rotated by 180°, over the input with s − 1 zeros put
/// between its cells; its steps are the layer's. And it is what an ordinary convolution with the same
/// weights does to the gradient that goes back through it: that convolution, whose maps are this
/// layer's input, computes it without steps.
/// Source: V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning* (2016).
public struct TransposedConvolution: Sendable, Equatable {
  /// The shared biases, one for each map of the output; zeros in a layer without biases.
  public let bias: Tensor
  /// Whether the layer has biases to learn.
  public let hasBias: Bool
  /// The activation function σ.
  public let activation: Activation
  /// Rows and columns added at the output's bottom and right, for the sizes that a stride rounds
  /// away.
  public let outputPadding: Extent
  /// The rule of how much the output is cropped.
  public let padding: PaddingRule
  /// The convolution that goes the other way.
  public let convolution: Convolution

  /// A layer with the given weights [channels, maps / groups, rows, columns].
  ///
  /// - Parameters:
  ///   - bias: The biases, which begin as zeros where none are given.
  ///   - hasBias: Whether there are biases at all.
  ///   - padding: The rows and columns that the output is cropped by: the padding of the
  ///     convolution that goes the other way. `same` and `same-lower` make the output as many times
  ///     the input as the stride is.
  /// - Throws: ``LayerError`` where ranks, the number of biases, the groups, or the lengths of the
  ///   geometry do not fit.
  public init(
    weights: Tensor, bias: Tensor? = nil, hasBias: Bool = true, activation: Activation = .identity,
    stride: Extent = Extent(1), padding: PaddingRule = .valid,
    outputPadding: Extent = Extent(rows: 0, columns: 0), dilation: Extent = Extent(1),
    groups: Int = 1
  ) throws(LayerError) {
    guard weights.rank == 4 else {
      throw .parameter(
        TensorName.weight.rawValue,
        problem:
          "weights of a transposed convolution are [channels, maps / groups, rows, columns], "
          + "not \(Tensor.describe(weights.shape))")
    }
    guard groups > 0, weights.shape[0].isMultiple(of: groups) else {
      throw .setting(
        "groups",
        problem: "the input's \(counted(weights.shape[0], "channel")) cannot be divided into "
          + "\(groups) groups")
    }
    guard hasBias || bias == nil else { throw .unwantedBias }
    let geometry = Geometry(
      kernel: weights.extent, stride: stride, padding: padding, dilation: dilation)
    do { try geometry.check() } catch { throw .geometry(error) }
    guard
      0..<max(stride.rows, dilation.rows) ~= outputPadding.rows,
      0..<max(stride.columns, dilation.columns) ~= outputPadding.columns
    else { throw .outputPadding(outputPadding, stride: stride, dilation: dilation) }
    convolution = try Convolution(
      weights: weights, stride: stride,
      padding: .explicit(try geometry.cropping(outputPadding: outputPadding)), dilation: dilation,
      groups: groups)
    let maps = convolution.channels
    let bias = bias ?? Tensor(shape: [maps])
    guard bias.count == maps else { throw .biasCount(maps: maps, found: bias.count) }
    self.bias = Tensor(uncheckedShape: [maps], values: bias.values)
    self.hasBias = hasBias
    self.activation = activation
    self.outputPadding = outputPadding
    self.padding = padding
  }

  /// The shared weights, [channels, maps / groups, rows, columns].
  public var weights: Tensor { convolution.weights }
  /// The number of channels that the layer takes.
  public var channels: Int { convolution.maps }
  /// The number of feature maps that it gives.
  public var maps: Int { convolution.channels }
  /// The number of groups that channels and maps are divided into.
  public var groups: Int { convolution.groups }

  /// The forward pass over an input [channels, rows, columns].
  ///
  /// - Throws: ``LayerError`` where the input's rank or channels do not fit, or the padding leaves
  ///   nothing of the output, or the output would have more than 2²⁷ neurons.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    ForwardPass(layer: self, input: input, sweep: try sweep(over: input.shape))
  }

  /// The positions of the convolution that goes the other way over the output: one for each cell of
  /// an input [channels, rows, columns].
  func sweep(over input: [Int]) throws(LayerError) -> Sweep {
    guard input.count == 3 else { throw .inputRank(input) }
    guard input[0] == channels else { throw .channels(expected: channels, found: input[0]) }
    let cells = Extent(rows: input[1], columns: input[2])
    let output = try outputExtent(of: cells)
    do {
      // Output padding can make room for positions that the input has no cell for.
      return try Sweep(over: output, geometry: convolution.geometry).limited(to: cells)
    } catch { throw .geometry(error) }
  }

  private func outputExtent(of input: Extent) throws(LayerError) -> Extent {
    let geometry = convolution.geometry
    let padding = geometry.padding(over: input)
    do throws(GeometryError) {
      try Geometry.check(input, name: "input")
      let output = Extent(
        rows: (input.rows - 1) * geometry.stride.rows + geometry.span.rows + outputPadding.rows
          - padding.top - padding.bottom,
        columns: (input.columns - 1) * geometry.stride.columns + geometry.span.columns
          + outputPadding.columns - padding.left - padding.right)
      try Geometry.check(output, name: "output")
      guard output.count <= Sweep.limit / maps else {
        throw .tooLarge(name: "stack of feature maps")
      }
      return output
    } catch { throw .geometry(error) }
  }

  /// The layer after one step of gradient descent: b − η ∂C/∂b and w − η ∂C/∂w.
  ///
  /// - Throws: ``LayerError`` where the gradients have other shapes than the layer's parameters.
  public func updated(
    by gradients: Gradients, learningRate: Double
  ) throws(LayerError) -> TransposedConvolution {
    let geometry = convolution.geometry
    return try TransposedConvolution(
      weights: weights.stepped(along: gradients.weightGradient, by: learningRate, name: "weight"),
      bias: hasBias
        ? bias.stepped(along: gradients.biasGradient, by: learningRate, name: "bias") : nil,
      hasBias: hasBias, activation: activation, stride: geometry.stride, padding: padding,
      outputPadding: outputPadding, dilation: geometry.dilation, groups: groups)
  }
}

extension Geometry {
  /// The rows and columns that the output of a transposed convolution is cropped by.
  ///
  /// - Throws: ``LayerError`` where no cropping makes the output as long as `same` asks for.
  fileprivate func cropping(outputPadding: Extent) throws(LayerError) -> Padding {
    guard padding == .same || padding == .sameLower else { return padding(over: Extent(1)) }
    let rows = span.rows + outputPadding.rows - stride.rows
    let columns = span.columns + outputPadding.columns - stride.columns
    guard rows >= 0, columns >= 0 else {
      throw .setting(
        "padding",
        problem:
          "a filter that spans \(span) leaves gaps under a stride of \(stride), so the output "
          + "cannot be cropped to the stride times the input; use a larger filter or output padding"
      )
    }
    return Geometry.split(rows: rows, columns: columns, isUpper: padding == .same)
  }
}
