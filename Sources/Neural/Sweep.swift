/// One place of the overlay, and the neuron of the feature map that it feeds.
public struct OverlayPosition: Sendable, Hashable {
  /// The position's number in row order, from 0.
  public let index: Int
  /// The neuron that this position feeds, as row and column of the feature map.
  public let neuron: Cell
  /// The underlay cell under the overlay's top left corner; outside where there is padding.
  public let origin: Cell

  /// The position `index` whose overlay begins at `origin` and that feeds `neuron`.
  public init(index: Int, neuron: Cell, origin: Cell) {
    self.index = index
    self.neuron = neuron
    self.origin = origin
  }
}

/// The overlay positions over an underlay, in row order.
///
/// Position (m, n) has its top left corner at (m·sᵣ − top, n·s꜀ − left). Positions are computed
/// from their index, never stored: any of them costs what the first costs.
public struct Sweep: RandomAccessCollection, Sendable, Hashable {
  /// The underlay's rows and columns, without padding.
  public let underlay: Extent
  /// The geometry of the sweep.
  public let geometry: Geometry
  /// The padding that the geometry comes to over this underlay.
  public let padding: Padding
  /// The positions as rows and columns: the extent of the feature map.
  public let extent: Extent

  /// The sweep of a geometry over an underlay.
  ///
  /// - Throws: ``GeometryError`` where a length is not positive, a padding negative, the dilated
  ///   kernel larger than the padded underlay, or there would be more than 2²⁷ positions.
  public init(over underlay: Extent, geometry: Geometry) throws(GeometryError) {
    try Geometry.check(underlay, name: "input")
    try geometry.check()
    let padding = geometry.padding(over: underlay)
    let span = geometry.span
    let padded = Extent(
      rows: underlay.rows + padding.top + padding.bottom,
      columns: underlay.columns + padding.left + padding.right)
    guard
      let rows = Sweep.positions(
        of: span.rows, by: geometry.stride.rows, over: padded.rows, rounding: geometry.rounding,
        end: padding.top + underlay.rows),
      let columns = Sweep.positions(
        of: span.columns, by: geometry.stride.columns, over: padded.columns,
        rounding: geometry.rounding, end: padding.left + underlay.columns)
    else { throw .kernelTooLarge(span: span, padded: padded) }
    let extent = Extent(rows: rows, columns: columns)
    guard extent.count <= Sweep.limit else { throw .tooLarge(name: "feature map") }
    self.init(underlay: underlay, geometry: geometry, padding: padding, extent: extent)
  }

  /// The number of positions along one side; nil where there is none.
  ///
  /// - Parameter end: Where a position would begin beyond the underlay.
  private static func positions(
    of span: Int, by stride: Int, over padded: Int, rounding: Rounding, end: Int
  ) -> Int? {
    let room = padded - span + (rounding == .up ? stride - 1 : 0)
    guard room >= 0 else { return nil }
    let count = room / stride + 1
    return rounding == .up && (count - 1) * stride >= end ? count - 1 : count
  }

  /// The sweep with its last rows and columns of positions left out, down to an extent.
  func limited(to extent: Extent) -> Sweep {
    precondition(extent.rows <= self.extent.rows && extent.columns <= self.extent.columns)
    return Sweep(underlay: underlay, geometry: geometry, padding: padding, extent: extent)
  }

  /// The same positions over an underlay that has its padding written out.
  var overWrittenPadding: Sweep {
    var plain = geometry
    plain.padding = .valid
    let padded = Extent(
      rows: underlay.rows + padding.top + padding.bottom,
      columns: underlay.columns + padding.left + padding.right)
    return Sweep(underlay: padded, geometry: plain, padding: .none, extent: extent)
  }

  private init(underlay: Extent, geometry: Geometry, padding: Padding, extent: Extent) {
    self.underlay = underlay
    self.geometry = geometry
    self.padding = padding
    self.extent = extent
  }

  /// The most neurons that a pass computes: 2²⁷, whose activations fill a gibibyte.
  static let limit = 1 << 27

  /// The index of the first position.
  public var startIndex: Int { 0 }
  /// The number of positions.
  public var endIndex: Int { extent.count }

  /// The position with the given number.
  @inline(__always)
  public subscript(index: Int) -> OverlayPosition {
    precondition(index >= 0 && index < endIndex, "position \(index) of \(endIndex)")
    let (row, column) = index.quotientAndRemainder(dividingBy: extent.columns)
    return self[neuron: Cell(row, column)]
  }

  /// The position that feeds a neuron of the feature map.
  @inline(__always)
  public subscript(neuron neuron: Cell) -> OverlayPosition {
    OverlayPosition(
      index: neuron.row * extent.columns + neuron.column, neuron: neuron,
      origin: Cell(
        neuron.row * geometry.stride.rows - padding.top,
        neuron.column * geometry.stride.columns - padding.left))
  }

  /// The underlay cell under kernel cell (u, v) at a position, which may lie in the padding:
  /// (origin row + u·δᵣ, origin column + v·δ꜀).
  public func cell(under kernelCell: Cell, at position: OverlayPosition) -> Cell {
    Cell(
      position.origin.row + kernelCell.row * geometry.dilation.rows,
      position.origin.column + kernelCell.column * geometry.dilation.columns)
  }

  /// Whether a cell belongs to the underlay and not to its padding.
  public func contains(_ cell: Cell) -> Bool {
    cell.row >= 0 && cell.row < underlay.rows && cell.column >= 0 && cell.column < underlay.columns
  }
}
