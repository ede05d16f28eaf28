/// A picture, ready to be drawn: a closed display list that every backend folds.
///
/// A scene is final: every text is measured, every line placed. Items are drawn in order, later
/// ones on top.
public struct Scene: Sendable, Equatable {
  /// The page's size in page units; 96 units are an inch.
  public var size: Size
  /// The colour of the paper.
  public var background: Color
  /// The picture's title, one line.
  public var title: String
  /// The alt text: what a person who cannot see the picture should be told.
  public var description: String
  /// The items in drawing order.
  public var items: [Item]
  /// What there was no room for, each once; not drawn, but for who asked for the picture.
  public var omissions: [Omission]
  /// The equations that the picture prints; not drawn, but for who checks it.
  public var equations: Equations

  /// How many equations a picture prints, and of how many a reader with a calculator gets the printed
  /// result from the printed terms.
  public struct Equations: Sendable, Hashable {
    /// All of them.
    public var stated: Int
    /// Those whose result follows.
    public var closing: Int

    /// Counts of equations.
    public init(stated: Int = 0, closing: Int = 0) {
      (self.stated, self.closing) = (stated, closing)
    }
  }

  /// A scene.
  public init(
    size: Size, background: Color, title: String, description: String, items: [Item],
    omissions: [Omission] = [], equations: Equations = Equations()
  ) {
    self.size = size
    self.background = background
    self.title = title
    self.description = description
    self.items = items
    self.omissions = omissions
    self.equations = equations
  }
}

/// One thing on the page.
public enum Item: Sendable, Equatable {
  /// A rectangle, with rounded corners where `radius` is above 0.
  case rectangle(Rectangle, radius: Double, Paint)
  /// A circle.
  case circle(center: Point, radius: Double, Paint)
  /// A path.
  case path(Path, Paint)
  /// A line of text.
  case text(TextRun)
  /// A grid of coloured pixels, or a photograph, stretched over a rectangle.
  case image(Raster, in: Rectangle)
  /// Items that belong together, with a tag that tests, traces and markup can find them by.
  case group(Tag, [Item])
}

/// A name for a group of items: a kind, and what tells it from others of that kind.
///
/// For example `Tag("cell", "input 0,1")` or `Tag("neuron", "1,0")`.
public struct Tag: Sendable, Hashable {
  /// What the group is.
  public var kind: String
  /// Which one it is.
  public var name: String
  /// What the group as a whole stands for: the value that a cell's colour shows, or what a symbol
  /// of several runs means.
  public var source: Source?

  /// A tag.
  public init(_ kind: String, _ name: String = "", source: Source? = nil) {
    self.kind = kind
    self.name = name
    self.source = source
  }
}

/// How a shape is filled and outlined; the fill is drawn first.
public struct Paint: Sendable, Hashable {
  /// The colour of the inside.
  public var fill: Color?
  /// The outline.
  public var stroke: Stroke?

  /// A paint.
  public init(fill: Color? = nil, stroke: Stroke? = nil) {
    self.fill = fill
    self.stroke = stroke
  }

  /// A fill without an outline.
  public static func fill(_ color: Color) -> Paint { Paint(fill: color) }

  /// An outline without a fill.
  public static func stroke(_ color: Color, _ width: Double, dash: [Double] = []) -> Paint {
    Paint(stroke: Stroke(color: color, width: width, dash: dash))
  }
}

/// An outline: centred on the shape's edge, round caps and joins.
public struct Stroke: Sendable, Hashable {
  /// The colour.
  public var color: Color
  /// The width in page units.
  public var width: Double
  /// Lengths of dashes and gaps in turn; empty for a solid line.
  public var dash: [Double]

  /// A stroke.
  public init(color: Color, width: Double, dash: [Double] = []) {
    self.color = color
    self.width = width
    self.dash = dash
  }
}

/// A path of straight lines and cubic curves.
public struct Path: Sendable, Hashable {
  /// One piece of a path.
  public enum Element: Sendable, Hashable {
    /// Start a new piece at a point.
    case move(Point)
    /// A straight line to a point.
    case line(Point)
    /// A cubic Bézier curve over two control points to a point.
    case curve(Point, Point, Point)
    /// A straight line to where the piece began.
    case close
  }

  /// The pieces in order.
  public var elements: [Element]

  /// A path of the given pieces.
  public init(_ elements: [Element] = []) {
    self.elements = elements
  }

  /// A straight line.
  public static func line(_ from: Point, _ to: Point) -> Path { Path([.move(from), .line(to)]) }

  /// A polygon through the points.
  public static func polygon(_ points: [Point]) -> Path {
    guard let first = points.first else { return Path() }
    return Path([.move(first)] + points.dropFirst().map(Element.line) + [.close])
  }
}

/// One line of text in one font and colour, measured and placed.
public struct TextRun: Sendable, Hashable {
  /// The characters.
  public var string: String
  /// The font.
  public var font: Font
  /// The colour.
  public var color: Color
  /// The left end of the baseline.
  public var origin: Point
  /// The room it takes, as measured when the scene was laid out.
  public var extents: TextExtents
  /// What it shows, where it is a number or a symbol of a value; not drawn.
  public var source: Source?

  /// A run of text.
  public init(
    _ string: String, font: Font, color: Color, origin: Point, extents: TextExtents,
    source: Source? = nil
  ) {
    self.string = string
    self.font = font
    self.color = color
    self.origin = origin
    self.extents = extents
    self.source = source
  }

  /// The rectangle that the run's ink takes: its advance width by its ink height.
  public var bounds: Rectangle {
    Rectangle(origin.x, origin.y - extents.ascent, extents.width, extents.height)
  }
}

extension Item {
  /// The item moved by (dx, dy).
  public func moved(_ dx: Double, _ dy: Double) -> Item {
    switch self {
    case .rectangle(let rectangle, let radius, let paint):
      return .rectangle(rectangle.moved(dx, dy), radius: radius, paint)
    case .circle(let center, let radius, let paint):
      return .circle(center: center.moved(dx, dy), radius: radius, paint)
    case .path(let path, let paint):
      return .path(path.moved(dx, dy), paint)
    case .text(var run):
      run.origin = run.origin.moved(dx, dy)
      return .text(run)
    case .image(let raster, let rectangle):
      return .image(raster, in: rectangle.moved(dx, dy))
    case .group(let tag, let items):
      return .group(tag, items.map { $0.moved(dx, dy) })
    }
  }
}

extension Path {
  /// The path moved by (dx, dy).
  public func moved(_ dx: Double, _ dy: Double) -> Path {
    Path(
      elements.map { element in
        switch element {
        case .move(let p): .move(p.moved(dx, dy))
        case .line(let p): .line(p.moved(dx, dy))
        case .curve(let c1, let c2, let p):
          .curve(c1.moved(dx, dy), c2.moved(dx, dy), p.moved(dx, dy))
        case .close: .close
        }
      })
  }
}
