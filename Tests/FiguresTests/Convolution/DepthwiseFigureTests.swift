import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of depthwise and pointwise convolutions")
struct DepthwiseFigureTests {
  /// A depthwise convolution of so many channels and filters each, and a pointwise one behind it.
  private static func separate(
    _ name: String, channels: Int, each: Int = 1, maps: Int, kernel: Int = 3, side: Int = 6
  ) -> NetworkTrial {
    NetworkTrial(
      name: name, input: [channels, side, side],
      stages: [
        NetworkPlan.Stage(
          "depth", kind: "convolution",
          settings: Settings([
            "maps": .whole(channels * each), "kernel": .extent(Extent(kernel)),
            "groups": .whole(channels), "padding": .padding(.same),
          ]), from: ["input"]),
        NetworkPlan.Stage("relu", kind: "relu", settings: Settings([:]), from: ["depth"]),
        NetworkPlan.Stage(
          "point", kind: "convolution",
          settings: Settings(["maps": .whole(maps), "kernel": .extent(Extent(1))]),
          from: ["relu"]),
      ], target: nil)
  }

  private static let eight = separate("eight channels", channels: 8, maps: 16)
  private static let trials = [
    eight, separate("two filters each", channels: 3, each: 2, maps: 4),
    separate("many", channels: 96, maps: 200, kernel: 5, side: 7),
    separate("few", channels: 2, maps: 1, kernel: 2, side: 2), NetworkTrial.tiny,
    NetworkTrial.wide, NetworkTrial.dilated,
  ]

  private func figure(_ trial: NetworkTrial) throws -> DepthwiseFigure {
    DepthwiseFigure(
      subject: try #require(DepthwiseSubject(Exhibit(try trial.run), focus: Focus())))
  }

  @Test("is sound as the network is", arguments: trials)
  func sound(trial: NetworkTrial) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: trials)
  func elsewhere(trial: NetworkTrial) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(Self.eight).expectSound(
      in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: trials.prefix(2))
  func translated(trial: NetworkTrial) throws { expectTranslated(try figure(trial)) }

  @Test("counts the weights that the network has, and those of the full convolution")
  func counts() throws {
    let subject = try figure(Self.eight).subject
    #expect(subject.isSeparate)
    #expect(subject.full.count == 1152 && subject.full.multiplications == 1152 * 36)
    #expect(subject.depthwise.count == 72 && subject.pointwise.count == 128)
    let layers = try Self.eight.run.stages.compactMap { $0.stage.layer as? Convolution }
    #expect(layers.map(\.weights.count) == [72, 128])
    let scene = try figure(Self.eight).drawn(in: FigureStyle(metrics: metrics))
    #expect(
      scene.title == "Depthwise and pointwise: the same shapes with 5.76 times fewer weights")
    #expect(scene.texts.contains { $0.string == "0.174" })
  }

  @Test("takes the full convolution of a network that has no depthwise one")
  func full() throws {
    let subject = try figure(.tiny).subject
    #expect(!subject.isSeparate)
    #expect(subject.full.count == 12 * 6 * 4)
    #expect(subject.depthwise.count == 6 * 4 && subject.pointwise.count == 12 * 6)
    #expect(subject.full.weights != nil && subject.depthwise.weights == nil)
  }

  @Test("claims fewer weights only where there are fewer")
  func more() throws {
    let scene = try figure(Self.trials[3]).drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.title == "Depthwise and pointwise, and a full convolution")
  }

  @Test("has squares of one size")
  func squares() throws {
    let scene = try figure(Self.eight).drawn(in: FigureStyle(metrics: metrics))
    let areas = scene.groups("sheet").map { sheet -> Double in
      let box =
        sheet.items.compactMap { item -> Rectangle? in
          if case .image(_, in: let box) = item { box } else { nil }
        }.first ?? sheet.items.compactMap(\.bounds).first ?? Rectangle(0, 0, 1, 1)
      return box.width * box.height
    }
    try #require(areas.count == 3)
    #expect(abs(areas[0] / areas[1] - 16) < 0.1)
    #expect(abs(areas[0] / areas[2] - 9) < 0.1)
  }
}
