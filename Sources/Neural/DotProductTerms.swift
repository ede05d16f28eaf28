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
      return term(
        matrix: matrix, kernelCell: Cell(row, column),
        cell: Cell(
          placement.origin.row + row * operands.dilation.rows,
          placement.origin.column + column * operands.dilation.columns),
        weight: operands.weight(of: matrix, at: placement)
          + (operands.isRotated ? -inKernel : inKernel))
    }

    /// An iterator over the terms.
    @inlinable @inline(__always)
    public func makeIterator() -> Iterator { Iterator(terms: self) }

    /// The term of a kernel cell that lies over `cell` and whose weight is at the offset `weight`.
    @inlinable @inline(__always)
    func term(matrix: Int, kernelCell: Cell, cell: Cell, weight: Int) -> Term {
      let kernel = operands.kernel
      let offset = operands.offset(of: cell)
      let start = placement.underlayStart + matrix * operands.underlayStride
      return Term(
        channel: placement.firstChannel + matrix, kernelCell: kernelCell,
        weightCell: operands.isRotated
          ? Cell(kernel.rows - 1 - kernelCell.row, kernel.columns - 1 - kernelCell.column)
          : kernelCell,
        cell: cell, isPadding: offset == nil,
        value: offset.map { operands.underlay[start + $0] } ?? 0,
        weight: operands.overlay[weight])
    }
  }
}

extension DotProduct.Terms {
  /// Walks through the terms from cell to cell.
  ///
  /// It is inlinable, and divides nothing, because whoever records every step of a pass spends
  /// most of the time here: inlined, a term takes a third of the time.
  public struct Iterator: IteratorProtocol {
    @usableFromInline let terms: DotProduct.Terms
    @usableFromInline var matrix = 0
    @usableFromInline var kernelCell = Cell(0, 0)
    @usableFromInline var cell: Cell
    @usableFromInline var weight: Int

    @inlinable @inline(__always)
    init(terms: DotProduct.Terms) {
      self.terms = terms
      cell = terms.placement.origin
      weight = terms.operands.weight(of: 0, at: terms.placement)
    }

    /// The next term, or nil after the last.
    @inlinable @inline(__always)
    public mutating func next() -> Term? {
      guard matrix < terms.operands.depth else { return nil }
      let term = terms.term(matrix: matrix, kernelCell: kernelCell, cell: cell, weight: weight)
      advance()
      return term
    }

    @inlinable @inline(__always)
    mutating func advance() {
      let operands = terms.operands
      kernelCell.column += 1
      cell.column += operands.dilation.columns
      weight += operands.isRotated ? -1 : 1
      guard kernelCell.column == operands.kernel.columns else { return }
      kernelCell = Cell(kernelCell.row + 1, 0)
      cell = Cell(cell.row + operands.dilation.rows, terms.placement.origin.column)
      guard kernelCell.row == operands.kernel.rows else { return }
      kernelCell.row = 0
      cell.row = terms.placement.origin.row
      matrix += 1
      weight = operands.weight(of: matrix, at: terms.placement)
    }
  }
}
