/// A convolutional layer: feature maps that each sweep their shared weights over the input.
///
/// z[o, m, n] = Σ_c Σ_u Σ_v a[c, m·sᵣ + u·δᵣ − top, n·s꜀ + v·δ꜀ − left] · w[o, c, u, v] + b[o],
/// a[o, m, n] = σ(z[o, m, n]). With groups, each map sees only the channels of its group.
///
/// That is a cross-correlation ⋆: the filter lies over the input as it is given. A convolution ∗
/// rotates it by 180° first, so that w[o, c, I−1−u, J−1−v] stands above. The weights are kept as
/// given in both; ``weightCell(under:)`` says which of them lies where.
///
/// Where the overlay reaches beyond the input there are zeros, or values of the input again; see
/// ``PaddingMode``. In one dimension inputs are [channels, length] and weights [maps, channels /
/// groups, length]; that is the convolution over one row, which the typed passes show.
/// Source: *Convolutional Neural Networks: An Intuitive Primer* (2019).
public struct Convolution: Sendable, Equatable {
  /// Which way the filter lies over the underlay.
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    /// The filter as it is.
    case crossCorrelation = "cross-correlation"
    /// The filter rotated by 180°.
    case convolution
  }

  /// The shared weights, [maps, channels / groups, rows, columns], as given (not rotated); one row
  /// in one dimension.
  public let weights: Tensor
  /// The shared biases, one for each map; zeros in a layer without biases.
  public let bias: Tensor
  /// Whether the layer has biases to learn.
  public let hasBias: Bool
  /// The activation function σ.
  public let activation: Activation
  /// The geometry of the overlay sweep.
  public let geometry: Geometry
  /// The number of groups that channels and maps are divided into.
  public let groups: Int
  /// Whether the filter is rotated.
  public let operation: Operation
  /// What stands around the input.
  public let paddingMode: PaddingMode
  /// The number of dimensions that the overlay moves in, 1 or 2.
  public let dimensions: Int

  /// A layer with the given weights [maps, channels / groups, rows, columns], or in one dimension
  /// [maps, channels / groups, length].
  ///
  /// The geometry's kernel is taken from the weights.
  /// - Parameters:
  ///   - bias: The biases, which begin as zeros where none are given.
  ///   - hasBias: Whether there are biases at all.
  ///   - dimensions: 1 or 2; in one dimension the columns of lengths and padding count.
  /// - Throws: ``LayerError`` where ranks, the number of biases, the groups, or the lengths of the
  ///   geometry do not fit.
  public init(
    weights: Tensor, bias: Tensor? = nil, hasBias: Bool = true, activation: Activation = .identity,
    stride: Extent = Extent(1), padding: PaddingRule = .valid, dilation: Extent = Extent(1),
    groups: Int = 1, operation: Operation = .crossCorrelation, paddingMode: PaddingMode = .zeros,
    dimensions: Int = 2
  ) throws(LayerError) {
    guard 1...2 ~= dimensions else { throw Convolution.dimensions(dimensions) }
    guard weights.rank == dimensions + 2 else {
      throw dimensions == 2
        ? .weightsRank(weights.shape)
        : .parameter(
          TensorName.weight.rawValue,
          problem: "weights in one dimension are [maps, channels / groups, length], not "
            + Tensor.describe(weights.shape))
    }
    let weights = dimensions == 1 ? weights.withOneRow : weights
    let maps = weights.shape[0]
    guard hasBias || bias == nil else { throw .unwantedBias }
    let bias = bias ?? Tensor(shape: [maps])
    guard bias.count == maps else { throw .biasCount(maps: maps, found: bias.count) }
    guard groups > 0, maps.isMultiple(of: groups) else {
      throw .mapsNotDivisible(maps: maps, groups: groups)
    }
    var geometry = Geometry(
      kernel: weights.extent, stride: stride, padding: padding, dilation: dilation)
    if dimensions == 1 { geometry = geometry.alongColumns }
    do { try geometry.check() } catch { throw .geometry(error) }
    self.weights = weights
    self.bias = Tensor(uncheckedShape: [maps], values: bias.values)
    self.hasBias = hasBias
    self.activation = activation
    self.geometry = geometry
    self.groups = groups
    self.operation = operation
    self.paddingMode = paddingMode
    self.dimensions = dimensions
  }

  private init(withoutPadding layer: Convolution) {
    (weights, bias, hasBias) = (layer.weights, layer.bias, layer.hasBias)
    (activation, groups, operation) = (layer.activation, layer.groups, layer.operation)
    (paddingMode, dimensions) = (.zeros, layer.dimensions)
    var geometry = layer.geometry
    geometry.padding = .valid
    self.geometry = geometry
  }

  /// The layer over inputs whose padding is written out.
  var withoutPadding: Convolution { Convolution(withoutPadding: self) }

  static func dimensions(_ count: Int) -> LayerError {
    .setting("dimensions", problem: "a convolution has 1 or 2 dimensions, not \(count)")
  }

  /// The number of feature maps.
  public var maps: Int { weights.shape[0] }
  /// The kernel's rows and columns.
  public var kernel: Extent { geometry.kernel }
  /// The number of channels that one map sees.
  public var channelsInGroup: Int { weights.shape[1] }
  /// The number of channels that the layer takes.
  public var channels: Int { channelsInGroup * groups }

  /// The first channel that a map sees.
  public func firstChannel(ofMap map: Int) -> Int {
    map / (maps / groups) * channelsInGroup
  }

  /// The filter's cell that lies on a kernel cell: itself, or its opposite for a convolution.
  public func weightCell(under kernelCell: Cell) -> Cell {
    switch operation {
    case .crossCorrelation: kernelCell
    case .convolution:
      Cell(kernel.rows - 1 - kernelCell.row, kernel.columns - 1 - kernelCell.column)
    }
  }

  /// The forward pass over an input [channels, rows, columns], or in one dimension
  /// [channels, length].
  ///
  /// - Throws: ``LayerError`` where the input's rank or channels do not fit, the filter is larger
  ///   than the padded input, the padding wider than what it repeats, or there would be more than
  ///   2²⁷ neurons.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    let input = dimensions == 1 && input.rank == 2 ? input.withOneRow : input
    return ForwardPass(layer: self, input: input, sweep: try sweep(over: input.shape))
  }

  /// The overlay positions over an input [channels, rows, columns].
  func sweep(over input: [Int]) throws(LayerError) -> Sweep {
    guard input.count == 3, dimensions == 2 || input[1] == 1 else { throw .inputRank(input) }
    guard input[0] == channels else { throw .channels(expected: channels, found: input[0]) }
    let sweep: Sweep
    do {
      sweep = try Sweep(over: Extent(rows: input[1], columns: input[2]), geometry: geometry)
    } catch { throw .geometry(error) }
    if paddingMode != .zeros {
      try paddingMode.check(sweep.padding, of: sweep.underlay)
      let padded = sweep.overWrittenPadding.underlay
      guard padded.count <= Sweep.limit / channels else {
        throw .geometry(.tooLarge(name: "padded input"))
      }
    }
    guard sweep.count <= Sweep.limit / maps else {
      throw .geometry(.tooLarge(name: "stack of feature maps"))
    }
    return sweep
  }
}
