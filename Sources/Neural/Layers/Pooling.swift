/// One cell of a pooling window.
public struct WindowCell: Sendable, Hashable {
  /// The cell of the window, from its top left corner.
  public let kernelCell: Cell
  /// The cell of the input.
  public let cell: Cell
  /// Whether the cell lies in the padding.
  public let isPadding: Bool
  /// The activation; 0 in the padding.
  public let value: Double

  init(_ term: Term) {
    kernelCell = term.kernelCell
    cell = term.cell
    isPadding = term.isPadding
    value = term.value
  }
}

/// The cells under a pooling window in row order, each computed when it is asked for.
public struct PoolingWindow: RandomAccessCollection, Sendable {
  let overlap: DotProduct.Terms

  /// The index of the first cell.
  public var startIndex: Int { 0 }
  /// The number of cells, those in the padding included.
  public var endIndex: Int { overlap.endIndex }

  /// The cell with the given number.
  public subscript(index: Int) -> WindowCell { WindowCell(overlap[index]) }
}

extension Geometry {
  /// The geometry of a pooling window, checked.
  static func pooling(
    window: Extent, stride: Extent, padding: PaddingRule, dilation: Extent = Extent(1),
    rounding: Rounding
  ) throws(LayerError) -> Geometry {
    let geometry = Geometry(
      kernel: window, stride: stride, padding: padding, dilation: dilation, rounding: rounding)
    do {
      try check(window, name: "window")
      try geometry.check()
    } catch { throw .geometry(error) }
    guard window.count <= limit else { throw .geometry(.tooLarge(name: "window")) }
    return geometry
  }
}

extension Overlaps {
  /// The windows of a pooling layer over an input [channels, rows, columns].
  ///
  /// Pooling sweeps over each channel alone, like a convolution with as many groups as channels
  /// whose weights are all 1.
  convenience init(pooling input: Tensor, geometry: Geometry) throws(LayerError) {
    let sweep = try geometry.poolingSweep(over: input.shape)
    guard sweep.count <= Sweep.limit / input.shape[0] else {
      throw .geometry(.tooLarge(name: "stack of feature maps"))
    }
    self.init(
      operands: Correlation(
        underlay: input.values, extent: input.extent, underlayStride: input.extent.count,
        overlay: Array(repeating: 1, count: geometry.kernel.count), kernel: geometry.kernel,
        dilation: geometry.dilation, isRotated: false, overlayStride: 0, depth: 1),
      sweep: sweep, mapsInGroup: 1, filterStride: 0)
  }
}
