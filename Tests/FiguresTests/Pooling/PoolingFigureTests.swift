import Drawing
import Neural
import Testing
import Wording

@testable import Figures

@Suite("The pooling figure")
struct PoolingFigureTests {
  @Test("is sound for every ugly input in every style", arguments: PoolingTrial.ugly)
  func sound(trial: PoolingTrial) throws {
    PoolingFigure(subject: try trial.max(withGradient: true)).expectSound("max, \(trial.name)")
    PoolingFigure(subject: try trial.max(withGradient: false))
      .expectSound("max, forward, \(trial.name)")
    PoolingFigure(subject: try trial.average(withGradient: true))
      .expectSound("average, \(trial.name)")
  }

  @Test("is sound for steps of an ugly input", arguments: PoolingTrial.ugly)
  func soundSteps(trial: PoolingTrial) throws {
    let count = try trial.max(withGradient: false).count
    PoolingFigure(subject: try trial.max(withGradient: true, step: count / 2))
      .expectSound("max, \(trial.name)")
    PoolingFigure(subject: try trial.average(withGradient: true, step: count - 1))
      .expectSound("average, \(trial.name)")
    PoolingFigure(subject: try trial.average(withGradient: false, step: 0))
      .expectSound("average, forward, \(trial.name)")
  }

