/// One summand of a dot product: an underlay cell times the weight that lies over it.
public struct Term: Sendable, Hashable {
  /// The input channel.
  public let channel: Int
  /// The cell of the kernel, as it lies over the underlay.
  public let kernelCell: Cell
  /// The cell of the filter whose weight acts here: the kernel cell itself, or for a convolution
  /// the one that the rotation by 180° brings there.
  public let weightCell: Cell
  /// The cell of the underlay.
  public let cell: Cell
  /// Whether the cell lies in the padding, where every value is 0.
  public let isPadding: Bool
  /// The underlay's value a; 0 in the padding.
  public let value: Double
  /// The weight w.
  public let weight: Double

  /// a · w.
  public var product: Double { value * weight }
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
  /// Σ a · w, added up in the order of the terms.
  public let dotProduct: Double
  /// The map's bias b.
  public let bias: Double
  /// The raw activation z = Σ a · w + b.
  public let z: Double
  /// The activation a = σ(z).
  public let a: Double
}

extension DotProduct {
  /// The summands of one dot product, computed from their index.
  public struct Terms: RandomAccessCollection, Sendable {
    let pass: Convolution.ForwardPass
    let map: Int
    let position: OverlayPosition

    /// The index of the first term.
    public var startIndex: Int { 0 }
    /// The number of terms: channels in the group × kernel rows × kernel columns.
    public var endIndex: Int { pass.layer.channelsInGroup * pass.layer.kernel.count }

    /// The term with the given number.
    public subscript(index: Int) -> Term {
      let layer = pass.layer
      let kernel = layer.kernel
      let (local, inKernel) = index.quotientAndRemainder(dividingBy: kernel.count)
      let kernelCell = Cell(inKernel / kernel.columns, inKernel % kernel.columns)
      let weightCell = layer.weightCell(under: kernelCell)
      let channel = layer.firstChannel(ofMap: map) + local
      let cell = pass.sweep.cell(under: kernelCell, at: position)
      let inside = pass.sweep.contains(cell)
      return Term(
        channel: channel, kernelCell: kernelCell, weightCell: weightCell, cell: cell,
        isPadding: !inside,
        value: inside ? pass.input[channel, cell.row, cell.column] : 0,
        weight: layer.weights[map, local, weightCell.row, weightCell.column])
    }
  }
}
