import ArgumentParser
import ArrayFiles
import Documents
import Figures
import Lectures
import Neural
import Wording

/// What a figure of a lesson says of its computation, as the options of the command line.
struct LessonOptions {
  /// The options, those left out that the layer has no use for.
  private(set) var layer: LayerOptions
  /// How the input is coloured.
  private(set) var shade: Shade?
  /// What is said, by the option's name.
  private(set) var given: [String: Located<String>]

  /// The options of a request; see ``chosen(from:for:)``.
  ///
  /// - Throws: ``LessonError`` at an option that there is not, that the layer has no use for, or
  ///   whose value is none.
  init(_ request: FigureRequest, of kind: FigureKind, folder: String) throws(LessonError) {
    given = LessonOptions.chosen(from: request, for: kind.layer)
    do {
      layer = try LayerOptions.parse([])
    } catch {
      throw LessonError(LayerOptions.message(for: error), at: request.name.place)
    }
    for name in given.keys.sorted() {
      guard let value = given[name] else { continue }
      do {
        try set(name, to: value.value, folder: folder)
      } catch {
        let reason = (error as? ValidationError)?.message ?? "\(error)"
        throw LessonError("\(name): \(reason)", at: value.place)
      }
    }
    try check(request, of: kind)
  }

  /// Whether nothing is said of what is computed.
  var isEmpty: Bool { given.keys.allSatisfy { $0 == "shade" || $0 == "layer" } }

  private mutating func set(_ name: String, to value: String, folder: String) throws {
    func tensor() throws -> String {
      guard !TensorSource(value).isStandardInput else {
        throw ValidationError("a lesson cannot read standard input; name a file")
      }
      return TensorSource(value).relative(to: folder).argument
    }
    switch name {
    case "input": layer.input = try tensor()
    case "layer": layer.layer = try choice(value)
    case "filter": layer.filter = try tensor()
    case "bias": layer.bias = try tensor()
    case "activation": layer.activation = try choice(value)
    case "window": layer.window = try Extent.parse(value)
    case "stride": layer.stride = try Extent.parse(value)
    case "padding": layer.padding = try PaddingRule.parse(value)
    case "dilation": layer.dilation = try Extent.parse(value)
    case "groups":
      guard let groups = Int(value), groups > 0 else {
        throw ValidationError("it must be a whole number of 1 or more, not '\(value)'")
      }
      layer.groups = groups
    case "operation": layer.operation = try choice(value)
    case "upstream":
      layer.upstream.upstream = ["ones", "random"].contains(value) ? value : try tensor()
    case "target": layer.upstream.target = try tensor()
    case "cost": layer.upstream.cost = try choice(value)
    case "shade": shade = try choice(value)
    case "reshape": layer.reading.reshape = try InputOptions.shape(value)
    case "skip-columns": layer.reading.skipColumns = Int(value)
    case "resize": layer.reading.resize = try Extent.parse(value)
    case "layout": layer.reading.layout = try choice(value)
    case "dimensions": layer.reading.dimensions = Int(value)
    default: throw ValidationError("a figure has no such option")
    }
  }

  private func choice<Choice: ExpressibleByArgument>(_ value: String) throws -> Choice {
    guard let choice = Choice(argument: value) else {
      let choices = Choice.allValueStrings
      let near = Spelling.nearest(to: value, among: choices)
      throw ValidationError(
        "there is no '\(value)'; "
          + (near.count == 1 ? "did you mean '\(near[0])'? " : "")
          + "it is one of \(choices.joined(separator: ", "))")
    }
    return choice
  }
}

extension LessonOptions {
  /// The options of the figure and those of the lesson that stand beside them.
  ///
  /// What the lesson says for all of its figures is left out where the layer has no use for it, and
  /// where the figure says otherwise; with `input: example` nothing of it is left but the shade.
  private static func chosen(
    from request: FigureRequest, for layer: LayerKind
  ) -> [String: Located<String>] {
    var own = request.options
    var shared = request.defaults.filter { name, value in
      name == "layer"
        ? value.value == layer.rawValue : LayerOptions.layers(taking: name).contains(layer)
    }
    if own["input"]?.value == "example" {
      own["input"] = nil
      shared = shared.filter { name, _ in name == "shade" }
    }
    // How an input is read belongs to that input.
    if own["input"] != nil {
      for name in ["reshape", "skip-columns", "resize", "layout"] { shared[name] = nil }
    }
    if own["target"] != nil { shared["upstream"] = nil }
    if own["upstream"] != nil { shared["target"] = nil }
    if own["target"] == nil, shared["target"] == nil { shared["cost"] = nil }
    return shared.merging(own) { _, own in own }
  }

  /// Refuses what does not go together.
  private func check(_ request: FigureRequest, of kind: FigureKind) throws(LessonError) {
    for option in layer.given where !option.layers.contains(kind.layer) {
      let name = String(option.name.dropFirst(2))
      let others = option.layers.map(\.rawValue).joined(separator: ", ")
      throw error(
        name,
        "the figure '\(kind.name)' shows a layer of the kind \(kind.layer.rawValue); it is only for "
          + others, in: request)
    }
    if let layer = layer.layer, layer != kind.layer {
      throw error(
        "layer",
        "the figure '\(kind.name)' shows a layer of the kind \(kind.layer.rawValue), not "
          + layer.rawValue, in: request)
    }
    if layer.upstream.upstream != nil, layer.upstream.target != nil {
      throw error(
        "target", "upstream and target both give ∂C/∂a; leave one of them out", in: request)
    }
    if layer.upstream.cost != nil, layer.upstream.target == nil {
      throw error("cost", "it needs a target, which it compares the output with", in: request)
    }
    if kind.layer == .fullyConnected, layer.input != nil, layer.filter == nil {
      throw error(
        "input", "a fully connected layer over it needs a filter, neurons × inputs, too",
        in: request)
    }
  }

  private func error(
    _ name: String, _ problem: String, in request: FigureRequest
  ) -> LessonError {
    LessonError("\(name): \(problem)", at: given[name]?.place ?? request.name.place)
  }
}
