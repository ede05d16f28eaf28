import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of descent")
struct DescentFigureTests {
  private func step(_ exhibit: Exhibit, step: Int? = nil) throws -> DescentStep {
    let subject = try #require(DescentSubject(exhibit, focus: Focus(step: step)))
    return try #require(DescentStep(subject))
  }

  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    let subject = try #require(DescentSubject(try trial.exhibit(), focus: Focus(step: trial.step)))
    DescentFigure(subject: subject).expectSound(trial.name)
  }

  @Test("is legible in slides and in other languages")
  func elsewhere() throws {
    let subject = try #require(DescentSubject(try NetworkTrial.tiny.exhibit(), focus: Focus()))
    expectLegibleElsewhere(DescentFigure(subject: subject))
    expectTranslated(DescentFigure(subject: subject))
  }

  @Test("moves each weight against its slope, and prints numbers that close")
  func weights() throws {
    let subject = try #require(DescentSubject(try NetworkTrial.tiny.exhibit(), focus: Focus()))
    let step = try #require(DescentStep(subject))
    for cell in step.cells {
      let moved = step.weight(cell).value - 0.1 * step.slope(cell).value
      #expect(abs(step.moved(cell).value - moved) < 1e-12)
    }
    let count = DescentFigure(subject: subject).ledger.solved().count
    #expect(count.stated == 2 * step.cells.count + 1 && count.closing == count.stated)
  }

  @Test("finds the slope that small differences of the cost have", arguments: NetworkTrial.all)
  func slope(trial: NetworkTrial) throws {
    var exhibit = try trial.exhibit()
    let steep = try step(exhibit, step: trial.step)
    exhibit.rate = 1e-6
    let small = try step(exhibit, step: trial.step)
    #expect(abs((small.after - small.before) / 1e-6 + steep.slope) < 1e-3 * max(1, steep.slope))
  }

  @Test("gives the cost that the network has with the new weights")
  func cost() throws {
    let exhibit = try NetworkTrial.tiny.exhibit()
    let step = try step(exhibit)
    var values = step.subject.layer.weights.values
    let size = values.count / step.subject.layer.maps
    for place in (step.map * size)..<((step.map + 1) * size) {
      values[place] -= 0.1 * step.gradient.values[place]
    }
    let plan = NetworkPlan(name: "", inputShape: [1, 8, 8], stages: NetworkTrial.tiny.stages)
    var parameters = Dictionary(
      uniqueKeysWithValues: try NetworkTrial.tiny.network.parameters.map { ($0.name, $0.tensor) })
    parameters["conv1.weight"] = try Tensor(shape: step.gradient.shape, values: values)
    let network = try plan.network(parameters: parameters)
    let examples = step.subject.examples
    let costs = try (0..<examples.count).map { item in
      try Cost.crossEntropy.value(
        of: try network.forward(examples.input(item)).outputs[0],
        target: .class(examples.classes[item]))
    }
    #expect(abs(costs.reduce(0, +) / Double(costs.count) - step.after) < 1e-9)
    #expect(step.curve.first?.cost == step.before)
  }

  @Test("takes the filter with the steepest slope, or that of a step")
  func filter() throws {
    let steepest = try step(try NetworkTrial.tiny.exhibit())
    let size = steepest.gradient.count / 6
    let slopes = (0..<6).map { map in
      steepest.gradient.values[(map * size)..<((map + 1) * size)].reduce(0) { $0 + $1 * $1 }
    }
    #expect(slopes[steepest.map] == slopes.max())
    #expect(try step(try NetworkTrial.second.exhibit(), step: 5).map == 1)
  }

  @Test("takes no more examples than a batch")
  func batch() throws {
    var exhibit = try NetworkTrial.tiny.exhibit(examples: 8)
    exhibit.batch = 3
    #expect(try step(exhibit).subject.examples.count == 3)
    exhibit.examples = nil
    #expect(DescentSubject(exhibit, focus: Focus()) == nil)
  }
}
