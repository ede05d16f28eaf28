import CairoBackend
import Drawing
import Testing

@testable import Lectures

/// One measure for all tests: its cache makes them fast.
let metrics = PangoMetrics()

/// What every page owes its reader: nothing outside of the page, no two texts over one another, no
/// glyph missing, no text that is too small.
func expectLegible(
  _ page: Deck.Page, least: Double = 6.5, sourceLocation: SourceLocation = #_sourceLocation
) {
  let scene = page.scene
  let sheet = Rectangle(0, 0, scene.size.width, scene.size.height)
  let texts = scene.texts
  for run in texts {
    #expect(
      sheet.inset(4).contains(run.bounds), "\(page.label): “\(run.string)” leaves the page",
      sourceLocation: sourceLocation)
    #expect(
      run.font.size >= least, "\(page.label): “\(run.string)” is \(run.font.size) units high",
      sourceLocation: sourceLocation)
    #expect(
      metrics.missingGlyphs(in: run.string, font: run.font) == 0,
      "\(page.label): “\(run.string)” has glyphs that the font lacks",
      sourceLocation: sourceLocation)
  }
  for (index, run) in texts.enumerated() {
    for other in texts[(index + 1)...] {
      #expect(
        !run.bounds.overlaps(other.bounds, tolerance: 0.8),
        "\(page.label): “\(run.string)” and “\(other.string)” overlap",
        sourceLocation: sourceLocation)
    }
  }
  for item in scene.flattened {
    if case .path = item { continue }
    #expect(
      item.bounds.map { sheet.contains($0, tolerance: 0.5) } ?? true,
      "\(page.label): \(item) leaves the page", sourceLocation: sourceLocation)
  }
  for (index, part) in page.parts.enumerated() {
    #expect(
      sheet.contains(part.frame, tolerance: 2), "\(page.label): part \(index) leaves the page",
      sourceLocation: sourceLocation)
    for other in page.parts[(index + 1)...] {
      #expect(
        !part.frame.overlaps(other.frame, tolerance: 2.1),
        "\(page.label): parts overlap at \(part.frame) and \(other.frame)",
        sourceLocation: sourceLocation)
    }
  }
  #expect(!scene.title.isEmpty && !scene.description.isEmpty, sourceLocation: sourceLocation)
}

extension Deck.Page {
  /// The strings on the page in drawing order.
  var strings: [String] { scene.texts.map(\.string) }

  /// The strings in the groups of a kind.
  func strings(in kind: String) -> [String] {
    scene.groups(kind).flatMap { $0.items.flatMap(\.flattened) }.compactMap {
      if case .text(let run) = $0 { run.string } else { nil }
    }
  }
}
