import CCairo
import Drawing
import Synchronization

/// A string set at the reference size.
struct Line {
  /// One glyph: its outline and where its origin is, from the left end of the baseline.
  struct Glyph {
    let outline: Path
    let origin: Point
  }

  let extents: TextExtents
  let missingGlyphs: Int
  let glyphs: [Glyph]
}

/// The lines that were set so far, with the outlines of their glyphs.
///
/// A figure measures a string a few times and then draws it, and most of its glyphs are digits:
/// each line is set once, each glyph's outline is read once.
struct LineCache: ~Copyable {
  /// The lines of the process; layout and renderers share them.
  static let shared = Mutex(LineCache())

  private struct LineKey: Hashable {
    let string: String
    let face: Face
  }

  private struct GlyphKey: Hashable {
    let font: UnsafeMutablePointer<PangoFont>
    let glyph: UInt32
  }

  /// How many lines are kept at most; a long lesson must not fill the memory.
  private static let capacity = 20_000

  private let typesetter = Typesetter()
  private let pen = Pen()
  private var lines: [LineKey: Line] = [:]
  private var outlines: [GlyphKey: Path] = [:]
  private var fonts: Set<UnsafeMutablePointer<PangoFont>> = []

  deinit {
    for font in fonts { g_object_unref(font) }
  }

  /// The string, set in the face.
  mutating func line(_ string: String, _ face: Face) -> Line {
    let key = LineKey(string: string, face: face)
    if let line = lines[key] { return line }
    var extents = TextExtents(width: 0, ascent: 0, descent: 0)
    var placed: [(GlyphKey, Point)] = []
    let missingGlyphs = typesetter.withLine(string, face) { line, missingGlyphs in
      extents = TextExtents(line)
      let (glyphs, advance) = Self.glyphs(of: line)
      placed = glyphs
      extents.width = Double(advance) / Double(PANGO_SCALE)
      // A font must outlive the outlines that are filed under its address.
      for (key, _) in placed where fonts.insert(key.font).inserted { g_object_ref(key.font) }
      return missingGlyphs
    }
    let line = Line(
      extents: extents, missingGlyphs: missingGlyphs,
      glyphs: placed.map { Line.Glyph(outline: outline($0), origin: $1) })
    if lines.count >= Self.capacity { lines.removeAll() }
    lines[key] = line
    return line
  }

  /// Hands the typesetter to `body`, for what is asked seldom and not kept.
  func withTypesetter<Result>(_ body: (borrowing Typesetter) -> Result) -> Result {
    body(typesetter)
  }

  private mutating func outline(_ key: GlyphKey) -> Path {
    if let outline = outlines[key] { return outline }
    let outline = pen.outline(of: key.glyph, in: key.font)
    outlines[key] = outline
    return outline
  }

  /// The glyphs of a line and how far they advance, which Pango's own 32 bits do not hold where
  /// the line has thousands of characters.
  private static func glyphs(
    of line: UnsafeMutablePointer<PangoLayoutLine>
  ) -> (glyphs: [(GlyphKey, Point)], advance: Int) {
    var placed: [(GlyphKey, Point)] = []
    var x = 0
    var node = line.pointee.runs
    while let run = node {
      node = run.pointee.next
      let item = run.pointee.data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
      guard let font = item.item.pointee.analysis.font else { continue }
      let glyphs = UnsafeBufferPointer(
        start: item.glyphs.pointee.glyphs, count: Int(item.glyphs.pointee.num_glyphs))
      for glyph in glyphs {
        let origin = Point(
          Double(x + Int(glyph.geometry.x_offset)) / Double(PANGO_SCALE),
          Double(glyph.geometry.y_offset) / Double(PANGO_SCALE))
        x += Int(glyph.geometry.width)
        guard glyph.glyph != PangoGlyph.empty else { continue }
        // Where no font has the character, the font's own empty box stands for it.
        let index = glyph.glyph & PangoGlyph.unknown == 0 ? glyph.glyph : 0
        placed.append((GlyphKey(font: font, glyph: index), origin))
      }
    }
    return (placed, x)
  }
}

extension PangoGlyph {
  /// Pango's mark for a character that takes no ink.
  fileprivate static let empty: PangoGlyph = 0x0FFF_FFFF
  /// Pango's flag for a character that no font has.
  fileprivate static let unknown: PangoGlyph = 0x1000_0000
}

extension TextExtents {
  /// The extents of a line as it was set.
  fileprivate init(_ line: UnsafeMutablePointer<PangoLayoutLine>) {
    var ink = PangoRectangle()
    var logical = PangoRectangle()
    pango_layout_line_get_extents(line, &ink, &logical)
    func units(_ value: Int32) -> Double { Double(value) / Double(PANGO_SCALE) }
    self.init(
      width: units(logical.width), ascent: units(0 - ink.y), descent: units(ink.y + ink.height))
  }
}
