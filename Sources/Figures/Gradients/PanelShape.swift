import Drawing

/// The shapes of panels that ask for another arrangement than a page.
extension FigureStyle {
  /// Whether there is so little width that what stands side by side on a page stands one below the
  /// other.
  var isNarrow: Bool { panel.map { $0.width < 820 } ?? false }

  /// Whether there is so little height that the figure has it all.
  var isShort: Bool { panel.map { $0.height < 400 } ?? false }

  /// Whether the panel is small both ways, so that of what explains the figure the most telling
  /// line stays.
  var isSmall: Bool { isShort || isNarrow && panel.map { $0.height < 560 } ?? false }
}

extension Rectangle {
  /// The room with space at both sides for headings wider than what they stand over, which a page
  /// has in its margins.
  func insetForHeadings(in style: FigureStyle) -> Rectangle {
    style.panel == nil ? self : inset(18, 0)
  }
}

extension Picture {
  /// The picture moved to the side as far as it must be to stay in the room of a panel; on a page
  /// it may reach into the margins.
  func kept(in room: Rectangle, style: FigureStyle) -> Picture {
    guard style.panel != nil else { return self }
    return moved(max(room.minX - bounds.minX, 0) + min(room.maxX - bounds.maxX, 0), 0)
  }
}
