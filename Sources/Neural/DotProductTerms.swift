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
      let (matrix, inKernel) = index.quotientAndRemainder(dividingBy: operands.kernel.count)
      let (row, column) = inKernel.quotientAndRemainder(dividingBy: operands.kernel.columns)
      var iterator = makeIterator()
      iterator.move(toMatrix: matrix, row: row)
      iterator.move(toColumn: column)
      return iterator.term
    }

    /// An iterator over the terms.
    @inlinable @inline(__always)
    public func makeIterator() -> Iterator { Iterator(terms: self) }
  }
}

extension DotProduct.Terms {
  /// Walks through the terms from cell to cell.
  ///
  /// Whoever records every step of a pass spends most of the time here, so it is written to be
  /// inlined, and over a dense underlay it divides nothing. Its arithmetic wraps, because the
  /// geometry's check lets in no number that could overflow; the arrays check their bounds.
  public struct Iterator: IteratorProtocol {
    @usableFromInline let terms: DotProduct.Terms
    /// Which of the matrices that the dot product adds up.
    @usableFromInline var matrix = 0
    @usableFromInline var kernelCell = Cell(0, 0)
    /// The cell of the underlay.
    @usableFromInline var cell = Cell(0, 0)
    /// The offset of the cell's row in the underlay, or −1 for a row of zeros.
    @usableFromInline var row = -1
    /// The offset of the weight in the overlay.
    @usableFromInline var weight = 0

    @inlinable @inline(__always)
    init(terms: DotProduct.Terms) {
      self.terms = terms
      move(toMatrix: 0, row: 0)
    }

    /// The next term, or nil after the last.
    @inlinable @inline(__always)
    public mutating func next() -> Term? {
      guard matrix < terms.operands.depth else { return nil }
      let term = term
      let kernel = terms.operands.kernel
      if kernelCell.column &+ 1 < kernel.columns {
        move(toColumn: kernelCell.column &+ 1)
      } else if kernelCell.row &+ 1 < kernel.rows {
        move(toMatrix: matrix, row: kernelCell.row &+ 1)
      } else {
        move(toMatrix: matrix &+ 1, row: 0)
      }
      return term
    }

    /// Goes to the beginning of a kernel row.
    @inlinable @inline(__always)
    mutating func move(toMatrix matrix: Int, row kernelRow: Int) {
      let (operands, placement) = (terms.operands, terms.placement)
      self.matrix = matrix
      kernelCell = Cell(kernelRow, 0)
      cell = Cell(
        placement.origin.row &+ kernelRow &* operands.dilation.rows, placement.origin.column)
      if let underlayRow = Correlation.index(
        of: cell.row, spread: operands.spread.rows, count: operands.underlayExtent.rows)
      {
        row =
          placement.underlayStart &+ matrix &* operands.underlayStride
          &+ underlayRow &* operands.underlayExtent.columns
      } else {
        row = -1
      }
      weight =
        operands.weight(of: matrix, at: placement)
        &+ operands.direction &* kernelRow &* operands.kernel.columns
    }

    /// Goes along the kernel row.
    @inlinable @inline(__always)
    mutating func move(toColumn kernelColumn: Int) {
      let way = kernelColumn &- kernelCell.column
      kernelCell.column = kernelColumn
      cell.column &+= way &* terms.operands.dilation.columns
      weight &+= way &* terms.operands.direction
    }

    @inlinable @inline(__always)
    var term: Term {
      let operands = terms.operands
      var value = 0.0
      var isPadding = true
      if row >= 0,
        let column = Correlation.index(
          of: cell.column, spread: operands.spread.columns, count: operands.underlayExtent.columns)
      {
        value = operands.underlay[row &+ column]
        isPadding = false
      }
      return Term(
        channel: terms.placement.firstChannel &+ matrix, kernelCell: kernelCell,
        weightCell: operands.isRotated
          ? Cell(
            operands.kernel.rows &- 1 &- kernelCell.row,
            operands.kernel.columns &- 1 &- kernelCell.column)
          : kernelCell,
        cell: cell, isPadding: isPadding, value: value, weight: operands.overlay[weight])
    }
  }
}
