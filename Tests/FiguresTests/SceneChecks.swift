import CairoBackend
import Drawing
import Testing
import Wording

@testable import Figures

/// What every figure owes its reader, whatever its input: nothing outside the page, no two texts
/// over one another, no glyph missing, no text smaller than can be read.
///
/// - Parameter margin: what texts keep clear of at the page's edges; a panel has none.
func expectLegible(
  _ scene: Scene, _ name: String, margin: Double = 4,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let page = Rectangle(0, 0, scene.size.width, scene.size.height)
  let texts = scene.texts
  // An expectation costs far more than what it looks at, so that only what is wrong becomes one.
  func wrong(_ what: String) {
    Issue.record("\(name): \(what)", sourceLocation: sourceLocation)
  }
  let room = page.inset(margin)
  for run in texts {
    if !room.contains(run.bounds) { wrong("“\(run.string)” leaves the page") }
    if run.font.size < 6.5 { wrong("“\(run.string)” is only \(run.font.size) units high") }
    if metrics.missingGlyphs(in: run.string, font: run.font) != 0 {
      wrong("“\(run.string)” has glyphs that the font lacks")
    }
  }
  for (index, run) in texts.enumerated() {
    for other in texts[(index + 1)...]
    where run.bounds.overlaps(other.bounds, tolerance: 0.8) {
      wrong("“\(run.string)” and “\(other.string)” overlap")
    }
  }
  for rectangle in scene.allShapes {
    if !page.contains(rectangle, tolerance: 0.5) {
      wrong("a shape at \(rectangle) leaves the page")
    }
  }
  #expect(!scene.title.isEmpty && scene.description.count > 20, sourceLocation: sourceLocation)
}

/// What a figure owes its reader as a part of a slide and in other languages and notations.
func expectLegibleElsewhere(
  _ figure: some Figure, sourceLocation: SourceLocation = #_sourceLocation
) {
  for style in TrialSubject.otherStyles {
    let place = style.panel.map { "\($0.width) × \($0.height)" } ?? "a page"
    expectLegible(
      figure.drawn(in: style), "\(place) in \(style.voice.language.name), \(style.labels)",
      margin: style.panel == nil ? 4 : 0, sourceLocation: sourceLocation)
  }
}

/// One measure for all tests: its cache makes them fast.
let metrics = PangoMetrics()

extension Scene {
  /// The rectangles that shapes and images take.
  var allShapes: [Rectangle] {
    flattened.compactMap { item in
      switch item {
      case .rectangle, .image, .circle: item.bounds
      case .path, .text, .group: nil
      }
    }
  }
}

extension Item {
  /// The strings of the texts in it.
  var strings: [String] {
    flattened.compactMap { if case .text(let run) = $0 { run.string } else { nil } }
  }
}
