import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The full convolution figure")
struct FullConvolutionFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      let scene = FullConvolutionFigure(subject: try trial.gradientSubject()).scene(style: style)
      expectLegible(scene, "\(style.labels), \(style.page)")
    }
  }

  private func scene(_ subject: GradientSubject, _ labels: Labels = .numbers) -> Scene {
    FullConvolutionFigure(subject: subject)
      .scene(style: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("shows each of the nine positions of a 2 × 2 on a 2 × 2 with its sum")
  func positions() throws {
    let positions = scene(try .small()).groups("position")
    #expect(positions.map(\.name) == (0..<9).map(String.init))
    let sums = [
      "0.0310", "−0.0466", "0.0168", "0.0631", "−0.0097", "−0.0341", "0.0203", "0.0741", "−0.0283",
    ]
    for (position, sum) in zip(positions, sums) {
      #expect(position.items.flatMap(\.strings).contains(sum), "position \(position.name)")
    }
  }

  @Test("shows a 0 for each cell that falls outside of the filter")
  func zeros() throws {
    let positions = scene(try .small()).groups("position")
    let zeros = positions.map { position in
      Item.group(Tag("all"), position.items).groupCount("padding")
    }
    #expect(zeros == [3, 2, 3, 2, 0, 2, 3, 2, 3])
  }

  @Test("begins with the first component over the first weight")
  func corner() throws {
    let opening = try #require(scene(try .small(), .symbols).groups("opening").first)
    let texts = Item.group(Tag("all"), opening.items).groups(of: "component")
    let corner = try #require(texts.first { $0.name == "0,0" })
    // ∂C/∂b₀,₀ and below it × w₀,₀.
    #expect(corner.items.flatMap(\.strings).filter { $0 == "0,0" }.count == 2)
    #expect(texts.map(\.name) == ["1,1", "1,0", "0,1", "0,0"])
    #expect(Item.group(Tag("all"), opening.items).groupCount("arrow") == 2)
  }

  @Test("says how many positions it leaves out")
  func ellipsis() throws {
    let trial = TrialSubject(name: "8 × 8", input: [1, 8, 8], filter: [1, 1, 3, 3])
    let scene = scene(try trial.gradientSubject())
    #expect(scene.groups("position").map(\.name) == ["0", "1", "2", "3", "4", "32", "63"])
    #expect(scene.groups("ellipsis").map(\.name) == ["27", "30"])
  }

  @Test("says that it equals the sum of the components", arguments: TrialSubject.ugly)
  func check(trial: TrialSubject) throws {
    let texts = scene(try trial.gradientSubject()).texts.map(\.string)
    #expect(texts.contains("✓ equal to the sum of components"))
  }
}

extension Item {
  /// The groups of a kind in the item.
  func groups(of kind: String) -> [(name: String, items: [Item])] {
    Scene(
      size: .zero, background: .white, title: "", description: "", items: [self]
    ).groups(kind)
  }

  /// How many groups of a kind are in the item.
  func groupCount(_ kind: String) -> Int { groups(of: kind).count }
}
