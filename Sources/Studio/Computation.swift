import Drawing
import Figures
import Neural

/// A network's run and the stage of it that is looked at: what figures and traces are made of.
public struct Computation: Sendable {
  /// The run, the stage that is looked at, and what figures need beside them.
  public private(set) var exhibit: Exhibit
  /// The item that is looked at.
  public let item: Int
  /// What the network's input is called.
  public let inputTitle: String
  /// What parameters are called, by their names in the network.
  public let titles: [String: String]
  /// How an input without negative values is coloured.
  public let shade: ValueScale.Kind
  /// Whether the stage takes a picture.
  public let isPicture: Bool
  /// Whether all maps of a layer are shown, where a figure else shows one.
  public private(set) var showsAllMaps = false

  /// Runs what is asked for, forward and, where something comes back, backward.
  ///
  /// - Throws: ``RequestError`` where the operands do not fit together.
  public init(_ request: ComputationRequest) throws(RequestError) {
    let model = try request.model.built(over: request.input)
    do {
      var run = try model.network.forward(model.items, mode: request.mode)
      if let upstream = request.upstream {
        run = try upstream.backward(run, reduction: request.reduction)
      }
      try self.init(
        run, at: request.stage, item: request.item, inputTitle: model.inputTitle,
        titles: model.titles, shade: request.shade, isPicture: request.input.isPicture)
      showsAllMaps = request.showsAllMaps
      exhibit.isStageChosen = request.stage != nil
      exhibit.cost = request.upstream?.cost ?? request.cost
      exhibit.course = request.course
      (exhibit.examples, exhibit.heldOut) = (request.examples, request.heldOut)
      (exhibit.batch, exhibit.rate) = (request.batch, request.rate)
    } catch let error as RequestError {
      throw error
    } catch let error as NetworkError {
      throw request.model.refusal(error)
    } catch { throw RequestError(.data, "\(error)") }
  }

  /// A run that there is already, such as that of a trace.
  ///
  /// - Parameters:
  ///   - stage: The stage that is looked at; nil for the last.
  ///   - shade: How an input without negative values is coloured; nil for light where the input is
  ///     a picture, and for ink else.
  /// - Throws: ``RequestError`` where there is no such stage or item.
  public init(
    _ run: NetworkRun, at stage: String? = nil, item: Int = 0, inputTitle: String = "input",
    titles: [String: String] = [:], shade: ValueScale.Kind? = nil, isPicture: Bool = false
  ) throws(RequestError) {
    let stageIndex: Int
    do {
      stageIndex = try stage.map(run.network.index) ?? run.stages.count - 1
    } catch { throw RequestError(error) }
    guard run.items.indices.contains(item) else {
      let count = run.items.count
      throw RequestError(
        .usage, subject: "item",
        "there is no item \(item); "
          + (count == 1 ? "the only item is 0" : "the items are 0 to \(count - 1)"))
    }
    let isFed = run.network.stages[stageIndex].sources.contains(.input)
    exhibit = Exhibit(run, stageIndex: stageIndex)
    self.item = item
    self.inputTitle = inputTitle
    self.titles = titles
    self.shade = shade ?? (isPicture && isFed ? .light : .ink)
    self.isPicture = isPicture && isFed
  }

  /// The run; with gradients where there is something that the backward pass begins with.
  public var run: NetworkRun { exhibit.run }

  /// The number of the stage that is looked at.
  public var stageIndex: Int { exhibit.stageIndex }

  /// The stage that is looked at.
  public var stage: StageRun { exhibit.stage }

  /// The kind of its layer.
  public var kind: String { stage.stage.layer.kind }

  /// The number of steps of the stage's forward pass.
  public var stepCount: Int { stage.account(.forward, ofItem: item)?.count ?? 0 }

  /// What the stage's input is called.
  public var stageInputTitle: String {
    let isFed = stage.stage.sources.contains(.input)
    return isFed ? inputTitle : "feature maps of \(inputTitle)"
  }

  /// What the stage's weights are called; empty where nobody called them anything.
  public var weightTitle: String { titles["\(stage.stage.name).\(TensorName.weight)"] ?? "" }
}

extension ComputationRequest.Model {
  /// What a network refuses, in the words of a single layer where it is one.
  fileprivate func refusal(_ error: NetworkError) -> RequestError {
    guard case .layer(let layer) = self, case .layer(let problem, _) = error.problem,
      let declaration = LayerRegistry[layer.kind]
    else { return RequestError(error) }
    return RequestError(problem, of: declaration)
  }
}
