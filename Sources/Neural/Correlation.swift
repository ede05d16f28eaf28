/// The operands of sliding dot products: an overlay and the underlay that it lies over, each a stack
/// of matrices.
///
/// The steps of a pass share one of these, so that a step holds a single reference, whatever the
/// size of the operands.
@usableFromInline
final class Correlation: Sendable {
  /// The underlay's matrices, one after the other, row-major.
  @usableFromInline let underlay: [Double]
  /// Rows and columns of one matrix of the underlay.
  @usableFromInline let underlayExtent: Extent
  /// The distance between neighbouring cells of the underlay; more than 1 puts zeros between them.
  @usableFromInline let spread: Extent
  /// What stands around the underlay.
  let mode: PaddingMode
  /// Whether what stands around the underlay is no zeros.
  let hasBorder: Bool
  /// Whether there are cells that must be looked up: zeros between them, or no zeros around them.
  @usableFromInline let isIndirect: Bool
  /// From one matrix of a dot product to the next in `underlay`.
  @usableFromInline let underlayStride: Int

  /// The overlay's matrices, one after the other, row-major.
  @usableFromInline let overlay: [Double]
  /// Rows and columns of one matrix of the overlay.
  @usableFromInline let kernel: Extent
  /// The distance between neighbouring cells of the overlay.
  @usableFromInline let dilation: Extent
  /// Whether the overlay lies rotated by 180°.
  @usableFromInline let isRotated: Bool
  /// From one weight of the overlay to that of the next kernel cell: −1 if it is rotated.
  @usableFromInline let direction: Int
  /// From one matrix of a dot product to the next in `overlay`.
  @usableFromInline let overlayStride: Int

  /// The number of matrices that one dot product adds up.
  @usableFromInline let depth: Int

  init(
    underlay: [Double], extent underlayExtent: Extent, spread: Extent = Extent(1),
    mode: PaddingMode = .zeros, underlayStride: Int, overlay: [Double], kernel: Extent,
    dilation: Extent, isRotated: Bool, overlayStride: Int, depth: Int
  ) {
    self.underlay = underlay
    self.underlayExtent = underlayExtent
    self.spread = spread
    self.mode = mode
    hasBorder = mode != .zeros
    isIndirect = hasBorder || spread != Extent(1)
    self.underlayStride = underlayStride
    self.overlay = overlay
    self.kernel = kernel
    self.dilation = dilation
    self.isRotated = isRotated
    self.direction = isRotated ? -1 : 1
    self.overlayStride = overlayStride
    self.depth = depth
  }

  /// Where one dot product is taken.
  @usableFromInline
  struct Placement: Sendable {
    /// The channel that the first matrix is called.
    @usableFromInline var firstChannel: Int
    /// Where the first matrix begins in `underlay`.
    @usableFromInline var underlayStart: Int
    /// Where the first matrix begins in `overlay`.
    @usableFromInline var overlayStart: Int
    /// The underlay cell under the overlay's top left corner.
    @usableFromInline var origin: Cell
  }

  /// The number of terms of one dot product.
  var termCount: Int { depth * kernel.count }

  /// The offset of an underlay cell within its matrix, or nil where there is a zero.
  @inline(__always)
  private func offset(of cell: Cell) -> Int? {
    guard
      let row = Correlation.index(of: cell.row, spread: spread.rows, count: underlayExtent.rows),
      let column = Correlation.index(
        of: cell.column, spread: spread.columns, count: underlayExtent.columns)
    else { return nil }
    return row * underlayExtent.columns + column
  }

  /// What stands at a place of one of a placement's matrices where it must be looked up; nil for a
  /// zero.
  @usableFromInline
  func value(at place: Cell, from start: Int) -> Double? {
    if hasBorder {
      let cell = source(of: place)
      return underlay[start + cell.row * underlayExtent.columns + cell.column]
    }
    return offset(of: place).map { underlay[start + $0] }
  }

  /// The row-major number of the cell of a channel whose value stands at a place that is no zero.
  func index(ofCell place: Cell, channel: Int) -> Int {
    let cell = hasBorder ? source(of: place) : place
    return (channel * underlayExtent.rows + cell.row) * underlayExtent.columns + cell.column
  }

  /// The cell of the underlay whose value stands at a place, where there are no zeros around it.
  @inline(__always)
  func source(of place: Cell) -> Cell {
    Cell(
      mode.source(of: place.row, length: underlayExtent.rows) ?? 0,
      mode.source(of: place.column, length: underlayExtent.columns) ?? 0)
  }

  /// Which of `count` cells lies at `place` when they are `spread` apart; nil for a zero.
  @inlinable @inline(__always)
  static func index(of place: Int, spread: Int, count: Int) -> Int? {
    // One comparison for both ends: as an unsigned number a negative place is a huge one.
    if spread == 1 { return UInt(bitPattern: place) < UInt(bitPattern: count) ? place : nil }
    let (index, rest) = place.quotientAndRemainder(dividingBy: spread)
    return place >= 0 && rest == 0 && index < count ? index : nil
  }
}

