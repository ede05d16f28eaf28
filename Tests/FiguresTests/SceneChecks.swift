import CairoBackend
import Drawing
import SceneChecks
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
  let faults = scene.illegible(
    margin: margin, least: 6.5, missingGlyphs: metrics.missingGlyphs(in:font:))
  for fault in faults { Issue.record("\(name): \(fault)", sourceLocation: sourceLocation) }
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

extension Item {
  /// The strings of the texts in it.
  var strings: [String] {
    flattened.compactMap { if case .text(let run) = $0 { run.string } else { nil } }
  }
}
