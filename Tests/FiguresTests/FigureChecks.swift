import CairoBackend
import Drawing
import Foundation
import SceneChecks
import Testing

@testable import Figures

/// What a figure of blocks owes its reader, whatever its input: every printed number is the
/// rounding of its value, one address has one symbol and one spelling, no symbol stands for two
/// things, nothing overlaps, nothing is clipped, nothing is smaller than 13 units, no line
/// runs through a text.
///
/// Run it over every figure that is composed of blocks, on inputs that break careless layouts.
func expectSound(
  _ scene: Scene, _ name: String, isPanel: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectTrue(scene, name, sourceLocation: sourceLocation)
  expectLegible(scene, name, margin: isPanel ? 0 : 4, sourceLocation: sourceLocation)
  for fault in scene.crossed { Issue.record("\(name): \(fault)", sourceLocation: sourceLocation) }
  for run in scene.texts where run.font.size < 12.99 {
    Issue.record(
      "\(name): “\(run.string)” is only \(run.font.size) units high",
      sourceLocation: sourceLocation)
  }
}

/// What is printed is true, and is printed in one way.
func expectTrue(
  _ scene: Scene, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  for fault in scene.untrue {
    Issue.record("\(name): \(fault)", sourceLocation: sourceLocation)
  }
}

extension TrialSubject {
  /// Every third of some styles, for each name another third, so that the trials of a figure try all
  /// of them; all styles for each where `CONVLENS_EVERY_STYLE` is set.
  static func sample(of styles: [FigureStyle], for name: String) -> [FigureStyle] {
    if ProcessInfo.processInfo.environment["CONVLENS_EVERY_STYLE"] != nil { return styles }
    let shift = name.unicodeScalars.reduce(0) { $0 + Int($1.value) }
    return styles.enumerated().filter { ($0.offset + shift).isMultiple(of: 3) }.map(\.element)
  }
}

extension ComposedFigure {
  /// Draws the figure in some of the styles and holds every scene to what it owes its reader.
  func expectSound(
    in styles: [FigureStyle] = TrialSubject.styles, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for style in TrialSubject.sample(of: styles, for: name) {
      let place = style.panel.map { "\($0.width) × \($0.height)" } ?? style.page.rawValue
      FiguresTests.expectSound(
        drawn(in: style), "\(name), \(place), \(style.labels)", isPanel: style.panel != nil,
        sourceLocation: sourceLocation)
    }
    expectClosing(name, sourceLocation: sourceLocation)
  }

  /// A figure whose printed terms do not give the printed result says so.
  func expectClosing(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let count = ledger.solved().count
    guard count.closing < count.stated else { return }
    let scene = drawn(in: FigureStyle(metrics: metrics))
    #expect(
      scene.texts.contains { $0.string == "computed before rounding" }
        || scene.omissions.contains { $0.kind == .remarks },
      "\(name): \(count.stated - count.closing) equations do not close, and nothing says so",
      sourceLocation: sourceLocation)
  }
}
