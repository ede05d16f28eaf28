/// A point on the page; x runs right, y runs down, both in page units.
public struct Point: Sendable, Hashable {
  /// The distance from the left edge.
  public var x: Double
  /// The distance from the top edge.
  public var y: Double

  /// The point (x, y).
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// The origin, the page's top left corner.
  public static let zero = Point(0, 0)

  /// The point moved by (dx, dy).
  public func moved(_ dx: Double, _ dy: Double) -> Point { Point(x + dx, y + dy) }
}

/// A width and a height in page units.
public struct Size: Sendable, Hashable {
  /// The horizontal length.
  public var width: Double
  /// The vertical length.
  public var height: Double

  /// The size width × height.
  public init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }

  /// No size at all.
  public static let zero = Size(0, 0)
}

/// A rectangle with sides along the axes.
public struct Rectangle: Sendable, Hashable {
  /// The left edge.
  public var x: Double
  /// The top edge.
  public var y: Double
  /// The horizontal length.
  public var width: Double
  /// The vertical length.
  public var height: Double

  /// A rectangle from its top left corner and its size.
  public init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// A rectangle from its corner and size.
  public init(origin: Point, size: Size) {
    self.init(origin.x, origin.y, size.width, size.height)
  }

  /// The rectangle of a size around a centre.
  public init(center: Point, size: Size) {
    self.init(center.x - size.width / 2, center.y - size.height / 2, size.width, size.height)
  }

  /// The left edge.
  public var minX: Double { x }
  /// The right edge.
  public var maxX: Double { x + width }
  /// The top edge.
  public var minY: Double { y }
  /// The bottom edge.
  public var maxY: Double { y + height }
  /// The horizontal middle.
  public var midX: Double { x + width / 2 }
  /// The vertical middle.
  public var midY: Double { y + height / 2 }
  /// The top left corner.
  public var origin: Point { Point(x, y) }
  /// The middle.
  public var center: Point { Point(midX, midY) }
  /// Width and height.
  public var size: Size { Size(width, height) }

  /// The rectangle moved by (dx, dy).
  public func moved(_ dx: Double, _ dy: Double) -> Rectangle {
    Rectangle(x + dx, y + dy, width, height)
  }

  /// The rectangle with each side moved inwards, or outwards where the amount is negative.
  public func inset(_ dx: Double, _ dy: Double) -> Rectangle {
    Rectangle(x + dx, y + dy, width - 2 * dx, height - 2 * dy)
  }

  /// The rectangle with all sides moved inwards by the same amount.
  public func inset(_ amount: Double) -> Rectangle { inset(amount, amount) }

  /// The smallest rectangle around both.
  public func union(_ other: Rectangle) -> Rectangle {
    let left = min(minX, other.minX)
    let top = min(minY, other.minY)
    return Rectangle(left, top, max(maxX, other.maxX) - left, max(maxY, other.maxY) - top)
  }

  /// Whether the two share more than an edge; `tolerance` is how much of an overlap is let pass.
  public func overlaps(_ other: Rectangle, tolerance: Double = 0) -> Bool {
    minX + tolerance < other.maxX && other.minX + tolerance < maxX
      && minY + tolerance < other.maxY && other.minY + tolerance < maxY
  }

  /// Whether the other rectangle lies inside this one, edges included.
  public func contains(_ other: Rectangle, tolerance: Double = 1e-6) -> Bool {
    other.minX >= minX - tolerance && other.maxX <= maxX + tolerance
      && other.minY >= minY - tolerance && other.maxY <= maxY + tolerance
  }
}
