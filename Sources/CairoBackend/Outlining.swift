import Drawing

extension Scene {
  /// The same picture with its text as outlines of glyphs, for programs that use neither this
  /// machine's fonts nor those that a file brings.
  public func outliningText() -> Scene {
    var scene = self
    scene.items = items.map(\.outliningText)
    return scene
  }
}

extension Item {
  fileprivate var outliningText: Item {
    switch self {
    case .text(let run): .path(run.outline, .fill(run.color))
    case .group(let tag, let items): .group(tag, items.map(\.outliningText))
    case .rectangle, .circle, .path, .image: self
    }
  }
}

extension TextRun {
  /// The outlines of the run's glyphs, where they stand.
  fileprivate var outline: Path {
    let line = LineCache.shared.withLock { $0.line(string, Face(font)) }
    let scale = font.size / Typesetter.referenceSize
    return Path(
      line.glyphs.flatMap { glyph in
        func place(_ point: Point) -> Point {
          Point(
            origin.x + (glyph.origin.x + point.x) * scale,
            origin.y + (glyph.origin.y + point.y) * scale)
        }
        return glyph.outline.elements.map { element -> Path.Element in
          switch element {
          case .move(let p): .move(place(p))
          case .line(let p): .line(place(p))
          case .curve(let c1, let c2, let p): .curve(place(c1), place(c2), place(p))
          case .close: .close
          }
        }
      })
  }
}
