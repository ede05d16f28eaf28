import Drawing
import Neural
import Testing
import Wording

@testable import Figures

@Suite("The pooling figure")
struct PoolingFigureTests {
  @Test("is legible for every ugly input in every style", arguments: PoolingTrial.ugly)
  func legible(trial: PoolingTrial) throws {
    for style in TrialSubject.styles {
      for withGradient in [true, false] {
        let scene = PoolingFigure(subject: try trial.max(withGradient: withGradient))
          .scene(style: style)
        expectLegible(scene, "max, \(withGradient), \(style.labels), \(style.page)")
      }
      let average = PoolingFigure(subject: try trial.average(withGradient: true))
      expectLegible(average.scene(style: style), "average, \(style.labels), \(style.page)")
    }
  }

  @Test("is legible for every step of an ugly input", arguments: PoolingTrial.ugly)
  func legibleSteps(trial: PoolingTrial) throws {
    let count = try trial.max(withGradient: false).count
    for style in TrialSubject.styles {
      for step in Set([0, count / 2, count - 1]) {
        let name = "step \(step), \(style.labels), \(style.page)"
        for withGradient in [true, false] {
          let scene = PoolingFigure(subject: try trial.max(withGradient: withGradient, step: step))
            .scene(style: style)
          expectLegible(scene, "max, \(withGradient), \(name)")
        }
        let average = PoolingFigure(subject: try trial.average(withGradient: true, step: step))
        expectLegible(average.scene(style: style), "average, \(name)")
      }
    }
  }

  @Test("is legible in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    let style = FigureStyle(theme: theme, metrics: metrics)
    expectLegible(
      PoolingFigure(subject: try PoolingTrial.article()).scene(style: style), theme.name)
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

  @Test("is legible as a part of a slide and in other languages")
  func elsewhere() throws {
    expectLegibleElsewhere(PoolingFigure(subject: try PoolingTrial.article()))
    expectLegibleElsewhere(PoolingFigure(subject: try PoolingTrial.article(step: 1)))
    for trial in PoolingTrial.ugly where trial.name.hasPrefix("7 × 9") || trial.name == "28 × 28" {
      expectLegibleElsewhere(PoolingFigure(subject: try trial.max(withGradient: true)))
      expectLegibleElsewhere(PoolingFigure(subject: try trial.average(withGradient: true, step: 1)))
    }
  }

  @Test("counts rows and columns from 1 where the reader does")
  func indices() throws {
    let style = FigureStyle(
      labels: .symbols, voice: Voice(notation: NotationStyle(firstIndex: 1)), metrics: metrics)
    let scene = PoolingFigure(subject: try PoolingTrial.article(step: 1)).drawn(in: style)
    #expect(scene.description.contains("neuron 1,2 keeps 0.1 from row 2, column 3"))
    #expect(scene.texts.contains { $0.string.contains("neuron at row 1, column 2") })
    #expect(cells(scene, "input").first == "𝑎1,1")
    #expect(scene.title == "Max pooling, step 2 of 4")
  }

  // MARK: - The article's example

  @Test("keeps 0.3, 0.1, 0.5 and 0.5 of the article's feature map")
  func articleForward() throws {
    let scene = scene(try PoolingTrial.article())
    #expect(neurons(scene, "map") == ["0.3", "0.1", "0.5", "0.5"])
    #expect(neurons(scene, "upstream") == ["0.025", "0.035", "−0.013", "0.091"])
    #expect(scene.groups("winner").map(\.name) == ["1,0", "1,2", "2,1"])
  }

  @Test("routes the article's gradients to the winners and adds them up where windows share one")
  func articleBack() throws {
    let scene = scene(try PoolingTrial.article())
    #expect(
      cells(scene, "gradient") == ["0", "0", "0", "0.025", "0", "0.035", "0", "0.078", "0"])
    let terms = scene.groups("terms")
    #expect(terms.map(\.name) == ["2,1"])
    #expect(terms.flatMap(\.items).flatMap(\.strings).joined(separator: " ") == "−0.013 + 0.091")
    #expect(scene.groups("received").map(\.name) == ["1,0", "1,2", "2,1", "2,1"])
    #expect(scene.description.contains("row 2, column 1 gets −0.013 + 0.091 = 0.078"))
  }

