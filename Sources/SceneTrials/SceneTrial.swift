import ArrayFiles
import Drawing
import Figures
import Models
import Neural
import SceneChecks
import Studio
import Wording

/// A picture that a figure is tried with: what is computed, and how it is drawn.
///
/// The same seed and number give the same trial.
public struct SceneTrial: Sendable {
  /// The figure.
  public let figure: FigureKind
  /// What is computed: the options of a command line with their values, in order.
  public let options: [(name: String, value: String)]
  /// The step; nil for the figure's own choice.
  public let step: Int?
  /// The theme, the page or the room in a slide, the labels, the voice.
  public let style: FigureStyle
  private let computation: Computation

  /// The figures that are tried: all but those that ask for more than the smallest rooms of a slide,
  /// of which Docs/Figures.md says so.
  public static let figures = Catalogue.figures.filter { !large.contains($0.name) }
  private static let large = ["network", "network-backward", "im2col"]

  /// The trial with a number of a seed; figures take turns.
  ///
  /// What a layer refuses is no trial, so that other options are drawn until there is one.
  public init(_ number: Int, seed: UInt64, metrics: any TextMetrics) {
    var random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x2545_F491_4F6C_DD1D)
    figure = SceneTrial.figures[number % SceneTrial.figures.count]
    (options, computation) = SceneTrial.shown(by: figure, &random)
    step =
      Bool.random(using: &random) ? Int.random(in: 0..<computation.stepCount, using: &random) : nil
    style = SceneTrial.style(metrics, &random)
  }

  /// The picture.
  public var scene: Scene {
    get throws(RequestError) { try computation.drawing(of: figure)(step, style) }
  }

  /// Whether the picture is composed of blocks, its numbers and symbols with their sources.
  public var isComposed: Bool { figure.isComposed(of: computation.exhibit) }

  /// What is wrong with the trial's picture, a line each; nothing where it owes its reader nothing.
  ///
  /// A figure that is not composed of blocks is held to what can be read alone.
  public func faults(of scene: Scene, missingGlyphs: (String, Font) -> Int) -> [String] {
    let isComposed = isComposed
    let faults = scene.illegible(
      margin: style.panel == nil ? 4 : 0, least: isComposed ? 13 : 6.5,
      missingGlyphs: missingGlyphs)
    return faults + (isComposed ? scene.hidden + scene.crossed + scene.untrue : [])
  }

  /// The command line that draws the picture; a room in a slide, a language and a notation, which
  /// it cannot say, stand behind it.
  public var command: String {
    var words = ["convlens", "figure", figure.name]
    for (name, value) in options { words += ["--\(name)", "'\(value)'"] }
    if let step { words += ["--step", "\(step)"] }
    words += ["--theme", style.theme.name, "--page", style.page.rawValue]
    words += ["--labels", style.labels.rawValue]
    if let panel = style.panel { words.append("# in a room of \(panel.width) × \(panel.height)") }
    if style.voice != Voice() { words.append("# \(style.voice.language.name)") }
    return words.joined(separator: " ")
  }

  /// Options that a figure shows something of, and what comes of them.
  private static func shown(
    by figure: FigureKind, _ random: inout SeededGenerator
  ) -> ([(name: String, value: String)], Computation) {
    while true {
      var options = RandomOptions(random: random)
      let chosen = options.options(of: figure)
      random = options.random
      if let computation = try? computation(chosen, of: figure), computation.suits(figure) {
        return (chosen, computation)
      }
    }
  }

  private static func computation(
    _ options: [(name: String, value: String)], of figure: FigureKind
  ) throws -> Computation {
    let values = Dictionary(
      options.map { ($0.name, ComputationOptions.Value.text($0.value)) }
    ) { first, _ in first }
    return try Computation(
      ComputationOptions(values).request(
        or: Example.of(figure), needsGradient: figure.needs.contains(.gradient),
        from: TextOperands()))
  }

  private static func style(
    _ metrics: any TextMetrics, _ random: inout SeededGenerator
  ) -> FigureStyle {
    let rooms: [Size?] = [
      nil, nil, nil, Size(1168, 520), Size(1168, 330), Size(700, 500), Size(520, 420),
      Size(1168, 760), Size(560, 460),
    ]
    var voice = Voice()
    if Int.random(in: 0..<4, using: &random) == 0 {
      voice.language = Language.all.randomElement(using: &random) ?? .english
      voice.notation = NotationStyle(firstIndex: 1, gradients: .loss, activations: .x)
    }
    return FigureStyle(
      theme: Theme.all.randomElement(using: &random) ?? .light,
      page: PageFormat.allCases.randomElement(using: &random) ?? .widescreen,
      labels: Labels.allCases.randomElement(using: &random) ?? .numbers, voice: voice,
      panel: rooms.randomElement(using: &random) ?? nil, metrics: metrics)
  }
}

/// Reads samples, numbers, presets and digits, and nothing else.
private struct TextOperands: OperandSource {
  func tensor(
    _ text: String, as role: String, option: String, reading: ReadingOptions
  ) throws(RequestError) -> TitledTensor { try TitledTensor(sample: text) }

  func network(
    _ text: String, parameters: String?, seed: UInt64, over input: Tensor?
  ) throws(RequestError) -> NamedNetwork {
    do {
      let model = try Model(text, seed: seed) { [] }
      let tensors = model.network.parameters.map { name, tensor in
        (name, TitledTensor(tensor, title: name))
      }
      return NamedNetwork(
        NetworkRequest(
          model.file.plan, parameters: Dictionary(uniqueKeysWithValues: tensors), seed: seed,
          inputDivisor: model.file.inputDivisor), cost: model.file.cost)
    } catch { throw RequestError(.data, subject: "network", "\(error)") }
  }

  func course(_ text: String) throws(RequestError) -> TrainingCourse {
    throw RequestError(.usage, "a trial reads no files")
  }

  func examples(
    _ text: String, divisor: Double
  ) throws(RequestError) -> (learnt: Examples, heldOut: Examples?) {
    do {
      let data = try LabelledImages.digits()
      let all = Examples(inputs: data.images, divisor: data.divisor, classes: data.labels)
      return (all[0..<1500], all[1500..<all.count])
    } catch { throw RequestError(.data, subject: "data", "\(error)") }
  }
}
