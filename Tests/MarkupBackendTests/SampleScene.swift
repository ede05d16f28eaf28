import Drawing

/// A scene with one of every kind of item, and text that tries to break out of markup.
let sampleScene = Scene(
  size: Size(640, 360), background: .white, title: "Step 1 & \"more\"",
  description: "A 3 × 3 input <under> a 2 × 2 filter.",
  items: [
    .group(
      Tag("cell", "input \"0,1\""),
      [
        .rectangle(
          Rectangle(20, 20, 80, 80), radius: 3,
          Paint(
            fill: Color(hex: 0xF5F7FA),
            stroke: Stroke(color: Color(hex: 0x8A93A3), width: 1.4, dash: [4, 2.5]))),
        text("−10.5", .label(24, .semibold), at: Point(30, 70)),
      ]),
    .circle(center: Point(180, 60), radius: 40, .stroke(Color(hex: 0x0072B2), 4)),
    .path(
      Path([
        .move(Point(100, 60)), .line(Point(120, 60)),
        .curve(Point(125, 60), Point(130, 55), Point(140, 60.125)), .close,
      ]), .fill(Color(red: 0, green: 0, blue: 0, alpha: 0.25))),
    .image(
      Raster(width: 2, height: 2, pixels: [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]),
      in: Rectangle(260, 20, 80, 80)),
    text("  𝑧 = Σ 𝑎 · 𝑤  + 𝑏 ", .math(20), at: Point(20, 150)),
    text("</text> & \u{1}", .label(16), at: Point(20, 200)),
    .group(Tag("empty"), []),
  ])

/// A run of text that claims half an em a character.
func text(_ string: String, _ font: Font, at origin: Point) -> Item {
  .text(
    TextRun(
      string, font: font, color: Color(hex: 0x171C28), origin: origin,
      extents: TextExtents(
        width: Double(string.count) * font.size / 2, ascent: font.size * 0.7, descent: 0)))
}

/// A subsetter whose files spell the face and the characters that they were asked for.
struct SpellingSubsetter: FontSubsetter {
  func subset(of font: Font, keeping characters: Set<Unicode.Scalar>) -> FontSubset? {
    var spelled = "\(font.family.rawValue) \(font.weight.rawValue):"
    for character in characters.sorted() { spelled.unicodeScalars.append(character) }
    return FontSubset(
      data: Array(spelled.utf8), format: font.family == .math ? "opentype" : "truetype")
  }
}
