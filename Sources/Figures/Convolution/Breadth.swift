import Drawing

extension Pen {
  /// How wide the room of a panel is, as a part of a page's: what lies between the parts of a
  /// figure shrinks with it, so that cells and their numbers keep as much as they can.
  var breadth: Double {
    min(
      1,
      (style.pageSize.width - 2 * Stage.margin)
        / (PageFormat.widescreen.size.width - 2 * Stage.margin))
  }

  /// A distance on a page; smaller in a panel that is narrower, but no smaller than the least.
  func distance(_ wide: Double, least: Double) -> Double {
    min(wide, max(least, wide * breadth))
  }

  /// Whether a room is so low that a figure shows only what nothing else in it repeats.
  func isLow(_ room: Rectangle) -> Bool { style.panel != nil && room.height < 300 }

  /// Whether the figure is a panel so low that there is room for one line below it at the most.
  var isShallow: Bool { style.panel.map { $0.height < 400 } ?? false }

  /// Where the heading of a figure's last panel may stand: a part of a slide has no margin, so it
  /// gives way to the left.
  func headingRoom(over panel: Panel, reach: Double) -> Rectangle? {
    guard style.panel != nil else { return nil }
    return Rectangle(
      panel.frame.minX - reach, panel.frame.minY, panel.frame.width + reach, panel.frame.height)
  }

  /// Words on one line, or on two where a panel is too narrow for them.
  func paragraph(_ words: String, size: Double, color: Color, width: Double) -> [Picture] {
    let whole = formula(.words(words), size: size, color: color)
    let lines =
      style.panel != nil && whole.bounds.width * 0.8 > width ? halves(of: words) : [words]
    let size =
      lines.map { formula(.words($0), size: size).bounds.width }.reduce(size) {
        min($0, size * width / max($1, 1))
      }
    return lines.map { formula(.words($0), size: size, color: color) }
  }

  /// A sentence as two lines of about the same length.
  func halves(of sentence: String) -> [String] {
    let middle = sentence.count / 2
    let spaces = sentence.indices.filter { sentence[$0] == " " }
    let distance = { (space: String.Index) in
      abs(sentence.distance(from: sentence.startIndex, to: space) - middle)
    }
    guard let space = spaces.min(by: { distance($0) < distance($1) }) else { return [sentence] }
    return [sentence[..<space], sentence[space...].dropFirst()].map(String.init)
  }
}
