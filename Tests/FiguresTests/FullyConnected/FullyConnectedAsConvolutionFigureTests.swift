import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of a fully connected layer as a convolution")
struct FullyConnectedAsConvolutionFigureTests {
  @Test("is sound for every ugly layer in every style", arguments: FullyConnectedTrial.ugly)
  func sound(trial: FullyConnectedTrial) throws {
    FullyConnectedAsConvolutionFigure(subject: try trial.subject(step: trial.neurons / 2))
      .expectSound("\(trial)")
  }

  @Test("says all of its words in the reader's language")
  func translated() throws {
    for trial in FullyConnectedTrial.ugly where trial.scale == 1 {
      var subject = try trial.subject(step: trial.neurons / 2, withGradient: true)
      subject.inputName = "digit 7"
      expectTranslated(FullyConnectedAsConvolutionFigure(subject: subject), given: ["digit"])
    }
  }

  @Test("is sound as a part of slides and in other languages", arguments: FullyConnectedTrial.ugly)
  func elsewhere(trial: FullyConnectedTrial) throws {
    FullyConnectedAsConvolutionFigure(subject: try trial.subject())
      .expectSound(in: TrialSubject.otherStyles, "\(trial)")
  }

  private func scene(_ subject: FullyConnectedSubject, _ theme: Theme = .light) -> Scene {
    FullyConnectedAsConvolutionFigure(subject: subject).scene(
      style: FigureStyle(theme: theme, metrics: metrics))
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    expectSound(scene(try FullyConnectedTrial.small(), theme), theme.name)
  }

  @Test("reshapes the neuron's row of weights to a filter of the input's size")
  func filter() throws {
    let cells = scene(try FullyConnectedTrial.small(step: 1)).groups("cell")
    func texts(_ prefix: String) -> [String] {
      cells.filter { $0.name.hasPrefix(prefix) }.map { $0.items.flatMap(\.strings).joined() }
    }
    #expect(texts("row") == ["5", "6", "7", "8"])
    #expect(texts("filter") == ["5", "6", "7", "8"])
    #expect(texts("input") == ["1×5", "0×6", "−1×7", "2×8"])
  }

  @Test("prints the result of both ways, and that they are equal, once they are compared")
  func verdict() throws {
    let scene = scene(try FullyConnectedTrial.small(step: 1))
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings)
    #expect(band.filter { $0 == "−6" }.count == 2)
    #expect(
      scene.groups("verdict").flatMap(\.items).flatMap(\.strings).joined()
        == "✓ equal for both neurons")
  }

  @Test(
    "gets the same from the flattened input and from the convolution",
    arguments: FullyConnectedTrial.ugly)
  func equal(trial: FullyConnectedTrial) throws {
    let ways = FullyConnectedAsConvolution(try trial.subject())
    #expect(ways.agreement == .equal)
    #expect(ways.flat.input.shape == [trial.input.reduce(1, *)])
    #expect(ways.convolution.shape == [trial.neurons, 1, 1])
    #expect(ways.flat.convolution.result.z == ways.convolution.result.z)
  }

  @Test("does not call equal what is too large to be compared")
  func notFinite() throws {
    let layer = try FullyConnected(weights: Tensor(rows: [[1e300, 1e300]]))
    let pass = try layer.forward(Tensor(shape: [2], values: [1e300, 1e300]))
    let scene = scene(FullyConnectedSubject(forward: pass))
    #expect(!scene.texts.contains { $0.string.contains("✓") })
    #expect(scene.description.contains("not compared"))
  }

  @Test("has one overlay, which lies over the whole of each channel")
  func overlays() throws {
    let trial = FullyConnectedTrial(input: [2, 3, 4], neurons: 3)
    #expect(
      scene(try trial.subject()).groups("overlay").map(\.name) == ["overlay 0 0", "overlay 1 0"])
  }
}
