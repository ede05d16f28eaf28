import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of maps")
struct MapsFigureTests {
  private func subject(_ trial: NetworkTrial) throws -> MapsSubject {
    try #require(MapsSubject(try trial.exhibit(), focus: Focus()))
  }

  @Test("is sound", arguments: NetworkTrial.all + [NetworkTrial.deep])
  func sound(trial: NetworkTrial) throws {
    MapsFigure(subject: try subject(trial)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = MapsFigure(subject: try subject(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(figure, given: Set(trial.stages.map { $0.name.filter(\.isLetter) }))
  }

  @Test("has the maps behind the activation function, the largest mean first")
  func maps() throws {
    let (subject, run) = (try subject(.tiny), try NetworkTrial.tiny.run)
    #expect(subject.layers.map(\.mapStage) == ["relu1", "relu2"])
    for layer in subject.layers {
      #expect(layer.maps == (try run.stage(layer.mapStage)).outputs[0])
      let means = layer.order.map { layer.mean($0).value }
      #expect(means == means.sorted(by: >))
      for map in layer.order where layer.isOff(map) { #expect(layer.mean(map).value == 0) }
    }
  }

  @Test("prints each shown map’s mean with its address")
  func printed() throws {
    let subject = try subject(.tiny)
    let scene = MapsFigure(subject: subject).drawn(in: FigureStyle(metrics: metrics))
    let printed = scene.texts.compactMap(\.source)
    let first = subject.layers[0]
    for map in first.order where !first.isOff(map) {
      #expect(printed.contains { $0.address == first.mean(map).address })
    }
  }

  @Test("shows the chosen stage alone, and three of many")
  func stages() throws {
    #expect(try subject(.second).layers.map(\.stage) == ["conv2"])
    let deep = try subject(.deep)
    #expect(deep.layers.count == 3 && deep.available > 3)
  }

  @Test("is the figure of all maps where one layer is looked at")
  func twin() throws {
    let figure = try #require(Catalogue.figure(named: "maps"))
    let feature = try #require(Catalogue.figure(named: "feature-map"))
    let exhibit = try NetworkTrial.second.exhibit()
    var focus = Focus()
    focus.showsAllMaps = true
    let style = FigureStyle(metrics: metrics)
    let one = try #require(figure.drawing(of: exhibit))
    let other = try #require(feature.drawing(of: exhibit))
    #expect(one(focus, style) == other(focus, style))
  }
}
