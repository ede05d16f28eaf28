import Drawing

/// A small raster as shapes: runs of equal pixels, gathered by colour.
///
/// A browser keeps an image's pixels hard-edged when it is asked to; what puts SVG into documents
/// and slides mostly does not, and blurs a digit's 28 × 28 cells into a cloud. Shapes are sharp
/// everywhere. Beyond 64 × 64 they would take more room than an image, whose cells are then too
/// small for a blur to tell.
struct RasterRuns {
  /// One colour and the path of everything that it covers, in pixels.
  struct Layer: Equatable {
    let color: Color
    let path: String
  }

  /// The layers from the bottom: the commonest colour as a whole sheet, then the others.
  let layers: [Layer]

  /// The runs of a raster; nil where it is empty or larger than 64 × 64 pixels.
  init?(_ raster: Raster) {
    guard (1...(64 * 64)).contains(raster.width * raster.height) else { return nil }
    func pixel(_ row: Int, _ column: Int) -> UInt32 {
      let start = 3 * (row * raster.width + column)
      return raster.pixels[start..<(start + 3)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    var order: [UInt32] = []
    var runs: [UInt32: (count: Int, path: String)] = [:]
    for row in 0..<raster.height {
      var start = 0
      while start < raster.width {
        let color = pixel(row, start)
        var end = start + 1
        while end < raster.width, pixel(row, end) == color { end += 1 }
        if runs[color] == nil { order.append(color) }
        runs[color, default: (0, "")].count += end - start
        runs[color, default: (0, "")].path += "M\(start) \(row)h\(end - start)v1h\(start - end)z"
        start = end
      }
    }
    func count(_ color: UInt32) -> Int { runs[color]?.count ?? 0 }
    let sheet = order.reduce(order[0]) { count($1) > count($0) ? $1 : $0 }
    let sheetPath = "M0 0h\(raster.width)v\(raster.height)h\(-raster.width)z"
    layers =
      [Layer(color: Color(hex: sheet), path: sheetPath)]
      + order.filter { $0 != sheet }.map {
        Layer(color: Color(hex: $0), path: runs[$0]?.path ?? "")
      }
  }
}
