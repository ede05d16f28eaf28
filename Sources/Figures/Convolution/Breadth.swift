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

  /// Where the heading of a figure's last panel may stand: a part of a slide has no margin, so it
  /// gives way to the left.
  func headingRoom(over panel: Panel, reach: Double) -> Rectangle? {
    guard style.panel != nil else { return nil }
    return Rectangle(
      panel.frame.minX - reach, panel.frame.minY, panel.frame.width + reach, panel.frame.height)
  }
}
