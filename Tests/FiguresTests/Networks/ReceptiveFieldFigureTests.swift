import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of receptive fields")
struct ReceptiveFieldFigureTests {
  private func subject(_ exhibit: Exhibit, step: Int? = nil) throws -> ReceptiveFieldSubject {
    try #require(ReceptiveFieldSubject(exhibit, focus: Focus(step: step)))
  }

  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    let figure = ReceptiveFieldFigure(subject: try subject(try trial.exhibit(), step: trial.step))
    figure.expectSound(trial.name)
  }

  @Test("is legible in slides and in other languages")
  func elsewhere() throws {
    let figure = ReceptiveFieldFigure(subject: try subject(try NetworkTrial.residual.exhibit()))
    expectLegibleElsewhere(figure)
    expectTranslated(figure, given: ["conv", "depth", "pool", "relu"])
  }

  /// Which pixels change a neuron where they are changed, one at a time.
  private func seen(
    _ trial: NetworkTrial, stage: Int, neuron: (map: Int, cell: Cell)
  ) throws -> Set<Cell> {
    let network = try trial.network
    let run = try trial.run
    func value(_ input: Tensor) throws -> Double {
      try network.forward(input).stages[stage].outputs[0][
        neuron.map, neuron.cell.row, neuron.cell.column]
    }
    let (rows, columns) = (trial.input[1], trial.input[2])
    var found: Set<Cell> = []
    for place in 0..<(rows * columns) {
      for change in [4.0, -4.0] {
        var values = run.items[0].values
        for channel in 0..<trial.input[0] { values[channel * rows * columns + place] += change }
        if try value(Tensor(shape: trial.input, values: values)) != (try value(run.items[0])) {
          found.insert(Cell(place / columns, place % columns))
        }
      }
    }
    return found
  }

  @Test(
    "shows a region that holds every pixel which changes the neuron",
    arguments: [NetworkTrial.tiny, .residual, .dilated])
  func measured(trial: NetworkTrial) throws {
    let subject = try subject(try trial.exhibit())
    let cell = subject.neuron.cell
    let last = subject.levels.count - 1
    let region = subject.regions(
      of: .init(rows: cell.row...cell.row, columns: cell.column...cell.column), at: last)[0]
    let stage = try #require(subject.levels[last].shown)
    let seen = try seen(trial, stage: stage, neuron: subject.neuron)
    #expect(!seen.isEmpty)
    for pixel in seen {
      #expect(region.rows.contains(pixel.row) && region.columns.contains(pixel.column))
    }
  }

  @Test("finds regions as large as the formula says", arguments: NetworkTrial.all)
  func formula(trial: NetworkTrial) throws {
    let subject = try subject(try trial.exhibit())
    let cell = subject.neuron.cell
    let own = ReceptiveFieldSubject.Region(
      rows: cell.row...cell.row, columns: cell.column...cell.column)
    for level in subject.levels.indices.dropFirst() {
      let region = subject.regions(of: own, at: level)[0]
      let (rows, columns) = (subject.levels[level].rows, subject.levels[level].columns)
      #expect(region.rows.count == rows.size && region.columns.count == columns.size)
      #expect(
        Double(region.rows.lowerBound) == rows.middle(cell.row) - Double(rows.size) / 2)
    }
  }

  @Test("lets every neuron stand level with the middle of what it sees")
  func levels() throws {
    let exhibit = try NetworkTrial.tiny.exhibit()
    let scene = ReceptiveFieldFigure(subject: try subject(exhibit)).scene(
      style: FigureStyle(metrics: metrics))
    let middles = scene.flattenedGroups("field").filter { $0.name.hasSuffix(" 0") }.compactMap {
      $0.items.compactMap { item -> Double? in
        if case .rectangle(let box, _, _) = item { box.midY } else { nil }
      }.first
    }
    #expect(middles.count == 4)
    #expect(middles.allSatisfy { abs($0 - middles[0]) < 0.51 })
  }

  @Test("takes the neuron of a step")
  func step() throws {
    let subject = try subject(try NetworkTrial.second.exhibit(), step: 5)
    #expect(subject.neuron.map == 1 && subject.neuron.cell == Cell(0, 1))
  }

  @Test("counts what lies beyond the edges")
  func padding() throws {
    let trial = NetworkTrial(
      name: "same", input: [1, 4, 4], stages: NetworkTrial.residual.stages.prefix(1) + [],
      at: "conv1")
    let subject = try subject(try trial.exhibitWithoutGradient, step: 0)
    let region = subject.regions(of: .init(rows: 0...0, columns: 0...0), at: 1)[0]
    #expect(region.outside(Extent(4)) == 5)
    let scene = ReceptiveFieldFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    #expect(scene.texts.contains { $0.string.contains("5 of them lie beyond the edges") })
  }
}

extension NetworkTrial {
  /// The exhibit of a network that has no answers.
  var exhibitWithoutGradient: Exhibit {
    get throws {
      var trial = self
      trial.target = nil
      return try trial.exhibit()
    }
  }
}

extension Scene {
  /// The groups of a kind with what is in them.
  func flattenedGroups(_ kind: String) -> [(name: String, items: [Item])] {
    func find(_ items: [Item]) -> [(name: String, items: [Item])] {
      items.flatMap { item -> [(name: String, items: [Item])] in
        guard case .group(let tag, let inner) = item else { return [] }
        return (tag.kind == kind ? [(tag.name, inner)] : []) + find(inner)
      }
    }
    return find(items)
  }
}
