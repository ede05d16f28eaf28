/// What stands around an underlay, where a kernel reaches beyond it.
///
/// With cells 0 … n − 1, place −1 is a zero, or has the value of cell 1 (reflection, without the edge
/// itself twice), of cell 0 (replication) or of cell n − 1 (round the other side).
public enum PaddingMode: String, Sendable, Hashable, CaseIterable {
  /// Zeros.
  case zeros
  /// The underlay mirrored at its outermost cells.
  case reflect
  /// The outermost cells again and again.
  case replicate
  /// The underlay again from its other side.
  case circular

  /// The cell among `length` whose value stands at a place, which may be one of them; nil for a
  /// zero.
  @usableFromInline
  func source(of place: Int, length: Int) -> Int? {
    if place >= 0 && place < length { return place }
    switch self {
    case .zeros: return nil
    case .replicate: return place < 0 ? 0 : length - 1
    case .circular: return (place % length + length) % length
    case .reflect:
      let period = 2 * (length - 1)
      if period == 0 { return 0 }
      let inPeriod = (place % period + period) % period
      return min(inPeriod, period - inPeriod)
    }
  }

  /// The most cells on a side that there are values for; nil where there is no end.
  func limit(length: Int) -> Int? {
    switch self {
    case .zeros, .replicate: nil
    case .reflect: length - 1
    case .circular: length
    }
  }

  /// Checks that there are values for a padding of an underlay.
  ///
  /// - Throws: ``LayerError`` where a side is wider than what it repeats.
  func check(_ padding: Padding, of underlay: Extent) throws(LayerError) {
    let sides = [
      ("rows", underlay.rows, max(padding.top, padding.bottom)),
      ("columns", underlay.columns, max(padding.left, padding.right)),
    ]
    for (name, length, side) in sides {
      guard let limit = limit(length: length), side > limit else { continue }
      throw .setting(
        "padding-mode",
        problem: "the padding mode \(rawValue) has at most \(limit) \(name) for an input of "
          + "\(length) \(name), not \(side)")
    }
  }
}

extension Tensor {
  /// A stack of matrices [channels, rows, columns] with its padding written out.
  func padded(by padding: Padding, _ mode: PaddingMode) -> Tensor {
    let rows = (-padding.top..<(extent.rows + padding.bottom)).map {
      mode.source(of: $0, length: extent.rows)
    }
    let columns = (-padding.left..<(extent.columns + padding.right)).map {
      mode.source(of: $0, length: extent.columns)
    }
    var padded: [Double] = []
    padded.reserveCapacity(shape[0] * rows.count * columns.count)
    for channel in 0..<shape[0] {
      for row in rows {
        for column in columns {
          guard let row, let column else {
            padded.append(0)
            continue
          }
          padded.append(
            values[(channel * extent.rows + row) * extent.columns + column])
        }
      }
    }
    return Tensor(uncheckedShape: [shape[0], rows.count, columns.count], values: padded)
  }

  /// The other way: a stack of matrices that was padded, each value added to the cell that stood
  /// there.
  func folded(to underlay: Extent, from padding: Padding, _ mode: PaddingMode) -> Tensor {
    var folded = [Double](repeating: 0, count: shape[0] * underlay.count)
    for channel in 0..<shape[0] {
      for row in 0..<extent.rows {
        guard let cellRow = mode.source(of: row - padding.top, length: underlay.rows) else {
          continue
        }
        for column in 0..<extent.columns {
          guard
            let cellColumn = mode.source(
              of: column - padding.left, length: underlay.columns)
          else { continue }
          folded[(channel * underlay.rows + cellRow) * underlay.columns + cellColumn] +=
            values[(channel * extent.rows + row) * extent.columns + column]
        }
      }
    }
    return Tensor(uncheckedShape: [shape[0], underlay.rows, underlay.columns], values: folded)
  }
}