extension Correlation {
  /// Σ of the products at a placement, from 0, matrix by matrix, each in row order.
  ///
  /// Cells in the padding are left out. That is no shortcut in the number: their products are 0,
  /// and a sum that begins at +0 is never −0, so adding 0 to it changes no bit.
  func sum(_ placement: Placement) -> Double {
    if hasBorder { return borderedSum(placement) }
    let rows = Correlation.inside(
      kernel.rows, from: placement.origin.row, by: dilation.rows,
      length: (underlayExtent.rows &- 1) &* spread.rows &+ 1)
    let columns = Correlation.inside(
      kernel.columns, from: placement.origin.column, by: dilation.columns,
      length: (underlayExtent.columns &- 1) &* spread.columns &+ 1)
    if rows.isEmpty || columns.isEmpty { return 0 }
    return spread == Extent(1)
      ? denseSum(placement, rows: rows, columns: columns)
      : spreadSum(placement, rows: rows, columns: columns)
  }

  /// The sum where every one of the kernel's rows and columns given lies on a cell.
  ///
  /// The arithmetic wraps, since the geometry's check lets in no number that could overflow.
  @inline(__always)
  private func denseSum(
    _ placement: Placement, rows: Range<Int>, columns: Range<Int>
  ) -> Double {
    let firstRow = placement.origin.row &+ rows.lowerBound &* dilation.rows
    let firstColumn = placement.origin.column &+ columns.lowerBound &* dilation.columns
    let inKernel = rows.lowerBound &* kernel.columns &+ columns.lowerBound
    var firstCell =
      placement.underlayStart &+ firstRow &* underlayExtent.columns &+ firstColumn
    var firstWeight = firstWeight(at: placement) &+ direction &* inKernel
    return underlay.withUnsafeBufferPointer { underlay in
      overlay.withUnsafeBufferPointer { overlay in
        guard let cells = underlay.baseAddress, let weights = overlay.baseAddress else { return 0 }
        var sum = 0.0
        for _ in 0..<depth {
          var (cell, weight) = (firstCell, firstWeight)
          for _ in rows {
            sum = Correlation.add(
              columns.count, productsOf: cells + cell, by: dilation.columns,
              and: weights + weight, by: direction, to: sum)
            cell &+= dilation.rows &* underlayExtent.columns
            weight &+= direction &* kernel.columns
          }
          firstCell &+= underlayStride
          firstWeight &+= overlayStride
        }
        return sum
      }
    }
  }

  /// The sum plus the products of one row.
  ///
  /// Not inlined, because together with the loops around it the compiler runs out of registers.
  @inline(never)
  private static func add(
    _ count: Int, productsOf cells: UnsafePointer<Double>, by cellStep: Int,
    and weights: UnsafePointer<Double>, by weightStep: Int, to sum: Double
  ) -> Double {
    var sum = sum
    var (cell, weight) = (0, 0)
    for _ in 0..<count {
      sum += cells[cell] * weights[weight]
      cell &+= cellStep
      weight &+= weightStep
    }
    return sum
  }

  /// Where in `overlay` the weight lies that the first matrix has over its top left corner.
  @inline(__always)
  private func firstWeight(at placement: Placement) -> Int {
    placement.overlayStart &+ (isRotated ? kernel.count &- 1 : 0)
  }

  /// The sum over an underlay with zeros between its cells.
  private func spreadSum(
    _ placement: Placement, rows: Range<Int>, columns: Range<Int>
  ) -> Double {
    var sum = 0.0
    for matrix in 0..<depth {
      let firstCell = placement.underlayStart + matrix * underlayStride
      let firstWeight = firstWeight(at: placement) + matrix * overlayStride
      for u in rows {
        for v in columns {
          let cell = Cell(
            placement.origin.row + u * dilation.rows,
            placement.origin.column + v * dilation.columns)
          guard let offset = offset(of: cell) else { continue }
          let weight = firstWeight + direction * (u * kernel.columns + v)
          sum += underlay[firstCell + offset] * overlay[weight]
        }
      }
    }
    return sum
  }

  /// The sum over an underlay with something else than zeros around it, where every cell counts.
  private func borderedSum(_ placement: Placement) -> Double {
    var sum = 0.0
    for matrix in 0..<depth {
      let firstCell = placement.underlayStart + matrix * underlayStride
      let firstWeight = firstWeight(at: placement) + matrix * overlayStride
      for u in 0..<kernel.rows {
        for v in 0..<kernel.columns {
          let cell = source(
            of: Cell(
              placement.origin.row + u * dilation.rows,
              placement.origin.column + v * dilation.columns))
          let weight = firstWeight + direction * (u * kernel.columns + v)
          sum +=
            underlay[firstCell + cell.row * underlayExtent.columns + cell.column]
            * overlay[weight]
        }
      }
    }
    return sum
  }

  /// The indices k below `count` for which 0 ≤ origin + k · step < length.
  @inline(__always)
  static func inside(_ count: Int, from origin: Int, by step: Int, length: Int) -> Range<Int> {
    if origin >= 0 && origin &+ (count &- 1) &* step < length { return 0..<count }
    if origin >= length { return 0..<0 }
    let first = origin >= 0 ? 0 : (step - 1 - origin) / step
    let end = min(count, (length - 1 - origin) / step + 1)
    return first < end ? first..<end : 0..<0
  }
}
