import Documents
import Drawing
import Lectures
import Studio

/// What a figure of a lesson says of its computation.
struct LessonOptions {
  /// What is said of the computation.
  let computation: ComputationOptions
  private let values: [String: ComputationOptions.Value]

  /// The options that are chosen; see ``chosen(from:over:)``.
  init(_ given: [String: Located<ComputationOptions.Value>]) {
    values = given.mapValues(\.value)
    computation = ComputationOptions(values.filter { $0.key != "shade" })
  }

  /// Whether nothing is said of what is computed.
  var isEmpty: Bool { values.keys.allSatisfy { $0 == "shade" || $0 == "layer" } }

  /// How the input is coloured, where that is asked for.
  ///
  /// - Throws: ``RequestError`` where it is not one of the ways that there are.
  func shade() throws(RequestError) -> ValueScale.Kind? {
    guard case .text(let word)? = values["shade"] else { return nil }
    guard let shade = Shade(rawValue: word) else {
      throw RequestError(
        .usage, subject: "shade",
        "--shade cannot be '\(word)'; it is one of "
          + Shade.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return shade.scale
  }

  /// The options of the figure and those of the lesson that stand beside them.
  ///
  /// What the lesson says for all of its figures is left out where the layer has no use for it, and
  /// where the figure says otherwise; with `input: example` nothing of it is left but the shade.
  /// - Throws: ``RequestError`` where the figure's example is of no kind of layer.
  static func chosen(
    from request: FigureRequest, over example: Example
  ) throws(RequestError) -> [String: Located<ComputationOptions.Value>] {
    var own = request.options
    for name in own.keys.sorted() where name != "shade" && ComputationOption.named(name) == nil {
      throw RequestError(.usage, subject: name, "--\(name): a figure has no such option")
    }
    let kind = try example.kind
    var shared = request.defaults.filter { name, value in
      name == "layer"
        ? value.value == .text(kind) : ComputationOption.named(name)?.isFor(kind) ?? true
    }
    if own["input"]?.value == .text("example") {
      own["input"] = nil
      shared = shared.filter { name, _ in name == "shade" }
    }
    // How an input is read belongs to that input.
    if own["input"] != nil {
      for option in ComputationOption.all(in: .reading) { shared[option.name] = nil }
    }
    // A network and a layer exclude each other.
    let isLayer = ComputationOption.all(in: .layer).contains { option in
      option.name != "input" && own[option.name] != nil
    }
    if own["network"] != nil {
      shared = shared.filter { name, _ in
        ComputationOption.named(name).map { $0.section != .layer || name == "input" } ?? true
      }
    } else if isLayer || shared["network"] == nil {
      shared = shared.filter { name, _ in
        ComputationOption.named(name).map { $0.section != .network } ?? true
      }
    } else {
      shared = shared.filter { name, _ in
        ComputationOption.named(name).map { $0.section != .layer || name == "input" } ?? true
      }
    }
    if own["target"] != nil { shared["upstream"] = nil }
    if own["upstream"] != nil { shared["target"] = nil }
    if own["target"] == nil, shared["target"] == nil { shared["cost"] = nil }
    return shared.merging(own) { _, own in own }
  }
}
