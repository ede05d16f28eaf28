import Drawing
import Neural

/// Numbers of one panel, written so that all of them fit into their cells.
struct FittedNumbers {
  /// The numbers as text, in the order of the values; none where even the shortest notation would
  /// not fit, so that the panel must speak by its colours.
  let texts: [String]?
  /// The format behind them.
  let format: NumberFormat

  /// A formula for the number with the given index, or none where numbers do not fit.
  func formula(_ index: Int, _ weight: FontWeight = .medium) -> Formula? {
    texts.map { .number($0[index], weight) }
  }
}

extension Pen {
  /// Writes the values of a panel for square cells of the given side.
  ///
  /// Decimals are given up, down to two significant digits of the largest value, before the text
  /// shrinks below a comfortable size; then powers of ten; then nothing.
  func numbers(_ values: [Double], cell: Double, comfortable: Double = 15) -> FittedNumbers {
    let room = Size(cell * 0.8, cell * 0.6)
    var format = NumberFormat(for: values)
    // Where one digit does not fit, nothing does; cells as small as that are many.
    guard fit(["1"], room) >= Pen.floor else { return FittedNumbers(texts: nil, format: format) }
    let least = min(format.decimals, NumberFormat(for: values, significant: 2).decimals)
    while true {
      let texts = values.map(format.string)
      let size = fit(texts, room)
      if size >= comfortable || (format.decimals <= least && size >= Pen.floor) {
        return FittedNumbers(texts: texts, format: format)
      }
      if format.decimals <= least { break }
      format.decimals -= 1
    }
    for significant in [2, 1] {
      let texts = values.map { value in
        let fixed = format.string(value)
        return fit([fixed], room) >= Pen.floor
          ? fixed : NumberFormat.scientific(value, significant: significant)
      }
      if fit(texts, room) >= Pen.floor { return FittedNumbers(texts: texts, format: format) }
    }
    return FittedNumbers(texts: nil, format: format)
  }

  private func fit(_ texts: [String], _ room: Size) -> Double {
    size(fitting: texts.map { .number($0, .medium) }, into: room, preferred: 100)
  }
}
