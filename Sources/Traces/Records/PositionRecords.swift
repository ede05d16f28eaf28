import Neural

extension OverlayPosition: TraceRecord {
  /// The keys of an overlay position.
  enum Key: String, TraceKey {
    case index, row, column
    case originRow = "origin_row"
    case originColumn = "origin_column"

    static let table = TraceKeys<Self>()
  }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .index: .whole(index)
    case .row: .whole(neuron.row)
    case .column: .whole(neuron.column)
    case .originRow: .whole(origin.row)
    case .originColumn: .whole(origin.column)
    }
  }
}

extension Cell: TraceRecord {
  /// The keys of a cell.
  enum Key: String, TraceKey {
    case row, column

    static let table = TraceKeys<Self>()
  }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .row: .whole(row)
    case .column: .whole(column)
    }
  }
}
