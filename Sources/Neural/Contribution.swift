/// What one neuron adds to a gradient: a small tensor, each element a factor times a value.
///
/// In a gradient of weights the values are the activations under the overlay, and the tensor has the
/// shape of the map's filter. In a gradient of activations they are the weights over them, and the
/// tensor has the shape of the input, with zeros where the overlay did not lie.
public struct Contribution: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map of the neuron.
  public let map: Int
  /// The neuron, and the overlay position that feeds it.
  public let position: OverlayPosition
  /// What the neuron's gradient comes to before it is shared out: for a convolution the component
  /// of ∂C/∂b, for max pooling ∂C/∂a, for average pooling ∂C/∂a divided by the window's cells.
  public let factor: Double
  /// The elements under the overlay, in the order of the forward terms; computed when asked for.
  public let terms: Terms

  /// The contribution as a tensor: [channels / groups, rows, columns] of the filter for weights,
  /// [channels, rows, columns] of the input for activations.
  public var tensor: Tensor {
    let operands = terms.overlap.operands
    let weights = [operands.depth, operands.kernel.rows, operands.kernel.columns]
    let input = [
      operands.underlay.count / operands.underlayExtent.count, operands.underlayExtent.rows,
      operands.underlayExtent.columns,
    ]
    let shape = terms.kind == .weights ? weights : input
    var values = [Double](repeating: 0, count: shape.reduce(1, *))
    add(to: &values, filter: 0)
    return Tensor(uncheckedShape: shape, values: values)
  }

  /// Adds the contribution to a total of its gradient's shape.
  func add(to total: inout [Double]) {
    add(to: &total, filter: map * terms.count)
  }

  private func add(to total: inout [Double], filter: Int) {
    // Read once: inside of the loop each would be a copy of the whole step.
    let (operands, kind) = (terms.overlap.operands, terms.kind)
    let firstChannel = terms.overlap.placement.firstChannel
    for term in terms where !term.isPadding {
      let target =
        switch kind {
        case .weights:
          filter + (term.channel - firstChannel) * operands.kernel.count
            + term.weightCell.row * operands.kernel.columns + term.weightCell.column
        case .activations, .winner, .share:
          operands.index(ofCell: term.cell, channel: term.channel)
        }
      total[target] += term.product
    }
  }
}

extension Contribution {
  /// One element of a contribution.
  public struct Term: Sendable, Hashable {
    /// The input channel.
    public let channel: Int
    /// The cell of the kernel, as it lies over the underlay.
    public let kernelCell: Cell
    /// The cell of the filter whose weight lies there.
    public let weightCell: Cell
    /// The cell of the underlay.
    public let cell: Cell
    /// Whether the cell lies in the padding: then it adds nothing to a weight, and what it adds to
    /// an activation falls outside of the input.
    public let isPadding: Bool
    /// The contribution's factor.
    public let factor: Double
    /// What the factor is multiplied by: for a gradient of weights the activation a, for one of
    /// activations the weight w; in max pooling 1 for the winner and 0 for the others, in average
    /// pooling 1.
    public let value: Double

    /// factor · value.
    @inlinable public var product: Double { factor * value }

    @inlinable @inline(__always)
    init(_ term: Neural.Term, factor: Double, kind: Kind) {
      channel = term.channel
      kernelCell = term.kernelCell
      weightCell = term.weightCell
      cell = term.cell
      isPadding = term.isPadding
      self.factor = factor
      value =
        switch kind {
        case .weights: term.value
        case .activations: term.weight
        case .winner(let cell): term.cell == cell ? 1 : 0
        case .share: 1
        }
    }
  }

  /// What the values of a contribution are.
  @usableFromInline
  enum Kind: Sendable, Hashable {
    /// The activations under the overlay: a gradient of weights.
    case weights
    /// The weights of the overlay: a gradient of activations.
    case activations
    /// 1 for one cell and 0 for the others: max pooling.
    case winner(Cell)
    /// 1 for each cell: average pooling.
    case share
  }

  /// The elements of one contribution, each computed when it is asked for.
  public struct Terms: RandomAccessCollection, Sendable {
    @usableFromInline let overlap: DotProduct.Terms
    @usableFromInline let factor: Double
    @usableFromInline let kind: Kind

    init(overlap: DotProduct.Terms, factor: Double, kind: Kind) {
      self.overlap = overlap
      self.factor = factor
      self.kind = kind
    }

    /// The index of the first term.
    public var startIndex: Int { 0 }
    /// The number of terms, that of the forward step's.
    public var endIndex: Int { overlap.endIndex }

    /// The term with the given number.
    public subscript(index: Int) -> Contribution.Term {
      Contribution.Term(overlap[index], factor: factor, kind: kind)
    }

    /// An iterator over the terms.
    @inlinable @inline(__always)
    public func makeIterator() -> Iterator { Iterator(terms: self) }

    /// Calls a closure with each term in order, the fastest way through them.
    @inlinable @inline(__always)
    public func forEach(_ body: (Contribution.Term) throws -> Void) rethrows {
      try overlap.forEach { try body(Contribution.Term($0, factor: factor, kind: kind)) }
    }
  }
}

extension Contribution.Terms {
  /// Walks through the terms; inlinable for the reason that ``DotProduct/Terms/Iterator`` is.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var overlap: DotProduct.Terms.Iterator
    @usableFromInline let factor: Double
    @usableFromInline let kind: Contribution.Kind

    @inlinable @inline(__always)
    init(terms: Contribution.Terms) {
      (factor, kind) = (terms.factor, terms.kind)
      overlap = terms.overlap.makeIterator()
    }

    /// The next term, or nil after the last.
    @inlinable @inline(__always)
    public mutating func next() -> Contribution.Term? {
      guard let term = overlap.next() else { return nil }
      return Contribution.Term(term, factor: factor, kind: kind)
    }
  }
}
