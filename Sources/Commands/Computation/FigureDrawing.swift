import Drawing
import Figures

extension FigureKind {
  /// The kind of layer that the figure shows.
  var layer: LayerKind {
    switch drawing {
    case .convolution, .gradient: .convolution
    case .pooling: LayerKind(rawValue: name) ?? .maxPooling
    case .fullyConnected: .fullyConnected
    }
  }

  /// Whether the figure shows a backward pass, and nothing without one.
  var needsGradient: Bool {
    if case .gradient = drawing { true } else { false }
  }

  /// Refuses a layer that the figure does not show, naming the one that it does.
  func check(_ layer: LayerKind) throws(Failure) {
    guard layer != self.layer else { return }
    throw Failure(
      .usage,
      "the figure '\(name)' shows a layer of the kind \(self.layer.rawValue), not \(layer.rawValue); "
        + "--layer \(self.layer.rawValue) goes with it")
  }
}

extension Computation {
  /// How a figure of the computation is drawn: for one step, or for nil as a whole.
  ///
  /// A figure that shows one step shows the first where none is given.
  /// - Throws: ``Failure`` of the kind `usage` where the figure does not show such a layer, or
  ///   needs a backward pass.
  func drawing(
    of figure: FigureKind, style: FigureStyle
  ) throws(Failure) -> @Sendable (_ step: Int?) -> Scene {
    let draw = try drawing(of: figure)
    return { draw($0, style) }
  }

  /// The same, in any style.
  func drawing(
    of figure: FigureKind
  ) throws(Failure) -> @Sendable (_ step: Int?, _ style: FigureStyle) -> Scene {
    try figure.check(layer)
    switch (figure.drawing, passes) {
    case (.convolution(let draw), .convolution(let forward, _)):
      let subject = Subject(
        pass: forward, inputName: inputName, filterName: filterName, shade: shade)
      return { step, style in draw(subject.showing(step: step ?? 0), style) }
    case (.gradient(let draw), .convolution(let forward, let backward?)):
      let subject = Subject(
        pass: forward, inputName: inputName, filterName: filterName, shade: shade)
      return { step, style in
        draw(
          GradientSubject(
            forward: subject.showing(step: step ?? 0), backward: backward, step: step),
          style)
      }
    case (.pooling(let draw), .pooling(let passes)):
      let inputName = inputName
      return { step, style in
        draw(PoolingSubject(passes: passes, step: step, inputName: inputName), style)
      }
    case (.fullyConnected(let draw), .fullyConnected(let forward, let backward)):
      let inputName = inputName
      return { step, style in
        draw(
          FullyConnectedSubject(
            forward: forward, backward: backward, step: step ?? 0,
            inputShape: forward.input.shape, inputName: inputName),
          style)
      }
    default:
      throw Failure(
        .usage, "the figure '\(figure.name)' needs gradients; --upstream or --target adds them")
    }
  }

  /// Whether a figure can be drawn of the computation.
  func suits(_ figure: FigureKind) -> Bool { (try? drawing(of: figure)) != nil }
}

extension Scene {
  /// The scene, where the two ways to one result that it shows come to the same.
  ///
  /// - Throws: ``Failure`` of the kind `malformedData` where they do not, by which one is wrong.
  func agreeing() throws(Failure) -> Scene {
    guard let disagreement else { return self }
    throw Failure(
      .malformedData,
      "two ways to one result, '\(title)', differ by \(disagreement), which rounding cannot explain; "
        + "this is a fault of the program")
  }
}

extension Subject {
  fileprivate func showing(step: Int) -> Subject {
    var subject = self
    subject.step = step
    return subject
  }
}
