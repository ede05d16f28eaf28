import CairoBackend
import Drawing
import Figures
import Foundation
import SceneTrials
import Studio
import Synchronization

/// Random pictures of every figure, each held to what a picture owes its reader.
struct SceneFuzz {
  /// How many.
  let count: Int
  /// What they are made from.
  let seed: UInt64
  /// Where the numbers of those at hand are kept, which stays where the process crashes.
  var last = "convlens-fuzz-last"

  /// How many equations of a hundred must close: their printed terms give the printed result.
  private static let leastShare = 95.0

  /// Draws the pictures on all cores; says how many of each figure have faults, with the first of
  /// them and the command that shows it.
  ///
  /// - Throws: ``Finding`` where a figure that is composed has any; those of the others are known.
  func run() throws {
    let state = Mutex(
      (atHand: Set<Int>(), faults: [Int: Fault](), stated: 0, closing: 0))
    DispatchQueue.concurrentPerform(iterations: count) { number in
      state.withLock {
        $0.atHand.insert(number)
        let numbers = $0.atHand.sorted().map(String.init).joined(separator: " ")
        try? Data("scenes \(numbers) of seed \(seed)\n".utf8).write(
          to: URL(fileURLWithPath: last))
      }
      let (found, equations) = report(number)
      state.withLock {
        $0.atHand.remove(number)
        $0.faults[number] = found
        $0.stated += equations.stated
        $0.closing += equations.closing
      }
    }
    try FileManager.default.removeItem(atPath: last)
    let (found, equations) = state.withLock { ($0.faults, ($0.stated, $0.closing)) }
    let figures = SceneTrial.figures
    for (place, figure) in figures.enumerated() {
      let numbers = found.keys.filter { $0 % figures.count == place }.sorted()
      let drawn = (count - place + figures.count - 1) / figures.count
      print("\(figure.name): \(drawn) pictures, \(numbers.count) with faults")
      for number in numbers.prefix(3) { print(found[number]?.words ?? "") }
    }
    let new = found.values.count { $0.isComposed }
    print("\(count) pictures, \(found.count) with faults, \(new) of them of composed figures")
    let share = 100 * Double(equations.1) / Double(max(1, equations.0))
    print("\(equations.0) equations, \(NumberFormat.fixed(share, decimals: 1)) % of them close")
    if new > 0 { throw Finding("pictures that cannot be read, or are not true") }
    if share < SceneFuzz.leastShare { throw Finding("equations that do not close") }
  }

  /// Draws one picture into a PNG and says what is wrong with it.
  func draw(_ number: Int) throws {
    let trial = SceneTrial(number, seed: seed, metrics: PangoMetrics())
    let path = "scene-\(number).png"
    try Data(PNGRenderer().render(try trial.scene)).write(to: URL(fileURLWithPath: path))
    print(report(number).fault?.words ?? "no fault: \(trial.command)")
    print(path)
  }

  /// What is wrong with a picture.
  private struct Fault: Sendable {
    /// The first fault, how many others there are, and the command that draws the picture.
    let words: String
    let isComposed: Bool
  }

  /// The faults of a picture, nil where there are none, and the equations that it prints.
  private func report(_ number: Int) -> (fault: Fault?, equations: Scene.Equations) {
    let metrics = PangoMetrics()
    let trial = SceneTrial(number, seed: seed, metrics: metrics)
    var equations = Scene.Equations()
    let faults: [String]
    do {
      let scene = try trial.scene
      equations = scene.equations
      faults = trial.faults(of: scene, missingGlyphs: metrics.missingGlyphs(in:font:))
    } catch {
      faults = [error.description]
    }
    guard let first = faults.first else { return (nil, equations) }
    let others = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
    let fault = Fault(
      words: "  scene \(number): \(first)\(others)\n    \(trial.command)",
      isComposed: trial.isComposed)
    return (fault, equations)
  }
}
