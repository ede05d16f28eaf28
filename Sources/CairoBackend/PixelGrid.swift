import Drawing

/// Moves straight edges onto the pixels of a picture, so that they are not blurred over two.
///
/// An edge goes to the nearest border between pixels, a line of an odd width to the nearest
/// pixel's middle. Equal positions go to equal places, so what touched before touches still.
struct PixelGrid {
  /// The number of pixels that a page unit takes.
  let scale: Double

  /// The edge of a filled area.
  func edge(_ position: Double) -> Double { (position * scale).rounded() / scale }

  /// The width of a line, in whole pixels and at least one.
  func lineWidth(_ width: Double) -> Double { max((width * scale).rounded(), 1) / scale }

  /// The middle of a line of a width that is whole pixels.
  func line(_ position: Double, width: Double) -> Double {
    let isOdd = Int((width * scale).rounded()) % 2 == 1
    let offset = isOdd ? 0.5 : 0
    return ((position * scale - offset).rounded() + offset) / scale
  }

  /// The rectangle with its edges between pixels; one thinner than a pixel stays as it is.
  func area(_ rectangle: Rectangle) -> Rectangle {
    guard rectangle.width * scale >= 1, rectangle.height * scale >= 1 else { return rectangle }
    return mapped(rectangle) { edge($0) }
  }

  /// The rectangle whose outline of a width that is whole pixels covers whole pixels.
  func outline(_ rectangle: Rectangle, width: Double) -> Rectangle {
    mapped(rectangle) { line($0, width: width) }
  }

  /// A level or upright line moved onto the pixels, and its width; nil for any other path.
  func straight(_ path: Path, _ width: Double) -> (path: Path, width: Double)? {
    guard path.elements.count == 2, case .move(var start) = path.elements[0],
      case .line(var end) = path.elements[1], (start.x == end.x) != (start.y == end.y)
    else { return nil }
    let width = lineWidth(width)
    if start.x == end.x {
      start.x = line(start.x, width: width)
      end.x = start.x
    } else {
      start.y = line(start.y, width: width)
      end.y = start.y
    }
    return (.line(start, end), width)
  }

  private func mapped(_ rectangle: Rectangle, _ move: (Double) -> Double) -> Rectangle {
    let (left, top) = (move(rectangle.minX), move(rectangle.minY))
    return Rectangle(left, top, move(rectangle.maxX) - left, move(rectangle.maxY) - top)
  }
}
