import CairoBackend
import Drawing
import Testing

@testable import Figures

/// What every figure owes its reader, whatever its input: nothing outside the page, no two texts
/// over one another, no glyph missing, no text smaller than can be read.
func expectLegible(
  _ scene: Scene, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let page = Rectangle(0, 0, scene.size.width, scene.size.height)
  let texts = scene.allTexts
  for run in texts {
    #expect(
      page.inset(4).contains(run.bounds), "\(name): “\(run.string)” leaves the page",
      sourceLocation: sourceLocation)
    #expect(
      run.font.size >= 6.5, "\(name): “\(run.string)” is only \(run.font.size) units high",
      sourceLocation: sourceLocation)
    #expect(
      metrics.missingGlyphs(in: run.string, font: run.font) == 0,
      "\(name): “\(run.string)” has glyphs that the font lacks", sourceLocation: sourceLocation)
  }
  for (index, run) in texts.enumerated() {
    for other in texts[(index + 1)...] {
      #expect(
        !run.bounds.overlaps(other.bounds, tolerance: 0.8),
        "\(name): “\(run.string)” and “\(other.string)” overlap", sourceLocation: sourceLocation)
    }
  }
  for rectangle in scene.allShapes {
    #expect(
      page.contains(rectangle, tolerance: 0.5), "\(name): a shape at \(rectangle) leaves the page",
      sourceLocation: sourceLocation)
  }
  #expect(!scene.title.isEmpty && scene.description.count > 20, sourceLocation: sourceLocation)
}

/// One measure for all tests: its cache makes them fast.
let metrics = PangoMetrics()

extension Scene {
  /// All text runs, in drawing order.
  var allTexts: [TextRun] {
    items.flatMap(\.leaves).compactMap {
      if case .text(let run) = $0 { run } else { nil }
    }
  }

  /// The rectangles that shapes and images take.
  var allShapes: [Rectangle] {
    items.flatMap(\.leaves).compactMap { item in
      switch item {
      case .rectangle(let rectangle, _, _), .image(_, let rectangle): rectangle
      case .circle(let center, let radius, _):
        Rectangle(center: center, size: Size(2 * radius, 2 * radius))
      case .path, .text, .group: nil
      }
    }
  }

  /// The contents of all groups of a kind, by name.
  func groups(named kind: String) -> [(name: String, items: [Item])] {
    func search(_ items: [Item]) -> [(name: String, items: [Item])] {
      items.flatMap { item -> [(name: String, items: [Item])] in
        guard case .group(let tag, let inner) = item else { return [] }
        return (tag.kind == kind ? [(tag.name, inner)] : []) + search(inner)
      }
    }
    return search(items)
  }
}

extension Item {
  /// The item itself, or what a group holds, all the way down.
  var leaves: [Item] {
    if case .group(_, let items) = self { items.flatMap(\.leaves) } else { [self] }
  }

  /// The strings of the texts in it.
  var strings: [String] {
    leaves.compactMap { if case .text(let run) = $0 { run.string } else { nil } }
  }
}
