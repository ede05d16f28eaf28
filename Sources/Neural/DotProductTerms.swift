extension DotProduct {
  /// The summands of one dot product, each computed when it is asked for.
  public struct Terms: RandomAccessCollection, Sendable {
    @usableFromInline let operands: Correlation
    @usableFromInline let placement: Correlation.Placement

    init(operands: Correlation, placement: Correlation.Placement) {
      self.operands = operands
      self.placement = placement
    }

    /// Σ of the products, from 0, in order.
    var sum: Double { operands.sum(placement) }

    /// The index of the first term.
    public var startIndex: Int { 0 }
    /// The number of terms: channels in the group × kernel rows × kernel columns.
    public var endIndex: Int { operands.termCount }

    /// The term with the given number.
    public subscript(index: Int) -> Term {
      precondition(index >= 0 && index < endIndex, "term \(index) of \(endIndex)")
      let (row, column) = index.quotientAndRemainder(dividingBy: operands.kernel.columns)
      let (matrix, kernelRow) = row.quotientAndRemainder(dividingBy: operands.kernel.rows)
      return term(at: column, in: Row(kernelRow, ofMatrix: matrix, in: self))
    }

    /// An iterator over the terms.
    @inlinable @inline(__always)
    public func makeIterator() -> Iterator { Iterator(terms: self) }

    /// Calls a closure with each term in order, the fastest way through them.
    ///
    /// What a `for` loop asks of an iterator term by term, whether the row or the matrix has come to
    /// its end, is here three loops within each other.
    @inlinable @inline(__always)
    public func forEach(_ body: (Term) throws -> Void) rethrows {
      let kernel = operands.kernel
      for matrix in 0..<operands.depth {
        for kernelRow in 0..<kernel.rows {
          let row = Row(kernelRow, ofMatrix: matrix, in: self)
          for column in 0..<kernel.columns { try body(term(at: column, in: row)) }
        }
      }
    }
  }
}

extension DotProduct.Terms {
  /// A row of the kernel over the underlay: what its terms have in common.
  ///
  /// Whoever records every step of a pass spends most of the time among the terms, so this is
  /// written to be inlined. Its arithmetic wraps, because the geometry's check lets in no number
  /// that could overflow, and it checks the bounds of both arrays here, once for all of the row.
  @usableFromInline
  struct Row {
    @usableFromInline let channel: Int
    @usableFromInline let kernelRow: Int
    /// The filter's row whose weights lie here.
    @usableFromInline let weightRow: Int
    /// The filter's column whose weight lies over the row's first column.
    @usableFromInline let firstWeightColumn: Int
    @usableFromInline let cellRow: Int
    /// Whether cells must be looked up that do not lie side by side.
    @usableFromInline let isIndirect: Bool
    /// Where the underlay's matrix begins.
    @usableFromInline let firstOfMatrix: Int
    /// Where the underlay's row begins.
    @usableFromInline let firstCell: Int
    /// How many cells the row has that lie side by side: none in a row of zeros, and none where
    /// there are zeros between the cells.
    @usableFromInline let denseColumns: Int
    /// Where the filter's row begins in the overlay.
    @usableFromInline let firstWeight: Int

    @inlinable @inline(__always)
    init(_ kernelRow: Int, ofMatrix matrix: Int, in terms: DotProduct.Terms) {
      let (operands, placement) = (terms.operands, terms.placement)
      let (kernel, extent) = (operands.kernel, operands.underlayExtent)
      channel = placement.firstChannel &+ matrix
      self.kernelRow = kernelRow
      weightRow = operands.isRotated ? kernel.rows &- 1 &- kernelRow : kernelRow
      firstWeightColumn = operands.isRotated ? kernel.columns &- 1 : 0
      cellRow = placement.origin.row &+ kernelRow &* operands.dilation.rows
      let underlayRow = Correlation.index(
        of: cellRow, spread: operands.spread.rows, count: extent.rows)
      isIndirect = operands.isIndirect
      firstOfMatrix = placement.underlayStart &+ matrix &* operands.underlayStride
      firstCell = firstOfMatrix &+ (underlayRow ?? 0) &* extent.columns
      denseColumns = underlayRow == nil || operands.spread.columns != 1 ? 0 : extent.columns
      firstWeight =
        placement.overlayStart &+ matrix &* operands.overlayStride &+ weightRow &* kernel.columns
      precondition(firstCell >= 0 && firstCell &+ extent.columns <= operands.underlay.count)
      precondition(firstWeight >= 0 && firstWeight &+ kernel.columns <= operands.overlay.count)
    }
  }

  /// The term at a column of a row of the kernel.
  @inlinable @inline(__always)
  func term(at column: Int, in row: Row) -> Term {
    let operands = operands
    let cellColumn = placement.origin.column &+ column &* operands.dilation.columns
    let weightColumn = row.firstWeightColumn &+ column &* operands.direction
    var (value, isPadding) = (0.0, true)
    // One comparison for both ends: as an unsigned number a negative place is a huge one.
    if UInt(bitPattern: cellColumn) < UInt(bitPattern: row.denseColumns) {
      value = operands.underlay.withUnsafeBufferPointer { $0[row.firstCell &+ cellColumn] }
      isPadding = false
    } else if row.isIndirect,
      let found = operands.value(at: Cell(row.cellRow, cellColumn), from: row.firstOfMatrix)
    {
      (value, isPadding) = (found, false)
    }
    return Term(
      channel: row.channel, kernelCell: Cell(row.kernelRow, column),
      weightCell: Cell(row.weightRow, weightColumn), cell: Cell(row.cellRow, cellColumn),
      isPadding: isPadding, value: value,
      weight: operands.overlay.withUnsafeBufferPointer { $0[row.firstWeight &+ weightColumn] })
  }
  /// Walks through the terms from cell to cell.
  public struct Iterator: IteratorProtocol {
    @usableFromInline let terms: DotProduct.Terms
    /// Which of the matrices that the dot product adds up.
    @usableFromInline var matrix = 0
    @usableFromInline var row: Row
    @usableFromInline var column = 0

    @inlinable @inline(__always)
    init(terms: DotProduct.Terms) {
      self.terms = terms
      row = Row(0, ofMatrix: 0, in: terms)
    }

    /// The next term, or nil after the last.
    @inlinable @inline(__always)
    public mutating func next() -> Term? {
      if column == terms.operands.kernel.columns {
        column = 0
        var kernelRow = row.kernelRow &+ 1
        if kernelRow == terms.operands.kernel.rows {
          kernelRow = 0
          matrix &+= 1
          guard matrix < terms.operands.depth else { return nil }
        }
        row = Row(kernelRow, ofMatrix: matrix, in: terms)
      }
      let term = terms.term(at: column, in: row)
      column &+= 1
      return term
    }
  }
}
