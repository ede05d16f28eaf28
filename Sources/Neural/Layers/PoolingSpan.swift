/// The cells of the underlay under one row, or one column, of places of a window.
struct WindowSpan: Sendable, Hashable {
  /// The first cell inside of the underlay.
  var first: Int
  /// The number of cells inside, each a dilation from the one before.
  var count: Int
}

extension Sweep {
  /// The rows inside of the underlay under each row of positions.
  var rowSpans: [WindowSpan] {
    Sweep.spans(
      extent.rows, kernel: geometry.kernel.rows, stride: geometry.stride.rows,
      dilation: geometry.dilation.rows, before: padding.top, length: underlay.rows, margin: (0, 0))
  }

  /// The columns inside of the underlay under each column of positions.
  var columnSpans: [WindowSpan] {
    Sweep.spans(
      extent.columns, kernel: geometry.kernel.columns, stride: geometry.stride.columns,
      dilation: geometry.dilation.columns, before: padding.left, length: underlay.columns,
      margin: (0, 0))
  }

  /// The numbers of rows under each row of positions that lie in underlay or padding, and of columns.
  var paddedCounts: (rows: [Int], columns: [Int]) {
    (
      Sweep.spans(
        extent.rows, kernel: geometry.kernel.rows, stride: geometry.stride.rows,
        dilation: geometry.dilation.rows, before: padding.top, length: underlay.rows,
        margin: (padding.top, padding.bottom)
      ).map(\.count),
      Sweep.spans(
        extent.columns, kernel: geometry.kernel.columns, stride: geometry.stride.columns,
        dilation: geometry.dilation.columns, before: padding.left, length: underlay.columns,
        margin: (padding.left, padding.right)
      ).map(\.count)
    )
  }

  private static func spans(
    _ positions: Int, kernel: Int, stride: Int, dilation: Int, before: Int, length: Int,
    margin: (before: Int, after: Int)
  ) -> [WindowSpan] {
    (0..<positions).map { position in
      let origin = position * stride - before + margin.before
      let inside = Correlation.inside(
        kernel, from: origin, by: dilation, length: length + margin.before + margin.after)
      return WindowSpan(
        first: origin + inside.lowerBound * dilation - margin.before, count: inside.count)
    }
  }

  /// Refuses a window that would lie in the padding alone at some position.
  func requireCellsUnderEveryWindow() throws(LayerError) {
    guard (rowSpans + columnSpans).allSatisfy({ $0.count > 0 }) else {
      throw .windowInPadding(window: geometry.kernel, padding: padding)
    }
  }

  /// What a rule makes of each window of each channel of an input, without steps.
  ///
  /// - Parameter rule: Is given the channel's cells, the window's rows and columns inside of the
  ///   input, and the neuron's place.
  func pooled<Value>(
    _ input: Tensor,
    _ rule: (UnsafePointer<Double>, WindowSpan, WindowSpan, Cell) -> Value
  ) -> [Value] {
    let (rows, columns) = (rowSpans, columnSpans)
    var values: [Value] = []
    values.reserveCapacity(input.shape[0] * count)
    input.values.withUnsafeBufferPointer { cells in
      guard let first = cells.baseAddress else { return }
      for channel in 0..<input.shape[0] {
        for (row, rowSpan) in rows.enumerated() {
          for (column, columnSpan) in columns.enumerated() {
            values.append(
              rule(first + channel * underlay.count, rowSpan, columnSpan, Cell(row, column)))
          }
        }
      }
    }
    return values
  }
}
