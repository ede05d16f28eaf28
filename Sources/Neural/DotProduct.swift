/// One summand of a dot product: an underlay cell times the weight that lies over it.
public struct Term: Sendable, Hashable {
  /// The matrix of the underlay's tensor that the cell belongs to: the input channel, or in a full
  /// convolution the feature map whose weights are the underlay.
  public let channel: Int
  /// The cell of the kernel, as it lies over the underlay.
  public let kernelCell: Cell
  /// The cell of the filter whose weight acts here: the kernel cell itself, or for a convolution
  /// the one that the rotation by 180° brings there.
  public let weightCell: Cell
  /// The cell of the underlay; beyond it in a padding, whose values are zeros or, where the padding
  /// repeats the underlay, those of ``Convolution/ForwardPass/source(of:)``.
  public let cell: Cell
  /// Whether the cell is one of the zeros around the underlay (or within it, where a full
  /// convolution spreads its cells apart).
  public let isPadding: Bool
  /// The underlay's value a; 0 in the padding.
  public let value: Double
  /// The weight w.
  public let weight: Double

  @inlinable
  init(
    channel: Int, kernelCell: Cell, weightCell: Cell, cell: Cell, isPadding: Bool, value: Double,
    weight: Double
  ) {
    self.channel = channel
    self.kernelCell = kernelCell
    self.weightCell = weightCell
    self.cell = cell
    self.isPadding = isPadding
    self.value = value
    self.weight = weight
  }

  /// a · w; 0 in the padding, whatever the weight.
  @inlinable public var product: Double { isPadding ? 0 : value * weight }
}

/// The step that fills one feature neuron: z = Σ a · w + b, and a = σ(z).
public struct DotProduct: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map that the neuron belongs to.
  public let map: Int
  /// The overlay position.
  public let position: OverlayPosition
  /// The summands, channel by channel, each in row order; computed when they are asked for.
  public let terms: Terms
  /// Σ a · w, added up from 0 in the order of the terms.
  public let dotProduct: Double
  /// The map's bias b.
  public let bias: Double
  /// The raw activation z = Σ a · w + b.
  public let z: Double
  /// The activation a = σ(z).
  public let a: Double
}
