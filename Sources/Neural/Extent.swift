/// A number of rows and columns: the size of a matrix, a kernel, a stride or a dilation.
public struct Extent: Sendable, Hashable {
  /// The number of rows.
  public var rows: Int
  /// The number of columns.
  public var columns: Int

  /// An extent of `rows` × `columns`.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The square extent `side` × `side`.
  public init(_ side: Int) {
    self.init(rows: side, columns: side)
  }

  /// The number of cells, rows × columns.
  @inlinable public var count: Int { rows * columns }
}

extension Extent: CustomStringConvertible {
  /// The extent as the figures print it: `3 × 2`.
  public var description: String { "\(rows) × \(columns)" }
}

/// The place of one cell in a matrix, counted from the top left corner; may lie outside of it.
public struct Cell: Sendable, Hashable {
  /// The row, counted from 0.
  public var row: Int
  /// The column, counted from 0.
  public var column: Int

  /// The cell at `row`, `column`.
  @inlinable public init(_ row: Int, _ column: Int) {
    self.row = row
    self.column = column
  }
}