  @Test("outlines each window and its neuron alike, and no two windows along one line")
  func outlines() throws {
    let scene = scene(try PoolingTrial.article())
    let windows = scene.groups("overlay").flatMap(\.items).compactMap { item in
      if case .rectangle(let rectangle, _, let paint) = item {
        (rectangle, paint.stroke?.color)
      } else {
        nil
      }
    }
    #expect(windows.map(\.1) == Theme.light.positions)
    let circles = scene.groups("neuron").filter { $0.name.hasPrefix("map") }.compactMap { group in
      if case .circle(_, _, let paint) = group.items[0] { paint.stroke?.color } else { nil }
    }
    #expect(circles == Theme.light.positions)
    let vertical = windows.flatMap { [$0.0.minX, $0.0.maxX] }
    let horizontal = windows.flatMap { [$0.0.minY, $0.0.maxY] }
    #expect(Set(vertical.map { ($0 * 100).rounded() }).count == 8)
    #expect(Set(horizontal.map { ($0 * 100).rounded() }).count == 8)
  }

  @Test("draws the way forward alone where there is no upstream gradient")
  func forwardOnly() throws {
    let scene = scene(try PoolingTrial.article(withGradient: false))
    #expect(cells(scene, "gradient").isEmpty && neurons(scene, "upstream").isEmpty)
    #expect(scene.title == "Max pooling")
    #expect(!scene.description.contains("Back"))
  }

  @Test("says which cell wins a tie, and only where there is one")
  func ties() throws {
    let input = try Tensor(shape: [1, 2, 3], values: [1, 2, 0, 2, 1, 0])
    let pass = try MaxPooling(window: Extent(2), stride: Extent(1)).forward(input)
    let tied = scene(PoolingSubject(pass))
    #expect(
      tied.texts.contains {
        $0.string.contains("2 cells tie; the first in row order wins: row 0, column 1")
      })
    #expect(tied.description.contains("In 1 of these windows cells tie"))
    let article = scene(try PoolingTrial.article())
    #expect(!article.texts.contains { $0.string.contains("tie") })
  }

  // MARK: - One window

  @Test("compares each cell of a window with the largest before it")
  func comparisons() throws {
    let scene = scene(try PoolingTrial.article(step: 0))
    #expect(cells(scene, "window") == ["−0.7first", "−0.2>−0.7", "0.3>−0.2", "−0.6<0.3"])
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

  @Test("divides a sum by the window's cells, and shares the gradient out")
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
    #expect(band.contains("(1+2+3+6)/4=12/4=3"))
  }

  @Test("leaves padding empty where the largest is kept, and shows its zeros in a mean")
  func padding() throws {
    let trial = PoolingTrial(
      name: "", input: [1, 3, 3], window: Extent(2), stride: Extent(2),
      padding: .explicit(Padding(1)))
    let largest = scene(try trial.max(withGradient: false)).groups("padding")
    let mean = scene(try trial.average(withGradient: false)).groups("padding")
    #expect(largest.count == 7 && largest.flatMap(\.items).flatMap(\.strings).isEmpty)
    #expect(
      mean.count == 7 && mean.flatMap(\.items).flatMap(\.strings) == Array(repeating: "0", count: 7)
    )
  }

  // MARK: - Many windows

  @Test("marks the first, middle and last of many windows, and a dot for each winner")
  func many() throws {
    let trial = PoolingTrial(
      name: "", input: [1, 28, 28], window: Extent(2), stride: Extent(2))
    let scene = scene(try trial.max(withGradient: true))
    #expect(scene.groups("overlay").map(\.name) == ["0", "98", "195"])
    #expect(scene.groups("windows").map(\.name) == ["196"])
    #expect(scene.groups("winner").count == 196)
  }

  @Test("gives the terms of a sum no colour that no window has")
  func bandColors() throws {
    let trial = PoolingTrial(name: "", input: [1, 5, 5], window: Extent(2))
    let scene = scene(try trial.max(withGradient: true))
    let marked = Set(scene.groups("overlay").map(\.name))
    #expect(marked == ["0", "8", "15"])
    let band = scene.groups("band").flatMap(\.items).flatMap(\.flattened)
    let colors = band.compactMap { if case .text(let run) = $0 { run.color } else { nil } }
    let theme = Theme.light
    #expect(!colors.contains(theme.text(in: theme.positions[3], on: theme.band)))
    #expect(colors.contains(theme.text(in: theme.positions[0], on: theme.band)))
  }

  @Test("tells nine windows apart by dashes where the colours begin again")
  func dashes() throws {
    let trial = PoolingTrial(name: "", input: [1, 4, 4], window: Extent(2))
    let strokes = scene(try trial.max(withGradient: false)).groups("overlay").flatMap(\.items)
      .compactMap { item -> Stroke? in
        if case .rectangle(_, _, let paint) = item { paint.stroke } else { nil }
      }
    #expect(strokes.count == 9 && Set(strokes).count == 9)
  }
}
