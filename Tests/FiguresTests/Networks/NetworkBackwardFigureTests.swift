import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of the gradient’s way back")
struct NetworkBackwardFigureTests {
  private func figure(_ trial: NetworkTrial) throws -> NetworkBackwardFigure {
    NetworkBackwardFigure(
      subject: try #require(NetworkBackwardSubject(try trial.exhibit(), focus: Focus())))
  }

  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws { try figure(trial).expectSound(trial.name) }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = try figure(trial)
    expectLegibleElsewhere(figure)
    expectTranslated(figure, given: Set(trial.stages.map { $0.name.filter(\.isLetter) }))
  }

  @Test("prints ∂C/∂a of the last layer, p, y and C as the run has them, and they close")
  func numbers() throws {
    let run = try NetworkTrial.tiny.run
    let figure = try figure(.tiny)
    let scene = figure.drawn(in: FigureStyle(metrics: metrics))
    let printed = scene.texts.compactMap(\.source)
    let gradient = run.stages[run.stages.count - 1].outputGradients[0].values
    let cost = try #require(run.costs?[0])
    for index in gradient.indices {
      func value(_ tensor: String) -> Double? {
        printed.first { $0.address.tensor == tensor && $0.address.index == [index] }?.value
      }
      #expect(value(Tensors.outputGradient) == gradient[index])
      #expect(value("target") == cost.target.values[index])
      #expect(value("probabilities") == cost.results[.probabilities]?.values[index])
    }
    #expect(printed.contains { $0.address.tensor == "cost" && $0.value == cost.value })
    let count = figure.ledger.solved().count
    #expect(count.stated == gradient.count + 1 && count.closing == count.stated)
  }

  @Test("colours every layer’s ∂C/∂a, that of the input last", arguments: NetworkTrial.all)
  func columns(trial: NetworkTrial) throws {
    let exhibit = try trial.exhibit()
    let run = exhibit.run
    let back = BackwardColumns(exhibit, item: 0)
    let input = try #require(run.inputGradients)
    #expect(back.columns[0].tensor.values == input[0].values)
    for column in back.columns.dropFirst() where !column.isHead {
      let stage = try #require(column.stage)
      #expect(column.tensor.values == run.stages[stage].outputGradients[0].values)
    }
    #expect(back.columns.count { $0.isHead } == 2)
  }

  @Test("joins map with map where pooling keeps them apart, and all with all else")
  func links() throws {
    let columns = BackwardColumns(try NetworkTrial.tiny.exhibit(), item: 0).columns
    let links = columns.filter { !$0.isHead }.dropFirst().map(\.links)
    #expect(links == [.all, .apart, .all, .all])
    let depthwise = BackwardColumns(try NetworkTrial.residual.exhibit(), item: 0).columns
    #expect(depthwise.first { $0.title == "depth" }?.links == .apart)
    #expect(depthwise.first { $0.title == "sum" }?.links == .apart)
  }

  @Test("counts what an activation function stops", arguments: NetworkTrial.all)
  func gates(trial: NetworkTrial) throws {
    let run = try trial.run
    for (index, stage) in run.stages.enumerated() where stage.stage.layer is ActivationLayer {
      let gate = try #require(BackwardGate(stage, item: 0))
      let z = run.inputs(of: index, item: 0)[0].values
      let gradient = stage.outputGradients[0].values
      #expect(gate.reached == gradient.count { $0 != 0 })
      #expect(gate.stopped == zip(z, gradient).count { $0 <= 0 && $1 != 0 })
    }
    #expect(BackwardGate(try #require(run.stages.last), item: 0) == nil)
  }

  @Test("claims no way to the input where none of it arrives")
  func stopped() throws {
    let network = try NetworkTrial.tiny.network
    // Biases so low that ReLU is 0 everywhere.
    var parameters: [String: Tensor] = [:]
    for (name, tensor) in network.parameters {
      parameters[name] =
        name == "conv1.bias" ? Tensor(repeating: -100, shape: tensor.shape) : tensor
    }
    let plan = NetworkPlan(name: "off", inputShape: [1, 8, 8], stages: NetworkTrial.tiny.stages)
    let run = try plan.network(parameters: parameters).forward(try NetworkTrial.tiny.run.items[0])
      .backward(from: .crossEntropy, .class(1))
    let figure = NetworkBackwardFigure(
      subject: try #require(NetworkBackwardSubject(Exhibit(run), focus: Focus())))
    let scene = figure.drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.title == "The gradient does not reach the input")
    figure.expectSound("off")
  }

  @Test("shows other costs, and a gradient that was given")
  func others() throws {
    let run = try NetworkTrial.tiny.run
    let target = try Tensor(shape: [10], values: (0..<10).map { Double($0) / 10 })
    for cost in [Cost.quadratic, .meanSquared, .binaryCrossEntropy] {
      let back = try run.backward(from: cost, .tensor(target))
      let figure = NetworkBackwardFigure(
        subject: try #require(NetworkBackwardSubject(Exhibit(back), focus: Focus())))
      figure.expectSound("\(cost)")
    }
    let given = try run.backward(outputGradient: [target])
    let subject = try #require(NetworkBackwardSubject(Exhibit(given), focus: Focus()))
    NetworkBackwardFigure(subject: subject).expectSound("given")
    #expect(BackwardColumns(Exhibit(given), item: 0).columns.allSatisfy { !$0.isHead })
    let forward = try run.network.forward(run.items[0])
    #expect(NetworkBackwardSubject(Exhibit(forward), focus: Focus()) == nil)
  }
}
