import Drawing

/// The markup of a scene's items, one element a line.
struct SVGBody {
  /// The elements so far.
  private(set) var markup = ""
  private let faces: FontFaces
  private let shared: SharedGroups?

  /// The markup of the items, with text in the given faces. In a deck, groups go without their
  /// tags, and those that are shared are referred to.
  init(_ items: [Item], faces: FontFaces, shared: SharedGroups? = nil) {
    self.faces = faces
    self.shared = shared
    append(items)
  }

  private mutating func append(_ items: [Item]) {
    for item in items { append(item) }
  }

  private mutating func append(_ item: Item) {
    switch item {
    case .rectangle(let rectangle, let radius, let paint):
      element("rect") { element in
        element.frame(rectangle)
        if radius > 0 { element.number("rx", radius) }
        element.paint(paint)
      }
    case .circle(let center, let radius, let paint):
      element("circle") { element in
        element.number("cx", center.x)
        element.number("cy", center.y)
        element.number("r", radius)
        element.paint(paint)
      }
    case .path(let path, let paint):
      element("path") { element in
        element.attribute("d", path.markup)
        element.paint(paint)
      }
    case .text(let run):
      append(run)
    case .image(let raster, let rectangle):
      append(raster, in: rectangle)
    case .group(let tag, let items):
      append(items, as: tag)
    }
  }

  private mutating func append(_ items: [Item], as tag: Tag) {
    if tag.kind == "link", let address = MarkupLink.address(tag.name) {
      markup += "<a"
      attribute("href", MarkupText.escaped(address))
      // A lecture goes on where it was.
      if !address.hasPrefix("#") {
        attribute("target", "_blank")
        attribute("rel", "noopener")
      }
      markup += ">\n"
      append(items)
      markup += "</a>\n"
    } else if let shared {
      if let reference = shared.reference(to: items, faces: faces) {
        markup += reference
      } else {
        append(items)
      }
    } else {
      markup += "<g"
      attribute("class", MarkupText.escaped(tag.kind))
      if !tag.name.isEmpty { attribute("data-name", MarkupText.escaped(tag.name)) }
      markup += ">\n"
      append(items)
      markup += "</g>\n"
    }
  }

  private mutating func append(_ raster: Raster, in rectangle: Rectangle) {
    guard !raster.isSmooth, let runs = RasterRuns(raster) else {
      let file = raster.file ?? Raster.File(.png, bytes: raster.png)
      element("image") { element in
        element.frame(rectangle)
        element.attribute("preserveAspectRatio", "none")
        if !raster.isSmooth { element.attribute("style", "image-rendering:pixelated") }
        element.attribute("href", "data:\(file.mediaType);base64,\(base64(file.bytes))")
      }
      return
    }
    let scale = [rectangle.width / Double(raster.width), rectangle.height / Double(raster.height)]
    markup += "<g"
    attribute(
      "transform",
      "translate(\(MarkupText.number(rectangle.x)) \(MarkupText.number(rectangle.y))) "
        + "scale(\(scale.map(MarkupText.factor).joined(separator: " ")))")
    attribute("shape-rendering", "crispEdges")
    markup += ">\n"
    for layer in runs.layers {
      element("path") { element in
        element.color("fill", layer.color)
        element.attribute("d", layer.path)
      }
    }
    markup += "</g>\n"
  }

  private mutating func append(_ run: TextRun) {
    markup += "<text"
    attribute("class", faces.className(of: run.font))
    number("x", run.origin.x)
    number("y", run.origin.y)
    number("font-size", run.font.size)
    color("fill", run.color)
    // A fallback font must not set the text wider than the room that it was given.
    if !faces.embeds(run.font), run.extents.width > 0 {
      number("textLength", run.extents.width)
      attribute("lengthAdjust", "spacingAndGlyphs")
    }
    if run.string.hasFragileSpaces { attribute("xml:space", "preserve") }
    markup += ">\(MarkupText.escaped(run.string))</text>\n"
  }

  private mutating func element(_ name: String, attributes: (inout SVGBody) -> Void) {
    markup += "<\(name)"
    attributes(&self)
    markup += "/>\n"
  }

  private mutating func attribute(_ name: String, _ value: String) {
    markup += " \(name)=\"\(value)\""
  }

  private mutating func number(_ name: String, _ value: Double) {
    attribute(name, MarkupText.number(value))
  }

  private mutating func frame(_ rectangle: Rectangle) {
    number("x", rectangle.x)
    number("y", rectangle.y)
    number("width", rectangle.width)
    number("height", rectangle.height)
  }

  private mutating func color(_ name: String, _ color: Color) {
    attribute(name, MarkupText.color(color))
    if color.alpha < 1 { number("\(name)-opacity", max(color.alpha, 0)) }
  }

  /// The document's root says `fill="none"`, round caps and round joins, so they are not repeated.
  private mutating func paint(_ paint: Paint) {
    if let fill = paint.fill { color("fill", fill) }
    guard let stroke = paint.stroke, stroke.width > 0 else { return }
    color("stroke", stroke.color)
    if stroke.width != 1 { number("stroke-width", stroke.width) }
    if !stroke.dash.isEmpty {
      attribute("stroke-dasharray", stroke.dash.map(MarkupText.number).joined(separator: " "))
    }
  }
}

extension String {
  /// Whether spaces in the text would be lost by XML's collapsing of them.
  fileprivate var hasFragileSpaces: Bool {
    first == " " || last == " " || zip(utf8, utf8.dropFirst()).contains { $0 == 32 && $1 == 32 }
  }
}

extension Path {
  /// The path in SVG's path language, absolute coordinates.
  fileprivate var markup: String {
    func pair(_ point: Point) -> String {
      "\(MarkupText.number(point.x)) \(MarkupText.number(point.y))"
    }
    return elements.map { element in
      switch element {
      case .move(let point): "M\(pair(point))"
      case .line(let point): "L\(pair(point))"
      case .curve(let first, let second, let end): "C\(pair(first)) \(pair(second)) \(pair(end))"
      case .close: "Z"
      }
    }.joined()
  }
}