  @Test("is sound as a part of slides and in other languages", arguments: PoolingTrial.ugly)
  func elsewhere(trial: PoolingTrial) throws {
    PoolingFigure(subject: try trial.max(withGradient: true))
      .expectSound(in: TrialSubject.otherStyles, "max, \(trial.name)")
    PoolingFigure(subject: try trial.average(withGradient: true, step: 0))
      .expectSound(in: TrialSubject.otherStyles, "average, \(trial.name)")
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    PoolingFigure(subject: try PoolingTrial.article())
      .expectSound(in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  private func scene(
    _ subject: PoolingSubject, labels: Labels = .numbers, theme: Theme = .light
  ) -> Scene {
    PoolingFigure(subject: subject).scene(
      style: FigureStyle(theme: theme, labels: labels, metrics: metrics))
  }

  private func cells(_ scene: Scene, _ name: String) -> [String] {
    scene.groups("cell").filter { $0.name.hasPrefix(name + " ") }
      .map { $0.items.flatMap(\.strings).joined() }
  }

  private func neurons(_ scene: Scene, _ name: String) -> [String] {
    scene.groups("neuron").filter { $0.name.hasPrefix(name + " ") }
      .map { $0.items.flatMap(\.strings).joined() }
  }

  @Test("says all of its words in the reader's language")
  func translated() throws {
    let tied = try Tensor(shape: [1, 2, 3], values: [1, 2, 0, 2, 1, 0])
    var subjects = [
      try PoolingTrial.article(), try PoolingTrial.article(withGradient: false),
      try PoolingTrial.article(step: 2),
      PoolingSubject(try MaxPooling(window: Extent(2), stride: Extent(1)).forward(tied)),
    ]
    for trial in PoolingTrial.ugly where ["same", "three channels", "gaps"].contains(trial.name) {
      subjects.append(try trial.average(withGradient: true))
      subjects.append(try trial.average(withGradient: true, step: 1))
      subjects.append(try trial.max(withGradient: true))
    }
    for subject in subjects {
      var subject = subject
      subject.inputName = "digit 7"
      expectTranslated(PoolingFigure(subject: subject), given: ["digit"])
    }
  }

  @Test("counts rows and columns from 1 where the reader does")
  func indices() throws {
    let style = FigureStyle(
      labels: .symbols, voice: Voice(notation: NotationStyle(firstIndex: 1)), metrics: metrics)
    let scene = PoolingFigure(subject: try PoolingTrial.article(step: 1)).drawn(in: style)
    #expect(scene.description.contains("0.1 is the largest; it lies at (2, 3)."))
    #expect(scene.texts.contains { $0.string.contains("neuron at row 1, column 2") })
    #expect(cells(scene, "input").first == "𝑎𝐿−11,1")
    #expect(scene.title == "Max pooling, step 2 of 4")
  }

  // MARK: - The article’s example

  @Test("keeps 0.3, 0.1, 0.5 and 0.5 of the article’s feature map")
  func articleForward() throws {
    let scene = scene(try PoolingTrial.article())
    #expect(neurons(scene, "map") == ["0.3", "0.1", "0.5", "0.5"])
    let upstream = (0..<4).flatMap { neurons(scene, "upstream \($0)") }
    #expect(upstream == ["0.025", "0.035", "−0.013", "0.091"])
  }

  @Test("routes the article’s gradients to the winners and adds them up where windows share one")
  func articleBack() throws {
    let scene = scene(try PoolingTrial.article())
    #expect(
      cells(scene, "gradient")
        == ["0", "0", "0", "0.025", "0", "0.035", "0", "0.078", "0"])
    #expect(cells(scene, "back 2") == ["0", "0", "0", "0", "0", "0", "0", "−0.013", "0"])
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.contains("=−0.013+0.091=0.078"))
    #expect(
      scene.description.contains(
        "(2, 1) of channel 0: −0.013 and 0.091 are handed to it, which add up to 0.078."))
  }

  @Test("outlines each window and its neuron alike, forward and back")
  func outlines() throws {
    let scene = scene(try PoolingTrial.article())
    let windows = scene.groups("overlay").flatMap(\.items).compactMap { item in
      if case .rectangle(_, _, let paint) = item { paint.stroke?.color } else { nil }
    }
    #expect(windows == Theme.light.positions.flatMap { [$0, $0] })
    let circles = scene.groups("neuron").filter { $0.name.hasPrefix("map") }.compactMap { group in
      if case .circle(_, _, let paint) = group.items[0] { paint.stroke?.color } else { nil }
    }
    #expect(circles == Theme.light.positions)
  }

  @Test("draws the way forward alone where there is no upstream gradient")
  func forwardOnly() throws {
    let scene = scene(try PoolingTrial.article(withGradient: false))
    #expect(cells(scene, "gradient").isEmpty && neurons(scene, "upstream").isEmpty)
    #expect(scene.title == "Max pooling")
    #expect(!scene.description.contains("handed"))
  }

  @Test("says which cell wins a tie, and only where there is one")
  func ties() throws {
    let input = try Tensor(shape: [1, 2, 3], values: [1, 2, 0, 2, 1, 0])
    let pass = try MaxPooling(window: Extent(2), stride: Extent(1)).forward(input)
    let tied = scene(PoolingSubject(pass))
    let words = tied.groups("band").flatMap(\.items).flatMap(\.strings).joined(separator: " ")
    #expect(words.contains("2 cells tie; the first in row order wins: row 0, column 1"))
    #expect(tied.description.contains("In 1 of these windows cells tie"))
    let article = scene(try PoolingTrial.article())
    #expect(!article.texts.contains { $0.string.contains("tie") })
  }

  // MARK: - One window

  @Test("shows one window enlarged, its winner strong")
  func step() throws {
    let scene = scene(try PoolingTrial.article(step: 0))
    #expect(cells(scene, "lens") == ["−0.7", "−0.2", "0.3", "−0.6"])
    #expect(scene.groups("progress").count == 1)
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.contains("max(−0.7,−0.2,0.3,−0.6)=0.3"))
  }

  @Test(
    "adds up the gradients of the steps so far",
    arguments: [
      (0, ["0.025", "0", "0"]), (1, ["0.025", "0.035", "0"]), (2, ["0.025", "0.035", "−0.013"]),
      (3, ["0.025", "0.035", "0.078"]),
    ])
  func running(step: Int, expected: [String]) throws {
    let cells = cells(scene(try PoolingTrial.article(step: step)), "gradient")
    #expect([cells[3], cells[5], cells[7]] == expected)
    #expect(cells.filter { $0 != "0" } == expected.filter { $0 != "0" })
  }

  // MARK: - Means

  @Test("divides a sum by the window’s cells, and shares the gradient out")
  func average() throws {
    let input = try Tensor(shape: [1, 2, 2], values: [1, 2, 3, 6])
    let pass = try AveragePooling(window: Extent(2), stride: Extent(1)).forward(input)
    let subject = PoolingSubject(
      pass,
      backward: try pass.backward(upstreamGradient: Tensor(shape: [1, 1, 1], values: [2])))
    let scene = scene(subject)
    #expect(neurons(scene, "map") == ["3"])
    #expect(cells(scene, "gradient") == ["0.5", "0.5", "0.5", "0.5"])
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.contains("(1+2+3+6)/4=3"))
  }

  @Test(
    "prints the divisor that the layer divides by",
    arguments: [
      (AveragePooling.Divisor.window, Rounding.down, 0, "4"), (.inside, .down, 0, "1"),
      (.window, .up, 8, "1"), (.inside, .up, 8, "1"), (.inside, .down, 4, "4"),
    ])
  func divisor(divisor: AveragePooling.Divisor, rounding: Rounding, step: Int, expected: String)
    throws
  {
    let input = try Tensor(shape: [1, 5, 5], values: (1...25).map(Double.init))
    let padding = rounding == .up ? PaddingRule.valid : .explicit(Padding(1))
    let pass = try AveragePooling(
      window: Extent(2), stride: Extent(2), padding: padding, rounding: rounding, divisor: divisor
    ).forward(input)
    let figure = PoolingFigure(subject: PoolingSubject(pass, step: step))
    #expect(pass.divisor(of: pass.sweep[step].neuron) == Int(expected))
    let pills = figure.scene(style: FigureStyle(metrics: metrics)).groups("pill")
      .filter { $0.name == "rule" }.flatMap(\.items).flatMap(\.strings)
    #expect(pills == ["÷", expected])
    for position in 0..<pass.sweep.count {
      let neuron = figure.values.neuron(position)
      #expect(figure.values.counted(neuron).count == neuron.mean?.divisor)
    }
  }

  @Test("leaves padding empty where the largest is kept, and shows its zeros in a mean")
  func padding() throws {
    let trial = PoolingTrial(
      name: "", input: [1, 3, 3], window: Extent(2), stride: Extent(2),
      padding: .explicit(Padding(1)))
    func zeros(_ subject: PoolingSubject) -> Int {
      cells(scene(subject), "lens").filter { $0 == "0" }.count
    }
    #expect(zeros(try trial.max(withGradient: false, step: 0)) == 0)
    #expect(zeros(try trial.average(withGradient: false, step: 0)) == 3)
  }

  @Test("keeps room for windows with gaps between their cells")
  func dilation() throws {
    let input = try Tensor(shape: [1, 4, 4], values: (1...16).map(Double.init))
    let pass = try MaxPooling(
      window: Extent(2), stride: Extent(1), padding: .explicit(Padding(1)), dilation: Extent(2)
    ).forward(input)
    for step in [nil, 0, pass.sweep.count - 1] {
      PoolingFigure(subject: PoolingSubject(pass, step: step)).expectSound("\(step ?? -1)")
    }
  }

  // MARK: - Many windows

  @Test("marks the first, a middle and the last of many windows")
  func many() throws {
    let trial = PoolingTrial(
      name: "", input: [1, 28, 28], window: Extent(2), stride: Extent(2))
    let scene = scene(try trial.max(withGradient: true))
    let names = scene.groups("overlay").map(\.name)
    #expect(names.count == 3 && names.contains("input overlay 0"))
    #expect(names.contains("input overlay 195"))
    #expect(cells(scene, "lens").count == 4)
    #expect(scene.omissions.contains { $0.kind == .numbers })
  }
}
