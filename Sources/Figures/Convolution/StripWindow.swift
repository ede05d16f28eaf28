import Neural

extension ConvolutionParts {
  /// The part of the input that is shown, where a strip is too long for its numbers.
  struct Window: Sendable, Equatable {
    let rows: Range<Int>
    let columns: Range<Int>

    /// Whether what lies at a cell is seen as a whole, but for what hangs over the edges of an extent.
    func shows(_ cell: Cell, spanning span: Extent, of extent: Extent) -> Bool {
      func shows(_ part: Range<Int>, _ start: Int, _ size: Int, _ length: Int) -> Bool {
        (part.lowerBound == 0 || start >= part.lowerBound)
          && (part.upperBound == length || start + size <= part.upperBound)
      }
      return shows(rows, cell.row, span.rows, extent.rows)
        && shows(columns, cell.column, span.columns, extent.columns)
    }
  }

  /// The parts of strips that are shown around an overlay and around its neuron.
  static func windows(_ sweep: Sweep, around position: OverlayPosition) -> (
    input: Window, map: Window
  ) {
    (
      window(sweep.underlay, around: position.origin, spanning: sweep.geometry.span),
      window(sweep.extent, around: position.neuron, spanning: Extent(1))
    )
  }

  /// The cells around a span that a strip of an extent shows.
  private static func window(
    _ extent: Extent, around cell: Cell, spanning span: Extent, most: Int = 14
  )
    -> Window
  {
    func part(_ length: Int, _ start: Int, _ size: Int, _ other: Int) -> Range<Int> {
      guard length > most + 2, other <= 3, size < most else { return 0..<length }
      let first = min(max(0, start - (most - size) / 2), length - most)
      return first..<(first + most)
    }
    return Window(
      rows: part(extent.rows, cell.row, span.rows, extent.columns),
      columns: part(extent.columns, cell.column, span.columns, extent.rows))
  }
}
