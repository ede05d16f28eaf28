import Drawing
import Figures

extension Computation {
  /// Whether a figure can be drawn of the stage that is looked at.
  public func suits(_ figure: FigureKind) -> Bool { figure.shows(exhibit) }

  /// How a figure of the stage is drawn: for one step, or for nil as a whole, in any style.
  ///
  /// A figure that shows one step shows the first where none is given.
  /// - Throws: ``RequestError`` of the kind `usage` where the figure does not show such a stage.
  public func drawing(
    of figure: FigureKind
  ) throws(RequestError) -> @Sendable (_ step: Int?, _ style: FigureStyle) -> Scene {
    guard let draw = figure.drawing(of: exhibit) else { throw refusal(of: figure) }
    if showsAllMaps, !["feature-map", "maps"].contains(figure.name) {
      throw RequestError(
        .usage, subject: "maps",
        "--maps all is for the figure 'feature-map'; '\(figure.name)' shows the map of its step")
    }
    var focus = Focus(
      item: item, inputName: stageInputTitle, filterName: weightTitle, shade: shade)
    (focus.isPicture, focus.showsAllMaps) = (isPicture, showsAllMaps)
    let shown = focus
    return { step, style in
      var focus = shown
      focus.step = step
      return draw(focus, style)
    }
  }

  /// A figure of the stage.
  ///
  /// - Throws: ``RequestError`` of the kind `usage` where the figure does not show such a stage, or
  ///   there is no such step.
  public func figure(
    _ name: String, step: Int? = nil, style: FigureStyle
  ) throws(RequestError) -> Scene {
    guard let figure = Catalogue.figure(named: name) else {
      throw RequestError(.usage, "there is no figure '\(name)'")
    }
    if let step, !(0..<stepCount).contains(step) {
      throw RequestError(
        .usage, subject: "step",
        "there is no step \(step); "
          + (stepCount == 1 ? "the only step is 0" : "the steps are 0 to \(stepCount - 1)"))
    }
    return try drawing(of: figure)(step, style)
  }

  /// Why a figure shows nothing of the stage.
  private func refusal(of figure: FigureKind) -> RequestError {
    let lacking = figure.needs.subtracting(exhibit.offers)
    if lacking.contains(.course) {
      return RequestError(
        .usage, subject: "history",
        "the figure '\(figure.name)' needs --history, which convlens train writes")
    }
    if lacking.contains(.examples) {
      return RequestError(
        .usage, subject: "data",
        "the figure '\(figure.name)' needs --data, such as --data digits")
    }
    if lacking.contains(.gradient), figure.isOfNetworks || figure.exampleKind == kind {
      return RequestError(
        .usage,
        "the figure '\(figure.name)' needs gradients; --upstream or --target adds them")
    }
    if figure.isOfNetworks {
      return RequestError(
        .usage, subject: "network",
        "the figure '\(figure.name)' shows nothing of this network; --network digits goes with it")
    }
    let shown = Catalogue.figures.filter { $0.shows(exhibit) && !$0.isOfNetworks }.map(\.name)
    let other = figure.exampleKind
    return RequestError(
      .usage, subject: "layer",
      "the figure '\(figure.name)' shows a layer of the kind \(other), not \(kind); --layer \(other) "
        + "goes with it"
        + (shown.isEmpty ? "" : ", and with \(kind) go \(shown.joined(separator: ", "))"))
  }
}

extension FigureKind {
  /// The kind of layer that the figure shows where nothing else is asked for.
  fileprivate var exampleKind: String { (try? Example.of(self).kind) ?? "" }
}
