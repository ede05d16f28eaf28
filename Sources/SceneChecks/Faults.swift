import Drawing

extension Scene {
  /// What is wrong with what can be read: texts that leave the page, overlap, are too small or have
  /// glyphs that the font lacks, shapes that leave the page; a line each.
  ///
  /// - Parameters:
  ///   - margin: What texts keep clear of at the page's edges; a part of a slide has none.
  ///   - least: The least size of a text, in page units.
  ///   - missingGlyphs: How many characters of a string a font has no glyph for.
  public func illegible(
    margin: Double, least: Double, missingGlyphs: (String, Font) -> Int
  ) -> [String] {
    let page = Rectangle(0, 0, size.width, size.height)
    var faults: [String] = []
    for run in texts {
      if !page.inset(margin).contains(run.bounds) {
        faults.append("“\(run.string)” leaves the page")
      }
      if run.font.size < least - 0.01 {
        faults.append("“\(run.string)” is only \(run.font.size) units high")
      }
      if missingGlyphs(run.string, run.font) > 0 {
        faults.append("“\(run.string)” has glyphs that the font lacks")
      }
    }
    faults += overlaps
    for shape in shapes where !page.contains(shape, tolerance: 0.5) {
      faults.append("a shape at \(shape) leaves the page")
    }
    if title.isEmpty { faults.append("there is no title") }
    if description.count <= 20 { faults.append("there is no alt text") }
    return faults
  }

  /// The pairs of texts that lie over one another.
  private var overlaps: [String] {
    let runs = texts.map { (run: $0, bounds: $0.bounds) }.sorted { $0.bounds.minX < $1.bounds.minX }
    var faults: [String] = []
    for (index, (run, bounds)) in runs.enumerated() {
      for (other, others) in runs[(index + 1)...] {
        if others.minX >= bounds.maxX { break }
        if bounds.overlaps(others, tolerance: 0.8) {
          faults.append("“\(run.string)” and “\(other.string)” overlap")
        }
      }
    }
    return faults
  }

  /// The rectangles that shapes and images take.
  private var shapes: [Rectangle] {
    flattened.compactMap { item in
      switch item {
      case .rectangle, .image, .circle: item.bounds
      case .path, .text, .group: nil
      }
    }
  }

  /// The texts that something lies over which was drawn after them: a band, a badge, a picture.
  public var hidden: [String] {
    var texts: [TextRun] = []
    var faults: [String] = []
    for item in flattened {
      switch item {
      case .text(let run): texts.append(run)
      case .rectangle(_, _, let paint), .circle(_, _, let paint):
        guard paint.fill != nil else { continue }
        fallthrough
      case .image:
        guard let bounds = item.bounds else { continue }
        for run in texts where run.bounds.overlaps(bounds, tolerance: 0.8) {
          faults.append("“\(run.string)” lies under a shape at \(bounds)")
        }
      case .path, .group: continue
      }
    }
    return faults
  }

  /// The texts that a line runs through, or the outline of a shape. Hatches lie under texts, and what
  /// is covered by a filled shape under the text is not seen.
  public var crossed: [String] {
    var lines: [(order: Int, path: Path, bounds: Rectangle, color: Color?)] = []
    var grounds: [(order: Int, bounds: Rectangle, color: Color)] = []
    var texts: [(order: Int, run: TextRun)] = []
    for (order, item) in items.flatMap(\.withoutHatches).enumerated() {
      switch item {
      case .text(let run): texts.append((order, run))
      case .path(let path, let paint):
        path.bounds.map { lines.append((order, path, $0, paint.stroke?.color ?? paint.fill)) }
      case .rectangle(let box, _, let paint):
        if let fill = paint.fill { grounds.append((order, box, fill)) }
        if let stroke = paint.stroke {
          lines.append((order, Path(around: box), box, stroke.color))
        }
      case .circle(let center, let radius, let paint):
        // The square in a circle lies on its ground.
        let side = radius * 2.0.squareRoot()
        if let fill = paint.fill {
          grounds.append((order, Rectangle(center: center, size: Size(side, side)), fill))
        }
      case .image, .group: break
      }
    }
    return texts.flatMap { order, run -> [String] in
      let box = run.bounds.inset(1.5)
      guard box.width > 0, box.height > 0 else { return [] }
      let ground = grounds.last { $0.order < order && $0.bounds.contains(box) }
      return lines.filter {
        // In the colour of the ground a line is not seen.
        $0.order > ground?.order ?? -1 && ($0.color == nil || $0.color != ground?.color)
          && $0.bounds.overlaps(box, tolerance: -0.01)
          && $0.path.crosses(box)
      }.map { "a line at \($0.bounds) runs through “\(run.string)”" }
    }
  }

  /// What is printed and not true, or in more ways than one: a number that is not the rounding of its
  /// value, an address with two spellings or two symbols, a symbol of two addresses; a line each.
  public var untrue: [String] {
    var faults: [String] = []
    var spellings: [Source.Address: String] = [:]
    for number in numbers {
      let text = number.run.string
      if text != number.source.printed { faults.append("“\(text)” is not \(number.source)") }
      let address = number.source.address
      let first = spellings[address, default: text]
      if first != text { faults.append("\(address) is “\(first)” and “\(text)”") }
      spellings[address] = first
    }
    var names: [Source.Address: String] = [:]
    var meanings: [String: Source.Address] = [:]
    for symbol in symbols {
      let name = names[symbol.address, default: symbol.text]
      let meaning = meanings[symbol.text, default: symbol.address]
      if name != symbol.text {
        faults.append("\(symbol.address) is “\(name)” and “\(symbol.text)”")
      }
      if meaning != symbol.address {
        faults.append("“\(symbol.text)” is \(meaning) and \(symbol.address)")
      }
      names[symbol.address] = name
      meanings[symbol.text] = meaning
    }
    return faults
  }
}

extension Item {
  /// What draws, but for hatches, which lie under texts by design.
  fileprivate var withoutHatches: [Item] {
    guard case .group(let tag, let items) = self else { return [self] }
    return tag.kind == "hatch" ? [] : items.flatMap(\.withoutHatches)
  }
}

extension Path {
  /// The outline of a rectangle.
  fileprivate init(around box: Rectangle) {
    let (right, bottom) = (box.maxX, box.maxY)
    self = .polygon([
      box.origin, Point(right, box.minY), Point(right, bottom), Point(box.minX, bottom),
    ])
  }
}
