import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of a transposed convolution")
struct TransposedConvolutionFigureTests {
  struct Trial: Sendable, CustomTestStringConvertible {
    let name: String
    let input: [Int]
    let filter: [Int]
    var stride = 1
    var padding = PaddingRule.valid
    var outputPadding = 0
    var dilation = 1
    var groups = 1
    var scale = 1.0
    var activation = Activation.identity

    var testDescription: String { name }

    var pass: TransposedConvolution.ForwardPass {
      get throws {
        func values(_ count: Int, _ seed: Int) -> [Double] {
          (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 199 - 99) / 100 * scale }
        }
        let count = { (shape: [Int]) in shape.reduce(1, *) }
        let maps = filter[1] * groups
        return try TransposedConvolution(
          weights: Tensor(shape: filter, values: values(count(filter), 3)),
          bias: Tensor(shape: [maps], values: values(maps, 5)), activation: activation,
          stride: Extent(stride), padding: padding, outputPadding: Extent(outputPadding),
          dilation: Extent(dilation), groups: groups
        ).forward(Tensor(shape: input, values: values(count(input), 1)))
      }
    }

    static let ugly: [Trial] = [
      Trial(name: "2 × 2, stride 2", input: [1, 2, 2], filter: [1, 1, 3, 3], stride: 2),
      Trial(name: "1 × 1", input: [1, 1, 1], filter: [1, 1, 1, 1]),
      Trial(name: "1 × 9", input: [1, 1, 9], filter: [1, 1, 1, 3], stride: 2),
      Trial(name: "28 × 28", input: [1, 28, 28], filter: [1, 1, 3, 3], stride: 2),
      Trial(name: "gaps", input: [1, 3, 3], filter: [1, 1, 2, 2], stride: 3),
      Trial(
        name: "padding and output padding", input: [1, 3, 3], filter: [1, 1, 3, 3], stride: 2,
        padding: .explicit(Padding(1)), outputPadding: 1, activation: .sigmoid),
      Trial(name: "dilation", input: [1, 3, 3], filter: [1, 1, 2, 2], dilation: 2),
      Trial(name: "stride 1", input: [1, 4, 4], filter: [1, 1, 3, 3]),
      Trial(name: "channels and maps", input: [3, 2, 2], filter: [3, 2, 2, 2], activation: .relu),
      Trial(name: "groups", input: [4, 2, 2], filter: [4, 1, 2, 2], groups: 2),
      Trial(name: "nine channels", input: [9, 4, 4], filter: [9, 1, 3, 3], stride: 2),
      Trial(name: "11 × 11 kernel", input: [1, 4, 4], filter: [1, 1, 11, 11]),
      Trial(name: "tiny", input: [1, 2, 2], filter: [1, 1, 2, 2], scale: 1e-7),
      Trial(name: "long", input: [1, 2, 2], filter: [1, 1, 2, 2], scale: 123456.789),
    ]
  }

  private func figure(_ trial: Trial, step: Int? = nil) throws -> TransposedConvolutionFigure {
    TransposedConvolutionFigure(
      subject: TransposedConvolutionSubject(pass: try trial.pass, step: step))
  }

  /// The example of the figure.
  private var article: TransposedConvolutionFigure {
    get throws {
      let layer = try TransposedConvolution(
        weights: Tensor(shape: [1, 1, 3, 3], values: [1, 0, 2, 0, 3, 1, 2, 1, 3]),
        hasBias: false, stride: Extent(2))
      return TransposedConvolutionFigure(
        subject: TransposedConvolutionSubject(
          pass: try layer.forward(Tensor(shape: [1, 2, 2], values: [2, 1, 3, 4]))))
    }
  }

  @Test("is sound for every ugly input in every style", arguments: Trial.ugly)
  func sound(trial: Trial) throws {
    try figure(trial).expectSound(trial.name)
    try figure(trial, step: trial.pass.steps.count - 1)
      .expectSound(in: [FigureStyle(metrics: metrics)], "\(trial.name), last step")
  }

  @Test("is sound as a part of slides and in other languages", arguments: Trial.ugly)
  func elsewhere(trial: Trial) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try article.expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language")
  func translated() throws { expectTranslated(try article) }

  @Test("gives the same both ways", arguments: Trial.ugly)
  func agrees(trial: Trial) throws { #expect(try figure(trial).values.agreement == .equal) }

  @Test("follows the neuron where all four stamps meet")
  func followed() throws {
    let values = try article.values
    #expect(values.step.position.neuron == Cell(2, 2))
    #expect(values.followed.value == 18)
    #expect(values.meeting == [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)])
    let scene = try article.drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.groups("matrix").filter { $0.name.hasPrefix("stamp") }.count == 4)
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.contains("=2·3+1·2+3·2+4·1=18"))
  }

  @Test("prints the values of stamps, and their neuron’s products are among them")
  func stamps() throws {
    let scene = try article.drawn(in: FigureStyle(metrics: metrics))
    func stamp(_ row: Int, _ column: Int) -> [String] {
      scene.numbers.filter {
        $0.source.address.tensor == "product"
          && $0.source.address.index.prefix(3) == [0, row, column]
      }.map(\.run.string)
    }
    #expect(stamp(0, 0) == ["2", "0", "4", "0", "6", "2", "4", "2", "6"])
    #expect(stamp(1, 1) == ["4", "0", "8", "0", "12", "4", "8", "4", "12"])
  }
}
